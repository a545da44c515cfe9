"""Office files that come out byte for byte alike."""

from __future__ import annotations

import zipfile
from io import BytesIO

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name


def with_fixed_dates(packed: bytes) -> bytes:
    """The same files, packed again in order of name and dated alike."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            out.writestr(entry, source.read(name))
    return target.getvalue()

"""The list of contents of a package, with the hash and size of every part."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from core.audit.exchange.container import ASK_AGAIN
from questionnaires.answer import Frozen
from questionnaires.errors import UnusableInputError
from questionnaires.reading import validate

VERSION = 1
"""Of the format. A file with a higher one is refused."""
PLACE = "part 'manifest.json'"


class PartRecord(Frozen):
    """One part: SHA-256 of its content, and its size in bytes."""

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class Manifest(Frozen):
    """What is in a package. version: of the format; made_by: version of the program that wrote it."""

    format: Literal["headwater-audit"] = "headwater-audit"
    version: int = Field(default=VERSION, ge=1, strict=True)
    made_by: str
    parts: dict[str, PartRecord]


def records_of(parts: Mapping[str, bytes]) -> dict[str, PartRecord]:
    """Hash and size of every part."""
    return {
        name: PartRecord(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        for name, content in parts.items()
    }


def read_manifest(data: Any, source: str) -> Manifest:
    """The manifest in plain data. Raises UnusableInputError for a newer format and for what does not fit."""
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version > VERSION:
        cause = f"a newer Headwater made it (format {version}, this one knows {VERSION}); update first"
        raise UnusableInputError(source, "", cause)
    return validate(data, Manifest, f"{source}, {PLACE}")


def check_parts(manifest: Manifest, parts: Mapping[str, bytes], source: str) -> None:
    """Raise UnusableInputError for a part that is not listed, is missing, or is not what is listed."""
    found = records_of(parts)
    for name in sorted(found.keys() - manifest.parts.keys()):
        raise UnusableInputError(source, f"part {name[:80]!r}", f"it is not in the list of contents; {ASK_AGAIN}")
    for name, listed in manifest.parts.items():
        if name not in found:
            raise UnusableInputError(source, f"part {name[:80]!r}", f"it is missing; {ASK_AGAIN}")
        if found[name] != listed:
            cause = f"it was changed after the file was made; do not rely on it, and {ASK_AGAIN}"
            raise UnusableInputError(source, f"part {name[:80]!r}", cause)

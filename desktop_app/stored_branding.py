"""The branding of a workspace: what its reports carry, in one small file beside the audits."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app.stored_json import write_json
from questionnaires.errors import UnusableInputError
from questionnaires.reading import validate
from reports.branding import Branding

FILE = "branding.json"
_LARGEST = 2_000_000


def read_branding(data_dir: Path) -> Branding | None:
    """What reports of this workspace carry; None where nothing was set.

    Raises UnusableInputError, one sentence, for a file that was damaged or written by hand with something unusable.
    """
    path = data_dir / FILE
    try:
        if path.stat().st_size > _LARGEST:
            raise UnusableInputError(FILE, "", "it is too large for a branding; set it again in the settings")
        return validate(json.loads(path.read_text(encoding="utf-8")), Branding, FILE)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        raise UnusableInputError(FILE, "", "it cannot be read; set the branding again in the settings") from None


def write_branding(data_dir: Path, branding: Branding) -> None:
    """Let reports of this workspace carry it from now on; an empty one is cleared. Raises OSError."""
    if branding == Branding():
        clear_branding(data_dir)
    else:
        write_json(data_dir / FILE, branding.model_dump(mode="json"))


def clear_branding(data_dir: Path) -> bool:
    """Let reports carry none; whether there was one. Raises OSError."""
    path = data_dir / FILE
    existed = path.exists()
    path.unlink(missing_ok=True)
    return existed

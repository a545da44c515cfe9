"""Which files make up the embedding model, where they are found, and that they are the published ones."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from core.neural.model_folder import check_model_folder
from core.samples.embedding_settings import settings
from core.samples.errors import SampleError


def installed_folder() -> Path | None:
    """The folder inside the package that brings the model, where it is installed; the package is not imported."""
    found = find_spec(settings()["package"])
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "model"
    return folder if folder.is_dir() else None


def check_embedding_model(folder: Path) -> None:
    """Raise SampleError unless the folder holds exactly the published weights and tokenizer, and no program code."""
    try:
        check_model_folder(folder)
    except ValueError as problem:
        raise SampleError(f"{problem}.") from None
    for name, wanted in settings()["files"].items():
        file = folder / name
        if not file.is_file():
            raise SampleError(f"{folder.name} has no {name}; name the folder of {settings()['model']}.")
        with file.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != wanted:
                raise SampleError(f"{file.name} is not the published file of {settings()['model']}; fetch it again.")

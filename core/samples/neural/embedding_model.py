"""Which files make up the embedding model, where they are found, and that they are the published ones."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from core.neural.model_folder import check_model_folder
from core.samples.errors import SampleError

_DATA = Path(__file__).parents[1] / "data" / "embedding_model.yaml"


@cache
def settings() -> Mapping[str, Any]:
    """The model's name, files, limits and what they rest on (``data/embedding_model.yaml``)."""
    data: dict[str, Any] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return data


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

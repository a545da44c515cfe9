"""Checks a folder with a language model before anything in it is loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MOST_BYTES = 1_000_000
SETTINGS = ("config.json", "generation_config.json", "tokenizer_config.json", "processor_config.json")


def check_model_folder(folder: Path) -> None:
    """Raise ValueError, in one sentence, unless the folder holds plain weights and settings and no program code."""
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder; name one with config.json and a .safetensors file")
    if not (folder / "config.json").is_file():
        raise ValueError(f"{folder} has no config.json and so is not a language model's folder")
    if not any(folder.glob("*.safetensors")):
        raise ValueError(f"{folder} has no .safetensors file; save the model's weights in that format")
    code = next(folder.rglob("*.py"), None)
    if code is not None:
        raise ValueError(f"{folder} brings program code ({code.name}), which is never run; use a model without any")
    for name in SETTINGS:
        if (folder / name).is_file() and _names_code(_read(folder / name)):
            raise ValueError(f"{folder / name} asks for program code (auto_map), which is never run; use another model")


def _read(file: Path) -> Any:
    if file.stat().st_size > MOST_BYTES:
        raise ValueError(f"{file} is too large for a settings file; use another model")
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise ValueError(f"{file} is not readable as JSON; save the model again") from None


def _names_code(settings: Any) -> bool:
    waiting = [settings]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "auto_map" in value:
                return True
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False

"""What the window remembers: how it looks. Each setting is declared once, here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from desktop_app.stored_json import read_json, write_json
from desktop_app.theme.appearance import TEXT_PERCENTS, Mode

_FILE = "window.json"


@dataclass(slots=True)
class Settings:
    """mode: light, dark or system. more_contrast: black and white grounds. text_percent: size of text.

    folder: where the last file was opened or saved.
    language: of the question texts, such as de; empty for the packs' own.
    """

    mode: Mode = "system"
    more_contrast: bool = False
    text_percent: int = 100
    folder: str = ""
    language: str = ""

    @classmethod
    def read(cls, data_dir: Path) -> Settings:
        """The stored settings; what is missing or makes no sense is as at first start."""
        stored = read_json(data_dir / _FILE, {})
        known: dict[str, Any] = {}
        if isinstance(stored, dict):
            known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        settings = cls(**known)
        if settings.mode not in ("light", "dark", "system"):
            settings.mode = "system"
        if settings.text_percent not in TEXT_PERCENTS:
            settings.text_percent = 100
        settings.more_contrast = settings.more_contrast is True
        settings.folder, settings.language = str(settings.folder), str(settings.language)
        return settings

    def write(self, data_dir: Path) -> None:
        """Store them. Raises OSError."""
        write_json(data_dir / _FILE, asdict(self))

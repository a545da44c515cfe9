"""Pages whose text lives where it is needed first: the guides inside the program, the house rules at the root."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add them; every guide that ships in the program becomes a page."""
    for path in [*(ROOT / "desktop_app" / "help").glob("*.md"), *(ROOT / name for name in HOUSE)]:
        files.append(File.generated(config, path.name, content=path.read_text(encoding="utf-8")))
    return files

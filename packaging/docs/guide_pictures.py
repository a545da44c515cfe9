"""Make the small copies of the documentation's pictures that ship with the guides: python packaging/docs/guide_pictures.py.

A guide names its pictures; here they are taken from docs/pictures, made smaller, and laid beside the guides.
"""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "desktop_app" / "help"
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 960
COLOURS = 192


def named() -> set[str]:
    """The file names of the pictures that the guides show."""
    texts = (path.read_text(encoding="utf-8") for path in GUIDES.glob("*.md"))
    return {name for text in texts for name in re.findall(r"\]\(pictures/([\w-]+\.png)\)", text)}


def smaller(picture: Path) -> Image.Image:
    """A picture at the width of the guides."""
    with Image.open(picture) as whole:
        width = min(WIDTH, whole.width)
        return whole.convert("RGB").resize((width, whole.height * width // whole.width), Image.Resampling.LANCZOS)


def main() -> int:
    """Lay them beside the guides, and take away what no guide shows."""
    beside = GUIDES / "pictures"
    beside.mkdir(exist_ok=True)
    for old in beside.iterdir():
        old.unlink()
    for name in sorted(named()):
        smaller(PICTURES / name).quantize(COLOURS, dither=Image.Dither.NONE).save(beside / name, optimize=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

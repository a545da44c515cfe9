"""The pictures of every page, light and dark, at 100 and 200 percent, from which the documentation takes its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("start", "context", "question", "evidence", "samples", "risk", "verdict", "letters", "report", "meeting")
BESIDE = ("guides", "search", "explain", "keys", "new", "commands")
SIDE, HEIGHT = 1280, 720


def spread(picture: QImage) -> int:
    """How many colours there are on a coarse grid; a page that was not drawn has one."""
    step = max(1, picture.width() // 160)
    return len({picture.pixel(x, y) for x in range(0, picture.width(), step) for y in range(0, picture.height(), step)})


def brightness(picture: QImage) -> float:
    """Mean brightness from 0 to 255."""
    small = picture.scaled(32, 18)
    return sum(small.pixelColor(x, y).lightness() for x in range(32) for y in range(18)) / (32 * 18)


def test_an_empty_picture_is_seen():
    empty = QImage(SIDE, HEIGHT, QImage.Format.Format_RGB32)
    empty.fill(0)
    assert spread(empty) == 1
    assert brightness(empty) == 0


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1, 2])
def test_every_page_is_pictured_in_light_and_dark_and_in_a_meeting(tmp_path, scale):
    script = ROOT / "tests" / "desktop_app" / "pictures.py"
    environment = {**os.environ, "QT_SCALE_FACTOR": str(scale), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(script), str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=280)
    names = sorted(path.name for path in tmp_path.glob("*.png"))
    for page in (*PAGES, *BESIDE):
        for mode in ("light", "dark"):
            assert [name for name in names if page in name and name.endswith(f"{mode}.png")], (page, mode)
    for name in names:
        if not name.endswith("-light.png"):
            continue
        light, dark = (QImage(str(tmp_path / name.replace("light", mode))) for mode in ("light", "dark"))
        assert light.size() == dark.size()
        if name.startswith(("1-", "2-", "3-", "4-", "5-", "6-", "7-")):
            assert (light.width(), light.height()) == (SIDE * scale, HEIGHT * scale), name
        assert min(spread(light), spread(dark)) > 20, name
        assert brightness(light) > 150 > brightness(dark), name


def test_the_documentation_shows_pictures_that_this_makes():
    script = (ROOT / "packaging" / "docs" / "pictures.py").read_text(encoding="utf-8")
    for shown in (ROOT / "docs" / "pictures").glob("*.png"):
        assert f'"{shown.name}"' in script, shown.name

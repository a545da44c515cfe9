"""Draw the program's icon from its one drawing: python packaging/icon.py OUT.png.

Windows and macOS keep a picture of points inside the program; PyInstaller turns this one into the form of each.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent / "linux" / "headwater.svg"
POINTS = 512


def draw(out: Path) -> None:
    """Write the icon as a PNG of 512 by 512 points on nothing."""
    picture = QImage(POINTS, POINTS, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    if not picture.save(str(out)):
        raise OSError(f"{out} could not be written")


if __name__ == "__main__":
    draw(Path(sys.argv[1]))

"""Icons from the Lucide set, recoloured for the palette in use."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parents[1] / "icons"
_SIZES = (16, 20, 24, 32, 48, 64)


def icon(name: str, palette: QPalette, colour: QColor | None = None) -> QIcon:
    """The icon of that name in the text colour, or in ``colour``; white on accent where its row is selected."""
    source = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    role = QPalette.ColorRole
    colours = {
        QIcon.Mode.Normal: colour or palette.color(role.WindowText),
        QIcon.Mode.Active: colour or palette.color(role.WindowText),
        QIcon.Mode.Selected: palette.color(role.HighlightedText),
        QIcon.Mode.Disabled: palette.color(QPalette.ColorGroup.Disabled, role.WindowText),
    }
    drawn = QIcon()
    for mode, ink in colours.items():
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", ink.name()).encode()))
        for size in _SIZES:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            drawn.addPixmap(pixmap, mode)
    return drawn

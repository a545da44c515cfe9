"""Windows that fit the screen they open on, whatever its size and scale."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_FRAME = QSize(16, 48)
"""Room for the title bar and edges that the system draws around a window."""


def fit_to_screen(window: QWidget, wanted: QSize) -> None:
    """Give a window the size wanted, or as much of it as its screen has room for."""
    window.resize(wanted.boundedTo(window.screen().availableSize() - _FRAME))

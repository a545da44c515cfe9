"""Placeholder until the page is written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class VerdictPage(QWidget):
    """Empty for now."""

    question_wanted = Signal(str)

    def __init__(self, *_: object) -> None:
        super().__init__()

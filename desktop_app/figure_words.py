"""The words of a figure in the window's language; on paper they stay as they are written."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def figure_words(words: str) -> str:
    """What ``words``, as a figure is written with, are in the window."""
    return QCoreApplication.translate("figures", words)

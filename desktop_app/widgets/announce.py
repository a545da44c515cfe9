"""What is spoken to a person who does not see the window."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say words, without moving the keyboard. widget: where they belong."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))

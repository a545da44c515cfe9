"""The order in which the Tab key comes by widgets, where it is not the order in which they were made."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_for_tab(parts: Iterable[QWidget | None]) -> None:
    """Let Tab come by parts of a page one after the other: by a field itself, or by everything in a part.

    What is not on the page of the part before it is left where it is.
    """
    stops = [stop for part in parts if part is not None for stop in _stops_in(part)]
    for before, after in itertools.pairwise(stops):
        if before.window() is after.window():
            QWidget.setTabOrder(before, after)


def _stops_in(part: QWidget) -> list[QWidget]:
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return [part]
    return [widget for widget in part.findChildren(QWidget) if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]

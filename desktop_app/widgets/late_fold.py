"""A fold whose part is made when it is first opened, so that what nobody opens costs nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_app.widgets.fold import Fold


class LateFold(Fold):
    """make: builds the part."""

    def __init__(self, title: str, make: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._make = make
        self.opened.connect(self._fill)

    def _fill(self) -> None:
        if not self.column.count():
            self.column.addWidget(self._make())

"""Pages that stand beside the work: shown over what is in front, and left for it again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


class Aside(QObject):
    """Shows one such page at a time in a stack; it is gone as soon as something else comes to the front."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._before: QWidget | None = None
        self.page: QWidget | None = None
        stack.currentChanged.connect(self._changed)

    def show(self, page: QWidget) -> None:
        """Put a page in front, in the place of the one that may be there."""
        before = self._before if self.page is not None else self._stack.currentWidget()
        self.leave()
        self._before = before
        self.page = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Go back to what was in front before."""
        if self.page is not None and self._before is not None:
            self._stack.setCurrentWidget(self._before)
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        page = self.page
        if page is not None and self._stack.currentWidget() is not page:
            self.page = None
            self._stack.removeWidget(page)
            page.deleteLater()

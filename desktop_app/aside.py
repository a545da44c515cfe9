"""Pages that stand beside the work: shown over what is in front, and left for it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.opening import Place
from desktop_app.session import Session

if TYPE_CHECKING:
    from core.audit.search import Found
    from desktop_app.pages.explain_page import ExplainPage
    from desktop_app.pages.help_page import HelpPage
    from desktop_app.pages.search_page import SearchPage

    AsidePage: TypeAlias = ExplainPage | HelpPage | SearchPage

OpenPlace = Callable[[str, Place], None]
"""Opens the audit of an id at a place."""


class Aside(QObject):
    """Shows one such page at a time in a stack; it is gone as soon as something else comes to the front."""

    def __init__(self, stack: QStackedWidget, session: Session, open_place: OpenPlace) -> None:
        super().__init__(stack)
        self._stack = stack
        self._session = session
        self._open_place = open_place
        self._before: QWidget | None = None
        self.page: AsidePage | None = None
        stack.currentChanged.connect(self._changed)

    def show_explanation(self) -> None:
        """Show how collapse happens."""
        from desktop_app.pages.explain_page import ExplainPage

        self._show(ExplainPage(self._session.background))

    def show_guides(self) -> None:
        """Show the guides."""
        from desktop_app.pages.help_page import HelpPage

        self._show(HelpPage())

    def show_search(self, typed: str = "") -> None:
        """Search all audits, at once for what was typed elsewhere."""
        from desktop_app.pages.search_page import SearchPage

        page = SearchPage(self._look)
        page.place_wanted.connect(self._open_found)
        self._show(page)
        if typed:
            page.look_for(typed)

    def leave(self) -> None:
        """Go back to what was in front before."""
        if self.page is not None and self._before is not None:
            self._stack.setCurrentWidget(self._before)
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_found(self, audit_id: str, kind: str, where: str) -> None:
        """Open an audit where something was found; kind is audit, answer or evidence."""
        stage = "evidence" if kind == "evidence" else ""
        self._open_place(audit_id, Place(stage, where if kind == "answer" else ""))

    def _look(
        self, typed: str, then: Callable[[tuple[Found, ...]], None], failure: Callable[[Exception], None]
    ) -> None:
        def work() -> tuple[Found, ...]:
            from core.audit.search import search

            return search(self._session.workspace(), typed)

        self._session.background.run("searching", work, then, failure)

    def _show(self, page: AsidePage) -> None:
        self.leave()
        self._before = self._stack.currentWidget()
        self.page = page
        page.left.connect(self.leave)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self) -> None:
        page = self.page
        if page is not None and self._stack.currentWidget() is not page:
            self.page = None
            self._stack.removeWidget(page)
            page.deleteLater()

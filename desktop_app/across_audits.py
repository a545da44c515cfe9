"""Pages about several audits at once: compared with each other, and what is due in all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.session import Session
from desktop_app.settings import Settings

if TYPE_CHECKING:
    from core.audit.follow_ups import DueItem
    from desktop_app.comparing import Comparing
    from desktop_app.pages.follow_ups_page import FollowUpsPage
    from questionnaires.library import Library

_DUE = "due"


class AcrossAudits(QObject):
    """Shows one such page in the window's stack."""

    taking_over = Signal()
    """A page is about to come in the place of an open audit."""
    left = Signal()
    audit_wanted = Signal(str, str)
    """The audit, and the question in it or nothing."""

    def __init__(self, stack: QStackedWidget, session: Session, settings: Settings) -> None:
        super().__init__(stack)
        self._stack = stack
        self._session = session
        self._settings = settings
        self.comparing: Comparing | None = None
        self.follow_ups: FollowUpsPage | None = None

    def show_comparing(self, library: Library) -> None:
        """Put several audits beside each other."""
        from desktop_app.comparing import Comparing

        self.taking_over.emit()
        self.end()
        self.comparing = Comparing(self._session, library, self._settings, self)
        self.comparing.page.left.connect(self.left)
        self._show(self.comparing.page)

    def show_follow_ups(self) -> None:
        """List what is due in all audits."""
        from desktop_app.pages.follow_ups_page import FollowUpsPage

        self.taking_over.emit()
        self.end()
        page = self.follow_ups = FollowUpsPage(self._stack)
        page.left.connect(self.left)
        page.audit_wanted.connect(self.audit_wanted)
        self._show(page)
        page.fill(self._list_due, dt.date.today())

    def end(self) -> None:
        """Take away the page that is shown, if there is one."""
        if self.comparing is not None:
            self._take_away(self.comparing.page)
            self.comparing.deleteLater()
            self.comparing = None
        if self.follow_ups is not None:
            self._session.background.cancel(_DUE)
            self._take_away(self.follow_ups)
            self.follow_ups = None

    def _list_due(
        self, today: dt.date, then: Callable[[tuple[DueItem, ...]], None], failure: Callable[[Exception], None]
    ) -> None:
        def work() -> tuple[DueItem, ...]:
            from core.audit.due import due_in_workspace

            return due_in_workspace(self._session.workspace(), today)

        self._session.background.run(_DUE, work, then, failure)

    def _show(self, page: QWidget) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _take_away(self, page: QWidget) -> None:
        self._stack.removeWidget(page)
        page.deleteLater()

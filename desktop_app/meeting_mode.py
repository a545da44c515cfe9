"""Meeting mode: the whole screen for one question at a time, and back to the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QStackedWidget

if TYPE_CHECKING:
    from desktop_app.audit_view import AuditView
    from desktop_app.pages.meeting_page import MeetingPage


class MeetingMode(QObject):
    """Starts and ends it in a window; ``page`` while there is a meeting."""

    letter_wanted = Signal()

    def __init__(self, window: QMainWindow, stack: QStackedWidget) -> None:
        super().__init__(window)
        self._window = window
        self._stack = stack
        self._view: AuditView | None = None
        self.page: MeetingPage | None = None

    def start(self, view: AuditView, also: list[QAction]) -> None:
        """Fill the screen with one question of the audit at a time. also: actions that stay within reach."""
        if self.page is not None:
            return
        from desktop_app.pages.meeting_page import MeetingPage

        view.flush()
        self._view = view
        self.page = MeetingPage(view.audit, self._window)
        self.page.left.connect(self.end)
        self.page.letter_wanted.connect(self.letter_wanted)
        self.page.addActions(also)
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        self._window.menuBar().hide()
        self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def page_for_keys(self, view: AuditView) -> MeetingPage:
        """The page of a meeting, to read its keys from before there is one; it is gone with the next event."""
        from desktop_app.pages.meeting_page import MeetingPage

        page = MeetingPage(view.audit)
        page.deleteLater()
        return page

    def end(self, question_id: str) -> None:
        """Go back to the audit, at the question the meeting was left at."""
        if self.page is None or self._view is None:
            return
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)
        self._window.menuBar().show()
        self._stack.setCurrentWidget(self._view)
        self._stack.removeWidget(self.page)
        self.page.deleteLater()
        self.page = None
        self._view.show_question(question_id)
        words = self.tr("What was said is written down, and the follow-up letter with it.")
        self._view.notice.say(words, self.tr("Show the letter"), self.letter_wanted.emit)
        self._view.sidebar.stage_chosen.connect(self._put_notice_away)

    def _put_notice_away(self, stage_id: str) -> None:
        """Whoever has found the letters needs no pointing there."""
        if self._view is not None and stage_id == "letters":
            self._view.sidebar.stage_chosen.disconnect(self._put_notice_away)
            self._view.notice.hide()

    def close(self) -> None:
        """The audit is about to close: keep what is typed and leave."""
        if self.page is not None:
            self.page.form.flush()
            self.end(self.page.current)

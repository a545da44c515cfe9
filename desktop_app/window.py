"""The window: what stands in it, how its parts are connected, and its commands.

Nothing heavy is imported before it has been painted: see ``session`` and ``audit_view``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from desktop_app.across_audits import AcrossAudits
from desktop_app.aside import Aside
from desktop_app.exchanges import Exchanges
from desktop_app.fit_screen import fit_to_screen
from desktop_app.meeting_mode import MeetingMode
from desktop_app.memory import Memory
from desktop_app.menus import Commands, Menus
from desktop_app.newer_packs_offer import NewerPacksOffer
from desktop_app.opening import Opening, Place
from desktop_app.pages.start_page import StartPage
from desktop_app.preferences import Preferences
from desktop_app.problems import ask_first, show_problem
from desktop_app.save_line import SaveLine
from desktop_app.session import Session
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.what_is_possible import WhatIsPossible

if TYPE_CHECKING:
    from desktop_app.audit_view import AuditView
    from desktop_app.open_audit import OpenAudit
    from desktop_app.pages.meeting_page import MeetingPage
    from desktop_app.save_drafts import SaveDrafts


class MainWindow(QMainWindow):
    """The start page, or an open audit."""

    def __init__(self, data_dir: Path, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Headwater"))
        self._memory = Memory(data_dir, settings, appearance, self)
        self._settings = settings
        self.session = Session(data_dir, self)
        self.session.language = settings.language
        self.view: AuditView | None = None
        self.drafts: SaveDrafts | None = None
        self._leaving = False
        self.start_page = StartPage(self)
        self.save_line = SaveLine(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start_page)
        self.setCentralWidget(self._stack)
        self.statusBar().addWidget(self.save_line, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.opening = Opening(self, self.session, settings, self._once_saved)
        self.exchanges = Exchanges(self, self.session, settings, self.opening)
        self.preferences = Preferences(self, self.session, settings, appearance, self._memory)
        self.across = AcrossAudits(self._stack, self.session, settings)
        self.aside = Aside(self._stack, self.session, self.opening.audit)
        self._meeting_mode = MeetingMode(self, self._stack)
        self._newer_packs = NewerPacksOffer(self, self.session, self.opening)
        self.menus = Menus(self, appearance, self._commands())
        self._possible = WhatIsPossible(self, self._stack, self.menus, self._meeting_mode)
        self._connect()
        self.start_page.show_recent(self._memory.recent())
        fit_to_screen(self, QSize(1280, 720))
        QTimer.singleShot(0, self._warm_up)

    @property
    def meeting(self) -> MeetingPage | None:
        """The page of the meeting, while there is one."""
        return self._meeting_mode.page

    # Commands

    def new_audit(self) -> None:
        """Ask for what a new audit needs."""
        self.opening.new()

    def open_file(self, path: Path) -> None:
        """Open a copy of a written audit, or show what a handed-over one would change before it is taken in."""
        self.opening.file(path)

    def open_sample(self, name: str) -> None:
        """Open a copy of a worked audit."""
        self.opening.sample(name)

    def open_audit(self, audit_id: str, question_id: str = "") -> None:
        """Open an audit of the workspace, at a question where one is named."""
        self.opening.audit(audit_id, Place(question=question_id))

    def audit_this_again(self) -> None:
        """Begin the next audit from the open one, after a question."""
        if self.view is not None:
            self.opening.again(self.view.audit.document.audit_id)

    def compare_audits(self) -> None:
        """Close the audit and put several beside each other."""
        self._once_saved(lambda: self.opening.with_library(self.across.show_comparing))

    def show_follow_ups(self) -> None:
        """Close the audit and list what is due in all of them."""
        self._once_saved(self.across.show_follow_ups)

    def show_start(self) -> None:
        """Close the audit and go back to the start page; what cannot be saved is not thrown away without asking."""
        self._once_saved(self._back_to_start)

    def start_meeting(self) -> None:
        """Fill the screen with one question at a time."""
        if self.view is not None:
            self._meeting_mode.start(self.view, self.menus.everywhere)

    def end_meeting(self, question_id: str) -> None:
        """Go back to the audit, at the question the meeting was left at."""
        self._meeting_mode.end(question_id)

    def show_backups(self) -> None:
        """Open the list of backups."""
        from desktop_app.backups_dialog import BackupsDialog

        BackupsDialog(self.session, self._let_go_for_restore, self).open()

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        self._possible.show_keys(self.view)

    def show_commands(self) -> None:
        """List everything that can be done now, and every question."""
        self._possible.show_commands(self.view)

    def show_about(self) -> None:
        """Say what this program is and which version."""
        from core.version import program_version

        words = self.tr("Headwater {}. It works without a network; nothing you enter leaves this computer.")
        show_problem(self, words.format(program_version()))

    def tell_of_broken_session(self, details: str) -> None:
        """Say once that the last session broke off."""
        show_problem(self, self.tr("The last session ended unexpectedly. Your answers are saved."), details)

    def save(self) -> bool:
        """Save what is being typed; whether everything is saved."""
        if self.view is None:
            return True
        if self.meeting is not None:
            self.meeting.form.flush()
        self.view.flush()
        self.view.audit.save_again()
        return self.view.audit.save_state.saved

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save, then let go; what cannot be saved is not thrown away without asking."""
        if not self._leaving and not self.save():
            event.ignore()
            self._once_saved(self._leave)
            return
        self._close_audit()
        self.session.close()
        super().closeEvent(event)

    # How it is done

    def _commands(self) -> Commands:
        return Commands(
            new_audit=self.opening.new,
            choose_file=self.opening.choose_file,
            audit_again=self.audit_this_again,
            hand_over=self.exchanges.hand_over,
            compare_audits=self.compare_audits,
            show_follow_ups=self.show_follow_ups,
            open_sample=self.opening.sample,
            send_questions=self.exchanges.send_questions,
            read_reply=self.exchanges.read_reply,
            close_audit=self.show_start,
            show_backups=self.show_backups,
            show_settings=self.preferences.show,
            start_meeting=self.start_meeting,
            show_keys=self.show_keys,
            show_explanation=self.aside.show_explanation,
            show_guides=self.aside.show_guides,
            search=self.aside.show_search,
            show_commands=self.show_commands,
            show_about=self.show_about,
        )

    def _connect(self) -> None:
        start, opening, across = self.start_page, self.opening, self.across
        start.new_wanted.connect(opening.new)
        start.file_wanted.connect(opening.choose_file)
        start.sample_wanted.connect(opening.sample)
        start.dropped.connect(opening.file)
        start.audit_wanted.connect(opening.audit)
        start.again_wanted.connect(opening.again)
        start.removal_wanted.connect(self._forget)
        start.comparison_wanted.connect(self.compare_audits)
        start.follow_ups_wanted.connect(self.show_follow_ups)
        start.search_wanted.connect(self.aside.show_search)
        opening.opened.connect(self._show_audit)
        opening.handed_over.connect(self.exchanges.compare_file)
        across.taking_over.connect(self._close_audit)
        across.left.connect(self.show_start)
        across.audit_wanted.connect(self.open_audit)
        self._meeting_mode.letter_wanted.connect(self._write_follow_up)
        self.preferences.branding_kept.connect(self._redraw_report)
        self._memory.failed.connect(self._not_remembered)

    def _show_audit(self, audit: OpenAudit, place: Place) -> None:
        from desktop_app.audit_view import AuditView
        from desktop_app.save_drafts import SaveDrafts

        self.statusBar().clearMessage()
        self._close_audit()
        self.across.end()
        view = self.view = AuditView(audit, self._settings, self)
        self._stack.addWidget(view)
        audit.context_changed.connect(self._name_window)
        self._name_window()
        self.menus.audit_opened(audit.undo_stack, view.stage_keys)
        view.questions_built.connect(self.menus.answers_offered)
        view.meeting_wanted.connect(self.start_meeting)
        view.explanation_wanted.connect(self.aside.show_explanation)
        for key in view.stage_keys:
            key.triggered.connect(self.aside.leave)
        self.save_line.follow(audit)
        self._memory.follow(audit)
        view.open_at(place)
        self._stack.setCurrentWidget(view)
        audit.rescore()
        self._newer_packs.look(view)
        self.drafts = SaveDrafts(self.session.data_dir, audit, lambda: self.meeting or self.view)
        self.drafts.offer(self)

    def _close_audit(self) -> None:
        if self.view is None:
            return
        self._meeting_mode.close()
        self._newer_packs.forget()
        self.view.flush()
        self.view.audit.close()
        if self.drafts is not None:
            self.drafts.stop()
            self.drafts = None
        self._memory.audit_closed()
        self.menus.audit_closed()
        self._stack.removeWidget(self.view)
        self.view.audit.deleteLater()
        self.view.deleteLater()
        self.view = None
        self.save_line.clear()
        self._name_window()

    def _back_to_start(self) -> None:
        self._close_audit()
        self.across.end()
        self.start_page.show_recent(self._memory.recent())
        self._stack.setCurrentWidget(self.start_page)

    def _once_saved(self, then: Callable[[], None]) -> None:
        """Go on when everything is saved, or when the person would rather lose what is not."""
        if self.view is None or self.save():
            then()
            return
        sentence = self.tr("Not everything is saved: {} If you leave now, what changed since is lost.")
        ask_first(self, sentence.format(self.view.audit.save_state.problem), self.tr("Leave and lose it"), then)

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def _let_go_for_restore(self) -> bool:
        if not self.save():
            return False
        self._back_to_start()
        return True

    def _warm_up(self) -> None:
        self.session.when_ready(lambda _library: None, lambda _error: None)

    def _write_follow_up(self) -> None:
        if self.view is not None:
            self.view.show_letter("follow_up")

    def _redraw_report(self) -> None:
        if self.view is not None:
            self.view.redraw_report()

    def _name_window(self) -> None:
        vendor = None if self.view is None else self.view.audit.document.vendor
        self.setWindowTitle(self.tr("Headwater") if vendor is None else self.tr("{} – Headwater").format(vendor))

    def _forget(self, audit_id: str) -> None:
        self._memory.forget_audit(audit_id)
        self.start_page.show_recent(self._memory.recent())

    def _not_remembered(self, why: str) -> None:
        self.statusBar().showMessage(self.tr("The list could not be written: {}").format(why), 8000)

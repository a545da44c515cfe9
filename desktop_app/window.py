"""The window. Nothing heavy is imported before it has been painted: see ``session`` and ``audit_view``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget

from desktop_app.aside import Aside
from desktop_app.exchanges import Exchanges
from desktop_app.fit_screen import fit_to_screen
from desktop_app.key_sheet import KeySheet
from desktop_app.memory import Memory
from desktop_app.menus import Commands, Menus
from desktop_app.pages.start_page import StartPage
from desktop_app.problems import ask_first, show_problem
from desktop_app.save_line import SaveLine
from desktop_app.session import Session
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from desktop_app.audit_view import AuditView
    from desktop_app.comparing import Comparing
    from desktop_app.newer_packs import NewerPacks
    from desktop_app.open_audit import OpenAudit
    from desktop_app.pages.follow_ups_page import FollowUpsPage
    from desktop_app.pages.meeting_page import MeetingPage
    from desktop_app.pages.settings_page import SettingsPage
    from desktop_app.save_drafts import SaveDrafts
    from questionnaires.library import Library


_PAUSE_BEFORE_REMEMBERING_MS = 500
"""The list of recent audits is written once typing pauses, not with every answer."""


class MainWindow(QMainWindow):
    """The start page, or an open audit."""

    def __init__(self, data_dir: Path, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Headwater"))
        self._data_dir = data_dir
        self._appearance = appearance
        self._memory = Memory(data_dir, settings, appearance, self)
        self._settings = settings
        self.session = Session(data_dir, self)
        self.session.language = settings.language
        self.view: AuditView | None = None
        self.meeting: MeetingPage | None = None
        self.follow_ups: FollowUpsPage | None = None
        self._wanted_question = ""
        self._wanted_stage = ""
        self.comparing: Comparing | None = None
        self.drafts: SaveDrafts | None = None
        self._leaving = False
        self._remember_soon = QTimer(self)
        self._remember_soon.setSingleShot(True)
        self._remember_soon.setInterval(_PAUSE_BEFORE_REMEMBERING_MS)
        self._remember_soon.timeout.connect(self._remember_audit)
        self.start_page = StartPage(self)
        self.save_line = SaveLine(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start_page)
        self.setCentralWidget(self._stack)
        self.statusBar().addWidget(self.save_line, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.exchanges = Exchanges(self, self.session, settings)
        commands = Commands(
            new_audit=self.new_audit,
            choose_file=self.choose_file,
            audit_again=self.audit_this_again,
            hand_over=self.exchanges.hand_over,
            compare_audits=self.compare_audits,
            show_follow_ups=self.show_follow_ups,
            open_sample=self.open_sample,
            send_questions=self.exchanges.send_questions,
            read_reply=self.exchanges.read_reply,
            close_audit=self.show_start,
            show_backups=self.show_backups,
            show_settings=self.show_settings,
            start_meeting=self.start_meeting,
            show_keys=self.show_keys,
            show_explanation=lambda: self.aside.show_explanation(),
            show_guides=lambda: self.aside.show_guides(),
            search=lambda: self.aside.show_search(),
            show_commands=self.show_commands,
            show_about=self.show_about,
        )
        self.menus = Menus(self, appearance, commands)
        self.aside = Aside(self._stack, self.session, self.open_place)
        self.start_page.new_wanted.connect(self.new_audit)
        self.start_page.file_wanted.connect(self.choose_file)
        self.start_page.comparison_wanted.connect(self.compare_audits)
        self.start_page.follow_ups_wanted.connect(self.show_follow_ups)
        self.start_page.sample_wanted.connect(self.open_sample)
        self.start_page.audit_wanted.connect(self.open_audit)
        self.start_page.again_wanted.connect(self.audit_again)
        self.start_page.removal_wanted.connect(self._forget)
        self.save_line.again_wanted.connect(self._save_again)
        self._memory.failed.connect(self._not_remembered)
        self.start_page.show_recent(self._memory.recent())
        fit_to_screen(self, QSize(1280, 720))
        QTimer.singleShot(0, self._warm_up)

    # Commands

    def new_audit(self) -> None:
        """Ask for what a new audit needs."""
        self._with_library(self._ask_for_new)

    def choose_file(self) -> None:
        """Ask for a file and open a copy of the audit in it."""
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open an audit"), self._settings.folder, self.tr("Audits (*.headwater *.yaml *.yml)")
        )
        if path:
            self._settings.folder = str(Path(path).parent)
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Open a copy of a written audit, or show what a handed-over one would change before it is taken in."""
        if path.suffix.lower() == ".headwater":
            self._with_library(lambda library: self.exchanges.compare_file(path, library))
            return
        self._with_library(lambda library: self.open_chosen(library, lambda: self.session.add_file(path, library)))

    def open_sample(self, name: str) -> None:
        """Open a copy of a worked audit."""
        self._with_library(lambda library: self.open_chosen(library, lambda: self.session.add_sample(name, library)))

    def open_audit(self, audit_id: str, question_id: str = "") -> None:
        """Open an audit of the workspace, at a question where one is named."""
        self._wanted_question = question_id
        self._with_library(lambda library: self.open_chosen(library, lambda: audit_id))

    def open_place(self, audit_id: str, kind: str, place: str) -> None:
        """Open an audit where something was found: kind is audit, answer or evidence; place the id of the last two."""
        self._wanted_stage = "evidence" if kind == "evidence" else ""
        self.open_audit(audit_id, place if kind == "answer" else "")

    def audit_this_again(self) -> None:
        """Begin the next audit from the open one, after a question."""
        if self.view is not None:
            self.audit_again(self.view.audit.document.audit_id)

    def audit_again(self, audit_id: str) -> None:
        """Begin the next audit of a product from its last one, after a question."""
        sentence = self.tr(
            "A new audit begins, and this one stays as it is. What was said is filled in, to be confirmed: "
            "it counts for nothing until you choose again what kind of answer came back."
        )
        ask_first(self, sentence, self.tr("Begin the new audit"), lambda: self._begin_again(audit_id))

    def _begin_again(self, audit_id: str) -> None:
        self._with_library(lambda library: self.open_chosen(library, lambda: self.session.add_again(audit_id, library)))

    def compare_audits(self) -> None:
        """Close the audit and put several beside each other."""
        self._once_saved(lambda: self._with_library(self._show_comparing))

    def show_follow_ups(self) -> None:
        """Close the audit and list what is due in all of them."""
        self._once_saved(self._show_follow_ups)

    def show_start(self) -> None:
        """Close the audit and go back to the start page; what cannot be saved is not thrown away without asking."""
        self._once_saved(self._back_to_start)

    def _back_to_start(self) -> None:
        self._close_audit()
        self._end_comparing()
        self._end_follow_ups()
        self.start_page.show_recent(self._memory.recent())
        self._stack.setCurrentWidget(self.start_page)

    def start_meeting(self) -> None:
        """Fill the screen with one question at a time."""
        if self.view is None or self.meeting is not None:
            return
        from desktop_app.pages.meeting_page import MeetingPage

        self.view.flush()
        self.meeting = MeetingPage(self.view.audit, self)
        self.meeting.left.connect(self.end_meeting)
        self.meeting.letter_wanted.connect(self._write_follow_up)
        self._stack.addWidget(self.meeting)
        self._stack.setCurrentWidget(self.meeting)
        self.menuBar().hide()
        self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        self.meeting.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write_follow_up(self) -> None:
        if self.view is not None:
            self.view.show_letter("follow_up")

    def end_meeting(self, question_id: str) -> None:
        """Go back to the audit, at the question the meeting was left at."""
        if self.view is None or self.meeting is None:
            return
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
        self.menuBar().show()
        self._stack.setCurrentWidget(self.view)
        self._stack.removeWidget(self.meeting)
        self.meeting.deleteLater()
        self.meeting = None
        self.view.show_question(question_id)

    def show_backups(self) -> None:
        """Open the list of backups."""
        from desktop_app.backups_dialog import BackupsDialog

        BackupsDialog(self.session, self._let_go_for_restore, self).open()

    def show_settings(self) -> None:
        """Open the settings."""
        from desktop_app.pages.settings_page import SettingsDialog, SettingsPage

        page = SettingsPage(self._appearance, self._settings.language)
        page.language_chosen.connect(self._choose_language)
        page.branding_wanted.connect(self.edit_branding)
        self._look_at_packs(page)
        page.language_chosen.connect(lambda _language: self._look_at_packs(page))
        dialog = SettingsDialog(page, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _result: self.session.background.cancel("packs"))
        dialog.open()

    def edit_branding(self) -> None:
        """Open what the reports of this workspace carry."""
        from desktop_app.branding_dialog import BrandingDialog

        dialog = BrandingDialog(self._data_dir, self._settings, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(self._branding_kept)
        dialog.open()

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        if self.view is not None:
            self.view.page("questions")
        KeySheet(self.menus.groups(), self).open()

    def show_commands(self) -> None:
        """List everything that can be done now, and every question."""
        from desktop_app.command_palette import CommandPalette, commands, questions

        entries = commands(self.menus.groups())
        if self.view is not None:
            entries += questions(self.view.audit.questions(), self.view.show_question)
        CommandPalette(entries, self).open()

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
        self._flush()
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

    def _once_saved(self, then: Callable[[], None]) -> None:
        """Go on when everything is saved, or when the person would rather lose what is not."""
        if self.view is None or self.save():
            then()
            return
        sentence = self.tr("Not everything is saved: {} If you leave now, what changed since is lost.")
        ask_first(self, sentence.format(self.view.audit.save_state.problem), self.tr("Leave and lose it"), then)

    def _look_for_newer(self, audit: OpenAudit) -> None:
        """Say quietly where the audit was made with older packs; one that cannot be looked at opens all the same."""

        def looked(newer: NewerPacks | None) -> None:
            if newer is not None and self.view is not None and self.view.audit is audit and not audit.read_only:
                sentence = self.tr("Some questions of this audit have changed since it was begun.")
                self.view.notice.say(sentence, self.tr("See what is new…"))
                self.view.notice.more_wanted.connect(self.show_newer)

        def look(library: Library) -> None:
            self.session.look_for_newer(audit.document, library, looked, lambda _error: None)

        self._with_library(look)

    def show_newer(self) -> None:
        """Show what the packs of today would change about the open audit as it is now."""
        if self.view is None:
            return
        self.view.flush()
        document = self.view.audit.document

        def looked(library: Library, newer: NewerPacks | None) -> None:
            from desktop_app.migrate_dialog import MigrateDialog

            if newer is None:
                return
            dialog = MigrateDialog(newer, library, len(document.answers), self)
            dialog.copy_wanted.connect(lambda: self.open_chosen(library, lambda: self.session.add_copy(newer, library)))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

        self._with_library(
            lambda library: self.session.look_for_newer(
                document, library, lambda newer: looked(library, newer), self.not_opened
            )
        )

    def _look_at_packs(self, page: SettingsPage) -> None:
        self.session.look_at_packs(self._settings.language, page.show_packs, lambda error: page.say(str(error)))

    def _choose_language(self, language: str) -> None:
        self._settings.language = self.session.language = language
        self._memory.keep_settings()

    def _branding_kept(self) -> None:
        """A report in front is drawn again with it."""
        if self.view is not None:
            self.view.redraw_report()

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

    def _with_library(self, then: Callable[[Library], None]) -> None:
        def ready(library: Library) -> None:
            self.statusBar().clearMessage()
            then(library)

        self.statusBar().showMessage(self.tr("Opening…"))
        self.session.when_ready(ready, self.tell)

    def _ask_for_new(self, library: Library) -> None:
        from desktop_app.new_audit import NewAuditDialog

        def created(document: AuditDocument) -> None:
            self.open_chosen(library, lambda: self.session.add(document))

        dialog = NewAuditDialog(library, self)
        dialog.created.connect(created)
        dialog.open()

    def _show_comparing(self, library: Library) -> None:
        from desktop_app.comparing import Comparing

        self._close_audit()
        self._end_comparing()
        self._end_follow_ups()
        self.comparing = Comparing(self.session, library, self._settings, self)
        self.comparing.page.left.connect(self.show_start)
        self._stack.addWidget(self.comparing.page)
        self._stack.setCurrentWidget(self.comparing.page)

    def _end_comparing(self) -> None:
        if self.comparing is not None:
            self._stack.removeWidget(self.comparing.page)
            self.comparing.page.deleteLater()
            self.comparing.deleteLater()
            self.comparing = None

    def _show_follow_ups(self) -> None:
        from desktop_app.pages.follow_ups_page import FollowUpsPage

        self._close_audit()
        self._end_comparing()
        self._end_follow_ups()
        page = self.follow_ups = FollowUpsPage(self)
        page.left.connect(self.show_start)
        page.audit_wanted.connect(self.open_audit)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.fill(self.session.list_due, dt.date.today())

    def _end_follow_ups(self) -> None:
        if self.follow_ups is not None:
            self.session.background.cancel("due")
            self._stack.removeWidget(self.follow_ups)
            self.follow_ups.deleteLater()
            self.follow_ups = None

    def open_chosen(self, library: Library, choose: Callable[[], str]) -> None:
        """Open the audit whose id ``choose`` gives, in the background, once everything is saved."""

        def open_it() -> None:
            self.statusBar().showMessage(self.tr("Opening…"))
            self.session.open(choose, library, self._show_audit, self.not_opened)

        self._once_saved(open_it)

    def not_opened(self, error: Exception) -> None:
        """Say why an audit could not be opened, read or written; anything else is raised."""
        from core.audit.errors import WorkspaceError
        from questionnaires.errors import UnusableInputError

        if not isinstance(error, WorkspaceError | UnusableInputError):
            raise error
        self.tell(error)

    def _show_audit(self, audit: OpenAudit) -> None:
        from desktop_app.audit_view import AuditView
        from desktop_app.save_drafts import SaveDrafts

        self.statusBar().clearMessage()
        self._close_audit()
        self._end_comparing()
        self._end_follow_ups()
        self.view = AuditView(audit, self._settings, self)
        self._stack.addWidget(self.view)
        audit.context_changed.connect(self._name_window)
        for happened in (audit.answer_changed, audit.context_changed):
            happened.connect(self._remember_soon.start)
        self._name_window()
        self.menus.audit_opened(audit.undo_stack, self.view.stage_keys)
        self.view.questions_built.connect(self.menus.answers_offered)
        self.view.meeting_wanted.connect(self.start_meeting)
        self.view.explanation_wanted.connect(self.aside.show_explanation)
        for key in self.view.stage_keys:
            key.triggered.connect(self.aside.leave)
        audit.save_state_changed.connect(self._save_happened)
        self._show_save_state()
        self._remember_audit()
        self.view.go_to("questions" if audit.document.answers else "context")
        if self._wanted_stage:
            self.view.go_to(self._wanted_stage)
        if self._wanted_question:
            self.view.show_question(self._wanted_question)
        self._wanted_question = self._wanted_stage = ""
        self._stack.setCurrentWidget(self.view)
        audit.rescore()
        self._look_for_newer(audit)
        self.drafts = SaveDrafts(self._data_dir, audit, lambda: self.meeting or self.view)
        self.drafts.offer(self)

    def _flush(self) -> None:
        if self.meeting is not None:
            self.meeting.form.flush()
        if self.view is not None:
            self.view.flush()

    def _name_window(self) -> None:
        vendor = None if self.view is None else self.view.audit.document.vendor
        self.setWindowTitle(self.tr("Headwater") if vendor is None else self.tr("{} – Headwater").format(vendor))

    def _close_audit(self) -> None:
        if self.view is None:
            return
        if self.meeting is not None:
            self.meeting.form.flush()
            self.end_meeting(self.meeting.current)
        self.view.flush()
        self.view.audit.close()
        if self.drafts is not None:
            self.drafts.stop()
            self.drafts = None
        self._remember_audit()
        self.menus.audit_closed()
        self._stack.removeWidget(self.view)
        self.view.audit.deleteLater()
        self.view.deleteLater()
        self.view = None
        self.save_line.clear()
        self._name_window()

    def _remember_audit(self) -> None:
        if self.view is not None:
            self._memory.note_audit(self.view.audit)

    def _forget(self, audit_id: str) -> None:
        self._memory.forget_audit(audit_id)
        self.start_page.show_recent(self._memory.recent())

    def _not_remembered(self, why: str) -> None:
        self.statusBar().showMessage(self.tr("The list could not be written: {}").format(why), 8000)

    def _show_save_state(self) -> None:
        if self.view is not None:
            audit = self.view.audit
            workspace = audit.workspace
            self.save_line.show_state(audit.save_state, workspace.read_only_reason, workspace.backup_problem)

    def _save_happened(self) -> None:
        self._show_save_state()
        if self.view is not None:
            self.save_line.tell(self.view.audit.save_state)

    def _save_again(self) -> None:
        if self.view is not None:
            self.view.audit.save_again()

    def tell(self, error: Exception) -> None:
        """Say what went wrong, in its own sentence."""
        self.statusBar().clearMessage()
        show_problem(self, str(error))

"""The menu bar: every command of the window, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop_app.key_sheet import Group
from desktop_app.theme.appearance import Appearance, Mode

_Key = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Commands:
    """What the menus ask of the window."""

    new_audit: Callable[[], None]
    choose_file: Callable[[], None]
    audit_again: Callable[[], None]
    hand_over: Callable[[], None]
    compare_audits: Callable[[], None]
    show_follow_ups: Callable[[], None]
    open_sample: Callable[[str], None]
    send_questions: Callable[[], None]
    read_reply: Callable[[], None]
    close_audit: Callable[[], None]
    show_backups: Callable[[], None]
    show_settings: Callable[[], None]
    start_meeting: Callable[[], None]
    show_keys: Callable[[], None]
    show_explanation: Callable[[], None]
    show_guides: Callable[[], None]
    search: Callable[[], None]
    show_commands: Callable[[], None]
    show_about: Callable[[], None]


class Menus(QObject):
    """Builds the menus and puts the open audit's commands into them."""

    def __init__(self, window: QMainWindow, appearance: Appearance, commands: Commands) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        bar = window.menuBar()
        self._file = bar.addMenu(self.tr("&File"))
        self._edit = bar.addMenu(self.tr("&Edit"))
        self._go = bar.addMenu(self.tr("&Go"))
        self._answer = bar.addMenu(self.tr("&Answer"))
        self._view = bar.addMenu(self.tr("&View"))
        self._help = bar.addMenu(self.tr("&Help"))
        self._fill_file(commands)
        self._fill_view()
        self._view.addSeparator()
        self._add(self._view, self.tr("S&ettings…"), "Ctrl+,", commands.show_settings)
        self._meeting = self._add(self._view, self.tr("&Meeting mode"), "F11", commands.start_meeting)
        self._add(self._help, self.tr("&Guides"), "Shift+F1", commands.show_guides)
        self._add(self._help, self.tr("&How collapse happens"), None, commands.show_explanation)
        self._add(self._help, self.tr("&Commands and questions…"), "Ctrl+K", commands.show_commands)
        keys = self._add(self._help, self.tr("&Keys"), "F1", commands.show_keys)
        self.everywhere = [keys]
        """What is wanted even where the menu bar is hidden."""
        self._add(self._help, self.tr("&About Headwater"), None, commands.show_about)
        self.audit_closed()

    def audit_opened(self, undo_stack: QUndoStack, stages: list[QAction]) -> None:
        """Offer undo and the stages of an audit."""
        self.audit_closed()
        undo = undo_stack.createUndoAction(undo_stack, self.tr("&Undo"))
        redo = undo_stack.createRedoAction(undo_stack, self.tr("&Redo"))
        undo.setShortcut(QKeySequence(_Key.Undo))
        redo.setShortcut(QKeySequence(_Key.Redo))
        self._edit.addActions([undo, redo])
        self._go.addActions(stages)
        for menu in (self._edit, self._go):
            menu.menuAction().setVisible(True)
        for action in (self._close, self._meeting, *self._for_audit):
            action.setEnabled(True)

    def answers_offered(self, keys: list[QAction]) -> None:
        """Offer the commands of the questions page, once it is there."""
        self._answer.addActions(keys)
        self._answer.menuAction().setVisible(True)

    def audit_closed(self) -> None:
        """Withdraw what needs an open audit."""
        for menu in (self._edit, self._go, self._answer):
            menu.clear()
            menu.menuAction().setVisible(False)
        for action in (self._close, self._meeting, *self._for_audit):
            action.setEnabled(False)

    def groups(self) -> list[Group]:
        """Every menu's title and actions, for the sheet of keys."""
        menus = (self._answer, self._go, self._edit, self._file, self._view, self._help)
        return [(menu.title().replace("&", ""), _flat(menu)) for menu in menus if menu.actions()]

    def _fill_file(self, commands: Commands) -> None:
        self._add(self._file, self.tr("&New audit…"), _Key.New, commands.new_audit)
        self._add(self._file, self.tr("&Open file…"), _Key.Open, commands.choose_file)
        self._add(self._file, self.tr("Co&mpare audits…"), "Ctrl+Shift+C", commands.compare_audits)
        self._add(self._file, self.tr("&Follow-ups"), "Ctrl+Shift+U", commands.show_follow_ups)
        self._add(self._file, self.tr("Sear&ch all audits"), "Ctrl+Shift+F", commands.search)
        samples = self._file.addMenu(self.tr("Open the &sample audit"))
        self._add(samples, self.tr("A &strong vendor"), None, lambda: commands.open_sample("A_strong_vendor"))
        self._add(samples, self.tr("An evas&ive vendor"), None, lambda: commands.open_sample("B_evasive_vendor"))
        self._file.addSeparator()
        self._for_audit = [
            self._add(self._file, self.tr("Audit a&gain…"), None, commands.audit_again),
            self._add(self._file, self.tr("Send questions to the &vendor…"), None, commands.send_questions),
            self._add(self._file, self.tr("&Read in the vendor's answers…"), None, commands.read_reply),
            self._add(self._file, self.tr("&Hand over…"), None, commands.hand_over),
        ]
        self._file.addSeparator()
        self._add(self._file, self.tr("&Backups…"), None, commands.show_backups)
        self._close = self._add(self._file, self.tr("&Close audit"), "Ctrl+W", commands.close_audit)
        self._add(self._file, self.tr("&Quit"), "Ctrl+Q", self._window.close)

    def _fill_view(self) -> None:
        group = QActionGroup(self)
        modes: tuple[tuple[Mode, str], ...] = (
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
            ("system", self.tr("As the &system")),
        )
        self._modes: dict[Mode, QAction] = {}
        for mode, words in modes:
            action = self._modes[mode] = self._add(self._view, words, None, partial(self._appearance.set_mode, mode))
            action.setCheckable(True)
            group.addAction(action)
        contrast = self.tr("More &contrast")
        self._contrast = self._add(self._view, contrast, None, self._switch_contrast)
        self._contrast.setCheckable(True)
        self._appearance.changed.connect(self._tick_looks)
        self._tick_looks()
        self._view.addSeparator()
        self._add(self._view, self.tr("La&rger text"), ["Ctrl++", "Ctrl+="], lambda: self._appearance.step_text(1))
        self._add(self._view, self.tr("S&maller text"), "Ctrl+-", lambda: self._appearance.step_text(-1))
        self._add(self._view, self.tr("&Usual text size"), "Ctrl+0", lambda: self._appearance.set_text_percent(100))

    def _switch_contrast(self) -> None:
        self._appearance.set_more_contrast(not self._appearance.more_contrast)

    def _tick_looks(self) -> None:
        """What is in use may also have been chosen in the settings."""
        self._modes[self._appearance.mode].setChecked(True)
        self._contrast.setChecked(self._appearance.more_contrast)

    def _add(self, menu: QMenu, words: str, keys: str | list[str] | _Key | None, does: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        if isinstance(keys, _Key):
            action.setShortcut(QKeySequence(keys))
        elif keys is not None:
            action.setShortcuts([QKeySequence(key) for key in ([keys] if isinstance(keys, str) else keys)])
        action.triggered.connect(lambda _checked=False: does())
        menu.addAction(action)
        return action


def _flat(menu: QMenu) -> list[QAction]:
    found = []
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            found += _flat(inner)
        elif not action.isSeparator():
            found.append(action)
    return found

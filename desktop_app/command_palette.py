"""The list of commands: everything the menus offer, and every question, found by typing a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.fit_screen import fit_to_screen
from desktop_app.widgets.fields import name_field

if TYPE_CHECKING:
    from questionnaires.pack import Question

_MOST = 60
_IN_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is called, a quieter word behind it (menu, keys), what it does."""

    words: str
    detail: str
    does: Callable[[], object]


class CommandPalette(QDialog):
    """Typing narrows the list; the arrows choose; Enter does it."""

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Commands and questions"))
        self._entries = tuple(entries)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("A command, or a question by its id or words"))
        name_field(self.field, self.tr("Find a command or a question"), self.tr("Arrows choose, Enter does it"))
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        name_field(self.list, self.tr("Commands and questions found"))
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._do)
        self.list.itemActivated.connect(lambda _item: self._do())
        self.field.installEventFilter(self)
        self._find("")
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 80, letters * 60))

    def found(self) -> tuple[Entry, ...]:
        """What is listed now, in order."""
        return tuple(self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _IN_LIST:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self.list.clear()
        for entry in matching(self._entries, typed)[:_MOST]:
            item = QListWidgetItem(f"{entry.words}   {entry.detail}" if entry.detail else entry.words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, entry)
        self.list.setCurrentRow(0)

    def _do(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            entry: Entry = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
            entry.does()


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries that hold every word typed; those that begin with the first one come first."""
    words = typed.casefold().split()
    if not words:
        return list(entries)
    found = [entry for entry in entries if all(word in f"{entry.words} {entry.detail}".casefold() for word in words)]
    return sorted(found, key=lambda entry: not entry.words.casefold().startswith(words[0]))


def commands(groups: Sequence[tuple[str, Sequence[QAction]]]) -> list[Entry]:
    """One entry for each action that can be used now. groups: the title of a menu and its actions.

    An action of a page that is not in front is left out: nobody would see what it changed. What a single
    letter or digit does stands last, since the page in front offers it too.
    """
    general: list[Entry] = []
    single: list[Entry] = []
    for title, actions in groups:
        for action in actions:
            owner = action.parent()
            hidden = isinstance(owner, QWidget) and not owner.isVisible()
            if action.isEnabled() and action.text() and not hidden:
                keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()[:1]]
                detail = ", ".join([title, *keys])
                entry = Entry(action.text().replace("&", "").removesuffix("…"), f"({detail})", action.trigger)
                short = any(len(key.toString()) == 1 for key in action.shortcuts())
                (single if short else general).append(entry)
    return [*general, *single]


def questions(those: Sequence[Question], go_to: Callable[[str], None]) -> list[Entry]:
    """One entry for each question: going to it."""
    return [Entry(f"{one.id}  {one.short}", "", partial(go_to, one.id)) for one in those]

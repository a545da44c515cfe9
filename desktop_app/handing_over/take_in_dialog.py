"""The dialog that shows what a handed-over audit would change, ours beside theirs, with a choice where both differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QListWidgetItem, QPushButton, QWidget

from core.audit.exchange.applying import Choice
from core.audit.exchange.difference import Change, Difference
from core.audit.exchange.parts import ANSWER
from desktop_app.widgets.changes_dialog import ChangesDialog
from desktop_app.widgets.segments import Option, Segments
from questionnaires.answer import Answer, Frozen
from questionnaires.exchange.in_words import answer_in_words
from questionnaires.library import Library


class TakeInDialog(ChangesDialog):
    """Lists every piece that differs; where both sides say something else, one must be chosen first."""

    chosen = Signal(dict)
    """Take it in: the side chosen for each place where both say something else."""

    def __init__(self, found: Difference, library: Library, file_name: str, parent: QWidget | None = None) -> None:
        sides = (self.tr("In this workspace"), self.tr("In the file"))
        super().__init__(self.tr("Take in a handed-over audit"), sides, parent)
        self._found = found
        self._library = library
        self._pieces = (*found.conflicts, *found.changes)
        self._choices: dict[str, Choice] = {}
        self.state.setText(self._summary(file_name))
        self.name_list(self.tr("What differs"), self.tr("Pieces that need a choice stand first."))
        for change in self._pieces:
            self.list.addItem(QListWidgetItem(self._title(change)))
        self.list.currentRowChanged.connect(self._show)
        options = [Option("ours", self.tr("Keep ours")), Option("theirs", self.tr("Take theirs"))]
        self.side = Segments(self.tr("Which side"), options, self)
        self.side.chosen.connect(self._choose)
        self.options.addWidget(self.side)
        self.warn_of_file(found.warnings)
        self.take = QPushButton(self.tr("Ta&ke it in"))
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self.list.setCurrentRow(0)
        self._show(self.list.currentRow())
        self._tell()

    @property
    def choices(self) -> Mapping[str, Choice]:
        """The side chosen so far for each place where both say something else."""
        return self._choices

    def _summary(self, file_name: str) -> str:
        document = self._found.theirs.document
        if self._found.ours is None:
            words = self.tr("{file}: {vendor}, {product}. It is not here yet; {answers} answers come with it.")
            return words.format(
                file=file_name, vendor=document.vendor, product=document.product, answers=len(document.answers)
            )
        words = self.tr(
            "{file}: {vendor}, {product}. Newer in the file: {changes}. Different on both sides: {conflicts}. A backup "
            "is made first, and what is replaced stays in the history."
        )
        return words.format(
            file=file_name,
            vendor=document.vendor,
            product=document.product,
            changes=len(self._found.changes),
            conflicts=len(self._found.conflicts),
        )

    def _title(self, change: Change) -> str:
        name = self._name(change)
        if change in self._found.conflicts:
            side = self._choices.get(change.place)
            told = {None: self.tr("choose"), "ours": self.tr("ours kept"), "theirs": self.tr("theirs taken")}[side]
            return f"{told}: {name}"
        return name

    def _name(self, change: Change) -> str:
        """The place; of an answer, what its question is about too."""
        if not change.place.startswith(ANSWER):
            return change.place
        question = self._library.question(change.place.removeprefix(ANSWER))
        return change.place.removeprefix(ANSWER) + (f"  {question.short}" if question is not None else "")

    def _show(self, row: int) -> None:
        if not 0 <= row < len(self._pieces):
            self.heading.setText(self.tr("Nothing differs; there is nothing to take in."))
            self.side.hide()
            return
        change = self._pieces[row]
        self.heading.setText(self._name(change))
        self.before.setText(self._in_words(change, ours=True) if change.ours is not None else self.tr("Nothing yet."))
        self.after.setText(self._in_words(change, ours=False))
        self.side.setVisible(change in self._found.conflicts)
        self.side.set_current(self._choices.get(change.place))

    def _in_words(self, change: Change, *, ours: bool) -> str:
        """An answer as a person reads it; of anything else the fields that differ."""
        piece = change.ours if ours else change.theirs
        question = self._library.question(change.place.removeprefix(ANSWER))
        if isinstance(piece, Answer) and question is not None:
            return answer_in_words(question, piece)
        return _in_lines(change, ours=ours)

    def _choose(self, side: str) -> None:
        row = self.list.currentRow()
        change = self._pieces[row]
        self._choices[change.place] = "theirs" if side == "theirs" else "ours"
        self.list.item(row).setText(self._title(change))
        self._tell()

    def _tell(self) -> None:
        missing = len(self._found.conflicts) - len(self._choices)
        self.take.setEnabled(bool(self._pieces) and not missing)
        words = self.tr("Still without a choice: {}") if missing else ""
        self.take.setAccessibleDescription(words.format(missing))

    def _take(self) -> None:
        self.chosen.emit(dict(self._choices))
        self.accept()


def _in_lines(change: Change, *, ours: bool) -> str:
    """What one side says in the fields that differ, one a line."""
    lines = []
    for field, mine, yours in change.differing():
        value = mine if ours else yours
        lines.append(f"{field.replace('_', ' ')}: {_plain(value)}")
    return "\n".join(lines)


def _plain(value: Any) -> str:
    """A value as words; what is not said is a dash."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, Frozen):
        return _plain(value.model_dump(mode="json", exclude_defaults=True))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)

"""Rare but real cases of one's trade: a list to adapt, the prompts to send, and which cases the answers cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from core.audit.atomic_file import write_atomically
from core.audit.errors import WorkspaceError
from core.samples.tail_kit.cases import as_table, starters
from desktop_app.child_process.tail_kit import JOB, TailFound, TailRequest
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.samples_run_row import RunRow
from desktop_app.pages.samples_texts import TextsCard
from desktop_app.pages.tail_kit_result import TailResultCard
from desktop_app.settings import Settings
from desktop_app.widgets.announce import announce
from desktop_app.widgets.drop_card import DropCard
from desktop_app.widgets.fields import labelled
from desktop_app.widgets.file_choice import FileChoice
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel


class TailKitPart(Page):
    """Four steps from the top to the bottom; what is found is stored only where a person keeps it."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Rare cases"))
        self._settings = settings
        lead = self.tr(
            "Rare cases are the first that a model loses. Put your own to the product, and to its next release: this "
            "shows which ones it still answers."
        )
        self.column.addWidget(PlainLabel(lead, secondary=True))
        self.trade = QComboBox(self)
        self.trade.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.trade.setMinimumContentsLength(28)
        for starter in starters().values():
            words = self.tr("{title} ({cases} cases)").format(title=starter.title, cases=len(starter.cases))
            self.trade.addItem(words, starter.trade)
        self.column.addWidget(self._starter_card())
        self.cases = FileChoice(
            self.tr("Choose your list…"),
            self.tr("Lists of cases (*.csv *.xlsx *.jsonl);;All files (*)"),
            self.tr(
                "A table with the columns id, prompt and mentions. Mentions: what a right answer says; semicolons "
                "between them, a bar between wordings of one."
            ),
            settings,
        )
        self.list_row = RunRow(self.tr("Save the prompts…"))
        self.column.addWidget(self._list_card())
        hint = self.tr(
            "In a table, a column with the case’s id or its prompt; in plain text or pasted, the id as the first line "
            "of each answer and a line of --- between them."
        )
        parts = {
            "text": self.tr("Answer"),
            "prompt": self.tr("Case or prompt"),
            "release": self.tr("Release"),
            "date": self.tr("Date"),
            "model": self.tr("Model"),
        }
        self.answers = TextsCard(self.tr("3. Answers of this release"), hint, settings, parts=parts)
        self.earlier = TextsCard(
            self.tr("4. Answers of an earlier release (optional)"),
            hint + " " + self.tr("The same file may be given again, with the other release chosen."),
            settings,
            parts=parts,
        )
        self.row = RunRow(self.tr("&See which cases are covered"))
        self.result = TailResultCard(audit)
        for part in (self.answers, self.earlier, self.row, self.result):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._list: TailFound | None = None
        self.cases.changed.connect(self._read_list)
        self.list_row.wanted.connect(self._choose_place_for_prompts)
        for card in (self.answers, self.earlier):
            card.changed.connect(self._given)
        self.row.wanted.connect(self.check)
        self.list_row.set_ready(False)
        self._given()

    def save_starter(self, path: Path) -> None:
        """Write the chosen trade's list."""
        cases = starters()[self.trade.currentData()].cases
        self._write(path, as_table(cases), self._starter_state)

    def save_prompts(self, path: Path) -> None:
        """Write the prompts of the list alone."""
        if self._list is not None:
            self._write(path, self._list.prompts, self.list_row.state)

    def check(self) -> None:
        """See which cases the answers cover."""
        answers = self.answers.given()
        if answers is not None and self.cases.paths:
            request = TailRequest(self.cases.paths[0], answers, self.earlier.given())
            self.row.run(JOB, request, self._found)

    # How it is done

    def _starter_card(self) -> Card:
        card = Card(self.tr("1. Begin with a list for your trade"))
        hint = self.tr(
            "Examples to adapt in a spreadsheet, not reviewed by practitioners: a person of the trade must check them."
        )
        save = QPushButton(self.tr("Save the list…"))
        save.clicked.connect(self._choose_place_for_starter)
        self._starter_state = PlainLabel(secondary=True)
        self._starter_state.hide()
        line = QHBoxLayout()
        line.addWidget(labelled(self.tr("Trade"), self.trade))
        line.addWidget(save, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        card.column.addWidget(PlainLabel(hint, secondary=True))
        card.column.addLayout(line)
        card.column.addWidget(self._starter_state)
        return card

    def _list_card(self) -> Card:
        card = DropCard(self.tr("2. Your adapted list"))
        card.dropped.connect(self.cases.take)
        card.column.addWidget(self.cases)
        card.column.addWidget(self.list_row)
        return card

    def _choose_place_for_starter(self) -> None:
        name = f"{self.trade.currentData()}.csv"
        self._choose_place(name, self.tr("Tables (*.csv)"), self.save_starter)

    def _choose_place_for_prompts(self) -> None:
        self._choose_place("prompts.txt", self.tr("Text (*.txt)"), self.save_prompts)

    def _choose_place(self, name: str, kinds: str, save: Callable[[Path], None]) -> None:
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save"), str(Path(self._settings.folder) / name), kinds)
        if path:
            self._settings.folder = str(Path(path).parent)
            save(Path(path))

    def _write(self, path: Path, text: str, state: PlainLabel) -> None:
        try:
            write_atomically(path, text.encode("utf-8"))
        except WorkspaceError as error:
            state.setText(self.tr("The file could not be written: {}").format(error))
        else:
            state.setText(self.tr("Saved: {}").format(path))
        state.show()

    def _read_list(self) -> None:
        self._list = None
        self.list_row.set_ready(False)
        self._given()
        self.list_row.run(JOB, TailRequest(self.cases.paths[0]), self._list_read)

    def _list_read(self, found: TailFound) -> None:
        self._list = found
        self.list_row.set_ready(True)
        self.list_row.say(
            self.tr("{} cases. The prompts can be saved alone, to give to the vendor.").format(found.cases)
        )
        self._given()

    def _given(self) -> None:
        if self._list is None:
            self.row.set_ready(False, self.tr("Choose your list of cases first."))
        elif self.answers.is_looking or self.earlier.is_looking:
            self.row.set_ready(False, self.tr("Looking at the files…"))
        else:
            self.row.set_ready(self.answers.given() is not None, self.tr("Give answers of the product first."))

    def _found(self, found: TailFound) -> None:
        self.result.show_found(found)
        announce(self, self.result.words)

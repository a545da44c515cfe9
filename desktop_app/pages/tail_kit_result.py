"""Which rare cases the answers cover, case by case."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.child_process.tail_kit import CaseFound, TailFound
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.record_table import RecordTable, Row


class TailResult(Card):
    """A sentence, what changed between releases, and a row for each case; the chosen one is told in full below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._said = PlainLabel(size="heading", strong=True)
        self._change = PlainLabel()
        head = (self.tr("Case"), self.tr("Prompt"), self.tr("Answers"), self.tr("This release"), self.tr("Earlier"))
        self.table = RecordTable(self.tr("Coverage case by case"), head, frozenset({1}), most_rows=12)
        self._case = PlainLabel(secondary=True)
        for part in (self._said, self._change, self.table, self._case):
            self.column.addWidget(part)
        self._cases: dict[str, CaseFound] = {}
        self.table.chosen.connect(self._show_case)
        self.hide()

    @property
    def words(self) -> str:
        """What was found, for a person."""
        return " ".join(filter(None, (self._said.text(), self._change.text())))

    def show_found(self, found: TailFound) -> None:
        """Show coverage."""
        words = self.tr("{covered} of {answered} answered cases are covered")
        said = words.format(covered=found.covered, answered=found.answered)
        if found.interval is not None:
            low, high = (f"{100 * end:.0f}" for end in found.interval)
            said += self.tr(" (a share of {low} to {high} %, with 95 % confidence)").format(low=low, high=high)
        self._said.setText(f"{said}.")
        self._change.setText(found.change)
        self._change.setVisible(bool(found.change))
        self._cases = {case.id: case for case in found.cases}
        self.table.show_rows([Row(case.id, self._row(case)) for case in found.cases])
        self.table.choose(found.cases[0].id)
        self._show_case(found.cases[0].id)
        self.show()

    def _row(self, case: CaseFound) -> tuple[str, ...]:
        return case.id, case.prompt, str(case.answers), self._covered(case.covered), self._covered(case.before)

    def _covered(self, covered: bool | None) -> str:
        return {True: self.tr("covered"), False: self.tr("not covered"), None: "–"}[covered]

    def _show_case(self, which: str) -> None:
        case = self._cases[which]
        said = [case.prompt]
        if case.answers and case.missing:
            said.append(self.tr("No answer mentions: {}.").format(", ".join(case.missing)))
        elif not case.answers:
            said.append(self.tr("No answer was given to this case."))
        self._case.setText("\n".join(said))

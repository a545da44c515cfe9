"""Which rare cases the answers cover, case by case."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.samples.result import TailResult
from core.samples.tail_kit.coverage import CaseCoverage, TailCoverage
from desktop_app.child_process.tail_kit import TailFound
from desktop_app.open_audit import OpenAudit
from desktop_app.pages.keep_row import KeepRow
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.record_table import RecordTable, Row


class TailResultCard(Card):
    """A sentence, what changed between releases, and a row for each case; the chosen one is told in full below."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._said = PlainLabel(size="heading", strong=True)
        self._change = PlainLabel()
        head = (self.tr("Case"), self.tr("Prompt"), self.tr("Answers"), self.tr("This release"), self.tr("Earlier"))
        self.table = RecordTable(self.tr("Coverage case by case"), head, frozenset({1}), most_rows=12)
        self._case = PlainLabel(secondary=True)
        self.keep = KeepRow(audit)
        for part in (self._said, self._change, self.table, self._case, self.keep):
            self.column.addWidget(part)
        self._cases: dict[str, CaseCoverage] = {}
        self.table.chosen.connect(self._show_case)
        self.hide()

    @property
    def words(self) -> str:
        """What was found, for a person."""
        return " ".join(filter(None, (self._said.text(), self._change.text())))

    def show_found(self, found: TailFound) -> None:
        """Show coverage."""
        coverage = found.coverage
        if coverage is None:
            return
        self._said.setText(self._summed(coverage))
        self._change.setText(found.change.sentence if found.change is not None else "")
        self._change.setVisible(found.change is not None)
        before = {item.case.id: item.is_covered for item in found.earlier.cases} if found.earlier is not None else {}
        self._cases = {item.case.id: item for item in coverage.cases}
        self.table.show_rows([self._row(item, before.get(item.case.id)) for item in coverage.cases])
        self.table.choose(coverage.cases[0].case.id)
        self._show_case(coverage.cases[0].case.id)
        self.keep.offer(tail=TailResult(coverage, found.change))
        self.show()

    def _summed(self, coverage: TailCoverage) -> str:
        words = self.tr("{covered} of {answered} answered cases are covered")
        said = words.format(covered=coverage.covered, answered=coverage.answered)
        if coverage.interval is not None:
            low, high = (f"{100 * end:.0f}" for end in coverage.interval)
            said += self.tr(" (a share of {low} to {high} %, with 95 % confidence)").format(low=low, high=high)
        return f"{said}."

    def _row(self, item: CaseCoverage, before: bool | None) -> Row:
        words = {True: self.tr("covered"), False: self.tr("not covered"), None: "–"}
        cells = (item.case.id, item.case.prompt, str(item.answers), words[item.is_covered], words[before])
        return Row(item.case.id, cells)

    def _show_case(self, which: str) -> None:
        item = self._cases[which]
        said = [item.case.prompt]
        if not item.answers:
            said.append(self.tr("No answer was given to this case."))
        elif item.missing:
            said.append(self.tr("No answer mentions: {}.").format(", ".join(item.missing)))
        self._case.setText("\n".join(said))

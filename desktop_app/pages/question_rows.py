"""The questions of an audit as rows of a list, grouped by section, searched and filtered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from desktop_app.open_audit import OpenAudit, is_settled
from desktop_app.widgets.plain_label import plain_tip
from desktop_app.widgets.two_line_list import IS_HEADING, ROW_ID, SECOND_LINE
from questionnaires.answer import Answer, Status
from questionnaires.pack import Pack, Question

Filter = Literal["all", "open", "must", "confirm"]
IconOf = Callable[[Status], QIcon]
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class _Row:
    """A question, or a heading where there is none."""

    title: str
    question: Question | None = None


class QuestionRows(QAbstractListModel):
    """Rows of the questions that apply. ``show_only`` filters them; the current question is never filtered away."""

    def __init__(self, audit: OpenAudit, icon_of: IconOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self._icon_of = icon_of
        self._rows: list[_Row] = []
        self._words = ""
        self._filter: Filter = "all"
        self.rebuild()

    def show_only(self, words: str, filter_: Filter) -> None:
        """Show the questions that hold all of these words and pass the filter."""
        self._words, self._filter = words.casefold(), filter_
        self.rebuild()

    def rebuild(self) -> None:
        """Ask the audit again which questions apply."""
        rows: list[_Row] = []
        shown = {question.id for question in self._audit.questions()}
        packs = self._audit.worded_packs
        for pack in packs:
            for section in pack.pack.sections:
                found = [q for q in pack.questions if q.section == section.id and q.id in shown and self._matches(q)]
                if found:
                    rows.append(_Row(_section_title(pack, section.title, len(packs) > 1)))
                    rows.extend(_Row(question.short, question) for question in found)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def refresh(self, question_id: str) -> None:
        """Show a question's new state."""
        row = self.row_of(question_id)
        if row is not None:
            self.dataChanged.emit(self.index(row), self.index(row))

    def refresh_all(self) -> None:
        """Draw every row anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_of(self, question_id: str) -> int | None:
        """The row of a question, or None while it is filtered away."""
        rows = enumerate(self._rows)
        return next((at for at, row in rows if row.question is not None and row.question.id == question_id), None)

    def question_ids(self) -> tuple[str, ...]:
        """The questions listed, in order."""
        return tuple(row.question.id for row in self._rows if row.question is not None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Number of rows, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if self._rows[index.row()].question is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the list draws and what is read aloud."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == IS_HEADING:
            return row.question is None
        if row.question is None:
            return None
        answer = self._audit.answer(row.question.id)
        match role:
            case _ if role == ROW_ID:
                return row.question.id
            case _ if role == SECOND_LINE:
                return self._state(row.question, answer)
            case Qt.ItemDataRole.DecorationRole:
                return self._icon_of(answer.status)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(row.question.ask)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.question.id}, {row.title}, {self._state(row.question, answer)}"
            case _:
                return None

    def _state(self, question: Question, answer: Answer) -> str:
        status = self._audit.library.vocabulary.statuses[answer.status].label
        carried = self._audit.to_confirm(question.id)
        words = [question.id, self.tr("from the last audit, to be confirmed") if carried else status]
        if question.gate and not is_settled(answer):
            words.append(self.tr("must answer"))
        return " · ".join(words)

    def _matches(self, question: Question) -> bool:
        if self._filter == "open" and is_settled(self._audit.answer(question.id)):
            return False
        if self._filter == "must" and not question.gate:
            return False
        if self._filter == "confirm" and not self._audit.to_confirm(question.id):
            return False
        answer = self._audit.answer(question.id)
        text = " ".join((question.id, question.short, question.ask, answer.text, answer.by or "")).casefold()
        return all(word in text for word in self._words.split())


def _section_title(pack: Pack, section: str, name_pack: bool) -> str:
    return f"{pack.pack.title}: {section}" if name_pack else section

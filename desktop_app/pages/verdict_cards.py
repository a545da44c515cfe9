"""What the stage of the verdict is made of: the verdict, a dial, a finding, and a thing said with a title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.assessment.result import Assessment, MeetingOutcome, RaisedFinding
from desktop_app.widgets.figure_view import FigureView
from desktop_app.widgets.flow_layout import FlowLayout
from desktop_app.widgets.page import Card
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.pack import Lane, Verdict
from reports.figures.shapes import Figure, FigureTable, Marker, Sign
from reports.figures.verdict_mark import verdict_mark
from reports.text import shorten
from reports.words import SEVERITIES, date_words, owner_label

_SIGNS: dict[str, Sign] = {"blocker": "square", "major": "triangle", "minor": "diamond", "note": "ring"}
_QUOTED, _QUOTED_LETTERS = 3, 220
_VERDICT_LINES, _SEVERITY_LINES = 3.6, 1.25
"""How high a mark is, in lines of text."""


class Mark(FigureView):
    """A square figure as high as some lines of text, whatever their size."""

    def __init__(self, name: str, lines: float, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._lines = lines
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        side = round(self.fontMetrics().height() * self._lines)
        self.setFixedSize(side, side)


class VerdictCard(Card):
    """The mark, the word and the sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._mark = Mark(self.tr("Verdict"), _VERDICT_LINES, self)
        self._word = PlainLabel(size="display", strong=True)
        self._about = PlainLabel(secondary=True)
        self._qualifier = PlainLabel(secondary=True)
        self._sentence = PlainLabel(size="heading")
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        for part in (self._about, self._word, self._qualifier, self._sentence):
            words.addWidget(part)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def show_about(self, vendor: str, product: str) -> None:
        """Say who and what it is about."""
        self._about.setText(self.tr("{vendor}: {product}").format(vendor=vendor, product=product))

    def show_nothing_asked(self) -> None:
        """Say that there is no verdict, since nobody was asked anything: that is not held against a vendor."""
        self._mark.hide()
        self._word.setText(self.tr("Nothing has been asked yet"))
        self._qualifier.hide()
        self._sentence.setText(self.tr("A verdict stands here as soon as the first answer is written down."))

    def show_verdict(self, assessment: Assessment, label: str, sentence: str) -> None:
        """Show a verdict by shape, colour and word."""
        verdict: Verdict = assessment.verdict
        self._mark.show()
        self._mark.show_figure(lambda width: verdict_mark(verdict, label, width))
        qualifiers = []
        if assessment.meeting is None:
            self._word.setText(label)
        else:
            self._word.setText(self._counts(assessment.meeting))
            qualifiers.append(self.tr("The reading so far: {}").format(label))
        if assessment.provisional:
            qualifiers.append(self.tr("Provisional: it rests on promises or on too few answers"))
        if assessment.compensated:
            qualifiers.append(self.tr("Compensated: your own checks stand in for what the vendor did not show"))
        self._qualifier.setText("\n".join(qualifiers))
        self._qualifier.setVisible(bool(qualifiers))
        self._sentence.setText(sentence)

    def _counts(self, meeting: MeetingOutcome) -> str:
        """How the meeting ended, in the place of the word: a good and an evasive one must not look alike."""
        parts = [
            self.tr("{} answered").format(len(meeting.answered)),
            self.tr("{} promised").format(len(meeting.promised)),
            self.tr("{} dodged").format(len(meeting.dodged)),
        ]
        if meeting.not_known:
            parts.append(self.tr("{} not known").format(len(meeting.not_known)))
        if meeting.not_asked:
            parts.append(self.tr("{} not asked").format(len(meeting.not_asked)))
        return ", ".join(parts)


class Said(QWidget):
    """A title, what is said under it, a quieter line, and a way to the question."""

    def __init__(self, title: str, words: str, quiet: str = "", link: QPushButton | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(PlainLabel(title, strong=True))
        column.addWidget(PlainLabel(words))
        if quiet:
            column.addWidget(PlainLabel(quiet, size="small", secondary=True))
        row.addLayout(column, 1)
        if link is not None:
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)


class Dial(Card):
    """One of the four dials; they are never added up."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column.setSpacing(3)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.addWidget(PlainLabel(title, secondary=True))
        self._value = PlainLabel(size="title", strong=True, tabular=True)
        self._meaning = PlainLabel(size="small", secondary=True)
        self.column.addWidget(self._value)
        self.column.addWidget(self._meaning)

    def show_value(self, value: str, meaning: str) -> None:
        """Show a value and what it means."""
        self._value.setText(value)
        self._meaning.setText(meaning)


class FindingCard(Card):
    """A finding: how severe, what was found, what to do, who and by when."""

    def __init__(self, finding: RaisedFinding, lane: Lane, link: Callable[[str], QPushButton]) -> None:
        super().__init__()
        severity = SEVERITIES[finding.severity]
        mark = Mark(severity, _SEVERITY_LINES, self)
        sign = Marker(_SIGNS[finding.severity], 7, 7, 11, finding.severity)
        mark.show_figure(lambda width: Figure(width, 14, (sign,), severity, FigureTable((), ())))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(f"{severity}: {finding.title}", strong=True), 0, 1)
        grid.addWidget(PlainLabel(finding.plain), 1, 1)
        said = "\n".join(shorten(words, _QUOTED_LETTERS) for words in finding.said[:_QUOTED])
        row = 2
        if said:
            grid.addWidget(PlainLabel(self.tr("As written down: {}").format(said), secondary=True), row, 1)
            row += 1
        do = self.tr("What to do: {action} {owner}, by {date}.")
        owner, date = owner_label(finding.owner, lane), date_words(finding.due)
        grid.addWidget(PlainLabel(do.format(action=finding.action, owner=owner, date=date)), row, 1)
        if finding.questions:
            links = QWidget()
            flow = FlowLayout(links)
            for question_id in finding.questions:
                flow.addWidget(link(question_id))
            grid.addWidget(links, row + 1, 1)
        self.column.addLayout(grid)

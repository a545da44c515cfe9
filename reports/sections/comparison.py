"""The audit beside others, or one vendor over time; only where a comparison was asked for."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from core.comparison.over_time import OverTime, Period
from core.comparison.result import Comparison, Said
from questionnaires.library import Library
from reports.comparison_words import cell_words, quoted, verdict_words
from reports.figures.comparison import DIALS, comparison_dots, figures_of, said
from reports.figures.trend import change_words, said_of, said_over_time, trend, worth_telling
from reports.material import Material
from reports.pdf.blocks import Heading, bullets, gap, heading
from reports.pdf.drawing import FigureFlowable
from reports.pdf.paragraph import P, fill, pieces, show
from reports.pdf.styles import BODY_BOLD, CAPTION, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, figure_table, with_heading
from reports.text import shorten
from reports.words import READINGS, capital, count_words, date_words

_NAME, _ANSWER = 90, 220
_ROWS = 20
_SIDES = 4
"""Audits whose answers still fit beside each other on a page."""


def comparison(material: Material) -> list[Flowable]:
    """The page on the comparison. Raises ValueError where there is none."""
    found = material.comparison
    if found is None:
        raise ValueError("there is nothing to compare")
    story = found if isinstance(found, OverTime) else None
    beside = found.comparison if isinstance(found, OverTime) else found
    lead = said_over_time(story) if story is not None else _lead(beside)
    title = "Over time" if story is not None else "Beside other audits"
    flow: list[Flowable] = [*heading(title, "comparison", 1), P(show(lead), LEAD)]
    flow += bullets([show(note) for note in beside.notes])
    flow += [gap(4), _overview(beside, material.library)]
    if story is not None:
        flow += _story(story)
    return [*flow, *_dials(beside), *_must_answer(beside, material.library)]


def _lead(found: Comparison) -> str:
    audits = count_words(len(found.sides), "audit")
    return f"{audits} side by side, by what was asked. The dials stay apart; nothing is added up and nothing is ranked."


def _overview(found: Comparison, library: Library) -> Flowable:
    rows: list[list[Cell]] = []
    for place, side in enumerate(found.sides):
        figures = [figures_of(dial, dial.spans[place]) for dial in found.dials]
        cells: list[Cell] = [[P(show(value), CELL), P(show(between), CELL_SMALL)] for value, between in figures]
        name: Cell = [P(show(shorten(side.label, _NAME)), CELL_BOLD), P(show(date_words(side.day)), CELL_SMALL)]
        verdict: Cell = P(show(verdict_words(side, library)), CELL)
        rows.append([name, verdict, *cells, P(show(READINGS[side.samples]), CELL)])
    head = ("Audit", "Verdict", "Disclosure", "Practice", "Rare cases lost early", "General quality lost", "Samples")
    widths = (TEXT_WIDTH - 363, 74, 56, 50, 71, 65, 47)
    return data_table(head, rows, widths)


def _story(story: OverTime) -> list[Flowable]:
    figure = trend(story, TEXT_WIDTH, _ROWS)
    caption = fill(
        "<b>Figure F.</b> The grade of the evidence behind each answer, in each audit; bold for questions that must be "
        "answered. A carried answer that nobody confirmed counts for nothing."
    )
    block = [Heading("What became of each answer", 2, "over-time"), FigureFlowable(figure), P(caption, CAPTION)]
    count = len(story.comparison.sides)
    share = (TEXT_WIDTH - 270) / count
    table = figure_table(figure.table, (150, *(share for _ in range(count)), 120))
    flow = [KeepTogether(block), *with_heading(heading("Every answer over time", "every-answer"), table)]
    for number, period in enumerate(story.periods[:-1], 1):
        flow += _earlier(period, number)
    return flow


def _earlier(period: Period, number: int) -> list[Flowable]:
    """What changed and which promises were kept from one earlier audit to the next."""
    title = f"From {date_words(period.since)} to {date_words(period.until)}"
    head = [*heading(title, f"period-{number}"), P(show(said_of(period)), CAPTION)]
    rows: list[list[Cell]] = [
        [P(show(step.title), CELL_BOLD if step.must_answer else CELL), P(show(change_words(step)), CELL)]
        for step in worth_telling(period)
    ]
    if not rows:
        return head
    return with_heading(head, data_table(("Concept", "What became of it"), rows, (TEXT_WIDTH - 240, 240)))


def _dials(found: Comparison) -> list[Flowable]:
    flow: list[Flowable] = []
    for number, dial in enumerate(found.dials):
        figure = FigureFlowable(comparison_dots(found, dial, TEXT_WIDTH))
        title = P(show(DIALS[dial.name]), BODY_BOLD)
        block: list[Flowable] = [title, figure, P(show(said(found, dial)), CAPTION)]
        if number == 0:
            block.insert(0, Heading("The dials, each by itself", 2, "compared-dials"))
        flow.append(KeepTogether(block))
    return flow


def _must_answer(found: Comparison, library: Library) -> list[Flowable]:
    rows = [row for row in found.rows if row.must_answer]
    if not rows or len(found.sides) > _SIDES:
        return []
    share = (TEXT_WIDTH - 110) / len(found.sides)
    cells = [
        [
            [P(show(row.title), CELL_BOLD), *([P(show(capital(row.marked)), CELL_SMALL)] if row.marked else [])],
            *[_answer(cell, library) for cell in row.cells],
        ]
        for row in rows
    ]
    head = ("Question", *(shorten(side.label, _NAME) for side in found.sides))
    table = data_table(head, cells, (110, *(share for _ in found.sides)))
    title = heading("Questions that must be answered", "compared-answers")
    note = fill(
        "The attached data hold every answer to all {concepts}, and a workbook can be made of them.",
        concepts=count_words(len(found.rows), "concept"),
    )
    return [*with_heading(title, table), P(note, CAPTION)]


def _answer(cell: Said | None, library: Library) -> Cell:
    words = cell_words(cell, library)
    parts: list[Flowable] = [P(show(words.graded), CELL)]
    if words.given:
        parts.append(P(show(shorten(words.given, _ANSWER)), CELL_SMALL))
    if words.quote:
        parts += [P(piece, CELL_SMALL) for piece in pieces(quoted(shorten(words.quote, _ANSWER)))]
    return parts

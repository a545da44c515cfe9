"""Every question with the answer word for word, by pack and section."""

from __future__ import annotations

from reportlab.platypus import Flowable

from questionnaires.answer import Answer
from questionnaires.pack import Pack, Question, Section
from questionnaires.routing import is_shown, is_superseded
from reports.figures.evidence_grid import GRADES, SectionGrades, evidence_grid
from reports.figures.grade_chip import grade_chip
from reports.material import Material
from reports.pdf.blocks import gap, heading
from reports.pdf.drawing import FigureFlowable
from reports.pdf.paragraph import P, fill, pieces, show
from reports.pdf.styles import CAPTION, CELL, CELL_ASKED, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, figure_table, rows_of, with_heading
from reports.text import shorten
from reports.words import answer_lines, count_words, date_words, grade_label, joined, status_label

_WIDTHS = (56.0, TEXT_WIDTH - 56.0 - 118.0, 118.0)
_GRADE_WIDTH = 52.0
_NAME, _NAMES = 120, 400


def answers(material: Material) -> list[Flowable]:
    """The evidence grid, then one table a section."""
    story: list[Flowable] = [*heading("Answers, word for word", "answers", 1)]
    asked = len(material.document.answers)
    if asked:
        count = count_words(asked, "answer")
        lead = fill("{asked} in the vendor's own words, each with the grade of its evidence.", asked=count)
    else:
        lead = fill("No question has been asked yet.")
    story.append(P(lead, LEAD))
    story += _grid(material)
    for pack in material.packs:
        version = material.assessment.pack_versions.get(pack.id, pack.pack.version)
        title = f"{pack.pack.title} {version}"
        above: list[Flowable] = heading(title, f"answers-{pack.id}")
        for section in pack.pack.sections:
            if any(question.section == section.id for question in pack.questions):
                story += _section(material, pack, section, above)
                above = []
    return story


def _grid(material: Material) -> list[Flowable]:
    sections = [
        SectionGrades(section.title, grades)
        for pack in material.packs
        for section in pack.pack.sections
        if (grades := _grades(material, pack, section))
    ]
    if not sections:
        return []
    grid = evidence_grid(sections, [grade_label(material.library, grade) for grade in GRADES], TEXT_WIDTH)
    widths = [TEXT_WIDTH - len(GRADES) * 52, *[52.0] * len(GRADES)]
    return [
        FigureFlowable(grid),
        P(fill("<b>Figure D.</b> One block for each question asked; the darker, the better backed."), CAPTION),
        figure_table(grid.table, widths),
        gap(8),
    ]


def _grades(material: Material, pack: Pack, section: Section) -> tuple[int, ...]:
    return tuple(
        answer.grade
        for question in pack.questions
        if question.section == section.id and (answer := material.answer(question.id)) is not None
    )


def _section(material: Material, pack: Pack, section: Section, above: list[Flowable]) -> list[Flowable]:
    """The section's table, with its heading and what stands above that on the same page."""
    questions = [question for question in pack.questions if question.section == section.id]
    rows: list[list[Cell]] = []
    for question in questions:
        rows += _rows(material, question)
    table = data_table(("No.", "Question and answer", "Status and evidence"), rows, _WIDTHS)
    return [*with_heading([*above, *heading(section.title, f"answers-{pack.id}-{section.id}", 3)], table), gap(8)]


def _rows(material: Material, question: Question) -> list[list[Cell]]:
    """One row, and further ones where the answer is long."""
    answer = material.answer(question.id)
    number: list[Flowable] = [
        P(show(question.id), CELL_BOLD),
        P(fill("weight {weight}", weight=question.weight), CELL_SMALL),
    ]
    if question.gate:
        number.append(P(fill("must answer"), CELL_SMALL))
    if answer is None:
        return [
            [
                number,
                [P(piece, CELL_ASKED) for piece in pieces(question.ask)],
                P(show(_why_unanswered(material, question)), CELL_SMALL),
            ]
        ]
    parts: list[Flowable] = [
        *[P(piece, CELL_ASKED) for piece in pieces(question.ask)],
        *[P(piece, CELL) for piece in pieces(answer.text) if piece],
        *[P(piece, CELL_SMALL) for line in answer_lines(question, answer, material.library) for piece in pieces(line)],
    ]
    first, *rest = rows_of(parts, _WIDTHS[1] - 8)
    further: list[list[Cell]] = [[P(fill("continued"), CELL_SMALL), part, P(fill(""), CELL_SMALL)] for part in rest]
    return [[number, first, _backing(material, answer)], *further]


def _why_unanswered(material: Material, question: Question) -> str:
    answers, lane = material.document.answers, material.document.context.lane
    if lane not in question.lanes:
        return "Not asked: it does not apply to how this model was made"
    if not is_shown(question, answers, lane):
        return material.library.vocabulary.statuses["skipped"].label
    if is_superseded(question, answers, material.packs):
        return f"Answered in more detail under {question.carries_to}"
    return material.library.vocabulary.statuses["not_asked"].label


def _backing(material: Material, answer: Answer) -> list[Flowable]:
    grade = grade_label(material.library, answer.grade)
    dated = date_words(answer.date) if answer.date else ""
    said = [shorten(answer.by or "", _NAME), dated]
    if answer.evidence:
        said.append(f"Evidence {shorten(joined(answer.evidence), _NAMES)}")
    return [
        FigureFlowable(grade_chip(answer.grade, grade, _WIDTHS[2] - 8)),
        P(show(status_label(material.library, answer.status)), CELL),
        *[P(show(line), CELL_SMALL) for line in said if line],
    ]

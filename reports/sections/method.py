"""How the audit was done: scope, grades, scores, and the rules that limited the verdict."""

from __future__ import annotations

from reportlab.platypus import Flowable

from reports.figures.numbers import percent, points
from reports.material import Material
from reports.pdf.blocks import bullets, gap, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.text import shorten
from reports.words import capital, count_words, date_words, verdict_label

_NAME = 120


def method(material: Material) -> list[Flowable]:
    """Scope, grades, scores, caps."""
    document, rules = material.document, material.library.rules
    asked = sum(answer.status != "not_asked" for answer in document.answers.values())
    story: list[Flowable] = [
        *heading("Method", "method", 1),
        P(
            fill(
                "{auditor} asked {asked} between {opened} and {closed}, wrote each answer down word for word, graded "
                "the evidence behind it, and applied published rules.",
                auditor=shorten(document.auditor.name, _NAME),
                asked=count_words(asked, "question"),
                opened=date_words(document.opened),
                closed=date_words(material.closed),
            ),
            LEAD,
        ),
        *[
            P(fill("<b>{title}.</b> {purpose}", title=pack.pack.title, purpose=pack.pack.purpose), BODY)
            for pack in material.packs
        ],
    ]
    story += _grades(material)
    story += [
        *heading("Scores", "scores"),
        P(
            fill(
                "<b>Disclosure.</b> {total}. {meaning}",
                total=rules.disclosure_score.total,
                meaning=rules.disclosure_score.meaning,
            ),
            BODY,
        ),
        P(
            fill(
                "<b>Practice.</b> {total}. {meaning}",
                total=rules.practice_score.total,
                meaning=rules.practice_score.meaning,
            ),
            BODY,
        ),
        P(fill("<b>Verdict.</b> {final}.", final=rules.verdicts.final[:1].upper() + rules.verdicts.final[1:]), BODY),
    ]
    return [*story, *_sections(material), *_caps(material), *_transparency(material)]


def _grades(material: Material) -> list[Flowable]:
    given = [answer.grade for answer in material.document.answers.values()]
    rows: list[list[Cell]] = [
        [
            P(show(f"{number} {grade.label}"), CELL_BOLD),
            P(show(grade.test), CELL),
            P(show(percent(grade.factor)), CELL),
            P(show(percent(grade.sim_weight)), CELL),
            P(show(str(given.count(number))), CELL),
        ]
        for number, grade in material.library.vocabulary.evidence_grades.items()
    ]
    head = ("Grade", "What it takes", "Counts", "In simulation", "Answers")
    table = data_table(head, rows, (108, TEXT_WIDTH - 278, 50, 70, 50))
    adjustments = [show(rule.rule) for rule in material.library.vocabulary.evidence_adjustments]
    return [*with_heading(heading("Grades of evidence", "grades"), table), gap(6), *bullets(adjustments)]


def _sections(material: Material) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            P(show(section.title), CELL_BOLD),
            P(show(points(section.disclosure)), CELL),
            P(show("–" if section.practice is None else points(section.practice)), CELL),
        ]
        for section in material.assessment.sections
    ]
    if not rows:
        return []
    table = data_table(("Section", "Disclosure", "Practice"), rows, (TEXT_WIDTH - 160, 80, 80))
    return with_heading(heading("Scores by section", "section-scores"), table)


def _caps(material: Material) -> list[Flowable]:
    base = verdict_label(material.library, material.assessment.base)
    title = [
        *heading("Rules that limited the verdict", "caps"),
        P(
            fill(
                "By disclosure alone the verdict would be <b>{base}</b>. No score can buy off these rules.", base=base
            ),
            BODY,
        ),
    ]
    if not material.assessment.caps:
        return [*title, P(fill("None applied."), BODY)]
    rows: list[list[Cell]] = [
        [
            [P(show(cap.id), CELL_BOLD), P(show("decides" if cap.binding else "applies"), CELL_SMALL)],
            P(show(capital(cap.reason)), CELL),
            P(show(verdict_label(material.library, cap.limit) if cap.limit else "one step down"), CELL),
            P(show(capital(cap.lift)), CELL),
        ]
        for cap in material.assessment.caps
    ]
    head = ("Rule", "Because", "At best", "What would lift it")
    return with_heading(title, data_table(head, rows, (98, TEXT_WIDTH - 318, 80, 140)))


def _transparency(material: Material) -> list[Flowable]:
    count = material.assessment.transparency_count
    if count is None:
        return []
    index = material.library.transparency_index
    others = [company.data_20 for company in index.companies]
    said = fill(
        "The vendor met {count} of {all} data indicators; {companies} developers met between {low} and {high} in the "
        "public index. {warning} {attribution}",
        count=count,
        all=len(index.indicators),
        companies=len(others),
        low=min(others),
        high=max(others),
        warning=str(material.library.rules.fmti_comparison["warn"]),
        attribution=index.attribution,
    )
    return [*heading("Beside the transparency index", "transparency"), P(said, BODY)]

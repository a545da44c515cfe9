"""Findings, blockers first: what was found, in which answers, what to do, who does it and by when."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from core.assessment.result import RaisedFinding
from questionnaires.answer import Answer
from questionnaires.pack import Question
from reports.figures.shapes import Colour, Figure, FigureTable, Marker, Sign
from reports.material import Material
from reports.pdf.blocks import Heading, bullets, card, gap, heading
from reports.pdf.drawing import FigureFlowable
from reports.pdf.paragraph import P, fill, pieces
from reports.pdf.styles import BODY, BULLET_SMALL, CELL_SMALL, H3, KICKER, LEAD, TEXT_HEIGHT, TEXT_WIDTH
from reports.pdf.table import beside, height_of
from reports.text import Markup, shorten
from reports.words import (
    COUNTED,
    SEVERITIES,
    count_words,
    date_words,
    grade_label,
    joined,
    owner_label,
    status_label,
    unbroken,
)

SIGNS: dict[str, Sign] = {"blocker": "square", "major": "triangle", "minor": "diamond", "note": "circle"}
_COLOURS: dict[str, Colour] = {"blocker": "blocker", "major": "major", "minor": "minor", "note": "note"}
_QUOTED, _QUOTE_LENGTH, _ACTION_LENGTH = 3, 220, 900
_KEPT_WHOLE = 0.5 * TEXT_HEIGHT
_GOOD_PRACTICE, _GOOD_GRADE = 0.8, 3


def findings(material: Material) -> list[Flowable]:
    """One card a finding, then the good practice that documents show."""
    found = material.findings_in_order
    counts = joined(
        count_words(number, *COUNTED[severity])
        for severity in COUNTED
        if (number := sum(finding.severity == severity for finding in found))
    )
    story: list[Flowable] = [*heading("Findings", "findings", 1)]
    if found:
        lead = fill("{counts}. Dates run from {date}.", counts=counts, date=date_words(material.closed))
    else:
        lead = fill("No rule and no answer raised a finding.")
    story.append(P(lead, LEAD))
    for finding in found:
        found_card = _card(material, finding)
        whole = height_of([found_card]) <= _KEPT_WHOLE
        story += [KeepTogether(found_card) if whole else found_card, gap(9)]
    return story + _good_practice(material)


def _card(material: Material, finding: RaisedFinding) -> Flowable:
    severity = SEVERITIES[finding.severity]
    inner = TEXT_WIDTH - 24
    sign = Marker(SIGNS[finding.severity], 5, 5, 10, _COLOURS[finding.severity])
    mark = Figure(10, 11, (sign,), severity, FigureTable((), ()))
    kicker = P(fill("{severity} · {id}", severity=severity.upper(), id=finding.id), KICKER)
    rows: list[Flowable] = [
        beside([FigureFlowable(mark, decorative=True), kicker], [17, inner - 17]),
        Heading(finding.title, 2, f"finding-{finding.id}", H3),
        *[P(piece, BODY) for piece in pieces(unbroken(finding.plain))],
        *[P(line, CELL_SMALL) for line in _quotes(material, finding)],
        P(fill("<b>What to do.</b> {action}", action=unbroken(shorten(finding.action, _ACTION_LENGTH))), BODY),
        P(_who(material, finding), CELL_SMALL),
    ]
    return card(rows, _COLOURS[finding.severity])


def _quotes(material: Material, finding: RaisedFinding) -> list[Markup]:
    """The answers that raised it, word for word as far as there is room, with grade and evidence."""
    lines: list[Markup] = []
    for question_id in finding.questions[:_QUOTED]:
        answer = material.answer(question_id)
        lines.append(
            fill(
                "<b>{id} {short}</b> · {words} {backing}",
                id=question_id,
                short=material.short(question_id),
                words=_words(answer),
                backing=_backing(material, answer),
            )
        )
    more = finding.questions[_QUOTED:]
    if more:
        lines.append(fill("Also {ids}.", ids=joined(more)))
    return lines


def _words(answer: Answer | None) -> str:
    return shorten(answer.text, _QUOTE_LENGTH) if answer is not None and answer.text else ""


def _backing(material: Material, answer: Answer | None) -> str:
    if answer is None:
        return "(not asked)"
    evidence = f", evidence {shorten(joined(answer.evidence), _QUOTE_LENGTH)}" if answer.evidence else ", no evidence"
    status = status_label(material.library, answer.status).lower()
    return f"({status}; grade {answer.grade}, {grade_label(material.library, answer.grade).lower()}{evidence})"


def _who(material: Material, finding: RaisedFinding) -> Markup:
    clauses = joined(
        material.library.clauses[clause].title for clause in finding.clauses if clause in material.library.clauses
    )
    owner, date = owner_label(finding.owner, material.document.context.lane), date_words(material.due(finding))
    if not clauses:
        return fill("<b>{owner}</b>, by {date}", owner=owner, date=date)
    return fill(
        "<b>{owner}</b>, by {date} · Contract: {clauses}, page {page}",
        owner=owner,
        date=date,
        clauses=clauses,
        page=material.numbers.page("contract"),
    )


def _good_practice(material: Material) -> list[Flowable]:
    good = [
        (question, answer)
        for pack in material.packs
        for question in pack.questions
        if (answer := material.answer(question.id)) is not None and _is_good(question, answer)
    ]
    if not good:
        return []
    items = [
        fill(
            "<b>{id} {short}</b> · grade {grade}, evidence {evidence}",
            id=question.id,
            short=question.short,
            grade=answer.grade,
            evidence=shorten(joined(answer.evidence), _QUOTE_LENGTH) or "not listed",
        )
        for question, answer in good
    ]
    return [
        *heading("Good practice found", "good-practice"),
        P(fill("Protective practice that the vendor showed with a document or better."), BODY),
        *bullets(items, BULLET_SMALL),
    ]


def _is_good(question: Question, answer: Answer) -> bool:
    if answer.status != "specific" or answer.grade < _GOOD_GRADE:
        return False
    practices = [choice.practice for chosen in answer.choice if (choice := question.answer.choice(chosen))]
    return bool(practices) and all(practice is not None and practice >= _GOOD_PRACTICE for practice in practices)

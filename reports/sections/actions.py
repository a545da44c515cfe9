"""What the owner should do: every action in order, what to raise in the contract, what to tell those who use it."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import Flowable

from reports.letters.clause_list import clause_list
from reports.material import Material
from reports.pdf.blocks import bullets, gap, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, BULLET_SMALL, CELL, CELL_BOLD, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.summary import Action, actions
from reports.text import Markup, shorten
from reports.words import OWNERS, capital, date_words, joined, owner_label, unbroken

_WORDING = 130
_ACTION, _USE = 900, 300
_KINDS = {"acceptable": "May be done", "check": "To be checked", "avoid": "To be left alone"}


def what_to_do(material: Material) -> list[Flowable]:
    """Actions with who and by when, contract points of one line each, and what people who use the product are told."""
    every = _once([*actions(material), *_small(material)])
    story: list[Flowable] = [*heading("What to do", "what-to-do", 1)]
    if every:
        story.append(P(fill("In this order. Dates run from {date}.", date=date_words(material.closed)), LEAD))
        rows: list[list[Cell]] = [
            [
                P(show(unbroken(shorten(action.what, _ACTION))), CELL),
                P(show(action.who), CELL),
                P(show(action.by), CELL),
            ]
            for action in every
        ]
        story += [data_table(("Action", "Who", "By"), rows, (TEXT_WIDTH - 182, 82, 100), row_heads=False), gap(6)]
    else:
        story.append(P(fill("Nothing is outstanding. Keep a person in the loop and measure again."), LEAD))
    return [*story, *_contract(material), *_use(material)]


def _once(every: Iterable[Action]) -> list[Action]:
    """What two findings ask of the same person is listed once, with the first of its dates."""
    first: dict[tuple[str, str], Action] = {}
    for action in every:
        first.setdefault((action.what, action.who), action)
    return list(first.values())


def _small(material: Material) -> list[Action]:
    """The actions of minor findings and notes, which the owner's page leaves out."""
    lane = material.document.context.lane
    return [
        Action(finding.action, owner_label(finding.owner, lane), date_words(material.due(finding)))
        for finding in material.findings_in_order
        if finding.severity in ("minor", "note")
    ]


def _contract(material: Material) -> list[Flowable]:
    """One line for each thing to ask for; the wording stands in its own section."""
    points = [
        _point(joined(term.title for term in group.terms), group.ask or shorten(group.terms[0].text, _WORDING))
        for chapter in clause_list(material.evaluation, material.library).chapters
        for group in chapter.groups
    ]
    lead = fill(
        "{lawyer} finds wording to start from on page {page}.",
        lawyer=OWNERS["lawyer"],
        page=material.numbers.page("contract"),
    )
    return [*heading("Contract points to raise", "contract-points"), P(lead, BODY), *bullets(points, BULLET_SMALL)]


def _point(titles: str, ask: str) -> Markup:
    """What to ask for; of a check of the contract only the question."""
    question, mark, _ = ask.partition("?")
    return fill("<b>{titles}</b> · {ask}", titles=titles, ask=question + mark)


def _use(material: Material) -> list[Flowable]:
    """What to tell the people who work with the product."""
    context = material.document.context
    advice = material.assessment.advice
    rows: list[list[Cell]] = [
        [P(show(_KINDS[one.kind]), CELL_BOLD), P(show(unbroken(one.text)), CELL)] for one in advice
    ]
    if context.worst_case:
        rows.append(
            [P(fill("What could go wrong"), CELL_BOLD), P(show(capital(shorten(context.worst_case, _USE))), CELL)]
        )
    if not rows:
        return []
    table = data_table(("For the use", "What to tell the people who use it"), rows, (100, TEXT_WIDTH - 100))
    return with_heading(heading("What to tell the people who use it", "tell-staff"), table)

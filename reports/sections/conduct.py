"""How the audit was conducted: what was in scope, who answered and when, and what stood in the way."""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from questionnaires.answer import Answer
from reports.material import Material
from reports.pdf.blocks import bullets, gap, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.text import ended, shorten
from reports.words import count_words, date_words, joined, status_label

_NAME, _USE, _IDS = 120, 300, 1_500
_UNKNOWN = "not recorded"
_OBSTACLES = ("refused", "dont_know", "pending", "vague", "not_asked")


def conduct(material: Material) -> list[Flowable]:
    """Scope, who was asked, obstacles."""
    return [*_scope(material), *_who_answered(material), *_obstacles(material)]


def _scope(material: Material) -> list[Flowable]:
    """What the audit looked at, and what it left out on purpose."""
    document, vocabulary = material.document, material.library.vocabulary
    stakes = vocabulary.stakes[document.context.stakes]
    within = fill(
        "<b>In scope.</b> {product} of {vendor}, for one use: {use} Stakes: {stakes}. Training data, how they are "
        "checked and renewed, and what that does to rare cases.",
        product=shorten(document.product, _NAME) or "The product",
        vendor=shorten(document.vendor, _NAME),
        use=ended(shorten(document.context.use, _USE)) if document.context.use else "not stated.",
        stakes=stakes.label.lower(),
    )
    without = fill(
        "<b>Out of scope.</b> Whether its answers are right, its speed and price, the security of its systems, its "
        "lawfulness, and every other use of the same product."
    )
    return [P(within, BODY), P(without, BODY), *_use(material)]


def _use(material: Material) -> list[Flowable]:
    """What the buyer answered about the use before the vendor was asked, and what the product was seen to do."""
    document = material.document
    facts: list[tuple[str, str]] = []
    for question in material.library.vocabulary.context_questions:
        given = getattr(document.context, question.sets)
        chosen = (given,) if isinstance(given, str) else given
        labels = [choice.label for choice in question.choices if choice.id in chosen]
        facts.append((question.ask, joined(labels) or "not stated"))
    for asked, found in (
        ("Does the product show its version with each output?", document.version_visible),
        ("Do the terms keep the buyer's data out of training?", document.terms_no_training),
    ):
        facts.append((asked, "Yes, seen" if found else "Not seen"))
    rows: list[list[Cell]] = [[P(show(asked), CELL), P(show(said), CELL_BOLD)] for asked, said in facts]
    table = data_table(("Asked of the buyer", "Answer"), rows, (TEXT_WIDTH / 2, TEXT_WIDTH / 2), row_heads=False)
    return [gap(4), table, gap(6)]


def _who_answered(material: Material) -> list[Flowable]:
    """Who gave how many answers, and when."""
    said: dict[str, list[Answer]] = {}
    for _, answer in material.answers:
        if answer.answered:
            said.setdefault(answer.by or _UNKNOWN, []).append(answer)
    if not said:
        return []
    if said.keys() == {_UNKNOWN}:
        return [P(fill("<b>Who was asked.</b> Nobody wrote down who gave the answers."), BODY)]
    rows: list[list[Cell]] = [
        [
            P(show(shorten(name, _NAME)), CELL_BOLD),
            P(show(str(len(given))), CELL),
            P(show(_days([answer.date for answer in given if answer.date])), CELL),
        ]
        for name, given in sorted(said.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    table = data_table(("Who answered", "Answers", "When"), rows, (TEXT_WIDTH - 270, 60, 210))
    return with_heading(heading("Who was asked", "who-was-asked"), table)


def _days(days: list[dt.date]) -> str:
    if not days:
        return "day not recorded"
    first, last = min(days), max(days)
    return date_words(first) if first == last else f"{date_words(first)} to {date_words(last)}"


def _obstacles(material: Material) -> list[Flowable]:
    """What lowers how far the audit can be relied on: refused, promised, unknown and unasked questions."""
    lines = [
        fill(
            "<b>{label}</b> · {count}: {ids}",
            label=status_label(material.library, status),
            count=count_words(len(found), "question"),
            ids=shorten(joined(found), _IDS),
        )
        for status in _OBSTACLES
        if (found := [question for question, answer in material.answers if answer.status == status])
    ]
    if not lines:
        return []
    return [*heading("What stood in the way", "obstacles"), *bullets(lines), gap(4)]

"""The owner's summary: always exactly one page. What is too long is shortened by rule, never carried over."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak

from reports.figures.numbers import chance_range, percent, points
from reports.figures.verdict_mark import verdict_scale
from reports.material import Material
from reports.pdf.blocks import Heading, gap
from reports.pdf.drawing import FigureFlowable
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import (
    BODY,
    CELL,
    CELL_BOLD,
    CELL_SMALL,
    KICKER,
    LEAD,
    SMALL,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    style,
)  # fmt: skip
from reports.pdf.table import beside, data_table, height_of
from reports.summary import Reason, actions, reasons, what_would_change_it
from reports.text import ended, shorten
from reports.words import (
    count_words,
    date_words,
    overall_words,
    unbroken,
    verdict_additions,
    verdict_label,
    verdict_labels,
)

_DIAL = style("dial", 19, 24, bold=True)
_SPARE = 4.0


class OwnerPageOverflowError(AssertionError):
    """The owner's page does not fit on one page even when shortened as far as the rule goes: a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much is said: characters of a reason, of an action and of other texts, the number of actions and of advice.

    gap: room between blocks, in points.
    """

    reason: int
    action: int
    other: int
    actions: int
    advice: int
    gap: float


# Fewer actions before shorter sentences: a cut sentence says less than its length.
_ROOMS = (
    Room(330, 170, 420, 6, 4, 24),
    Room(330, 170, 420, 5, 3, 17),
    Room(330, 170, 420, 5, 2, 11),
    Room(330, 170, 420, 4, 2, 9),
    Room(330, 170, 420, 4, 1, 7),
    Room(330, 170, 420, 3, 1, 7),
    Room(260, 140, 320, 3, 1, 7),
    Room(190, 110, 240, 3, 1, 7),
    Room(120, 80, 160, 2, 1, 5),
)


def owner(material: Material) -> list[Flowable]:
    """The page with as much on it as there is room for. Raises OwnerPageOverflowError if not even the least fits."""
    for room in _ROOMS:
        page = _page(material, room)
        if height_of(page) - page[0].getSpaceBefore() <= TEXT_HEIGHT - _SPARE:  # none at the top of a page
            return [*page, PageBreak()]
    raise OwnerPageOverflowError(f"{material.document.audit_id}: the owner's summary is longer than a page")


def _page(material: Material, room: Room) -> list[Flowable]:
    library, assessment, document = material.library, material.assessment, material.document
    words = library.rules.verdicts.labels[assessment.verdict]
    use = shorten(document.context.use, room.other // 2) or "not stated"
    product = shorten(document.product, 90) or "product not named"
    stakes = library.vocabulary.stakes[document.context.stakes].label.lower()
    additions = " ".join(verdict_additions(library, assessment))
    return [
        Heading("The verdict on one page", 1, "owner"),
        P(fill("<b>{vendor}</b>: {product}", vendor=shorten(document.vendor, 90), product=product), CELL),
        P(fill("Use: {use} Stakes: {stakes}.", use=ended(use), stakes=stakes), SMALL),
        gap(room.gap / 2),
        FigureFlowable(verdict_scale(assessment.verdict, verdict_labels(library), TEXT_WIDTH)),
        gap(4),
        *_meeting(material),
        P(show(f"{words.sentence} {additions}".strip()), LEAD),
        gap(room.gap / 2),
        _dials(material, room),
        gap(room.gap),
        P(fill("THREE REASONS"), KICKER, "H2"),
        gap(4),
        *[_reason(place, reason, room) for place, reason in enumerate(reasons(material), 1)],
        gap(room.gap - 5),
        P(fill("WHAT TO DO"), KICKER, "H2"),
        gap(2),
        *_actions(material, room),
        *_advice(material, room),
        gap(room.gap),
        P(fill("WHAT WOULD CHANGE IT"), KICKER, "H2"),
        gap(4),
        P(show(unbroken(shorten(what_would_change_it(material), room.other))), BODY),
        *_step_down(material, room),
        P(
            fill(
                "As of {today}. Valid until {date} or the next notified change of the product, whichever comes first.",
                today=date_words(material.closed),
                date=date_words(material.valid_until),
            ),
            SMALL,
        ),
    ]


def _meeting(material: Material) -> list[Flowable]:
    """How the meeting ended, while there was nothing but a meeting: it says more than the word that both share."""
    meeting = material.assessment.meeting
    if meeting is None:
        return []
    label = verdict_label(material.library, material.assessment.verdict)
    said = fill("<b>{counts}</b> The reading so far: {label}.", counts=meeting.sentence, label=label)
    return [P(said, BODY), gap(3)]


def _advice(material: Material, room: Room) -> list[Flowable]:
    """What may be done with it and what a person checks; the rest stands with the verdict in the program."""
    said = [advice.text for advice in material.assessment.advice][: room.advice]
    if not said:
        return []
    lines: list[Flowable] = [P(show(unbroken(shorten(text, room.other))), CELL) for text in said]
    return [gap(max(6, room.gap - 5)), P(fill("HOW TO USE IT"), KICKER, "H2"), gap(2), *lines]


def _step_down(material: Material, room: Room) -> list[Flowable]:
    lower = material.assessment.what_would_lower_it
    return [] if lower is None else [P(show(unbroken(shorten(lower.sentence, room.other))), BODY)]


def _reason(place: int, reason: Reason, room: Room) -> Flowable:
    title, plain = shorten(reason.title, 90), unbroken(shorten(reason.plain, room.reason))
    said: list[Flowable] = [
        P(fill("<b>{title}.</b> {plain}", title=title, plain=plain), CELL),
        P(show(shorten(reason.rests_on, 130)), CELL_SMALL),
        gap(5),
    ]
    return beside([P(show(str(place)), CELL_BOLD), said], [18, TEXT_WIDTH - 18])


def _actions(material: Material, room: Room) -> list[Flowable]:
    every = actions(material)
    if not every:
        return [P(fill("Nothing is outstanding. Keep a person in the loop and measure again before renewal."), CELL)]
    rows = [
        [P(show(shorten(action.what, room.action)), CELL), P(show(action.who), CELL), P(show(action.by), CELL)]
        for action in every[: room.actions]
    ]
    table = data_table(("Action", "Who", "By"), rows, (TEXT_WIDTH - 172, 72, 100), row_heads=False)
    left = len(every) - len(rows)
    if left <= 0:
        return [table]
    more = count_words(left, "more action")
    if "what-to-do" in material.numbers.pages:
        said = fill("{more} on page {page}.", more=more, page=material.numbers.page("what-to-do"))
    else:
        said = fill("{more} in the full report.", more=more)
    return [table, gap(3), P(said, CELL_SMALL)]


def _dials(material: Material, room: Room) -> Flowable:
    """Four dials kept apart: there is no number that blends them."""
    assessment, gauge = material.assessment, material.risk.rare_case
    practice = "–" if assessment.practice is None else points(assessment.practice)
    analyser = material.document.analyser
    reading = material.samples.overall if material.samples is not None else analyser.reading
    measured = material.samples.texts if material.samples is not None else analyser.n
    cells = [
        _dial(
            "Disclosure",
            points(assessment.disclosure),
            f"of {points(1)}: {assessment.disclosure_band.lower()}. {percent(assessment.coverage)} asked, by weight; "
            f"{points(assessment.disclosure_if_promises_kept)} if promises are kept.",
        ),
        _dial(
            "Practice",
            practice,
            f"of {points(1)}, judged on the {percent(assessment.practice_coverage)} that answers speak of, by weight."
            if assessment.practice is not None
            else "No answer speaks of it.",
        ),
        _dial(
            "Simulated risk",
            chance_range(gauge.probability, gauge.adverse),
            f"from the average to the adverse case: {gauge.band or 'unquantified'}. "
            f"Range {chance_range(*gauge.interval)}.",
        ),
        _dial(
            "Samples",
            overall_words(reading),
            f"{count_words(measured, 'output')} measured"
            + (f" against {shorten(analyser.baseline, room.other // 5)}." if analyser.baseline else ".")
            if measured
            else "No outputs were measured.",
        ),
    ]
    quarter = TEXT_WIDTH / len(cells)
    return beside(cells, [quarter] * len(cells), gutter=12)


def _dial(title: str, value: str, meaning: str) -> list[Flowable]:
    return [P(show(title), CELL_BOLD), P(show(value), _DIAL), P(show(meaning), CELL_SMALL)]

"""What is still open: promises, contradictions side by side, and what the vendor says to the report."""

from __future__ import annotations

from reportlab.platypus import Flowable

from core.audit.document import Contradiction
from core.risk.contradictions import find_contradictions
from questionnaires.answer import Answer
from reports.letters.case import Case
from reports.letters.letter import Letter, Request
from reports.letters.writing import write_letter
from reports.material import Material
from reports.pdf.blocks import card, gap, heading
from reports.pdf.paragraph import P, fill, pieces, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.text import shorten
from reports.words import count_words, date_words, status_label

_NAME = 80
_ABOUT = 150
_LETTERS = {
    "follow_up": "Follow-up",
    "reminder": "Reminder",
    "closing": "Last call",
    "contradiction": "Two accounts of one point",
    "comment": "Asking for comment",
    "outcome": "Outcome and conditions",
    "review": "Review due",
}
_STATES = {"open": "Open", "explained": "Explained", "closed": "Closed"}


def open_points(material: Material) -> list[Flowable]:
    """Promises, contradictions, comment."""
    promised = [
        (question, answer) for question, answer in material.answers if answer.status == "pending" or answer.overdue
    ]
    lead = fill("{count} outstanding.", count=count_words(len(promised), "promised answer")) if promised else None
    story: list[Flowable] = [*heading("Open points", "open-points", 1)]
    story.append(P(lead or fill("No promised answer is outstanding."), LEAD))
    if promised:
        rows = [_promise(material, question, answer) for question, answer in promised]
        widths = (TEXT_WIDTH - 338, 100, 90, 88, 60)
        story += [data_table(("Promise", "Who", "Status", "Due", "Late"), rows, widths), gap(6)]
    parts = (_asked, _letters, _contradictions, _clashes, _comment)
    return [*story, *[flowable for part in parts for flowable in part(material)]]


def _promise(material: Material, question: str, answer: Answer) -> list[Cell]:
    return [
        P(fill("<b>{id}</b> {short}", id=shorten(question, _NAME), short=material.short(question)), CELL),
        P(show(shorten(answer.by or "", _NAME) or "not recorded"), CELL),
        P(show(status_label(material.library, answer.status)), CELL),
        P(show(date_words(answer.due)), CELL),
        P(show(count_words(answer.overdue_days, "day") if answer.overdue else "–"), CELL),
    ]


def _asked(material: Material) -> list[Flowable]:
    """What the vendor is asked for, as the follow-up letter of the closing day asks it."""
    letter = write_letter("follow_up", Case(material.evaluation, material.library, material.closed))
    if not isinstance(letter, Letter) or not letter.requests:
        return []
    rows: list[list[Cell]] = [
        [P(show(request.about), CELL_BOLD), [*[P(piece, CELL) for piece in pieces(request.text)], *_note(request)]]
        for request in letter.requests
    ]
    table = data_table(("About", "What the vendor is asked"), rows, (_ABOUT, TEXT_WIDTH - _ABOUT))
    return [*with_heading(heading("What is asked of the vendor", "asked"), table), gap(6)]


def _note(request: Request) -> list[Flowable]:
    return [P(show(request.note), CELL_SMALL)] if request.note else []


def _letters(material: Material) -> list[Flowable]:
    """The letters that were written, with their days; the text of each has the fingerprint printed here."""
    if not material.letters:
        return []
    rows: list[list[Cell]] = [
        [
            P(show(_LETTERS.get(written.kind, written.kind)), CELL_BOLD),
            P(show(date_words(written.date)), CELL),
            P(show(written.sha256), CELL_SMALL),
        ]
        for written in material.letters
    ]
    table = data_table(("Letter", "Date", "SHA-256 of its text"), rows, (96, 96, TEXT_WIDTH - 192))
    return [*with_heading(heading("Letters written", "letters"), table), gap(6)]


def _contradictions(material: Material) -> list[Flowable]:
    if not material.document.contradictions:
        return []
    story: list[Flowable] = []
    for item in material.document.contradictions:
        rows = [
            P(fill("<b>{id} {short}</b>", id=shorten(item.id, _NAME), short=material.short(item.question)), CELL_BOLD),
            *[P(piece, CELL) for piece in pieces(item.claim_a)],
            P(fill("against"), CELL_SMALL),
            *[P(piece, CELL) for piece in pieces(item.claim_b)],
            *[P(piece, CELL_SMALL) for piece in pieces(" ".join(filter(None, _settled(item))))],
        ]
        if item.closed_by:
            on = "" if item.closed_on is None else f", {date_words(item.closed_on)}"
            rows.append(P(fill("Closed by {name}{on}", name=shorten(item.closed_by, _NAME), on=on), CELL_SMALL))
        story += [card(rows, "major"), gap(6)]
    first, *rest = story
    return [*with_heading(heading("Claims that contradict each other", "contradictions"), first), *rest]


def _settled(item: Contradiction) -> tuple[str, ...]:
    """Where it stands, what it is about, and how it was explained."""
    also = f"Also {item.other_question}." if item.other_question else ""
    return f"{_STATES[item.state]}.", also, item.why, item.resolution


def _clashes(material: Material) -> list[Flowable]:
    """Answers that exclude each other, with both claims; neither is averaged away."""
    packs = material.library.packs_of(material.document.packs, material.document.audit_id)
    cards: list[Flowable] = []
    recorded = {(item.claim_a, item.claim_b) for item in material.document.contradictions}
    for item in find_contradictions(material.document.answers, packs):
        if (item.claim_a, item.claim_b) in recorded:
            continue
        rows = [
            P(fill("<b>{a}</b> {claim}", a=shorten(item.question_a, _NAME), claim=item.claim_a), CELL),
            P(fill("<b>{b}</b> {claim}", b=shorten(item.question_b, _NAME), claim=item.claim_b), CELL),
            *[P(piece, CELL_SMALL) for piece in pieces(item.sentence)],
        ]
        cards += [card(rows, "major"), gap(6)]
    if not cards:
        return []
    first, *rest = cards
    return [*with_heading(heading("Answers that cannot both be true", "clashes"), first), *rest]


def _comment(material: Material) -> list[Flowable]:
    comment = material.document.signoff.vendor_comment
    title = heading("The vendor's comment", "vendor-comment")
    if comment is None:
        return [*title, P(fill("None received by {date}.", date=date_words(material.closed)), BODY)]
    signed = material.document.signoff
    by = f" From {shorten(signed.vendor_comment_by, _NAME)}." if signed.vendor_comment_by else ""
    on = f" Dated {date_words(signed.vendor_comment_on)}." if signed.vendor_comment_on else ""
    said = fill("Printed unedited.{by}{on}", by=by, on=on)
    return [*title, P(said, CELL_SMALL), gap(3), *[P(piece, BODY) for piece in pieces(comment)]]

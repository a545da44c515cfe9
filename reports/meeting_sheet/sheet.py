"""The sheet for the meeting, always two pages: questions with their choices to tick, room for words, who and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from core.audit.atomic_file import write_atomically
from core.audit.document import AuditDocument
from core.version import program_version
from questionnaires.errors import UnusableInputError
from questionnaires.exchange.for_vendor import Part, VendorPack, VendorQuestion, questions_for_vendor
from questionnaires.library import Library
from reports.meeting_sheet.marks import Blank, Label, Mark, MarkLines, Tick, WritingRoom
from reports.meeting_sheet.pages import HEIGHT, draw_sheet, height_of
from reports.pdf.blocks import Heading, gap
from reports.pdf.metadata import Metadata
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import style
from reports.text import clean, shorten

PACK = "meeting_screen"
PAGES = 2
_LEAST_ROOM, _MOST_ROOM = 16.0, 48.0
_SPARE = 4.0
_TITLE = style("sheet title", 15, 19, bold=True, after=1)
_SECTION = style("sheet section", 8.5, 11, bold=True, tone="accent", before=3, after=1)
_ASK = style("sheet ask", 9, 11.6, bold=True, before=4, after=1.5)
_SMALL = style("sheet small", 7.8, 10.4, tone="muted", after=1)
_FACTS = style("sheet facts", 9, 12.4, after=2)


def write_meeting_sheet(document: AuditDocument, library: Library, path: Path) -> int:
    """Put the sheet at ``path`` and return its pages, which are two.

    Raises UnusableInputError where the pack has more questions than two pages hold, and WorkspaceError where the file
    cannot be written; what was there then stays.
    """
    content = meeting_sheet(document, library)
    write_atomically(path, content)
    return PAGES


def meeting_sheet(document: AuditDocument, library: Library) -> bytes:
    """The sheet as a PDF file; the same audit gives the same bytes. Raises UnusableInputError as above."""
    day = document.opened
    questions = questions_for_vendor(
        library.packs_of([PACK], document.audit_id),
        document.answers,
        document.context.lane,
        audit_id=document.audit_id,
        vendor=document.vendor,
        product=document.product,
        sent=day,
        due=day,
    )
    pack = questions.packs[0]

    metadata = Metadata(
        title=clean(f"{pack.title}: {shorten(document.vendor, 120)}"),
        author=shorten(document.auditor.name, 120),
        subject=shorten(f"{document.product}, {document.audit_id}", 200),
        keywords="AI vendor audit, training data",
        creator=f"Headwater {program_version()}",
        created=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
    )
    footer = f"{pack.title} {pack.version} · {document.audit_id}"
    content, pages = draw_sheet(_story(document, pack), metadata, footer, PAGES)
    if pages != PAGES:
        raise _too_long(document)
    return content


def _story(document: AuditDocument, pack: VendorPack) -> list[Flowable]:
    """Both pages; what is left of each is room to write, shared out evenly."""
    opening, closing = _opening(document, pack), _closing()
    blocks = [
        _block(number, question, pack.questions[: number - 1]) for number, question in enumerate(pack.questions, 1)
    ]
    heights = [height_of(block) + _LEAST_ROOM for block in blocks]
    first_room = HEIGHT - height_of(opening) - _SPARE
    second_room = HEIGHT - height_of(closing) - _SPARE
    cut = _where_to_turn(heights, first_room, second_room)
    if cut is None:
        raise _too_long(document)
    first = _with_room(blocks[:cut], heights[:cut], first_room)
    second = _with_room(blocks[cut:], heights[cut:], second_room)
    return [*opening, *first, PageBreak(), *second, *closing]


def _where_to_turn(heights: Sequence[float], first_room: float, second_room: float) -> int | None:
    """How many questions stand on the first page so that both pages leave the same room; None where two are too few."""
    fitting = [
        cut for cut in range(1, len(heights)) if sum(heights[:cut]) <= first_room and sum(heights[cut:]) <= second_room
    ]

    def unevenness(cut: int) -> float:
        first = (first_room - sum(heights[:cut])) / cut
        second = (second_room - sum(heights[cut:])) / (len(heights) - cut)
        return abs(first - second)

    return min(fitting, key=unevenness, default=None)


def _with_room(blocks: Sequence[list[Flowable]], heights: Sequence[float], room: float) -> Iterator[Flowable]:
    """The blocks with room to write after each, together no higher than ``room``."""
    each = min(_MOST_ROOM, _LEAST_ROOM + (room - sum(heights)) / max(1, len(blocks)))
    for block in blocks:
        yield from block
        yield WritingRoom(each)


def _opening(document: AuditDocument, pack: VendorPack) -> list[Flowable]:
    about = fill("{vendor} · {product}", vendor=shorten(document.vendor, 70), product=shorten(document.product, 60))
    who = (Blank("Date", 70), Blank("Who was there", 300))
    return [
        Heading(pack.title, 1, "sheet", _TITLE),
        P(about, _FACTS),
        MarkLines(who),
        gap(3),
        P(fill("“{words}”", words=pack.lead), _SMALL),
    ]


def _closing() -> list[Flowable]:
    said = "What is not answered today is open until the date agreed; after that date, silence is the answer."
    return [gap(4), P(show(said), _SMALL)]


def _block(number: int, question: VendorQuestion, before: Sequence[VendorQuestion]) -> list[Flowable]:
    """One question with everything to tick; the section's title where it is the first of it."""
    begins = not before or before[-1].section != question.section
    title: list[Flowable] = [P(show(question.section), _SECTION)] if begins else []
    words = '{number}. {ask} <font size="7" color="#56626E">{id}</font>'
    ask = P(fill(words, number=number, ask=question.ask, id=question.id), _ASK)
    return [*title, ask, MarkLines([*_marks(question), *_ENDING])]


_ENDING: tuple[Mark, ...] = (
    Label("If not now:"),
    Tick("Does not know"),
    Tick("Declined"),
    Tick("Will come back:"),
    Blank("who", 110),
    Blank("when", 62),
)


def _marks(question: VendorQuestion) -> Iterator[Mark]:
    several = sum(part.kind == "figures" for part in question.parts) > 1
    for part in question.parts:
        match part.kind:
            case "figures":
                if several:
                    yield Label(f"{part.label.removesuffix(', %')}:")
                yield from (Tick(offer.label) for offer in part.offers)
                yield Blank("Figure", 50)
            case "words":
                yield Blank(part.label, _length(part))
            case "one of" if part.key:
                yield Label(f"{part.label}:")
                yield from (Tick(offer.label) for offer in part.offers)
            case _:
                yield from (Tick(offer.label) for offer in part.offers)


def _length(part: Part) -> float:
    """Room for a date or a number where the field's name ends like one, for words elsewhere; in points."""
    return 60.0 if part.label.lower().split()[-1] in ("date", "on", "ahead", "100") else 120.0


def _too_long(document: AuditDocument) -> UnusableInputError:
    cause = f"it has more questions than {PAGES} pages hold with room to write; print the questions as a page instead"
    return UnusableInputError(document.audit_id, f"pack {PACK}", cause)

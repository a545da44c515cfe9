"""From what the vendor wrote to an answer, by declared rules. What cannot be read stays as words and is said.

- Nothing arrives above evidence grade 2; without a named person it arrives at 1.
- "Does not apply" where the question does not allow it, or without a reason, becomes "declined to say".
- A figure that is not a number, is out of bounds or out of order is kept as words, never guessed.
- Words where a choice or figure was asked arrive as "adjectives only", for a person to look at.
- A percentage without a method counts as one without a method; the difference says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from questionnaires.answer import TEXT_LIMIT, Answer, Basis, ExtraValue, Range, Status, Value
from questionnaires.exchange.figures import NotAFigureError, day_of, figure_of, range_of, whole_number_of
from questionnaires.exchange.for_vendor import FURTHER, Offer, Part, VendorQuestion
from questionnaires.exchange.plain_text import one_line, plain
from questionnaires.exchange.reply import Entry, Reply
from questionnaires.exchange.words import BASES, FIGURES, STATUSES
from questionnaires.pack import Question
from questionnaires.vocabulary import Vocabulary

HIGHEST_GRADE = 2
_LONGEST_NAME = 300
_CUT = " … [the rest is in the vendor's file]"
_TICKED = frozenset({"yes", "x", "✓", "✔", "true", "1"})
_NOT_TICKED = frozenset({"no", "false", "0", "-", "–"})


@dataclass
class _Reading:
    """An answer while it is being understood.

    most_in_all: what the rows of a breakdown may add up to, in percent.
    words: what stays text; warnings: what a person should look at.
    """

    question: Question
    shown: VendorQuestion
    entry: Entry
    most_in_all: float
    words: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def keep(self, label: str, text: str, why: str) -> None:
        """Keep as words what could not be taken as it is, and say why."""
        self.words.append(f"{label}: {plain(text)}" if label else plain(text))
        self.warnings.append(f"{label}: “{one_line(text, 80)}” {why}" if label else f"“{one_line(text, 80)}” {why}")


def interpret(
    question: Question,
    shown: VendorQuestion,
    entry: Entry,
    reply: Reply,
    received: dt.date,
    vocabulary: Vocabulary,
) -> tuple[Answer, tuple[str, ...]]:
    """The answer in an entry that is not blank, and what a person should look at before taking it.

    shown: the question as the vendor sees it; received: the day the reply came, for what says no date itself.
    """
    tolerance = vocabulary.answer_types["breakdown"].tolerance or 0.0
    reading = _Reading(question, shown, entry, 100 + tolerance)
    if entry.comment.strip():
        reading.words.append(plain(entry.comment))
    choice = _choices(reading)
    value = _value(reading)
    extra = _further_fields(reading)
    basis, sample = _method(reading, value)
    due = _day(reading, "Promised for", entry.due)
    for text in entry.stray:
        reading.keep("", text, "stands where nothing was asked, and is kept as words.")
    if entry.evidence.strip():
        reading.words.append(f"Evidence named: {plain(entry.evidence)}")
    status, reason = _status(reading, has_value=bool(choice) or value is not None)
    by = _person(reading, reply)
    if status == "pending" and due is None:
        due = reply.due
        reading.warnings.append(f"No date was given with the promise; the return date {due.isoformat()} is used.")
    answer = Answer(
        status=status,
        grade=_grade(status, by),
        choice=choice,
        value=value,
        text=_fitting(reading),
        extra=extra,
        basis=basis,
        n=sample,
        by=by,
        date=_written_on(reply) or received,
        due=due,
        overdue_days=days_late(due, received) if status == "pending" else 0,
        reason=reason,
    )
    return answer, tuple(reading.warnings)


def days_late(due: dt.date | None, today: dt.date) -> int:
    """Days since a promise should have been kept."""
    return 0 if due is None else max(0, (today - due).days)


def _choices(reading: _Reading) -> tuple[str, ...]:
    if reading.question.answer.type == "multi_choice":
        return _ticks(reading)
    for part in reading.shown.parts:
        if part.kind == "one of" and not part.key:
            chosen = _chosen(reading, part)
            return () if chosen is None else (chosen,)
    return ()


def _chosen(reading: _Reading, part: Part) -> str | None:
    """The id of what was chosen in a part; other words are kept."""
    given = reading.entry.answers.get(part.key, "").strip()
    if not given:
        return None
    for offer in part.offers:
        if given.casefold() in (offer.id.casefold(), plain(offer.label).casefold()):
            return offer.id
    reading.keep(part.label, given, "is not one of the choices, and is kept as words.")
    return None


def _ticks(reading: _Reading) -> tuple[str, ...]:
    chosen: list[Offer] = []
    for part in reading.shown.parts:
        if part.kind != "tick":
            continue
        text = reading.entry.answers.get(part.key, "").strip()
        if text.casefold() in _TICKED:
            chosen += part.offers
        elif text and text.casefold() not in _NOT_TICKED:
            reading.keep(part.label, text, "is neither a tick nor empty, and is kept as words.")
    if len(chosen) > 1 and any(offer.alone for offer in chosen):
        ticked = "; ".join(offer.label for offer in chosen)
        reading.keep("Ticked", ticked, "cannot all be true together, so they are kept as words.")
        return ()
    return tuple(offer.id for offer in chosen)


def _value(reading: _Reading) -> Value:
    kind = reading.question.answer.type
    ranges: dict[str, Range] = {}
    for part in reading.shown.parts:
        if part.kind == "figures":
            given = _range(reading, part)
            if given is not None:
                ranges[part.key] = given
    _keep_unasked(reading)
    if kind == "date":
        return _day(reading, "Date", reading.entry.answers.get("", ""))
    if kind in ("stage_percent", "breakdown"):
        return _table(reading, ranges) or None
    found = ranges.get("")
    if kind == "number" and found is not None and found.low is None and found.high is None:
        return found.best
    return found


def _range(reading: _Reading, part: Part) -> Range | None:
    texts = {name: text for name, text in reading.entry.figures.get(part.key, {}).items() if text.strip()}
    beside = reading.entry.answers.get(part.key, "").strip()
    rough = _rough(reading, part, beside)
    if rough is not None and not texts:
        return rough
    if rough is None and beside and not texts:
        texts = {"best": beside}
    elif beside:
        reading.keep(part.label, beside, "stands beside exact figures, which count; it is kept as words.")
    try:
        return range_of(texts, in_percent=reading.shown.in_percent)
    except NotAFigureError as error:
        said = ", ".join(f"{FIGURES[name].lower()} {text}" for name, text in texts.items())
        reading.keep(part.label, said, f"cannot be taken as figures: {error}. It is kept as words.")
        return rough


def _rough(reading: _Reading, part: Part, text: str) -> Range | None:
    """The range of a rough figure that was chosen."""
    for band in reading.question.answer.bands if part.offers else ():
        if text.casefold() in (band.id.casefold(), plain(band.label).casefold()):
            return band.range
    return None


def _table(reading: _Reading, ranges: dict[str, Range]) -> dict[str, Range]:
    """The rows of a table; parts of one whole that add up to more than it are kept as words."""
    total = sum(given.central for given in ranges.values())
    if reading.question.answer.type == "breakdown" and total > reading.most_in_all:
        for part in reading.shown.parts:
            if part.key in ranges:
                given = ranges[part.key]
                figures = (given.low, given.best, given.high)
                reading.words.append(f"{part.label}: {' / '.join('–' if f is None else f'{f:g}' for f in figures)}")
        reading.warnings.append(f"The rows add up to {total:g} %, more than the whole. They are kept as words.")
        return {}
    return ranges


def _keep_unasked(reading: _Reading) -> None:
    """Keep words and figures that stand in parts this question does not have, or not of that kind."""
    kinds = {part.key: part.kind for part in reading.shown.parts}
    for key, text in reading.entry.answers.items():
        if text.strip() and key not in kinds:
            reading.keep(key.removeprefix(FURTHER), text, "answers a line that is not part of this question.")
    for key, figures in reading.entry.figures.items():
        if kinds.get(key) != "figures":
            for text in figures.values():
                if text.strip():
                    reading.keep("", text, "stands where no figure was asked, and is kept as words.")


def _further_fields(reading: _Reading) -> dict[str, ExtraValue]:
    """The further fields that hold something; numbers and days are kept as such."""
    found: dict[str, ExtraValue] = {}
    for part in reading.shown.parts:
        text = plain(reading.entry.answers.get(part.key, ""))
        name = part.key.removeprefix(FURTHER)
        if not part.key.startswith(FURTHER) or not text:
            continue
        chosen = _chosen(reading, part) if part.offers else _within_limits(reading, part, name, text)
        if chosen is not None:
            found[name] = chosen
    return found


def _within_limits(reading: _Reading, part: Part, name: str, text: str) -> ExtraValue | None:
    """What a further field holds; where it has limits, only a figure within them, and other words are kept."""
    value = _simplest(text)
    if name not in reading.question.answer.extra_limits:
        return value
    lowest, highest = reading.question.answer.extra_limits[name]
    if isinstance(value, float) and lowest <= value <= highest:
        return value
    reading.keep(part.label, text, f"is not a figure from {lowest:g} to {highest:g}, and is kept as words.")
    return None


def _simplest(text: str) -> ExtraValue:
    try:
        return figure_of(text, in_percent=False)
    except NotAFigureError:
        pass
    try:
        return day_of(text)
    except NotAFigureError:
        return text


def _method(reading: _Reading, value: Value) -> tuple[Basis | None, int | None]:
    entry = reading.entry
    basis: Basis | None = None
    given = entry.basis.strip()
    if given:
        basis = next((known for known, label in BASES.items() if given.casefold() in (known, label.casefold())), None)
        if basis is None:
            reading.keep("How it was measured", given, "is not one of the methods, and is kept as words.")
    elif value is not None and reading.shown.in_percent:
        reading.warnings.append("No method is given, so the percentage counts as one without a method.")
    sample: int | None = None
    if entry.sample_size.strip():
        try:
            sample = whole_number_of(entry.sample_size)
        except NotAFigureError:
            reading.keep("Sample size", entry.sample_size, "is not a whole number, and is kept as words.")
    return basis, sample


def _day(reading: _Reading, label: str, text: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return day_of(text)
    except NotAFigureError:
        reading.keep(label, text, "is not a day such as 2026-12-31, and is kept as words.")
        return None


def _status(reading: _Reading, *, has_value: bool) -> tuple[Status, str]:
    """What kind of answer this is, and the reason where it does not apply."""
    given = _given_status(reading)
    said = bool(reading.words) or bool(reading.entry.evidence.strip())
    words_are_the_answer = reading.question.answer.type == "text" and bool(reading.entry.comment.strip())
    if given == "na":
        return _does_not_apply(reading)
    if given in ("pending", "dont_know", "refused"):
        if has_value:
            reading.warnings.append("It gives a value all the same; the value is kept but does not count.")
        return given, ""
    if has_value or words_are_the_answer:
        if given is None:
            reading.warnings.append("It does not say how it is answered; a value was given, so it counts as answered.")
        return given or "specific", ""
    if not said:
        reading.warnings.append("It says “answered” but gives nothing, so it is taken as a promise.")
        return "pending", ""
    reading.warnings.append("It gives words only, no choice or figure; look whether they could be wrong.")
    return "vague", ""


def _given_status(reading: _Reading) -> Status | None:
    given = reading.entry.status.strip()
    if not given:
        return None
    for status, label in STATUSES.items():
        if given.casefold() in (status, label.casefold()):
            return status
    reading.keep("How it is answered", given, "is not in the list, and is kept as words.")
    return None


def _does_not_apply(reading: _Reading) -> tuple[Status, str]:
    reason = one_line(reading.entry.comment, 500)
    if not reading.shown.set_aside_for:
        reading.warnings.append("“Does not apply” is not accepted for this question, so it counts as declined.")
        return "refused", ""
    if not reason:
        reading.warnings.append("“Does not apply” comes without a reason, so it counts as declined.")
        return "refused", ""
    reading.warnings.append("Taking this accepts “does not apply” for the vendor's reason; it then leaves the score.")
    return "na", f"Vendor's reason: {reason}"


def _person(reading: _Reading, reply: Reply) -> str | None:
    """Who answers: whoever the question names, else whoever filled in the file."""
    named = one_line(reading.entry.by, _LONGEST_NAME) or one_line(reply.by, _LONGEST_NAME)
    if len(reading.entry.by) > _LONGEST_NAME:
        reading.keep("Who answers", reading.entry.by, "is too long for a name, and is kept as words too.")
    return named or None


def _grade(status: Status, by: str | None) -> int:
    if status not in ("specific", "partial", "vague"):
        return 0
    return HIGHEST_GRADE if by else 1


def _written_on(reply: Reply) -> dt.date | None:
    try:
        return day_of(reply.on)
    except NotAFigureError:
        return None


def _fitting(reading: _Reading) -> str:
    text = "\n".join(reading.words)
    if len(text) <= TEXT_LIMIT:
        return text
    reading.warnings.append(f"The words were cut at {TEXT_LIMIT:,} characters; keep the vendor's file for the rest.")
    return text[: TEXT_LIMIT - len(_CUT)] + _CUT

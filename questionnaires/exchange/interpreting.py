"""From what the vendor wrote to an answer, by declared rules. What cannot be read stays as words and is said.

- Nothing arrives above evidence grade 2; without a named person it arrives at 1.
- "Does not apply" where the question does not allow it, or without a reason, becomes "declined to say".
- A figure that is not a number, is out of bounds or out of order is kept as words, never guessed.
- Words where a choice or figure was asked arrive as "adjectives only", for a person to look at.
- A percentage without a method counts as one without a method; the difference says so.
"""

from __future__ import annotations

import datetime as dt

from questionnaires.answer import TEXT_LIMIT, Answer, Basis, Status, Value
from questionnaires.exchange.being_read import Reading
from questionnaires.exchange.choosing import choices
from questionnaires.exchange.figures import NotAFigureError, day_of, whole_number_of
from questionnaires.exchange.for_vendor import VendorQuestion
from questionnaires.exchange.further import further_fields
from questionnaires.exchange.plain_text import one_line, plain
from questionnaires.exchange.reply import Entry, Reply
from questionnaires.exchange.values import day_in, value_of
from questionnaires.exchange.words import BASES, STATUSES
from questionnaires.pack import Question
from questionnaires.vocabulary import Vocabulary

HIGHEST_GRADE = 2
_LONGEST_NAME = 300
_CUT = " … [the rest is in the vendor's file]"


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
    reading = Reading(question, shown, entry, 100 + tolerance)
    if entry.comment.strip():
        reading.words.append(plain(entry.comment))
    choice = choices(reading)
    value = value_of(reading)
    extra = further_fields(reading)
    basis, sample = _method(reading, value)
    due = day_in(reading, "Promised for", entry.due)
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


def _method(reading: Reading, value: Value) -> tuple[Basis | None, int | None]:
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


def _status(reading: Reading, *, has_value: bool) -> tuple[Status, str]:
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


def _given_status(reading: Reading) -> Status | None:
    given = reading.entry.status.strip()
    if not given:
        return None
    for status, label in STATUSES.items():
        if given.casefold() in (status, label.casefold()):
            return status
    reading.keep("How it is answered", given, "is not in the list, and is kept as words.")
    return None


def _does_not_apply(reading: Reading) -> tuple[Status, str]:
    reason = one_line(reading.entry.comment, 500)
    if not reading.shown.set_aside_for:
        reading.warnings.append("“Does not apply” is not accepted for this question, so it counts as declined.")
        return "refused", ""
    if not reason:
        reading.warnings.append("“Does not apply” comes without a reason, so it counts as declined.")
        return "refused", ""
    reading.warnings.append("Taking this accepts “does not apply” for the vendor's reason; it then leaves the score.")
    return "na", f"Vendor's reason: {reason}"


def _person(reading: Reading, reply: Reply) -> str | None:
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


def _fitting(reading: Reading) -> str:
    text = "\n".join(reading.words)
    if len(text) <= TEXT_LIMIT:
        return text
    reading.warnings.append(f"The words were cut at {TEXT_LIMIT:,} characters; keep the vendor's file for the rest.")
    return text[: TEXT_LIMIT - len(_CUT)] + _CUT

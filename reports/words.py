"""Values as the words a reader sees; wording from the library wherever it has any."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from core.assessment.result import Assessment
from core.audit.document import AuditDocument, SignOff
from core.samples.result import Overall
from questionnaires.answer import Adjustment, Answer, Range, Value
from questionnaires.evidence import effective_grade
from questionnaires.library import Library
from questionnaires.pack import Lane, Question, Verdict
from reports.figures.numbers import figure
from reports.text import shorten

SEVERITIES = {"blocker": "Blocker", "major": "Major", "minor": "Minor", "note": "Note"}
COUNTED = {
    "blocker": ("blocker", "blockers"),
    "major": ("major finding", "major findings"),
    "minor": ("minor finding", "minor findings"),
    "note": ("note", "notes"),
}
"""Each severity as a thing that can be counted, one and several."""
OWNERS = {"vendor": "Vendor", "buyer": "You", "consultant": "Auditor", "lawyer": "Your lawyer"}
ADJUSTMENTS: dict[Adjustment, str] = {
    "stale": "evidence out of date",
    "scope": "evidence about something else",
    "brochure": "marketing material",
    "ticked": "a ticked box",
    "self_gen": "drafted by an assistant, not signed",
}
READINGS: dict[str, str] = {
    "healthy": "Healthy",
    "watch": "Watch",
    "degraded": "Degraded",
    "inconclusive": "Inconclusive",
    "not_run": "Not run",
}
YES_PARTLY_NO = {"yes": "Yes", "partly": "Partly", "no": "No"}
EVIDENCE_KINDS = {
    "verbal": "Spoken",
    "written": "Written statement",
    "marketing": "Marketing",
    "document": "Document",
    "verified": "Independently verified",
}
_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")
_NUMBER_INSIDE = re.compile(r"([0-9]{1,9})")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)  # the names that Python knows follow the language of the desktop
_INSIDE_FIGURES = re.compile(r"(?<=\d) (?=%)|(?<=\bp) (?== \d)|(?<=\bp =) (?=\d)")
_INSIDE_DATES = re.compile(rf"(?<=\d) (?=(?:{'|'.join(_MONTHS)}) \d)")
_PERCENT = "\u00a0%"
_STAGES = {"pretraining": "pretraining", "later_training": "later training"}


def date_words(date: dt.date | None) -> str:
    """A date in full, as in 20 November 2026; a dash for none."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}" if date else "–"


def count_words(count: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """A list as a clause: a, b and c."""
    *rest, final = [part for part in parts if part] or [""]
    return f"{', '.join(rest)} {last} {final}" if rest else final


def verdict_label(library: Library, verdict: Verdict) -> str:
    """The verdict's name."""
    return library.rules.verdicts.labels[verdict].label


def verdict_labels(library: Library) -> dict[Verdict, str]:
    """The name of every verdict."""
    return {verdict: word.label for verdict, word in library.rules.verdicts.labels.items()}


def verdict_additions(library: Library, assessment: Assessment) -> list[str]:
    """What qualifies the verdict, a sentence each."""
    added: list[str] = []
    if assessment.provisional:
        added.append("Provisional: answers are still outstanding, and they can move the verdict either way.")
    if assessment.compensated:
        added.append(f"{capital(library.rules.compensated_route.label)}.")
    return added


def grade_label(library: Library, grade: int) -> str:
    """What an evidence grade stands for."""
    return library.vocabulary.evidence_grades[grade].label


def status_label(library: Library, status: str) -> str:
    """What kind of answer came back."""
    return library.vocabulary.statuses[status].label


def owner_label(owner: str, lane: Lane) -> str:
    """Who does an action; where the buyer tunes the model itself, the vendor is the buyer's own team."""
    return "Your team" if owner == "vendor" and lane == "C" else OWNERS[owner]


def audit_status(document: AuditDocument) -> str:
    """Whether the report is a draft, closed or signed."""
    if document.closed is None:
        return "Draft: the audit is open"
    if document.signoff.prepared_by is None:
        return "Closed, not signed"
    reviewed = document.signoff.reviewed_by is not None
    return "Final: signed and reviewed" if reviewed else "Signed, not reviewed by a second person"


def reviewer_words(signed: SignOff, length: int) -> str:
    """Who reviewed it, in which role; each of at most ``length`` characters."""
    if not signed.reviewed_by:
        return "nobody yet"
    role = f" ({shorten(signed.reviewer_role, length)})" if signed.reviewer_role else ""
    return shorten(signed.reviewed_by, length) + role


def overall_words(reading: Overall | str) -> str:
    """What the sample outputs say as a whole."""
    return READINGS[reading]


def answer_lines(question: Question | None, answer: Answer, library: Library) -> list[str]:
    """Everything an answer holds besides its words: choices, figures, further fields, basis and deadline."""
    lines: list[str] = []
    if answer.choice:
        lines.append("Choice: " + "; ".join(_choice_label(question, choice) for choice in answer.choice))
    if answer.value is not None:
        lines.append("Figure: " + value_words(question, answer.value))
    if answer.basis is not None:
        sample = f", sample of {answer.n}" if answer.n else ""
        basis, _, _ = library.vocabulary.percent_basis[answer.basis].label.partition(" (")
        lines.append(f"Basis: {basis}{sample}")
    fields = question.answer.extra_fields if question is not None else ()
    lines += [
        f"{capital(name.replace('_', ' '))}: {_extra_words(answer.extra[name], name)}"
        for name in _known(fields, answer.extra)
    ]
    if answer.reason:
        lines.append(f"Reason: {answer.reason}")
    if answer.accepted_by:
        lines.append(f"Accepted by {answer.accepted_by}")
    if answer.due is not None:
        late = f", {count_words(answer.overdue_days, 'day')} late" if answer.overdue else ""
        lines.append(f"Promised for {date_words(answer.due)}{late}")
    elif answer.overdue:
        lines.append(f"{count_words(answer.overdue_days, 'day')} late")
    if answer.adjust:
        said = [
            f"{ADJUSTMENTS[name]} ({reason})" if (reason := answer.adjust_reasons.get(name)) else ADJUSTMENTS[name]
            for name in answer.adjust
        ]
        lines.append(f"Counts as grade {effective_grade(answer)}: {joined(said)}")
    return lines


def value_words(question: Question | None, value: Value) -> str:
    """A figure, range, date or table of ranges, with its unit."""
    unit = _unit(question)
    if isinstance(value, dict):
        rows = question.answer.rows if question is not None else ()
        return "; ".join(
            f"{_STAGES.get(row, row.replace('_', ' '))} {_range_words(value[row], unit)}"
            for row in _known((*_STAGES, *rows), value)
        )
    if isinstance(value, Range):
        return _range_words(value, unit)
    if isinstance(value, dt.date):
        return date_words(value)
    return f"{_figure(value, unit)}{unit}" if value is not None else ""


def _known(order: Iterable[str], given: Mapping[str, object]) -> list[str]:
    """What was given, in the order the question lists it; anything else after that, by letter."""
    listed = [name for name in order if name in given]
    return [*listed, *sorted(given.keys() - set(listed))]


def _range_words(value: Range, unit: str) -> str:
    ends = [end for end in (value.low, value.high) if end is not None]
    if len(ends) == 2 and ends[0] != ends[1]:
        span = f"{_figure(ends[0], unit)} to {_figure(ends[1], unit)}{unit}"
    elif ends and value.best is None:
        span = f"{_figure(ends[0], unit)}{unit}"
    else:
        return f"{_figure(value.central, unit)}{unit}"
    return span if value.best is None else f"{span}, best estimate {_figure(value.best, unit)}{unit}"


def _figure(value: float, unit: str) -> str:
    """A figure as given; of percentages that came of counting, two decimals."""
    return figure(round(value, 2) if unit == _PERCENT and abs(value) >= 1 else value)


def _unit(question: Question | None) -> str:
    if question is None:
        return ""
    if question.answer.type in ("percent_range", "stage_percent", "breakdown"):
        return _PERCENT
    return f" {question.answer.unit}" if question.answer.unit else ""


def _choice_label(question: Question | None, choice_id: str) -> str:
    choice = question.answer.choice(choice_id) if question is not None else None
    if choice is not None:
        return choice.label
    return YES_PARTLY_NO.get(choice_id, choice_id)


def _extra_words(value: bool | float | dt.date | str, name: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and _DAY.fullmatch(value):
        value = dt.date.fromisoformat(value)
    if isinstance(value, dt.date):
        return date_words(value)
    unit = _PERCENT if name.endswith("_share") else ""
    return _figure(value, unit) + unit if isinstance(value, float | int) else value


def unbroken(text: str) -> str:
    """A sentence of ours with each figure and its sign, as in 5 % or p = 0.03, and each day and month on one line."""
    return _INSIDE_DATES.sub("\u00a0", _INSIDE_FIGURES.sub("\u00a0", text))


def in_natural_order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Key to sort by, with numbers inside names in their own order: E2 before E10."""
    parts = _NUMBER_INSIDE.split(name)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]

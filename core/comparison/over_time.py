"""One vendor over time: what changed since the last audit, and which promises were kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from core.assessment.evaluate import Evaluation
from core.comparison.compare import compare, why_marked
from core.comparison.result import Comparison, ConceptRow, Said
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library

Change = Literal[
    "newly asked",
    "no longer asked",
    "not asked again",
    "not confirmed yet",
    "now answered",
    "no longer answered",
    "answered differently",
    "better backed",
    "less well backed",
    "asked in other words",
    "as before",
]
Kept = Literal["kept", "kept late", "kept, day not recorded", "not kept", "not due yet", "no day was named"]

UNCHANGED: frozenset[Change] = frozenset({"as before"})


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer that the earlier audit was promised. due: the day named, or None; kept: what became of it."""

    due: dt.date | None
    kept: Kept


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one concept from the earlier audit to the later. promise: None where none was open."""

    concept: str
    title: str
    must_answer: bool
    change: Change
    promise: Promise | None


@dataclass(frozen=True, slots=True)
class Period:
    """From one audit to the next. since, until: the days they speak of; steps: what became of each concept."""

    since: dt.date
    until: dt.date
    steps: tuple[Step, ...]

    @property
    def changed(self) -> tuple[Step, ...]:
        """The steps where something is not as before."""
        return tuple(step for step in self.steps if step.change not in UNCHANGED)

    @property
    def promises(self) -> tuple[Step, ...]:
        """The steps with a promise."""
        return tuple(step for step in self.steps if step.promise is not None)


@dataclass(frozen=True, slots=True)
class OverTime:
    """A vendor's audits in the order of their days. periods: from each audit to the next, the earliest first."""

    comparison: Comparison
    periods: tuple[Period, ...]

    @property
    def latest(self) -> Period:
        """From the last audit but one to the last."""
        return self.periods[-1]


def over_time(evaluations: Sequence[Evaluation], library: Library) -> OverTime:
    """The audits of one vendor, the earliest first.

    Raises UnusableInputError for audits of several vendors, and as ``compare`` does.
    """
    ordered = sorted(evaluations, key=lambda one: (one.document.closed or one.document.opened, one.document.opened))
    vendors = {one.document.vendor.casefold().strip() for one in ordered}
    if len(vendors) > 1:
        names = ", ".join(dict.fromkeys(one.document.vendor for one in ordered))
        raise UnusableInputError("The comparison", "", f"over time it takes audits of one vendor, not of {names}")
    comparison = compare(ordered, library, ("day", "product"))
    return OverTime(comparison, tuple(_periods(comparison)))


def _periods(comparison: Comparison) -> Iterator[Period]:
    for place, (earlier, later) in enumerate(pairwise(comparison.sides)):
        pairs = [(row, row.cells[place], row.cells[place + 1]) for row in comparison.rows]
        steps = [_step(row, before, now, later.day) for row, before, now in pairs if before or now]
        yield Period(earlier.day, later.day, tuple(steps))


def _step(row: ConceptRow, before: Said | None, now: Said | None, day: dt.date) -> Step:
    return Step(row.concept, row.title, row.must_answer, _change(before, now), _promise(before, now, day))


def _change(earlier: Said | None, later: Said | None) -> Change:
    if later is None:
        return "no longer asked"
    if earlier is None:
        return "newly asked"
    before, now = _settled(earlier), _settled(later)
    if now is None:
        if later.carried:
            return "not confirmed yet"
        asked_before = earlier.answer is not None and earlier.answer.status != "not_asked"
        not_asked = later.answer is None or later.answer.status == "not_asked"
        if asked_before and not_asked:
            return "not asked again"
        return "as before" if before is None else "no longer answered"
    if before is None:
        return "now answered"
    if why_marked((earlier, later)):
        return "asked in other words"
    if (before.status, before.choice, before.value) != (now.status, now.choice, now.value):
        return "answered differently"
    if earlier.grade != later.grade:
        return "better backed" if later.grade > earlier.grade else "less well backed"
    return "as before"


def _settled(said: Said) -> Answer | None:
    """The answer, where it says something: a value, or that the question does not apply."""
    answer = said.answer
    return answer if answer is not None and (answer.answered or answer.status == "na") else None


def _promise(earlier: Said | None, later: Said | None, today: dt.date) -> Promise | None:
    """What became of a promise that was open in the earlier audit; a carried answer keeps none."""
    promised = None if earlier is None else earlier.answer
    if promised is None or promised.answered or not (promised.status == "pending" or promised.due or promised.overdue):
        return None
    due = promised.due
    answer = None if later is None else _settled(later)
    if answer is None:
        if due is None:
            return Promise(None, "no day was named")
        return Promise(due, "not kept" if due < today else "not due yet")
    if answer.date is None or due is None:
        return Promise(due, "kept" if due is None else "kept, day not recorded")
    return Promise(due, "kept" if answer.date <= due else "kept late")

"""What the assessment of an audit says. Scores and shares are numbers from 0 to 1; people are shown 0 to 100."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from questionnaires.pack import Verdict


@dataclass(frozen=True, slots=True)
class Cap:
    """A rule that limits the verdict whatever the score says.

    limit: the best verdict it allows; None for the one that takes a verdict one step down.
    reason: when it applies; lift: what would lift it; finding: the finding it raises.
    binding: whether it holds the verdict where it is; a cap with room above the verdict does not.
    """

    id: str
    kind: str
    limit: Verdict | None
    reason: str
    lift: str
    finding: str
    binding: bool


@dataclass(frozen=True, slots=True)
class RaisedFinding:
    """A finding, filled in for this audit.

    questions: the ids of the answers that raised it; empty when a rule did. said: what was answered there, word for
    word, in the same order and without those that hold no words. due: when the action should be done, counted from the
    day the audit speaks of.
    """

    id: str
    severity: Literal["blocker", "major", "minor", "note"]
    title: str
    plain: str
    action: str
    letter: str | None
    owner: str
    due_days: int
    clauses: tuple[str, ...]
    questions: tuple[str, ...]
    due: dt.date
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerThatWouldDo:
    """One answer of a change: the question, what would have to be answered, and the sentence of the letter for it.

    question: None where it is a deed of the buyer, such as measuring samples, and not an answer.
    """

    question: str | None
    answer: str
    letter: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest set of answers that moves the verdict one step: the caps it lifts and the verdict it leads to.

    answers: what would have to be answered or done, in order; questions: the questions among them.
    """

    caps: tuple[str, ...]
    questions: tuple[str, ...]
    verdict: Verdict
    sentence: str
    answers: tuple[AnswerThatWouldDo, ...]


@dataclass(frozen=True, slots=True)
class StepDown:
    """One event close at hand that would lower the verdict, and the verdict it leads to."""

    question: str | None
    verdict: Verdict
    sentence: str


@dataclass(frozen=True, slots=True)
class MeetingOutcome:
    """How a first meeting ended: ids of the questions answered, promised, dodged, not known, and not asked.

    answered: with something that could be wrong. promised: to be answered later. dodged: in words that could not be
    wrong, or declined. not_known: an honest "I do not know". sentence: the counts in words, ready to print.
    """

    answered: tuple[str, ...]
    promised: tuple[str, ...]
    dodged: tuple[str, ...]
    not_known: tuple[str, ...]
    not_asked: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice for the use: what is acceptable, what a person must check, or what to leave alone."""

    id: str
    kind: Literal["acceptable", "check", "avoid"]
    text: str


@dataclass(frozen=True, slots=True)
class SectionScore:
    """Disclosure and practice of one section; practice is None where no answer speaks of it."""

    pack: str
    section: str
    title: str
    disclosure: float
    practice: float | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Four dials kept apart, the verdict, and why.

    disclosure, disclosure_if_promises_kept, coverage, practice, practice_coverage: 0 to 1; practice is None where no
    answer speaks of it.
    base: the verdict by disclosure alone, before caps.
    meeting: how the meeting ended, while the audit rests on the meeting alone; None otherwise.
    what_would_change_it, what_would_lower_it: one step up and, where one is near, one step down.
    transparency_count: indicators met of the 20 of the transparency index, or None where that section was not used.
    """

    disclosure: float
    disclosure_if_promises_kept: float
    disclosure_band: str
    coverage: float
    practice: float | None
    practice_coverage: float
    base: Verdict
    verdict: Verdict
    provisional: bool
    compensated: bool
    caps: tuple[Cap, ...]
    findings: tuple[RaisedFinding, ...]
    what_would_change_it: Change | None
    what_would_lower_it: StepDown | None
    meeting: MeetingOutcome | None
    advice: tuple[Advice, ...]
    sections: tuple[SectionScore, ...]
    transparency_count: int | None
    version: str
    rules_version: str
    pack_versions: Mapping[str, str]

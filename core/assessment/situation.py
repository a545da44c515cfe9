"""What the rules look at: the answers by concept, the numbers, and the buyer's own side, gathered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.assessment.scores import Asked, Scores
from core.audit.document import AuditDocument
from core.risk.result import RiskResult
from questionnaires.answer import Answer, Range
from questionnaires.evidence import effective_grade
from questionnaires.library import Library
from questionnaires.pack import STAGES, Pack, Question
from questionnaires.routing import is_shown

MACHINE_SHARE = "synthetic_share"
"""The concept whose table of shares is read as one figure, its highest."""


@dataclass(frozen=True, slots=True)
class Situation:
    """An audit as the caps and the verdict see it.

    shown: concepts that some question of the audit asks about; about: the answers that count for each, in the order of
    the packs.
    """

    document: AuditDocument
    library: Library
    packs: tuple[Pack, ...]
    risk: RiskResult
    scores: Scores
    asked: tuple[Asked, ...]
    shown: frozenset[str]
    about: Mapping[str, tuple[tuple[Question, Answer], ...]]
    question_order: tuple[str, ...]

    def answers_about(self, concept: str) -> tuple[tuple[Question, Answer], ...]:
        """The questions about a concept that count and have an answer of some kind, in the order of the packs."""
        return self.about.get(concept, ())

    def asks(self, concept: str) -> bool:
        """Whether a question of this audit asks about the concept."""
        return concept in self.shown

    def unknown_questions(self, concept: str) -> tuple[str, ...] | None:
        """The questions that leave us not knowing: asked and not told, or not asked while no other one told us.

        None where the concept is known, or is none of this audit's business.
        """
        given = self.answers_about(concept)
        if not self.asks(concept) or (given and not any(answer.unknown for _, answer in given)):
            return None
        known = {question.id for question, answer in given if answer.answered}
        return tuple(
            item.question.id
            for item in self.asked
            if item.question.concept == concept and item.question.id not in known
        )

    def partial_questions(self, concept: str) -> tuple[str, ...] | None:
        """The questions answered in part, or for some stages only; None when there is none."""
        return (
            tuple(
                question.id
                for question, answer in self.answers_about(concept)
                if answer.status == "partial" or (answer.answered and _misses_a_stage(question, answer))
            )
            or None
        )

    def promised(self, answer: Answer) -> bool:
        """Whether an answer is promised and not late by more than the days of grace."""
        return answer.status == "pending" and answer.overdue_days <= self.library.rules.silence_rule.grace_days

    def nobody_silent(self, questions: Sequence[str]) -> bool:
        """Whether there are such questions, and each is promised in time or, while the audit goes on, not yet asked."""
        given = [self.document.answers.get(question) for question in questions]
        return bool(given) and all(
            self.asking if answer is None or answer.status == "not_asked" else self.promised(answer) for answer in given
        )

    @property
    def asking(self) -> bool:
        """Whether the audit is still going on, so that what was not asked may yet be."""
        return self.document.closed is None

    def figure(self, concept: str, answer: Answer) -> float | None:
        """The figure of an answer; of a table of shares, the highest machine-written one in percent."""
        if not answer.answered:
            return None
        match answer.value:
            case dict() if concept == MACHINE_SHARE:
                return highest_machine_share(answer.value)
            case Range():
                return answer.value.central
            case float():
                return answer.value
        return None

    @property
    def synthetic_share(self) -> float | None:
        """The highest machine-written share of any stage, in percent; None while unknown."""
        shares = [self.figure(MACHINE_SHARE, answer) for _, answer in self.answers_about(MACHINE_SHARE)]
        return max((share for share in shares if share is not None), default=None)

    @property
    def gate_answers(self) -> tuple[tuple[Question, Answer], ...]:
        """Must-answer questions that count, with the answer given to each."""
        return tuple(
            (item.question, item.answer) for item in self.asked if item.question.gate and item.answer is not None
        )

    @property
    def answered_gates(self) -> tuple[tuple[Question, int], ...]:
        """Must-answer questions that were answered, with their evidence grade after adjustments."""
        return tuple((question, effective_grade(answer)) for question, answer in self.gate_answers if answer.answered)

    @property
    def coverage_needed(self) -> float:
        """The coverage that the most demanding pack of the audit asks for, 0 to 1."""
        return max(pack.pack.coverage_needed for pack in self.packs)

    @property
    def meeting_only(self) -> bool:
        """Whether only a meeting pack was used and no must-answer promise is late: silence is not yet an answer.

        A late answer to any other question scores nothing; it does not end the days that a vendor has to reply.
        """
        rules = self.library.rules
        late = any(answer.overdue_days > rules.silence_rule.grace_days for _, answer in self.gate_answers)
        return not late and all(pack.pack.ceiling == rules.meeting_rule.ceiling for pack in self.packs)


def _misses_a_stage(question: Question, answer: Answer) -> bool:
    given = answer.value if isinstance(answer.value, dict) else {}
    return question.answer.type == "stage_percent" and not set(STAGES) <= set(given)


def highest_machine_share(rows: Mapping[str, Range]) -> float | None:
    """The highest machine-written share of any stage, in percent; half of what people edited counts."""
    shares = {row: value.central for row, value in rows.items()}
    if "model_unedited" in shares:
        return shares["model_unedited"] + 0.5 * shares.get("model_edited", 0.0)
    return max(shares.values(), default=None)


def gather(
    document: AuditDocument,
    library: Library,
    packs: Sequence[Pack],
    risk: RiskResult,
    scores: Scores,
    asked: Sequence[Asked],
) -> Situation:
    """Put together what the rules look at."""
    about: dict[str, tuple[tuple[Question, Answer], ...]] = {}
    for item in asked:
        if item.answer is not None:
            concept = item.question.concept
            about[concept] = (*about.get(concept, ()), (item.question, item.answer))
    shown = frozenset(
        question.concept
        for pack in packs
        for question in pack.questions
        if is_shown(question, document.answers, document.context.lane)
    )
    order = tuple(question.id for pack in packs for question in pack.questions)
    return Situation(document, library, tuple(packs), risk, scores, tuple(asked), shown, about, order)

"""What the rules look at: the answers by concept, the numbers, and the buyer's own side, gathered once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.assessment.scores import Asked, Scores
from core.audit.document import AuditDocument
from core.risk.result import RiskResult
from questionnaires.answer import Answer
from questionnaires.evidence import effective_grade
from questionnaires.library import Library
from questionnaires.pack import Pack, Question
from questionnaires.routing import is_shown


@dataclass(frozen=True, slots=True)
class Situation:
    """An audit as the caps and the verdict see it.

    shown: concepts that some question of the audit asks about; by_concept: the answer that counts for each.
    raised: ids of the findings that answers have raised, with the questions that did.
    """

    document: AuditDocument
    library: Library
    packs: tuple[Pack, ...]
    risk: RiskResult
    scores: Scores
    asked: tuple[Asked, ...]
    shown: frozenset[str]
    by_concept: Mapping[str, tuple[Question, Answer]]
    raised: Mapping[str, tuple[str, ...]]

    def answer(self, concept: str) -> Answer | None:
        """The answer that counts for a concept, or None while there is none."""
        found = self.by_concept.get(concept)
        return None if found is None else found[1]

    def choices(self, concept: str) -> frozenset[str]:
        """The choices named for a concept; empty while there are none."""
        answer = self.answer(concept)
        return frozenset() if answer is None else frozenset(answer.choice)

    def asks(self, concept: str) -> bool:
        """Whether a question of this audit asks about the concept."""
        return concept in self.shown

    def unknown(self, concept: str) -> bool:
        """Whether the concept is asked about and we do not know: not asked yet, or asked and not told."""
        answer = self.answer(concept)
        return self.asks(concept) and (answer is None or answer.unknown)

    def pending_in_time(self, concept: str) -> bool:
        """Whether an answer was promised and is not late."""
        answer = self.answer(concept)
        return answer is not None and answer.status == "pending" and not answer.overdue

    def questions_about(self, *concepts: str) -> tuple[str, ...]:
        """Ids of the questions that count for these concepts, in the order of the packs."""
        return tuple(item.question.id for item in self.asked if item.question.concept in concepts)

    @property
    def synthetic_share(self) -> float | None:
        """The highest machine-generated share of any stage, in percent; None while unknown."""
        answer = self.answer("synthetic_share")
        if answer is None or not answer.answered or not isinstance(answer.value, dict):
            return None
        rows = {row: value.central for row, value in answer.value.items()}
        if "model_unedited" in rows:
            return rows["model_unedited"] + 0.5 * rows.get("model_edited", 0.0)
        return max(rows.values(), default=None)

    @property
    def answered_gates(self) -> tuple[tuple[Question, int], ...]:
        """Questions that must be answered and were, with their evidence grade after adjustments."""
        answers = self.document.answers
        return tuple(
            (question, effective_grade(answers[question.id]))
            for pack in self.packs
            for question in pack.questions
            if question.gate and question.id in answers and answers[question.id].answered
        )

    @property
    def coverage_needed(self) -> float:
        """The coverage that the most demanding pack of the audit asks for, 0 to 1."""
        return max(pack.pack.coverage_needed for pack in self.packs)

    @property
    def meeting_only(self) -> bool:
        """Whether only a meeting pack was used and no promise is late: silence on the day is not yet an answer."""
        ceiling = self.library.rules.meeting_rule.ceiling
        late = any(answer.overdue for answer in self.document.answers.values())
        return not late and all(pack.pack.ceiling == ceiling for pack in self.packs)


def gather(
    document: AuditDocument,
    library: Library,
    packs: Sequence[Pack],
    risk: RiskResult,
    scores: Scores,
    asked: Sequence[Asked],
    raised: Mapping[str, tuple[str, ...]],
) -> Situation:
    """Put together what the rules look at. Where two packs ask the same, the first answer that counts is taken."""
    by_concept: dict[str, tuple[Question, Answer]] = {}
    for item in asked:
        if item.answer is not None:
            by_concept.setdefault(item.question.concept, (item.question, item.answer))
    shown = frozenset(
        question.concept
        for pack in packs
        for question in pack.questions
        if is_shown(question, document.answers, document.context.lane)
    )
    return Situation(document, library, tuple(packs), risk, scores, tuple(asked), shown, by_concept, raised)

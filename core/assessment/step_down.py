"""What is near that would lower the verdict: a promise not kept, or a few points of disclosure."""

from __future__ import annotations

from core.assessment.caps import applied_caps
from core.assessment.result import StepDown
from core.assessment.scores import questions_that_count, score
from core.assessment.situation import Situation, gather
from core.assessment.verdict import Decision, decide, deciding_disclosure


def what_would_lower_it(situation: Situation, decision: Decision) -> StepDown | None:
    """The nearest event that would lower the verdict, or None while none is near."""
    return _promises_broken(situation, decision) or _few_points(situation, decision)


def _promises_broken(situation: Situation, decision: Decision) -> StepDown | None:
    library, document = situation.library, situation.document
    days = library.rules.silence_rule.grace_days
    promised = [item for item in situation.asked if item.answer is not None and situation.promised(item.answer)]
    if not promised:
        return None
    late = {
        item.question.id: item.answer.model_copy(update={"overdue_days": days + 1}) for item in promised if item.answer
    }
    answers = {**document.answers, **late}
    asked = questions_that_count(situation.packs, answers, document.context.lane)
    changed = gather(
        document.model_copy(update={"answers": answers}),
        library,
        situation.packs,
        situation.risk,
        score(asked, library.vocabulary, library.rules),
        asked,
    )
    reached = decide(changed, applied_caps(changed)).verdict
    rank = library.rules.verdicts.order.index
    if rank(reached) >= rank(decision.verdict):
        return None
    first = next((item for item in promised if item.question.gate), promised[0])
    label = library.rules.verdicts.labels[reached].label
    sentence = f"The verdict would fall to {label} if what was promised were more than {days} days late."
    return StepDown(first.question.id, reached, sentence)


def _few_points(situation: Situation, decision: Decision) -> StepDown | None:
    rules = situation.library.rules
    near = rules.what_would_change_it.near_points
    disclosure = max(0.0, deciding_disclosure(situation) - near / 100)
    reached = decide(situation, decision.caps, disclosure=disclosure).verdict
    rank = rules.verdicts.order.index
    if rank(reached) >= rank(decision.verdict):
        return None
    label = rules.verdicts.labels[reached].label
    return StepDown(None, reached, f"The verdict would fall to {label} with {near:g} points of disclosure less.")

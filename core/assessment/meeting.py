"""How a first meeting ended: answered, promised, dodged."""

from __future__ import annotations

from core.assessment.result import MeetingOutcome
from core.assessment.situation import Situation
from questionnaires.answer import Answer


def meeting_outcome(situation: Situation) -> MeetingOutcome | None:
    """The outcome while an audit rests on the meeting alone and nothing promised is late; None otherwise."""
    if not situation.meeting_only or not situation.asked:
        return None
    ended: dict[str, list[str]] = {"answered": [], "promised": [], "dodged": [], "not asked": []}
    for item in situation.asked:
        ended[_ended(item.answer)].append(item.question.id)
    counts = {name: len(questions) for name, questions in ended.items()}
    sentence = situation.library.rules.meeting_rule.outcome.format(total=len(situation.asked), **counts)
    if ended["not asked"]:
        sentence += f", {counts['not asked']} not asked"
    return MeetingOutcome(
        answered=tuple(ended["answered"]),
        promised=tuple(ended["promised"]),
        dodged=tuple(ended["dodged"]),
        not_asked=tuple(ended["not asked"]),
        sentence=f"{sentence}.",
    )


def _ended(answer: Answer | None) -> str:
    if answer is None:
        return "not asked"
    if answer.answered:
        return "answered"
    return "promised" if answer.status == "pending" else "dodged"

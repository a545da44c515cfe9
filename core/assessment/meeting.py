"""How a first meeting ended: answered, promised, dodged, or honestly not known."""

from __future__ import annotations

from core.assessment.result import MeetingOutcome
from core.assessment.situation import Situation
from questionnaires.answer import Answer


def meeting_outcome(situation: Situation) -> MeetingOutcome | None:
    """The outcome while an audit rests on the meeting alone and nothing promised is late; None otherwise."""
    if not situation.meeting_only or not situation.asked:
        return None
    ended: dict[str, list[str]] = {"answered": [], "promised": [], "dodged": [], "not known": [], "not asked": []}
    for item in situation.asked:
        ended[_ended(item.answer)].append(item.question.id)
    counts = {name: len(questions) for name, questions in ended.items()}
    sentence = situation.library.rules.meeting_rule.outcome.format(total=len(situation.asked), **counts)
    sentence += "".join(f", {counts[name]} {name}" for name in ("not known", "not asked") if counts[name])
    return MeetingOutcome(
        answered=tuple(ended["answered"]),
        promised=tuple(ended["promised"]),
        dodged=tuple(ended["dodged"]),
        not_known=tuple(ended["not known"]),
        not_asked=tuple(ended["not asked"]),
        sentence=f"{sentence}.",
    )


def _ended(answer: Answer | None) -> str:
    if answer is None:
        return "not asked"
    if answer.answered:
        return "answered"
    return {"pending": "promised", "dont_know": "not known"}.get(answer.status, "dodged")

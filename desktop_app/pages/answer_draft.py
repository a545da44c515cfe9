"""What a person's first touch of an answer means, said once."""

from __future__ import annotations

from typing import Any

from questionnaires.answer import Answer, Status

_SPOKEN: frozenset[Status] = frozenset({"specific", "partial", "vague"})
_SPOKEN_GRADE = 1


def changed_answer(before: Answer, fields: dict[str, Any]) -> Answer:
    """The answer with some fields changed.

    A value given before any status was chosen makes the answer specific; words alone do not, since they may be mere
    adjectives, and a value carried from an earlier audit does not either while it is only looked at. An answer that
    has just become something said counts as spoken until somebody grades it. Raises pydantic's ValidationError for a
    value that makes no sense.
    """
    plain = before.model_dump() | fields
    draft = Answer.model_validate(plain)
    given = bool(draft.choice) or draft.value is not None
    if draft.status == "not_asked" and given and (draft.choice, draft.value) != (before.choice, before.value):
        plain["status"] = "specific"
    if before.status not in _SPOKEN and plain["status"] in _SPOKEN and plain["grade"] == 0:
        plain["grade"] = _SPOKEN_GRADE
    return Answer.model_validate(plain)

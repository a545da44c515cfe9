"""How far the evidence behind an answer carries it."""

from __future__ import annotations

from questionnaires.answer import Answer


def effective_grade(answer: Answer) -> int:
    """The evidence grade after its adjustments, 0 to 4. Words that were said count as a verbal claim at least."""
    grade = answer.grade
    if grade == 0 and (answer.answered or answer.status == "vague"):
        grade = 1
    for adjustment in answer.adjust:
        match adjustment:
            case "stale" | "scope":
                grade = max(1, grade - 1) if grade else 0
            case "brochure" | "self_gen":
                grade = min(grade, 1)
            case "ticked":
                grade = min(grade, 2)
    return grade

"""Answers taken from one version of a pack to another: by question id, else by concept, never by wording.

Ids are never reused, so an answer follows its id; where the id is gone, it follows its concept to the one question that
asks it now. Nothing is bent to fit: an answer whose choices or figures the new question does not have stays behind, and
is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questionnaires.answer import Answer
from questionnaires.pack import STAGES, Pack, Question

YES_PARTLY_NO = ("yes", "partly", "no")


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """An answer that cannot be taken along. cause: why, without a full stop."""

    question: str
    cause: str


@dataclass(frozen=True, slots=True)
class Migration:
    """What taking the answers along would do.

    answers: by the id of the question in the packs migrated to.
    moved: old and new id of answers that followed their concept. reworded: ids asked in other words than before.
    new: ids nobody was asked yet. gone: ids that are asked no longer.
    """

    answers: Mapping[str, Answer]
    moved: tuple[tuple[str, str], ...]
    reworded: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    left_behind: tuple[LeftBehind, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether both versions ask the same."""
        return not (self.moved or self.reworded or self.new or self.gone or self.left_behind)


def migrate(answers: Mapping[str, Answer], to: Sequence[Pack], since: Sequence[Pack] = ()) -> Migration:
    """Answers given to the packs ``since`` as answers to the packs ``to``; neither is changed.

    since: the packs that the answers were given to, as frozen; without them an answer whose id is gone has no concept
    to follow.
    """
    before = {question.id: question for pack in since for question in pack.questions}
    now = {question.id: question for pack in to for question in pack.questions}
    taken: dict[str, Answer] = {}
    moved: list[tuple[str, str]] = []
    left: list[LeftBehind] = []
    for old_id, answer in answers.items():
        target = now.get(old_id) or _heir(before.get(old_id), to, now)
        cause = "it is asked no longer" if target is None else misfit(answer, target)
        if target is not None and target.id != old_id and (target.id in answers or target.id in taken):
            cause = f"{target.id} asks the same now and has an answer of its own"
        if target is None or cause:
            left.append(LeftBehind(old_id, cause))
            continue
        taken[target.id] = answer
        if target.id != old_id:
            moved.append((old_id, target.id))
    shared = before.keys() & now.keys()
    return Migration(
        answers=taken,
        moved=tuple(moved),
        reworded=tuple(name for name in now if name in shared and before[name].ask != now[name].ask),
        new=tuple(name for name in now if before and name not in before),
        gone=tuple(name for name in before if name not in now),
        left_behind=tuple(left),
    )


def misfit(answer: Answer, question: Question) -> str:
    """Why an answer does not fit a question's choices, rows or fields, without a full stop; empty where it does."""
    spec = question.answer
    choices = YES_PARTLY_NO if spec.type == "yes_partly_no" else tuple(choice.id for choice in spec.choices)
    for choice in answer.choice:
        if choice not in choices:
            return f"{question.id} has no choice {choice}"
    if len(answer.choice) > 1 and spec.type != "multi_choice":
        return f"{question.id} takes one choice, and several were named"
    rows = STAGES if spec.type == "stage_percent" else spec.rows
    if isinstance(answer.value, dict):
        for row in answer.value:
            if row not in rows:
                return f"{question.id} has no row {row}"
    elif answer.value is not None and spec.type in ("stage_percent", "breakdown", *_WITHOUT_FIGURE):
        return f"{question.id} takes no single figure"
    for name in answer.extra:
        if name not in spec.extra_fields:
            return f"{question.id} has no field {name}"
    if answer.status == "na" and not question.na_allowed:
        return f"{question.id} does not allow 'does not apply'"
    return ""


_WITHOUT_FIGURE = ("yes_partly_no", "choice", "multi_choice", "text")


def _heir(old: Question | None, to: Sequence[Pack], now: Mapping[str, Question]) -> Question | None:
    """The question that asks the concept now, where exactly one of the packs' questions does."""
    if old is None:
        return None
    asking = [question for pack in to for question in pack.questions if question.concept == old.concept]
    return now[asking[0].id] if len(asking) == 1 else None

"""Writing a letter by its kind, and the list of all of them with the day each is due."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from questionnaires.letters import LetterKind
from reports.letters.asking import closing, contradiction, follow_up, reminder
from reports.letters.case import Case
from reports.letters.concluding import comment, outcome, review
from reports.letters.letter import Letter, NoLetter

KINDS: tuple[LetterKind, ...] = get_args(LetterKind)

_WRITERS: dict[LetterKind, Callable[[Case], Letter | NoLetter]] = {
    "follow_up": follow_up,
    "reminder": reminder,
    "closing": closing,
    "contradiction": contradiction,
    "comment": comment,
    "outcome": outcome,
    "review": review,
}


def write_letter(kind: LetterKind, case: Case) -> Letter | NoLetter:
    """The letter of this kind, or why there is none; the same case gives the same value."""
    return _WRITERS[kind](case)


def all_letters(case: Case) -> tuple[Letter | NoLetter, ...]:
    """Every kind in order, each written or with the reason why not."""
    return tuple(write_letter(kind, case) for kind in KINDS)

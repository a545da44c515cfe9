"""Fields collected one by one while a workbook is read; nothing that was written is dropped."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from questionnaires.exchange.fields import PART, SINGLE
from questionnaires.exchange.reply import Figure

SHOWN = 300
"""Characters of stray words that a sentence repeats."""


class Collected:
    """What was found so far. problems: sentences on the file as a whole."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        self._single: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._answers: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._figures: defaultdict[str, dict[str, dict[Figure, str]]] = defaultdict(dict)
        self._stray: defaultdict[str, list[str]] = defaultdict(list)

    def problem(self, sentence: str, words: str = "") -> None:
        """Note what is wrong, and the words it is about."""
        short = words if len(words) <= SHOWN else words[:SHOWN] + "…"
        self.problems.append(f"{sentence} It says: “{short}”" if words else sentence)

    def asked(self, question_id: str, words: str, place: str) -> None:
        """Note the wording of a question, which stands in the file once."""
        if "asked" in self._single[question_id]:
            self.problem(
                f"{question_id} stands in the file twice; where both have something, the first counts ({place})."
            )
        else:
            self._single[question_id]["asked"] = words

    def put(self, question_id: str, field: str, figure: Figure | None, text: str, place: str) -> None:
        """Note what a field holds; a second, different text for the same field is kept as stray words."""
        key = field.removeprefix(PART)
        if field in SINGLE and figure is None:
            held = self._single[question_id]
        elif field.startswith(PART) and figure is None:
            held = self._answers[question_id]
        elif field.startswith(PART) and figure is not None:
            figures = self._figures[question_id].setdefault(key, {})
            if figures.setdefault(figure, text) != text:
                self.stray(question_id, text, place)
            return
        else:
            self.stray(question_id, text, place)
            return
        if held.setdefault(key, text) != text:
            self.stray(question_id, text, place)

    def stray(self, question_id: str, text: str, place: str) -> None:
        """Note words that stand where nothing was asked."""
        self._stray[question_id].append(f"{text} ({place})")

    def entries(self) -> dict[str, dict[str, Any]]:
        """The fields of every question as plain data."""
        ids = {*self._single, *self._answers, *self._figures, *self._stray}
        return {
            question_id: {
                **self._single[question_id],
                "answers": self._answers[question_id],
                "figures": self._figures[question_id],
                "stray": tuple(self._stray[question_id]),
            }
            for question_id in sorted(ids)
        }

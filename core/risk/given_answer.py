"""An answer that carries a value, read together with the question it answers. Shares in percent, as they were given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from core.risk.claim_in_words import claim_in_words
from questionnaires.answer import Answer, Range
from questionnaires.pack import Question

_FEEDS_BACK = {"validated", "labelled", "unlabelled", "some", "fed_back"}
_MACHINE_ROWS = ("model_", "machine_")
_NOTHING = ("", "none", "no", "n/a", "-")


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """speaker: whom the pack asks, since vendor and buyer may speak of different data."""

    question: Question
    answer: Answer
    speaker: str

    @property
    def claim(self) -> str:
        """What it claims, in words."""
        return claim_in_words(self.question, self.answer)

    @property
    def parts(self) -> dict[str, Range]:
        """The ranges of stages or rows, by name; a single figure under an empty name."""
        match self.answer.value:
            case Range() as one:
                return {"": one}
            case float() | int() as figure:
                return {"": Range(best=float(figure))}
            case dict() as parts:
                return parts
        return {}

    @property
    def range(self) -> Range | None:
        """From the lowest to the highest of the stages; None for rows, which are parts of one whole, and for words."""
        parts = self.parts.values()
        if not parts or self.question.answer.type == "breakdown":
            return None
        return Range(low=min(part.lowest for part in parts), high=max(part.highest for part in parts))

    @property
    def has_some_machine_made(self) -> bool:
        """Whether a stage, or a row that holds machine-written text, is above zero even at its lowest."""
        rows = self.question.answer.type == "breakdown"
        return any(part.lowest > 0 for row, part in self.parts.items() if not rows or row.startswith(_MACHINE_ROWS))

    @property
    def machine_made(self) -> Range | None:
        """Machine-written share over all stages, or over the rows that hold machine-written text."""
        if self.question.answer.type != "breakdown":
            return self.range
        made = [part for row, part in self.parts.items() if row.startswith(_MACHINE_ROWS)]
        return Range(low=sum(p.lowest for p in made), high=sum(p.highest for p in made)) if made else None

    @property
    def machine_made_each_round(self) -> Range | None:
        """The same for the stage that is repeated each round, where stages were told apart."""
        return self.parts.get("later_training", self.machine_made)

    @property
    def names_a_model(self) -> bool:
        """Whether a model that wrote data is named, by a choice or in the list."""
        listed = str(self.answer.extra.get("generator_list", "")).strip().lower()
        return any(choice != "none_used" for choice in self.answer.choice) or listed not in _NOTHING

    @property
    def was_drawn(self) -> bool:
        """Whether it says how machine-written text was drawn."""
        return any(choice not in ("none", "unrecorded") for choice in self.answer.choice)

    @property
    def feeds_back(self) -> bool:
        """Whether own output goes back into training, checked or not."""
        return bool(_FEEDS_BACK.intersection(self.answer.choice))

    def figure(self, extra_field: str) -> float | None:
        """The number in an extra field."""
        raw = self.answer.extra.get(extra_field)
        return float(raw) if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None

    def day(self, extra_field: str) -> dt.date | None:
        """The date in an extra field, also where it was written as text."""
        raw = self.answer.extra.get(extra_field)
        if isinstance(raw, str):
            try:
                return dt.date.fromisoformat(raw.strip())
            except ValueError:
                return None
        return raw if isinstance(raw, dt.date) else None

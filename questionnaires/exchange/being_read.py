"""An answer of the vendor's while it is being understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from questionnaires.exchange.for_vendor import VendorQuestion
from questionnaires.exchange.plain_text import one_line, plain
from questionnaires.exchange.reply import Entry
from questionnaires.pack import Question


@dataclass
class Reading:
    """An answer, as far as it is understood.

    most_in_all: what the rows of a breakdown may add up to, in percent.
    words: what stays text; warnings: what a person should look at.
    """

    question: Question
    shown: VendorQuestion
    entry: Entry
    most_in_all: float
    words: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def keep(self, label: str, text: str, why: str) -> None:
        """Keep as words what could not be taken as it is, and say why."""
        self.words.append(f"{label}: {plain(text)}" if label else plain(text))
        self.warnings.append(f"{label}: “{one_line(text, 80)}” {why}" if label else f"“{one_line(text, 80)}” {why}")

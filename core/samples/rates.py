"""How often the rule that calls a sample narrower errs, and how much it finds, as measured; said beside each reading.

The table is made by ``tests/benchmarks/samples_rates.py``; a part of it is computed again by the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from scipy.stats import binomtest

from core.samples.contrast import EARLIER, OTHER_VENDOR, REFERENCE, Contrast, Other
from core.samples.matching import FULL_TEXTS, LEAST_TEXTS

_DATA = Path(__file__).parent / "data" / "operating_characteristics.yaml"
_NAMES = {REFERENCE: "reference", EARLIER: "earlier", OTHER_VENDOR: "other_vendor"}
_UNCHANGED = {
    REFERENCE: "people's own text was called narrower than other text of the same collection",
    EARLIER: "an unchanged release was called narrower",
    OTHER_VENDOR: "the more varied of two sets of answers to the same prompts was called narrower",
}
_CHANGED = {
    REFERENCE: "samples of chat models were found narrower than people's text",
    EARLIER: "releases made narrower on purpose were found",
    OTHER_VENDOR: "sets of answers by chat models were found narrower than people's to the same prompts",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of the table. changed: whether the samples were truly narrower, None where nobody knows.

    what: was compared; least_texts: a side, drawn; called: narrower, of ``compared``.
    """

    against: str
    changed: bool | None
    what: str
    least_texts: int
    called: int
    compared: int

    @property
    def share(self) -> float:
        """Called of compared, 0 to 1."""
        return self.called / self.compared


@cache
def rates() -> tuple[Rate, ...]:
    """The whole table."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return tuple(
        Rate(
            row["against"],
            row["changed"],
            row["what"],
            int(str(row["texts"]).split()[0]),
            row["called"],
            row["compared"],
        )
        for row in data["rows"]
        if row["compared"]
    )


def wilson(called: int, compared: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927), 0 to 1."""
    interval = binomtest(called, compared).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


def measured_rates(contrasts: Iterable[Contrast]) -> tuple[str, ...]:
    """A sentence for each comparison that was made: how often the rule errs and finds with that many texts."""
    made = (contrast for contrast in contrasts if contrast.refusal is None)
    return tuple(_sentence(contrast.other, contrast.is_full) for contrast in made)


def _sentence(other: Other, is_full: bool) -> str:
    every = [rate for rate in rates() if rate.against == _NAMES[other]]
    fitting = [rate for rate in every if (rate.least_texts >= FULL_TEXTS) == is_full]
    sizes = f"{FULL_TEXTS} texts a side or more" if is_full else f"fewer than {FULL_TEXTS} texts a side"
    if {False, True} - {rate.changed for rate in fitting}:
        fitting, sizes = every, f"{LEAST_TEXTS} texts a side or more"
    unchanged, changed = ([rate for rate in fitting if rate.changed is kind] for kind in (False, True))
    return (
        f"How sure this is, measured with {sizes}: {_UNCHANGED[other]} in {_counted(unchanged)}; {_CHANGED[other]} in"
        f" {_counted(changed)}{_span(changed)}."
    )


def _counted(rows: Sequence[Rate]) -> str:
    called, compared = sum(rate.called for rate in rows), sum(rate.compared for rate in rows)
    low, high = wilson(called, compared)
    return f"{called} of {compared} comparisons ({100 * low:.0f} to {100 * high:.0f} %)"


def _span(rows: Sequence[Rate]) -> str:
    """The change that is found least and the one found most, where that differs."""
    least, most = min(rows, key=lambda rate: rate.share), max(rows, key=lambda rate: rate.share)
    if most.share - least.share < 0.2:
        return ""
    lowest, highest = (f"{rate.called} of {rate.compared} for {rate.what}" for rate in (least, most))
    return f", from {lowest} to {highest}"

"""Prints every system's simulated mean beside its theory: ``python tests/science/table.py [--markdown]``.

For each system, regime and quantity that has a closed form: the value at the last round in theory and as simulated, how
many standard errors lie between them, and whether that is within the limit. Systems without a closed form are named
with what holds them instead. The limit leaves about one false alarm in 15,000 comparisons.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.simulation.result import Trajectories
from core.simulation.systems import SYSTEMS, run

Z_LIMIT = 4.0
SEED = 20
SLOW = {"vae", "transformer"}
"""Systems that train a network; only the order of their rounds is claimed, in tests of their own."""


@dataclass(frozen=True)
class Row:
    """One comparison at the last round."""

    system: str
    regime: str
    quantity: str
    theory: float
    simulated: float
    z: float

    @property
    def held(self) -> bool:
        """Whether the simulation agrees with the theory within the limit."""
        return abs(self.z) <= Z_LIMIT


def rows(seed: int = SEED) -> Iterator[Row]:
    """Every comparison of every system at its default settings."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        text.write_text(a_text(), encoding="utf-8")
        for system in SYSTEMS.values():
            if system.name in SLOW:
                continue
            for regime in system.regimes:
                options = {"text": str(text)} if system.name == "ngram" else {}
                yield from compare(run(system.name, options, regime=regime, seed=seed))


def compare(result: Trajectories) -> Iterator[Row]:
    """The last round of every quantity that has a theory."""
    for quantity, theory in result.theory.items():
        expected, found = float(theory[-1]), float(result.mean[quantity][-1])
        error = float(result.standard_error[quantity][-1])
        rounding = 1e-9 * max(abs(expected), 1.0)  # a value that never varies has no standard error
        z = (found - expected) / max(error, rounding)
        yield Row(result.system, result.regime, quantity, expected, found, z)


def a_text() -> str:
    """Words with falling frequencies, enough for a word model."""
    words = [f"word{number}" for number in range(1, 400)]
    return " ".join(words[(place * place + place // 7) % (1 + place % len(words))] for place in range(20_000))


def as_lines(found: list[Row], *, markdown: bool) -> Iterator[str]:
    """The table as text."""
    head = ("system", "regime", "quantity", "theory", "simulated", "z", "held")
    cells = [
        (row.system, row.regime, row.quantity, f"{row.theory:.6g}", f"{row.simulated:.6g}", f"{row.z:+.2f}",
         "yes" if row.held else "NO")
        for row in found
    ]  # fmt: skip
    widths = [max(len(line[column]) for line in [head, *cells]) for column in range(len(head))]
    join, edge = (" | ", "| {} |") if markdown else ("  ", "{}")
    for number, line in enumerate([head, *cells]):
        yield edge.format(join.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
        if number == 0 and markdown:
            yield edge.format(join.join("-" * width for width in widths))


def main() -> int:
    """Print the table; 1 if anything is outside the limit."""
    found = list(rows())
    for line in as_lines(found, markdown="--markdown" in sys.argv):
        print(line)
    without = [name for name in SYSTEMS if name not in {row.system for row in found}]
    print(
        f"\n{sum(row.held for row in found)} of {len(found)} held. No closed form is compared for {', '.join(without)}."
    )
    return 0 if all(row.held for row in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""What was found in training examples, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.samples.training.examples import HUMAN, MACHINE, PROVENANCES, Provenance


@dataclass(frozen=True, slots=True)
class BatchVariety:
    """entropy: of the words of the batch, in bits; floor: the 5th percentile of as many human examples.

    examples: counted of the batch. rare_met: share of the rare words of human examples that the batch meets, 0 to 1;
    rare_usual: the same for as many other human examples. All None where there are too few.
    """

    examples: int
    entropy: float | None = None
    floor: float | None = None
    rare_met: float | None = None
    rare_usual: float | None = None

    @property
    def is_below(self) -> bool:
        """Whether the batch is poorer in words than 95 of 100 draws of human examples."""
        return self.entropy is not None and self.floor is not None and self.entropy < self.floor


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch of training examples.

    counts: of each provenance. anchors_present: share of the anchors that are in the batch, 0 to 1; None without any.
    dates: the first and last named, as words that sort.
    """

    name: str
    counts: Mapping[Provenance, int]
    variety: BatchVariety
    anchors_present: float | None
    dates: tuple[str, str] | None

    @property
    def size(self) -> int:
        """All examples of the batch."""
        return sum(self.counts.values())

    @property
    def human(self) -> int:
        """Examples said to be written by people."""
        return sum(self.counts[kind] for kind in HUMAN)

    @property
    def machine(self) -> int:
        """Examples known or suspected to be written by a machine."""
        return sum(self.counts[kind] for kind in MACHINE)


@dataclass(frozen=True, slots=True)
class Month:
    """Examples dated in one month, such as 2026-03: by people, by a machine (known or suspected), and not said."""

    month: str
    human: int
    machine: int
    not_said: int


@dataclass(frozen=True, slots=True)
class TrainingReading:
    """What the examples are. anchors: number of anchors; exact_repeats, near_repeats: of earlier examples, all batches.

    sentences: what a person should know, one each. sources: SHA-256 of each file read, by file name. months: of the
    examples whose date is certain, the earliest first.
    """

    examples: int
    batches: tuple[Batch, ...]
    anchors: int
    exact_repeats: int
    near_repeats: int
    sentences: tuple[str, ...]
    sources: Mapping[str, str]
    seed: int
    version: str
    months: tuple[Month, ...] = ()

    @property
    def counts(self) -> Mapping[Provenance, int]:
        """Of each provenance over all batches."""
        return {kind: sum(batch.counts[kind] for batch in self.batches) for kind in PROVENANCES}

    @property
    def machine_share(self) -> tuple[float, float] | None:
        """Lowest and highest share that a machine wrote, 0 to 1: what is suspected or not said may be either.

        None where nothing is said of any example.
        """
        counts = self.counts
        if counts["not_said"] == self.examples:
            return None
        open_ones = counts["machine_suspected"] + counts["not_said"]
        return counts["machine_known"] / self.examples, (counts["machine_known"] + open_ones) / self.examples

    @property
    def anchors_everywhere(self) -> float | None:
        """Share of the anchors in the batch that holds fewest of them, 0 to 1; None without anchors."""
        shares = [batch.anchors_present for batch in self.batches if batch.anchors_present is not None]
        return min(shares, default=None)

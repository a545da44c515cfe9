"""How the training data of each round come together, the same for every system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Regime = Literal["replace", "accumulate", "fixed-budget"]

REGIMES: tuple[Regime, ...] = get_args(Regime)
MOST_SAMPLES = 100_000_000
MOST_ROUNDS = 100_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The composition of every round after the first; round 1 always fits ``samples`` real examples.

    regime: ``replace`` trains on the new batch alone, ``accumulate`` on everything since round 1, ``fixed-budget`` on
        ``samples`` examples drawn without replacement from everything since round 1.
    samples: examples in each new batch.
    rounds: number of fits.
    fresh_human: share of each new batch that is newly collected real data, 0 to 1.
    anchors: share of each batch that is one fixed set of real examples, the same in every round, 0 to 1.
    teacher: share of each batch that an outside model wrote, which does not learn from this loop, 0 to 1.
    base, carry_over: shares of a clean base model, which knows the real distribution, and of the last model in each new
        model, 0 to 1; the rest is newly fitted. Before round 1 the last model is the clean one.

    Raises ValueError, naming the value, for sizes below 1 or too large to run, shares outside 0 to 1 or together
    above 1, shares too small for one example, and anchors outside ``replace``.
    """

    regime: Regime
    samples: int
    rounds: int
    fresh_human: float = 0.0
    anchors: float = 0.0
    teacher: float = 0.0
    base: float = 0.0
    carry_over: float = 0.0

    def __post_init__(self) -> None:
        if self.regime not in REGIMES:
            raise ValueError(f"regime must be one of {', '.join(REGIMES)}, got {self.regime!r}")
        _check_size("samples", self.samples, MOST_SAMPLES)
        _check_size("rounds", self.rounds, MOST_ROUNDS)
        for name in ("fresh_human", "anchors", "teacher"):
            self._check_share_of_batch(name, getattr(self, name))
        for name in ("base", "carry_over"):
            _check_share(name, getattr(self, name))
        if self.base + self.carry_over > 1:
            raise ValueError(f"base and carry_over must add up to at most 1, got {self.base:g} + {self.carry_over:g}")
        if self.fresh_points + self.anchor_points + self.teacher_points > self.samples:
            raise ValueError(
                "fresh_human, anchors and teacher are shares of one batch and must add up to at most 1, "
                f"got {self.fresh_human:g} + {self.anchors:g} + {self.teacher:g}"
            )
        if self.anchors and self.regime != "replace":
            raise ValueError(
                f"anchors must be 0 with regime {self.regime}, which keeps the real data of round 1 in any case"
            )

    def _check_share_of_batch(self, name: str, share: float) -> None:
        _check_share(name, share)
        if share > 0 and round(share * self.samples) == 0:
            least = 1 / self.samples
            raise ValueError(f"{name} of {share:g} is less than one of {self.samples} samples; use 0 or {least:g}")

    @property
    def fresh_points(self) -> int:
        """Newly collected real examples in each batch."""
        return round(self.fresh_human * self.samples)

    @property
    def anchor_points(self) -> int:
        """Examples of the fixed real set in each batch."""
        return round(self.anchors * self.samples)

    @property
    def teacher_points(self) -> int:
        """Examples of the outside model in each batch."""
        return round(self.teacher * self.samples)

    @property
    def own_points(self) -> int:
        """Examples that the last round's model wrote."""
        return self.samples - self.fresh_points - self.anchor_points - self.teacher_points

    @property
    def blended(self) -> bool:
        """Whether a new model holds a share of the clean base or of the last model."""
        return self.base > 0 or self.carry_over > 0

    @property
    def newly_fitted(self) -> float:
        """Share of each new model that is fitted to its round's data."""
        return 1 - self.base - self.carry_over

    @property
    def closed_loop(self) -> bool:
        """Whether every example after round 1 is the loop's own output, and every model fitted to them alone."""
        return self.own_points == self.samples and not self.blended


def _check_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"{name} is a share and must lie between 0 and 1, got {share}")


def _check_size(name: str, size: int, most: int) -> None:
    if size < 1:
        raise ValueError(f"{name} must be at least 1, got {size}")
    if size > most:
        raise ValueError(f"{name} must be at most {most:,}, got {size}")

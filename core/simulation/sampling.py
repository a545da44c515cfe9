"""How a model of frequencies is sampled: faithfully, more cautiously, or only from its most frequent types.

A temperature below 1 raises every frequency to the power 1/temperature before normalising; top-p keeps the fewest most
frequent types that hold a share p of the probability; top-k keeps the k most frequent. Without any noise of sampling,
n rounds at a temperature t make a distribution proportional to the real one to the power t^-n, and n rounds of top-p
keep about the fewest types with a share p^n.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.simulation.tallies import Frequencies


@dataclass(frozen=True, slots=True)
class Sampling:
    """temperature: above 0, 1 is faithful. top_p: share kept, above 0 up to 1. top_k: types kept, 0 for all."""

    temperature: float = 1.0
    top_p: float = 1.0
    top_k: int = 0

    @property
    def faithful(self) -> bool:
        """Whether points follow the model's own frequencies."""
        return self.temperature == 1 and self.top_p == 1 and self.top_k == 0

    def apply(self, model: Frequencies) -> Frequencies:
        """The frequencies that points are drawn with: first the temperature, then the k, then the p."""
        if self.temperature != 1:
            model = _sharpened(model, self.temperature)
        if self.top_k or self.top_p < 1:
            model = _truncated(model, self.top_k, self.top_p)
        return model


def _sharpened(model: Frequencies, temperature: float) -> Frequencies:
    largest = np.maximum.reduceat(model.shares, model.starts())
    return _normalised(model, (model.shares / model.spread(largest)) ** (1 / temperature))


def _truncated(model: Frequencies, top_k: int, top_p: float) -> Frequencies:
    owner = model.spread(np.arange(model.trajectories))
    order = np.lexsort((-model.shares, owner))
    falling = model.shares[order]
    starts = model.starts()
    upto = np.cumsum(falling)
    before = upto - falling
    kept = before - model.spread(before[starts]) < top_p
    if top_k:
        kept &= np.arange(len(order)) - model.spread(starts) < top_k
    chosen = np.sort(order[kept])
    return _normalised(model._replace(keys=model.keys[chosen]), model.shares[chosen])


def _normalised(model: Frequencies, weights: np.ndarray) -> Frequencies:
    return model._replace(shares=weights / model.spread(np.add.reduceat(weights, model.starts())))

"""What a round trains on, under each regime."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.simulation.regimes import Plan

Examples = NDArray[Any]
"""One example a row."""


def keep(plan: Plan, earlier: Examples, batch: Examples) -> Examples:
    """What later rounds may train on once a batch has been made: the batch alone, or everything since round 1."""
    return batch if plan.regime == "replace" else np.concatenate([earlier, batch])


def choose(plan: Plan, kept: Examples, rng: np.random.Generator) -> Examples:
    """The examples of one round: all that is kept, or as many as one batch where the budget is fixed."""
    if plan.regime != "fixed-budget" or len(kept) == plan.samples:
        return kept
    return kept[rng.choice(len(kept), plan.samples, replace=False)]


def passes(examples: int, a_pass: int, rng: np.random.Generator, size: int) -> list[NDArray[np.int64]]:
    """Row numbers of the small groups of one pass: ``a_pass`` of the examples in random order, ``size`` at a time."""
    order = rng.permutation(examples)[:a_pass]
    return [order[start : start + size] for start in range(0, len(order), size)]

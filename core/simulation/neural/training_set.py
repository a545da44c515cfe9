"""Training examples of networks, one a row, and how a round goes through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.simulation.rounds import Material

Examples = NDArray[Any]
"""One example a row."""


def rows_material(real: Callable[[int], Examples], rng: np.random.Generator) -> Material[Examples]:
    """Examples that ``real`` makes and that are joined and chosen row by row."""
    return Material(real, np.concatenate, None, lambda pool, number: draw_rows(pool, number, rng))


def draw_rows(rows: Examples, number: int, rng: np.random.Generator) -> Examples:
    """So many different rows, or all if there are fewer, in random order."""
    return rows[rng.permutation(len(rows))[:number]]


def passes(examples: int, a_pass: int, rng: np.random.Generator, size: int) -> list[NDArray[np.int64]]:
    """Row numbers of the small groups of one pass: ``a_pass`` of the examples in random order, ``size`` at a time."""
    order = rng.permutation(examples)[:a_pass]
    return [order[start : start + size] for start in range(0, len(order), size)]

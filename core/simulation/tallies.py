"""Exact multinomial resampling of many categorical samples at once.

A tally holds a whole block of trajectories: the types present and how often, and nothing for absent ones. Two samplers
give the same distribution. Resampling labels costs a little for each point drawn; drawing a Poisson number for each
type present and then topping up to the exact total costs more for each type but nothing for each point. The cheaper
one is chosen from the tally at hand.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.simulation.regimes import Plan
from core.simulation.result import Floats

Integers = NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.float64)

POINTS_PER_TYPE = 20  # a Poisson draw costs about as much as drawing and counting this many labels
POINTS_PER_TYPE_OF_MANY = 10  # the same for a tally so large that counting leaves the processor's nearest cache
MANY_POINTS = 2**15
SPARE_DEVIATIONS = 2.0
LONGEST_WALK = 16


class Tally(NamedTuple):
    """Counts of the types present in each of several trajectories, at least one type in each.

    keys: trajectory * types + type, ascending. counts: how often, all positive. trajectories, types: how many of each.
    """

    keys: Integers
    counts: Integers
    trajectories: int
    types: int


class Frequencies(NamedTuple):
    """Like a tally, with the share of each type, summing to 1 in every trajectory."""

    keys: Integers
    shares: Floats
    trajectories: int
    types: int

    def starts(self) -> Integers:
        """Where each trajectory begins."""
        return np.searchsorted(self.keys, np.arange(self.trajectories) * self.types)

    def spread(self, values: NDArray[Number]) -> NDArray[Number]:
        """A value for each trajectory, repeated for each of its keys."""
        return np.repeat(values, np.diff(self.starts(), append=len(self.keys)))

    def kinds(self) -> Integers:
        """The type of each key."""
        return self.keys - self.spread(np.arange(self.trajectories) * self.types)


def frequencies(tally: Tally, held: int) -> Frequencies:
    """The shares of a tally of so many points in each trajectory."""
    return Frequencies(tally.keys, tally.counts / held, tally.trajectories, tally.types)


def dense_frequencies(shares: Floats) -> Frequencies:
    """Frequencies from shares of shape (trajectories, types)."""
    keys = np.flatnonzero(shares > 0)
    return Frequencies(keys, shares.ravel()[keys], *shares.shape)


def blend_frequencies(plan: Plan, fit: Frequencies, last: Frequencies, clean: Frequencies) -> Frequencies:
    """A new model of the plan's shares of the clean base and the last model, the rest of the fit."""
    together = np.zeros(fit.trajectories * fit.types)
    for part, share in ((clean, plan.base), (last, plan.carry_over), (fit, plan.newly_fitted)):
        together[part.keys] += share * part.shares
    return dense_frequencies(together.reshape(fit.trajectories, fit.types))


def from_dense(counts: Integers) -> Tally:
    """A tally from counts of shape (trajectories, types)."""
    flat = counts.ravel()
    keys = np.flatnonzero(flat > 0)
    return Tally(keys, flat[keys], *counts.shape)


def add(tallies: list[Tally]) -> Tally:
    """The points of several tallies of the same trajectories together."""
    _, _, trajectories, types = tallies[0]
    together = np.zeros((trajectories, types), dtype=np.int64)
    for tally in tallies:
        together.ravel()[tally.keys] += tally.counts
    return from_dense(together)


class Source:
    """One fixed distribution over types, ready to be drawn from many times.

    shares: probabilities of shape (types,), summing to 1.
    """

    def __init__(self, shares: Floats) -> None:
        self.shares = shares
        self._upto = np.cumsum(shares)
        self._upto[-1] = 1.0
        self._cells = 1 << (4 * len(shares)).bit_length()  # a power of two, so that finding the cell is exact
        self._first = np.searchsorted(self._upto, np.arange(self._cells) / self._cells, side="right")

    def draw_types(self, shape: int | tuple[int, ...], rng: np.random.Generator) -> Integers:
        """Independent types in an array of the given shape, by a table of first guesses and a short walk from each."""
        uniforms = rng.random(shape)
        types = np.take(self._first, (uniforms * self._cells).astype(np.int64))
        for _ in range(LONGEST_WALK):
            short = np.take(self._upto, types) <= uniforms
            if not short.any():
                return types
            types += short
        return np.searchsorted(self._upto, uniforms, side="right")

    def draw(self, points: int, trajectories: int, rng: np.random.Generator) -> Tally:
        """Independent samples of so many points, one a trajectory."""
        types = len(self.shares)
        if points == 0:
            return Tally(np.empty(0, np.int64), np.empty(0, np.int64), trajectories, types)
        if points > 4 * types:
            keys = np.arange(trajectories * types)
            return resample_types(
                Frequencies(keys, np.tile(self.shares, trajectories), trajectories, types), points, rng
            )
        keys = self.draw_types((trajectories, points), rng)
        keys += np.arange(trajectories)[:, None] * types
        return from_dense(np.bincount(keys.ravel(), minlength=trajectories * types).reshape(trajectories, types))


def resample(tally: Tally, held: int, points: int, rng: np.random.Generator) -> Tally:
    """So many points from each trajectory's own ``held`` points, with replacement, by the cheaper sampler."""
    if points == 0:
        return tally._replace(keys=tally.keys[:0], counts=tally.counts[:0])
    points_per_type = POINTS_PER_TYPE if held <= MANY_POINTS else POINTS_PER_TYPE_OF_MANY
    if tally.trajectories * (held + points) < 2 * points_per_type * len(tally.keys):
        return resample_labels(tally, held, points, rng)
    return resample_types(frequencies(tally, held), points, rng)


def resample_labels(tally: Tally, held: int, points: int, rng: np.random.Generator) -> Tally:
    """Draw each point by its place among the ``held`` points of its trajectory and count the places by type."""
    places = rng.integers(0, held, (tally.trajectories, points))
    places += np.arange(tally.trajectories)[:, None] * held
    times = np.bincount(places.ravel(), minlength=tally.trajectories * held)
    upto = np.cumsum(times)[np.cumsum(tally.counts) - 1]
    return _present(tally, np.diff(upto, prepend=0))


def resample_types(model: Frequencies, points: int, rng: np.random.Generator) -> Tally:
    """So many points from each trajectory's frequencies: a Poisson count a type, a little low, then topped up.

    Given its total, a vector of Poisson counts is multinomial, whatever decides the total; so a trajectory that
    overshoots may be drawn again, and single points make the total exact.
    """
    rates = max(0.0, points - SPARE_DEVIATIONS * np.sqrt(points)) * model.shares
    starts = model.starts()
    sizes = np.diff(starts, append=len(rates))
    counts = rng.poisson(rates)
    while ((missing := points - np.add.reduceat(counts, starts)) < 0).any():
        again = np.repeat(missing < 0, sizes)
        counts[again] = rng.poisson(rates[again])
    counts += _single_points(model.shares, starts, sizes, missing, rng)
    return _present(model, counts)


def _single_points(
    shares: Floats, starts: Integers, sizes: Integers, missing: Integers, rng: np.random.Generator
) -> Integers:
    upto = np.cumsum(shares)
    before = upto[starts] - shares[starts]
    within = np.append(before[1:], upto[-1]) - before
    owner = np.repeat(np.arange(len(starts)), missing)
    places = np.searchsorted(upto, np.sort(before[owner] + rng.random(len(owner)) * within[owner]), side="right")
    last = (starts + sizes - 1)[owner]
    return np.bincount(np.clip(places, starts[owner], last), minlength=len(shares))


def _present(among: Tally | Frequencies, counts: Integers) -> Tally:
    drawn = np.flatnonzero(counts > 0)
    return Tally(among.keys[drawn], counts[drawn], among.trajectories, among.types)


def take_without_replacement(tally: Tally, points: int, rng: np.random.Generator) -> Tally:
    """So many different points of each trajectory."""
    starts = np.searchsorted(tally.keys, np.arange(1, tally.trajectories) * tally.types)
    parts = np.split(tally.counts, starts)
    taken = [take_counts(part[None], points, rng)[0] for part in parts]
    return _present(tally, np.concatenate(taken))


def take_counts(counts: Integers, points: int, rng: np.random.Generator) -> Integers:
    """So many different points of each row of counts, shape (trajectories, kinds)."""
    return np.stack([rng.multivariate_hypergeometric(row, points, method="marginals") for row in counts])


def end_point(source: Source, points: int, rounds: int, trajectories: int, rng: np.random.Generator) -> Tally:
    """Only the last of several rounds of replacement, traced backwards to the real data of round 1.

    Points of a round that were drawn from the same point of the round before are a family. Followed backwards there
    are ever fewer families, so this costs less than half of going forward through every round.
    """
    first = np.arange(trajectories) * points
    sizes: Floats = np.ones(trajectories * points)
    families = np.full(trajectories, points)
    for _ in range(rounds - 1):
        places = rng.integers(0, points, len(sizes))
        places += np.repeat(first, families)
        merged = np.bincount(places, weights=sizes, minlength=trajectories * points)
        alive = np.flatnonzero(merged > 0)
        sizes = np.asarray(merged[alive], dtype=np.float64)
        families = np.diff(np.searchsorted(alive, first), append=len(alive))
    types = len(source.shares)
    keys = source.draw_types(len(sizes), rng) + np.repeat(np.arange(trajectories) * types, families)
    counts = np.bincount(keys, weights=sizes, minlength=trajectories * types).astype(np.int64)
    return from_dense(counts.reshape(trajectories, types))

"""Rare types followed by their moments: the live engine, for figures that change while an answer is typed.

Where the full engine follows sixteen random types in each draw, this one follows mean, variance and covariances of all
types at once, and closes them by taking the rate to be gamma distributed. By how much sixteen types would scatter
follows from the same moments and is drawn once a draw, so that the figures mean the same as those of the full engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from scipy.special import gammainc, gammaincinv

from core.risk.distributions import Floats
from core.risk.rare_types import SMALLEST_COUNT, TYPES
from core.risk.training_loop import Round, TrainingLoop

NODES = 3
"""Counts that stand for the spread of counts between rare types (Gauss-Hermite)."""
POINTS = 6
"""Rates that stand for the gamma distribution at one count, each for an equal share of the types."""
_WIDTHS = np.exp(np.linspace(np.log(1e-5), np.log(100.0), 1024))
"""Squared coefficients of variation for which the points are worked out beforehand."""
_TINY = 1e-12


def _gamma_points() -> Floats:
    """Mean rate in each of POINTS equal shares of a gamma distribution of mean 1; shape (POINTS, widths)."""
    shape = 1 / _WIDTHS[:, None]
    ends = gammaincinv(shape, np.arange(1, POINTS) / POINTS)
    below = gammainc(shape + 1, ends)
    cumulated = np.hstack([np.zeros_like(shape), below, np.ones_like(shape)])
    return np.asarray(np.diff(cumulated, axis=1).T * POINTS, dtype=np.float64)


_POINTS_AT = _gamma_points()
_FIRST_WIDTH = float(np.log(_WIDTHS[0]))
_WIDTH_STEP = float(np.log(_WIDTHS[1] / _WIDTHS[0]))


@dataclass(frozen=True, slots=True)
class _Moments:
    """Moments over types at each count, arrays of shape (NODES, draws).

    rate: the model's rate of a type. pool: what has been gathered to train on. fixed: the part of a round that is the
    same in every round. real: the real examples of the first round. A name of two words is their covariance.
    """

    rate: Floats
    rate_variance: Floats
    pool: Floats
    pool_variance: Floats
    rate_pool: Floats
    rate_fixed: Floats
    pool_fixed: Floats
    rate_real: Floats
    pool_real: Floats

    def first(self, draws: int) -> _Moments:
        """Views of the first draws."""
        return _Moments(*(getattr(self, field.name)[:, :draws] for field in fields(self)))


def follow_moments(loop: TrainingLoop, plan: Sequence[Round], rng: np.random.Generator, types_log_sd: float) -> Floats:
    """Tail coverage after rounds 0, 1, ... for draws sorted by falling number of rounds; shape (most + 1, draws).

    The same loop as ``follow_rare_types``. Only own and web text depend on the rate in a curved way; their mean and
    slope are read at the points of the gamma distribution, everything else in a round is linear and exact.
    """
    position, weight = np.polynomial.hermite_e.hermegauss(NODES)
    weight = weight / weight.sum()
    count = np.maximum(loop.rare_count * np.exp(types_log_sd * position)[:, None], SMALLEST_COUNT)
    learnt = 1 - loop.from_base - loop.carried_over
    all_moments = _start(learnt, count)
    scatter = rng.standard_normal(len(loop))

    rates = _points(all_moments.rate, all_moments.rate_variance)
    human_mean, human_sd = _mean_and_sd(np.minimum(1, rates))
    all_human = np.maximum(weight @ human_mean, _TINY)
    own_factor, web_factor = loop.tail * loop.tail_kept, loop.web_tail * loop.tail_kept
    track = np.ones((len(plan) + 1, len(loop)))

    for number, step in enumerate(plan, start=1):
        now, mix, on = step.loop, step.mix, len(step.loop)
        moments, real = all_moments.first(on), 1 / count[:, :on]
        rates = rates[..., :on]
        rarity = np.log(np.clip(rates, _TINY, 1))
        own = mix.own * own_factor[:on] * np.exp((now.compounding - 1) * rarity)
        web = mix.web * web_factor[:on] * np.exp((now.web_compounding - 1) * rarity)
        generated = _Curve.read(rates, rates * (own + web), moments.rate_variance)
        _advance(moments, step, generated, mix.human + mix.outside * own_factor[:on], real, learnt[:on])

        rates = _points(moments.rate, moments.rate_variance)
        mean, sd = _mean_and_sd(np.minimum(1, rates))
        coverage = (weight @ mean) / all_human[:on]
        likeness = np.clip(moments.rate_real / np.sqrt(moments.rate_variance * real), -1, 1)
        human_part = coverage * human_sd[:, :on]
        within = sd**2 + human_part**2 - 2 * likeness * sd * human_part
        between = (mean - coverage * human_mean[:, :on]) ** 2
        noise = np.sqrt(np.maximum(weight @ (within + between), 0) / TYPES) / all_human[:on]
        track[number] = track[number - 1]
        track[number, :on] = np.clip(coverage + noise * scatter[:on], 0, 1)
    return track


@dataclass(frozen=True, slots=True)
class _Curve:
    """Text that depends on the rate: its mean over types, its slope in the rate, and its variance."""

    mean: Floats
    slope: Floats
    variance: Floats

    @classmethod
    def read(cls, rates: Floats, text: Floats, rate_variance: Floats) -> _Curve:
        """From points of equal weight, shape (POINTS, NODES, draws); what no slope explains adds to the variance."""
        mean, middle = text.mean(axis=0), rates.mean(axis=0)
        seen = np.maximum((rates * rates).mean(axis=0) - middle**2, _TINY)
        slope = ((rates * text).mean(axis=0) - middle * mean) / seen
        curved = np.maximum((text * text).mean(axis=0) - mean**2 - slope**2 * seen, 0)
        return cls(mean, slope, slope**2 * rate_variance + curved)


def _start(learnt: Floats, count: Floats) -> _Moments:
    """The first model: learnt from real examples, whose number is Poisson around the count."""
    real, flat = 1 / count, np.ones_like(count)
    return _Moments(
        rate=flat.copy(),
        rate_variance=np.maximum(learnt**2 * real, _TINY),
        pool=flat.copy(),
        pool_variance=real.copy(),
        rate_pool=learnt * real,
        rate_fixed=0 * flat,
        pool_fixed=0 * flat,
        rate_real=learnt * real,
        pool_real=real.copy(),
    )


def _points(mean: Floats, variance: Floats) -> Floats:
    """Rates that stand for a gamma distribution of this mean and variance, shape (POINTS, NODES, draws)."""
    width = variance / np.maximum(mean, _TINY) ** 2
    nearest = np.rint((np.log(np.maximum(width, _TINY)) - _FIRST_WIDTH) / _WIDTH_STEP)
    return mean * _POINTS_AT[:, np.clip(nearest, 0, len(_WIDTHS) - 1).astype(np.intp)]


def _mean_and_sd(points: Floats) -> tuple[Floats, Floats]:
    """Over points of equal weight, the first axis."""
    mean = points.mean(axis=0)
    return mean, np.sqrt(np.maximum((points * points).mean(axis=0) - mean**2, 0))


def _advance(moments: _Moments, step: Round, generated: _Curve, other: Floats, real: Floats, learnt: Floats) -> None:
    """One round in place: new data, the pool by regime, the model that learns from it.

    other: rate of what does not depend on the model; real: 1 / count, the variance of real examples.
    """
    m, now, slope = moments, step.loop, generated.slope
    kept, new = step.kept, 1 - step.kept
    fixed = step.mix.fixed * real
    drawn = other + generated.mean
    size = np.where(now.replaces, 1.0, now.growth)
    new_variance = generated.variance + drawn * real / size + fixed + 2 * slope * m.rate_fixed

    rate_pool = kept * m.rate_pool + new * (slope * m.rate_variance + m.rate_fixed)
    m.pool_variance[:] = (
        kept**2 * m.pool_variance + new**2 * new_variance + 2 * kept * new * (slope * m.rate_pool + m.pool_fixed)
    )
    m.pool[:] = kept * m.pool + new * (drawn + step.mix.fixed)
    m.pool_fixed[:] = kept * m.pool_fixed + new * (slope * m.rate_fixed + fixed)
    m.pool_real[:] = kept * m.pool_real + new * slope * m.rate_real

    carried, sampled = now.carried_over, np.where(now.fixed_size, m.pool * real, 0)
    m.rate_variance[:] = np.maximum(
        carried**2 * m.rate_variance + learnt**2 * (m.pool_variance + sampled) + 2 * carried * learnt * rate_pool, _TINY
    )
    m.rate[:] = now.from_base + carried * m.rate + learnt * m.pool
    m.rate_pool[:] = carried * rate_pool + learnt * m.pool_variance
    m.rate_fixed[:] = carried * m.rate_fixed + learnt * m.pool_fixed
    m.rate_real[:] = carried * m.rate_real + learnt * m.pool_real

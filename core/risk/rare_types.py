"""Rare types followed one by one: the stochastic engine that every band and verdict rests on.

Independent Poisson types reproduce a full multinomial of head and tail, so extinction and under-representation both
happen. Source: Suresh et al. (2024) for the counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.risk.distributions import Floats
from core.risk.training_loop import Round, TrainingLoop

TYPES = 16
"""Rare types followed in each draw."""
SMALLEST_COUNT = 0.5
"""Real examples a round below which a rare case is not followed further down."""
_TINY = 1e-12


def follow_rare_types(
    loop: TrainingLoop, plan: Sequence[Round], rng: np.random.Generator, types_log_sd: float, *, types: int = TYPES
) -> Floats:
    """Tail coverage after rounds 0, 1, ... for draws sorted by falling number of rounds; shape (most + 1, draws).

    mu = human + outside a k + own a k Y min(1,Y)^(beta-1) + web a_w k Y min(1,Y)^(beta_w-1);
    new = Poisson(count size mu) / (count size) + fixed set; the pool follows the regime;
    Y' = from_base + carried_over Y + the rest times the pool.
    Coverage is the mean of min(1, Y), relative to an all-human round of the same size.
    """
    draws = len(loop)
    spread = np.exp(types_log_sd * rng.standard_normal((draws, types)))
    count = np.maximum(loop.rare_count[:, None] * spread, SMALLEST_COUNT)
    learnt = (1 - loop.from_base - loop.carried_over)[:, None]
    real = rng.poisson(count) / count
    rate = 1 - learnt + learnt * real
    all_human = np.maximum(np.minimum(1, rate).mean(axis=1), _TINY)
    fixed = rng.poisson(count * plan[0].mix.fixed[:, None]) / count
    pool = real.copy()
    track = np.ones((len(plan) + 1, draws))
    own_factor = loop.tail * loop.tail_kept
    web_factor = loop.web_tail * loop.tail_kept

    for number, step in enumerate(plan, start=1):
        now, mix, on = step.loop, step.mix, len(step.loop)
        rarity = np.log(np.clip(rate[:on], _TINY, 1))
        own = (mix.own * own_factor[:on])[:, None] * np.exp((now.compounding - 1)[:, None] * rarity)
        web = (mix.web * web_factor[:on])[:, None] * np.exp((now.web_compounding - 1)[:, None] * rarity)
        mixed = (mix.human + mix.outside * own_factor[:on])[:, None] + rate[:on] * (own + web)
        size = count[:on] * np.where(now.replaces, 1.0, now.growth)[:, None]
        new = rng.poisson(size * mixed) / size + fixed[:on]
        kept = step.kept[:, None]
        pool[:on] = kept * pool[:on] + (1 - kept) * new
        data = _trained_on(now, pool, count, rng)
        rate[:on] = now.from_base[:, None] + now.carried_over[:, None] * rate[:on] + learnt[:on] * data
        track[number] = track[number - 1]
        track[number, :on] = np.minimum(1, np.minimum(1, rate[:on]).mean(axis=1) / all_human[:on])
    return track


def _trained_on(loop: TrainingLoop, pool: Floats, count: Floats, rng: np.random.Generator) -> Floats:
    """What a round trains on: the pool, or a fresh sample of it where the size is fixed."""
    data = pool[: len(loop)].copy()
    sampled = np.flatnonzero(loop.fixed_size)
    data[sampled] = rng.poisson(count[sampled] * data[sampled]) / count[sampled]
    return data

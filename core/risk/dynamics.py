"""The loop of training on one's own and other machines' text, for many parameter draws at once.

Each draw follows a handful of independent rare types. ``Y`` is the model's rate of a type relative to its real rate; a
round trains on counts that are Poisson around the mixed rate, so extinction and under-representation both happen.
Independent Poisson types reproduce a full multinomial of head and tail. Two further channels follow means only: the
variance retained and the error mass.

Sources: resampling with immigration and selection, after Suresh et al. (2024) for the counts, Kazdan et al. (2024) for
the regimes, Feng et al. (2024) for verification.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from core.risk.distributions import Floats

CHUNK = 1024
"""Draws worked on together: small enough to stay in the processor's cache."""
SMALLEST_COUNT = 0.5
"""Real examples a round below which a rare case is not followed further down."""
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class TrainingLoop:
    """What is simulated, one entry a draw; shares are of one round's data unless said otherwise.

    rounds: rounds up to the horizon. replaces, fixed_size: the regime (neither: data are added). growth: new data a
    round relative to the first corpus, where data are added. round_size: examples in a round.
    web, generated, anchors: recent web text; text generated on purpose; the fixed human set. The rest is other human
    text.
    own: of the generated text, the part that descends from the model itself. renewed: of the other human text, the part
    newly collected each round. anchors_renewed: whether the fixed set is collected anew.
    web_ai: machine-written part of recent web text; web_drift: its yearly change in log-odds; web_odds: factor on the
    odds of machine text in selection and deduplication; recall, false_alarms: of the filter on web text.
    tail, variety, compounding: rate of rare cases and variety kept when the model writes, and how the loss grows as a
    case becomes rarer; web_tail, web_variety, web_compounding: the same for web text.
    right_kept, wrong_kept, tail_kept: shares of right items, wrong items and rare cases that pass verification.
    new_errors: wrong share of newly written content.
    from_base, carried_over: shares of behaviour from a clean base and from the last version.
    rare_count: real examples of the rare case in an all-human round.
    """

    rounds: NDArray[np.int64]
    replaces: NDArray[np.bool_]
    fixed_size: NDArray[np.bool_]
    growth: Floats
    round_size: Floats
    web: Floats
    generated: Floats
    anchors: Floats
    own: Floats
    renewed: Floats
    anchors_renewed: NDArray[np.bool_]
    web_ai: Floats
    web_drift: Floats
    web_odds: Floats
    recall: Floats
    false_alarms: Floats
    tail: Floats
    variety: Floats
    compounding: Floats
    web_tail: Floats
    web_variety: Floats
    web_compounding: Floats
    right_kept: Floats
    wrong_kept: Floats
    tail_kept: Floats
    new_errors: Floats
    from_base: Floats
    carried_over: Floats
    rare_count: Floats

    def __len__(self) -> int:
        return len(self.rounds)

    def take(self, positions: NDArray[np.int64] | slice) -> TrainingLoop:
        """The loop of some of the draws."""
        return TrainingLoop(**{field.name: getattr(self, field.name)[positions] for field in fields(self)})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the loop leads to. Arrays over draws, values 0 to 1.

    tail_coverage, variance_retained, error_mass: at the horizon.
    history: tail coverage after each round, shape (most rounds + 1, draws); constant after a draw's last round.
    """

    tail_coverage: Floats
    variance_retained: Floats
    error_mass: Floats
    rounds: NDArray[np.int64]
    history: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mix:
    """Make-up of one round: new human, outside-teacher, own-loop, web machine text, fixed human. They add up to 1."""

    human: Floats
    outside: Floats
    own: Floats
    web: Floats
    fixed: Floats


@dataclass(frozen=True, slots=True)
class _Round:
    """One round: the draws that still run, what they train on, and the share of the pool that stays.

    kept: (1 + (t-1) g) / (1 + t g) where data are added or kept at one size, 0 where they are replaced.
    """

    loop: TrainingLoop
    mix: Mix
    kept: Floats


def mix_of_round(loop: TrainingLoop, number: int, horizon_years: float) -> Mix:
    """The make-up of round ``number`` (1 is the first).

    The machine-written part c of web text drifts on the log-odds scale, its odds are multiplied by ``web_odds``, and a
    filter leaves c(1-recall) / (c(1-recall) + (1-c)(1-false_alarms)).
    """
    years = horizon_years / loop.rounds * (number - 1)
    odds = loop.web_ai / (1 - loop.web_ai) * np.exp(loop.web_drift * years) * loop.web_odds
    odds = odds * (1 - loop.recall) / (1 - loop.false_alarms)
    web = loop.web * odds / (1 + odds)
    other_human = np.maximum(1 - loop.web - loop.generated - loop.anchors, 0)
    anchors_new = np.where(loop.anchors_renewed, loop.anchors, 0)
    human = loop.web - web + loop.renewed * other_human + anchors_new
    fixed = (1 - loop.renewed) * other_human + loop.anchors - anchors_new
    return Mix(human, loop.generated * (1 - loop.own), loop.generated * loop.own, web, fixed)


def simulate(
    loop: TrainingLoop, rng: np.random.Generator, *, types: int, types_log_sd: float, horizon_years: float
) -> Outcome:
    """Run every draw to the horizon with ``types`` rare types each, counts log-normal around ``rare_count``."""
    order = np.argsort(-loop.rounds, kind="stable")
    draws = len(loop)
    most = int(loop.rounds.max(initial=0))
    history = np.ones((most + 1, draws), dtype=np.float32)
    coverage, variance, errors = np.ones(draws), np.ones(draws), np.zeros(draws)
    for start in range(0, draws, CHUNK):
        positions = order[start : start + CHUNK]
        part = loop.take(positions)
        plan = _plan(part, horizon_years)
        track = _follow_types(part, plan, rng, types, types_log_sd)
        history[: len(track), positions] = track
        history[len(track) :, positions] = track[-1]
        coverage[positions] = track[-1]
        variance[positions], errors[positions] = _follow_means(part, plan)
    return Outcome(coverage, variance, errors, loop.rounds, history)


def _plan(loop: TrainingLoop, horizon_years: float) -> list[_Round]:
    """Every round up to the horizon with the draws that still run in it, sorted by falling number of rounds."""
    plan = []
    for number in range(1, int(loop.rounds[0]) + 1):
        on = loop.take(slice(0, int(np.searchsorted(-loop.rounds, -number, side="right"))))
        kept = np.where(on.replaces, 0.0, (1 + (number - 1) * on.growth) / (1 + number * on.growth))
        plan.append(_Round(on, mix_of_round(on, number, horizon_years), kept))
    return plan


def _follow_types(
    loop: TrainingLoop, plan: list[_Round], rng: np.random.Generator, types: int, types_log_sd: float
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


def _follow_means(loop: TrainingLoop, plan: list[_Round]) -> tuple[Floats, Floats]:
    """Variance retained and error mass at the horizon, as means, for draws sorted by falling number of rounds.

    Variance: V' = b_r + b_c V + (1-b) (1-1/size) (human + fixed + outside q + own q V + web q_w V), pooled by regime.
    Errors: a share e = E + (1-E) eps is wrong before the check, psi e / (psi e + phi (1-e)) after it.
    """
    draws = len(loop)
    variance, errors = np.ones(draws), np.zeros(draws)
    pool_variance, pool_errors = np.ones(draws), np.zeros(draws)
    learnt = 1 - loop.from_base - loop.carried_over
    for step in plan:
        now, mix, on = step.loop, step.mix, slice(0, len(step.loop))
        before = variance[on]
        drawn = mix.own * now.variety + mix.web * now.web_variety
        new_variance = mix.human + mix.fixed + mix.outside * now.variety + drawn * before
        own_errors = _passed_errors(now, errors[on] + (1 - errors[on]) * now.new_errors)
        new_errors = (mix.own + mix.web) * own_errors + mix.outside * _passed_errors(now, now.new_errors)
        kept = step.kept
        pool_variance[on] = kept * pool_variance[on] + (1 - kept) * new_variance
        pool_errors[on] = kept * pool_errors[on] + (1 - kept) * new_errors
        sampling = 1 - 1 / np.maximum(now.round_size, 2)
        variance[on] = now.from_base + now.carried_over * before + learnt[on] * pool_variance[on] * sampling
        errors[on] = now.carried_over * errors[on] + learnt[on] * pool_errors[on]
    return variance, errors


def _passed_errors(loop: TrainingLoop, wrong: Floats) -> Floats:
    """Wrong share after verification: psi e / (psi e + phi (1-e))."""
    wrong_passed = loop.wrong_kept * wrong
    return wrong_passed / np.maximum(wrong_passed + loop.right_kept * (1 - wrong), _TINY)

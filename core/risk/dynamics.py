"""The loop of training on one's own and other machines' text, for many parameter draws at once.

Each draw has a handful of independent rare types. ``Y`` is the model's rate of a type relative to its real rate; how it
is followed is the engine's choice: type by type (``rare_types``) or by its moments (``moments``). Two further channels
follow means only: the variance retained and the error mass.

Sources: resampling with immigration and selection, after Suresh et al. (2024) for the counts, Kazdan et al. (2024) for
the regimes, Feng et al. (2024) for verification.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.risk.distributions import Floats
from core.risk.training_loop import Round, TrainingLoop, plan_of

CHUNK = 1024
"""Draws worked on together: small enough to stay in the processor's cache."""
_TINY = 1e-12

Follow = Callable[[TrainingLoop, Sequence[Round], np.random.Generator, float], Floats]
"""Tail coverage after rounds 0, 1, ... for draws sorted by falling number of rounds, shape (most + 1, draws).

Takes the loop, its rounds, a random stream and the spread of counts between rare types (natural logarithm).
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the loop leads to. Arrays over draws, values 0 to 1.

    tail_coverage, variance_retained, error_mass: at the horizon.
    history, variance_history: tail coverage and variance after each round, shape (most rounds + 1, draws); constant
    after a draw's last round.
    """

    tail_coverage: Floats
    variance_retained: Floats
    error_mass: Floats
    rounds: NDArray[np.int64]
    history: NDArray[np.float32]
    variance_history: NDArray[np.float32]

    def take(self, draws: slice) -> Outcome:
        """The outcome of some of the draws."""
        return Outcome(
            self.tail_coverage[draws],
            self.variance_retained[draws],
            self.error_mass[draws],
            self.rounds[draws],
            self.history[:, draws],
            self.variance_history[:, draws],
        )


def simulate(
    loop: TrainingLoop, rng: np.random.Generator, *, follow: Follow, types_log_sd: float, horizon_years: float
) -> Outcome:
    """Run every draw to the horizon; counts of rare types are log-normal around ``rare_count``."""
    order = np.argsort(-loop.rounds, kind="stable")
    draws = len(loop)
    most = int(loop.rounds.max(initial=0))
    history, variance_history = (np.ones((most + 1, draws), dtype=np.float32) for _ in range(2))
    coverage, variance, errors = np.ones(draws), np.ones(draws), np.zeros(draws)
    for start in range(0, draws, CHUNK):
        positions = order[start : start + CHUNK]
        part = loop.take(positions)
        plan = plan_of(part, horizon_years)
        track = follow(part, plan, rng, types_log_sd)
        variances, errors[positions] = _follow_means(part, plan)
        for whole, one in ((history, track), (variance_history, variances)):
            whole[: len(one), positions] = one
            whole[len(one) :, positions] = one[-1]
        coverage[positions], variance[positions] = track[-1], variances[-1]
    return Outcome(coverage, variance, errors, loop.rounds, history, variance_history)


def _follow_means(loop: TrainingLoop, plan: Sequence[Round]) -> tuple[Floats, Floats]:
    """Variance retained after rounds 0, 1, ... and error mass at the end, for draws sorted by falling rounds.

    Variance: V' = b_r + b_c V + (1-b) (1-1/size) (human + fixed + outside q + own q V + web q_w V), pooled by regime.
    Errors: a share e = E + (1-E) eps is wrong before the check, psi e / (psi e + phi (1-e)) after it.
    """
    draws = len(loop)
    variance, errors = np.ones(draws), np.zeros(draws)
    track = [variance.copy()]
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
        track.append(variance.copy())
    return np.array(track), errors


def _passed_errors(loop: TrainingLoop, wrong: Floats) -> Floats:
    """Wrong share after verification: psi e / (psi e + phi (1-e))."""
    wrong_passed = loop.wrong_kept * wrong
    return wrong_passed / np.maximum(wrong_passed + loop.right_kept * (1 - wrong), _TINY)

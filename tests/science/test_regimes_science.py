"""Every regime of every system of single numbers, against the data themselves: drawn, fitted and drawn again.

The naive simulation knows nothing of the program's rounds, statistics or samplers. It holds all points of all runs and
follows the words of the plan. Whole distributions of the last round's figures are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.stats import ks_2samp

from core.simulation.bootstrap import BootstrapScenario
from core.simulation.categorical import CategoricalScenario, zipf_shares
from core.simulation.exponential_family import ExponentialFamilyScenario
from core.simulation.gaussian import GaussianScenario
from core.simulation.kernel_density import KernelDensityScenario
from core.simulation.pareto import ParetoScenario
from core.simulation.regimes import Plan
from core.simulation.spread import Generator
from core.simulation.tallies import Source
from core.simulation.uniform import UniformScenario

P_LIMIT = 1e-5  # with some 150 comparisons one false alarm in 700 choices of the seeds
RUNS = 3000

PLANS = [
    Plan("replace", 12, 5, fresh_human=0.1, anchors=0.25, teacher=0.2),
    Plan("replace", 12, 6, anchors=0.4),
    Plan("accumulate", 12, 5, fresh_human=0.1, teacher=0.4),
    Plan("fixed-budget", 12, 5, fresh_human=0.1, teacher=0.4),
    Plan("fixed-budget", 12, 6),
]
BLENDS = [
    Plan("replace", 12, 5, fresh_human=0.1, anchors=0.25, base=0.2, carry_over=0.3),
    Plan("accumulate", 12, 5, base=0.3),
    Plan("fixed-budget", 12, 5, carry_over=0.5),
]


@dataclass(frozen=True)
class Naive:
    """A system as plain draws and fits: points are (runs, points), a model is a tuple of arrays, one row a run."""

    scenario: Callable[[Plan], object]
    real: Callable[[np.random.Generator, int], np.ndarray]
    fit: Callable[[np.ndarray], tuple[np.ndarray, ...]]
    write: Callable[[np.random.Generator, tuple[np.ndarray, ...], int], np.ndarray]
    taught: Callable[[np.random.Generator, int], np.ndarray] | None
    clean: tuple[float | np.ndarray, ...] | None
    figures: Callable[..., dict[str, np.ndarray]]

    def run(self, plan, rng):
        """The last round's figures; the first round's points are handed over too."""
        anchors = self.real(rng, plan.anchor_points)
        pool = first = np.concatenate([anchors, self.real(rng, plan.samples - plan.anchor_points)], axis=1)
        last = self.clean
        for number in range(1, plan.rounds + 1):
            data = rng.permuted(pool, axis=1)[:, : plan.samples] if plan.regime == "fixed-budget" else pool
            model = self.fit(data)
            if plan.base or plan.carry_over:
                fitted = 1 - plan.base - plan.carry_over
                parts = zip(model, last, self.clean, strict=True)
                model = last = tuple(fitted * new + plan.carry_over * old + plan.base * c for new, old, c in parts)
            if number < plan.rounds:
                batch = [self.write(rng, model, plan.own_points), self.real(rng, plan.fresh_points)]
                if plan.teacher_points:
                    batch.append(self.taught(rng, plan.teacher_points))
                pool = np.concatenate([anchors if plan.regime == "replace" else pool, *batch], axis=1)
        return self.figures(model, first)


def bell(rng, model, count):
    return model[0][:, None] + np.sqrt(model[1])[:, None] * rng.standard_normal((len(model[0]), count))


def gaussian(estimator):
    return Naive(
        lambda plan: GaussianScenario(plan, estimator, Generator(teacher_shift=0.5, teacher_variance=0.6)),
        lambda rng, count: rng.standard_normal((RUNS, count)),
        lambda points: (points.mean(axis=1), points.var(axis=1, ddof=int(estimator == "unbiased"))),
        bell,
        lambda rng, count: rng.normal(0.5, np.sqrt(0.6), (RUNS, count)),
        (0.0, 1.0),
        lambda model, _: {"mean_error": model[0] ** 2, "variance": model[1]},
    )


def family(name, draw, mean, variance):
    width = np.sqrt(variance(mean))
    return Naive(
        lambda plan: ExponentialFamilyScenario(plan, name, teacher_shift=0.4),
        lambda rng, count: draw(rng, np.full((RUNS, count), mean)),
        lambda points: (points.mean(axis=1),),
        lambda rng, model, count: draw(rng, np.repeat(model[0][:, None], count, axis=1)),
        lambda rng, count: draw(rng, np.full((RUNS, count), mean + 0.4 * width)),
        (mean,),
        lambda model, _: {
            "mean_error": (model[0] - mean) ** 2 / width**2,
            "variance": variance(model[0]) / width**2,
        },
    )


def power_law(known):
    def fit(points):
        least = np.zeros(RUNS) if known else np.log(points).min(axis=1)
        return least, (np.log(points) - least[:, None]).mean(axis=1)

    return Naive(
        lambda plan: ParetoScenario(plan, 1.5, known, teacher_tail=1.4),
        lambda rng, count: 1 + rng.pareto(1.5, (RUNS, count)),
        fit,
        lambda rng, model, count: np.exp(model[0])[:, None] * (1 + rng.pareto(1 / model[1][:, None], (RUNS, count))),
        lambda rng, count: 1 + rng.pareto(1.5 / 1.4, (RUNS, count)),
        (0.0, 1 / 1.5),
        lambda model, _: {"tail": 1.5 * model[1]} | ({} if known else {"log_minimum": model[0]}),
    )


def evenly():
    return Naive(
        lambda plan: UniformScenario(plan, teacher_width=0.6),
        lambda rng, count: rng.random((RUNS, count)),
        lambda points: (points.min(axis=1), np.ptp(points, axis=1)),
        lambda rng, model, count: model[0][:, None] + model[1][:, None] * rng.random((RUNS, count)),
        lambda rng, count: 0.2 + 0.6 * rng.random((RUNS, count)),
        (0.0, 1.0),
        lambda model, _: {"width": model[1], "mean_error": 12 * (model[0] + model[1] / 2 - 0.5) ** 2},
    )


SHARES = zipf_shares(9)


def labels(rng, shares, count):
    upto = np.cumsum(shares, axis=-1)
    return np.sum(rng.random((RUNS, count))[:, :, None] * upto[..., None, -1:] >= upto[..., None, :], axis=2)


def types():
    taught = SHARES**2 / np.sum(SHARES**2)

    def figures(model, _):
        shares = model[0]
        return {"survivors": np.sum(shares > 0, axis=1), "heterozygosity": 1 - np.sum(shares**2, axis=1)}

    return Naive(
        lambda plan: CategoricalScenario(plan, Source(SHARES), teacher=Source(taught)),
        lambda rng, count: labels(rng, SHARES[None], count),
        lambda points: (np.stack([np.mean(points == kind, axis=1) for kind in range(9)], axis=1),),
        lambda rng, model, count: labels(rng, model[0], count),
        lambda rng, count: labels(rng, taught[None], count),
        (SHARES[None],),
        figures,
    )


def repeated(noise):
    def write(rng, model, count):
        chosen = np.take_along_axis(model[0], rng.integers(0, model[0].shape[1], (RUNS, count)), axis=1)
        return chosen + noise * rng.standard_normal((RUNS, count))

    def figures(model, first):
        points = model[0]
        if noise:
            return {"mean_error": points.mean(axis=1) ** 2, "variance": points.var(axis=1)}
        return {
            "variance": points.var(axis=1) / first.var(axis=1),
            "distinct": np.array([len(set(row)) for row in points.tolist()]),
            "largest": np.abs(points).max(axis=1) / np.abs(first).max(axis=1),
        }

    return Naive(
        lambda plan: KernelDensityScenario(plan, noise) if noise else BootstrapScenario(plan),
        lambda rng, count: rng.standard_normal((RUNS, count)),
        lambda points: (points,),
        write,
        None,
        None,
        figures,
    )


NAIVE = {
    "gaussian mle": gaussian("mle"),
    "gaussian unbiased": gaussian("unbiased"),
    "bernoulli": family(
        "bernoulli", lambda rng, p: (rng.random(p.shape) < p).astype(float), 0.3, lambda p: p * (1 - p)
    ),
    "poisson": family("poisson", lambda rng, mean: rng.poisson(mean).astype(float), 3.0, lambda mean: mean),
    "exponential": family("exponential", lambda rng, mean: rng.exponential(mean), 1.0, lambda mean: mean**2),
    "power law": power_law(known=False),
    "power law of known minimum": power_law(known=True),
    "uniform": evenly(),
    "categorical": types(),
    "bootstrap": repeated(0.0),
    "kernel density": repeated(0.3),
}


def wanted():
    for name, naive in NAIVE.items():
        for plan in [*PLANS, *(BLENDS if naive.clean else [])]:
            if naive.taught is None and plan.teacher_points:
                plan = Plan(plan.regime, plan.samples, plan.rounds, plan.fresh_human, plan.anchors)
            yield pytest.param(name, plan, id=f"{name}, {plan.regime}, {plan_id(plan)}")


def plan_id(plan):
    shares = ("fresh_human", "anchors", "teacher", "base", "carry_over")
    return " ".join(f"{share} {getattr(plan, share):g}" for share in shares if getattr(plan, share)) or "closed"


def compare(name, plan, factor=1.0):
    """The smallest p-value among the figures of the last round."""
    naive, rng = NAIVE[name], np.random.default_rng(5)
    slow = naive.run(plan, rng)
    fast = naive.scenario(plan).sample(RUNS, rng)
    # Sums in another order differ in their last digits, which would part values that are equal.
    pairs = [(np.round(values, 9), np.round(factor * fast[name][-1], 9)) for name, values in slow.items()]
    return min(ks_2samp(*pair).pvalue for pair in pairs)


@pytest.mark.parametrize(("name", "plan"), list(wanted()))
def test_fast_sampler_and_plain_draws_give_the_same_distribution(name, plan):
    assert compare(name, plan) > P_LIMIT


def test_the_comparison_sees_anchors_taken_for_fresh_data_and_figures_a_quarter_off():
    plan, fresh = Plan("replace", 12, 6, anchors=0.4), Plan("replace", 12, 6, fresh_human=0.4)
    naive, rng = NAIVE["gaussian mle"], np.random.default_rng(5)
    slow, fast = naive.run(plan, rng), naive.scenario(fresh).sample(RUNS, rng)
    assert ks_2samp(slow["mean_error"], fast["mean_error"][-1]).pvalue < P_LIMIT
    assert compare("gaussian mle", PLANS[2], 1.25) < P_LIMIT

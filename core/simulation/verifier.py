"""Recursive training on the model's own labels after a verifier has thrown some of them out.

Each round the model repeats the wrong share of its training labels and adds new errors; the verifier keeps right labels
with one probability and wrong ones with another, until the batch is full. Verification multiplies the odds of an error
by keep_wrong / keep_right, so what it removes is bounded by how well it tells the two apart. It also meets rare cases:
a verifier that keeps them less readily removes them round after round, however good the labels.

The classifier averages the labelled points of two classes, a unit apart from the middle in one of 50 directions; it
breaks down where more than half of the kept labels are wrong, at a share keep_right / (keep_right + keep_wrong) before
verification. Fresh human data are right and hold rare cases at their real rate. Other regimes, anchors, teachers and
blends have no meaning of their own here.

Source: Feng, Dohmatob, Yang, Charton and Kempe, "Beyond model collapse" (2024), symmetric case, for the breakdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import Option, System

DIRECTIONS = 50


@dataclass(frozen=True, slots=True)
class VerifierScenario:
    """What is run.

    keep_right, keep_wrong: chance that the verifier keeps a right and a wrong label, above 0.
    new_errors: chance that the model gets a label wrong that its training data had right.
    rare_share: share of rare cases in real data. rare_kept: chance of keeping a rare over that of a common case.
    """

    plan: Plan
    keep_right: float = 0.9
    keep_wrong: float = 0.3
    new_errors: float = 0.02
    rare_share: float = 0.01
    rare_kept: float = 0.8

    @property
    def block(self) -> int:
        """Trajectories drawn together."""
        return 512

    def sample(self, trajectories: int, rng: np.random.Generator) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories)."""
        plan, shape = self.plan, (self.plan.rounds, trajectories)
        wrong, rare = np.zeros(shape), np.empty(shape)
        rare[0] = rng.binomial(plan.samples, self.rare_share, trajectories) / plan.samples
        for earlier in range(plan.rounds - 1):
            wrong[earlier + 1] = rng.binomial(plan.own_points, self.wrong_after(wrong[earlier])) / plan.samples
            kept = rng.binomial(plan.own_points, self.rare_after(rare[earlier]))
            kept += rng.binomial(plan.fresh_points, self.rare_share, trajectories)
            rare[earlier + 1] = kept / plan.samples
        return {
            "wrong": wrong,
            "accuracy": _accuracy(wrong, plan.samples, rng),
            "rare_cases": rare / self.rare_share,
        }

    def wrong_after(self, wrong: Floats) -> Floats:
        """Wrong share of the verified labels of a model whose training labels had a given wrong share."""
        made = wrong + (1 - wrong) * self.new_errors
        return self.keep_wrong * made / (self.keep_wrong * made + self.keep_right * (1 - made))

    def rare_after(self, rare: Floats) -> Floats:
        """Rare share of the verified cases of a model whose training data had a given rare share."""
        return self.rare_kept * rare / (1 - (1 - self.rare_kept) * rare)

    def theory(self) -> dict[str, Floats]:
        """Wrong share and rare cases for large samples; in small ones both differ slightly, by curvature."""
        plan, fresh = self.plan, self.plan.fresh_points / self.plan.samples
        wrong, rare = np.zeros(plan.rounds), np.full(plan.rounds, self.rare_share)
        for earlier in range(plan.rounds - 1):
            wrong[earlier + 1] = (1 - fresh) * self.wrong_after(wrong[earlier])
            rare[earlier + 1] = (1 - fresh) * self.rare_after(rare[earlier]) + fresh * self.rare_share
        return {"wrong": wrong, "rare_cases": rare / self.rare_share}


def breakdown(keep_right: float, keep_wrong: float) -> float:
    """Wrong share before verification above which the averaging classifier is worse than chance."""
    return keep_right / (keep_right + keep_wrong)


def _accuracy(wrong: Floats, samples: int, rng: np.random.Generator) -> Floats:
    # The average of labelled points is normal about (1 - 2 wrong) in the right direction and about 0 in the others.
    along = 1 - 2 * wrong + rng.standard_normal(wrong.shape) / np.sqrt(samples)
    across = rng.chisquare(DIRECTIONS - 1, wrong.shape) / samples
    return np.asarray(ndtr(along / np.sqrt(along**2 + across)))


def _build(plan: Plan, options: Mapping[str, Value]) -> VerifierScenario:
    return VerifierScenario(plan, **{name: float(value) for name, value in options.items()})


SYSTEM = System(
    name="verifier",
    title="A classifier trained on its own labels after a check",
    quantities={
        "wrong": "share of wrong labels among the training data",
        "accuracy": "share of new cases that a classifier fitted to these data gets right; at best 0.841",
        "rare_cases": "share of rare cases in the training data over the real share",
    },
    options=(
        Option("keep_right", "number", 0.9, "chance that the verifier keeps a right label", 0.001, 1),
        Option("keep_wrong", "number", 0.3, "chance that the verifier keeps a wrong label", 0.001, 1),
        Option("new_errors", "number", 0.02, "chance that the model gets a right label wrong", 0, 1),
        Option("rare_share", "number", 0.01, "share of rare cases in real data", 0.000001, 0.5),
        Option(
            "rare_kept", "number", 0.8, "chance of keeping a rare over that of a common case; 1 for tail-aware", 0.01, 1
        ),
    ),
    source="Feng, Dohmatob, Yang, Charton and Kempe (2024)",
    build=_build,
    samples=10_000,
    rounds=20,
    trajectories=512,
    regimes=("replace",),
    refuses={
        "accumulate": "the published loop checks one batch after another; what was kept before is not checked again",
        "fixed-budget": "the published loop checks one batch after another; what was kept before is not checked again",
        "anchors": "fixed real examples are right and hold rare cases as fresh ones do; use fresh_human",
        "teacher": "its labels would pass the same check as the model's own; use new_errors",
        "base": "a model here is known by its wrong share alone and has no numbers to blend",
        "carry_over": "a model here is known by its wrong share alone and has no numbers to blend",
    },
)

"""The training loop that is simulated: what goes into each round, for many parameter draws at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from core.risk.distributions import Floats

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

    def with_new_human(self, share: Floats) -> TrainingLoop:
        """The same loop with at least this share of each round newly collected from people.

        What is new takes its room from everything else in proportion.
        """
        other_human = np.maximum(1 - self.web - self.generated - self.anchors, 0)
        new = self.renewed * other_human
        wanted = np.maximum(share, new)
        scale = (1 - wanted) / np.maximum(1 - new, _TINY)
        old_human = scale * (other_human - new)
        return replace(
            self,
            web=scale * self.web,
            generated=scale * self.generated,
            anchors=scale * self.anchors,
            renewed=wanted / np.maximum(wanted + old_human, _TINY),
        )

    @classmethod
    def joined(cls, loops: Sequence[TrainingLoop]) -> TrainingLoop:
        """The draws of several loops, one after the other."""
        return cls(**{f.name: np.concatenate([getattr(loop, f.name) for loop in loops]) for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class Mix:
    """Make-up of one round: new human, outside-teacher, own-loop, web machine text, fixed human. They add up to 1."""

    human: Floats
    outside: Floats
    own: Floats
    web: Floats
    fixed: Floats


@dataclass(frozen=True, slots=True)
class Round:
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


def plan_of(loop: TrainingLoop, horizon_years: float) -> list[Round]:
    """Every round up to the horizon with the draws that still run in it, sorted by falling number of rounds."""
    plan = []
    for number in range(1, int(loop.rounds[0]) + 1):
        on = loop.take(slice(0, int(np.searchsorted(-loop.rounds, -number, side="right"))))
        kept = np.where(on.replaces, 0.0, (1 + (number - 1) * on.growth) / (1 + number * on.growth))
        plan.append(Round(on, mix_of_round(on, number, horizon_years), kept))
    return plan

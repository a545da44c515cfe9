"""From draws of the parameters to the training loop that is simulated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.risk.distributions import BetaAround, Distribution, Floats
from core.risk.elicitation import Draws, stream
from core.risk.parameter_tables import Interval
from core.risk.parameters import REGIMES, Parameters
from core.risk.training_loop import TrainingLoop

_EDGE = 1e-6
"""How near a share may come to 0 and 1 where odds or quotients end."""


def loop_of(draws: Draws, parameters: Parameters) -> TrainingLoop:
    """The training loop of each draw: a round's make-up, rounds up to the horizon, what the categories do.

    Newly collected human data that were claimed have to fit beside the rest of the round; where their share is held at
    one value, the rest makes room.
    """
    v = draws.values
    size = _round_size(draws)
    web, generated, anchors = _shares_of_round(draws, parameters, size)
    other_human = np.maximum(1 - web - generated - anchors, _EDGE)
    renewed = np.where(
        draws.decides("new_human_share", "renewed_human"),
        np.minimum(1, v["new_human_share"] / other_human),
        v["renewed_human"],
    )
    effects = _effects(draws, parameters)
    rounds = np.maximum(np.rint(parameters.horizon_months / v["months_between_rounds"]), np.rint(v["rounds_so_far"]))
    regime = v["regime"].astype(np.int64)
    loop = TrainingLoop(
        rounds=np.maximum(rounds, 1).astype(np.int64),
        replaces=regime == REGIMES.index("replace"),
        fixed_size=regime == REGIMES.index("budget"),
        growth=v["growth"],
        round_size=size,
        web=web,
        generated=generated,
        anchors=anchors,
        own=v["own_output_share"],
        renewed=renewed,
        anchors_renewed=v["anchors_renewed"] > 0,
        web_ai=np.clip(v["web_ai_share"], _EDGE, 1 - _EDGE),
        web_drift=v["web_drift"],
        web_odds=v["fluency_bias"] * (1 - effects["removed"]),
        recall=v["filter_recall"],
        false_alarms=v["filter_false_alarms"],
        tail=effects["tail"],
        variety=effects["variety"],
        compounding=effects["compounding"],
        web_tail=v["web_tail"],
        web_variety=v["web_variety"],
        web_compounding=v["web_compounding"],
        right_kept=effects["right_kept"],
        wrong_kept=effects["wrong_kept"],
        tail_kept=effects["tail_kept"],
        new_errors=v["new_errors"],
        from_base=effects["from_base"],
        carried_over=effects["carried_over"],
        rare_count=v["rare_count"],
    )
    return loop.with_new_human(v["new_human_share"]) if "new_human_share" in draws.held else loop


def _round_size(draws: Draws) -> Floats:
    """Examples in a round; derived where the number of human examples and their guaranteed share were both stated."""
    v = draws.values
    told = draws.decides("anchors", "round_size") & draws.decides("human_floor", "round_size")
    derivable = told & (v["anchors"] > 0) & (v["human_floor"] > _EDGE)
    return np.where(derivable, v["anchors"] / np.maximum(v["human_floor"], _EDGE), v["round_size"])


def _shares_of_round(draws: Draws, parameters: Parameters, size: Floats) -> tuple[Floats, Floats, Floats]:
    """Shares of recent web text, generated text and the fixed human set in one round; what is left is other human text.

    A stated machine-made share is a share of the whole round and comes first; while it is unknown, its prior speaks of
    what is neither web text nor fixed set. Where it includes inherited text, the machine-written part of the web comes
    out of it. A guaranteed human share is a ceiling on generated text.
    """
    v = draws.values
    anchors = np.minimum(v["anchors"] / size, parameters.anchor_share_at_most)
    web_ai = np.clip(v["web_ai_share"], _EDGE, 1)
    web = np.where(
        draws.decides("inherited_share", "crawled", "recent_web"),
        np.minimum(1, v["inherited_share"] / web_ai),
        v["crawled"] * v["recent_web"],
    )
    ceiling = 1 - v["human_floor"]

    generated_prior = np.minimum(v["generated_share"] * (1 - web) * (1 - anchors), ceiling)
    web_prior = web * (1 - anchors)

    included = v["inherited_counted"] > 0
    web_stated = np.where(included, np.minimum(web, v["generated_share"] / web_ai), web)
    generated_stated = np.where(included, v["generated_share"] - web_stated * web_ai, v["generated_share"])
    generated_stated = np.clip(np.minimum(generated_stated, ceiling), 0, 1)
    anchors_stated = np.minimum(anchors, 1 - generated_stated)
    web_stated = np.minimum(web_stated, 1 - generated_stated - anchors_stated)

    known = draws.stated["generated_share"]
    return (
        np.where(known, web_stated, web_prior),
        np.where(known, generated_stated, generated_prior),
        np.where(known, anchors_stated, anchors),
    )


def _effects(draws: Draws, parameters: Parameters) -> dict[str, Floats]:
    """What the categories of each draw do to the model, drawn from the tables of the parameter file."""
    v, seed = draws.values, draws.seed
    training = list(parameters.training.table.values())
    decoding = list(parameters.decoding.table.values())
    checks = list(parameters.verification.table.values())

    position = stream(seed, "effect training").random(len(v["training"]))
    start = {
        "from_base": _between([x.from_base for x in training], v["training"], position),
        "carried_over": _between([x.carried_over for x in training], v["training"], position),
    }
    return {
        **start,
        "tail": _by_category([_around(x.tail) for x in decoding], v["decoding"], stream(seed, "effect tail")),
        "variety": _by_category([_around(x.variety) for x in decoding], v["decoding"], stream(seed, "effect variety")),
        "compounding": _uniform([x.compounding for x in decoding], v["decoding"], seed, "compounding"),
        "right_kept": _uniform([x.right_kept for x in checks], v["verification"], seed, "right kept"),
        "wrong_kept": _uniform([x.wrong_kept for x in checks], v["verification"], seed, "wrong kept"),
        "tail_kept": np.where(
            v["tail_aware"] > 0,
            _uniform([x.tail_kept_aware for x in checks], v["verification"], seed, "tail kept"),
            _uniform([x.tail_kept_blind for x in checks], v["verification"], seed, "tail kept"),
        ),
        "removed": _by_category(list(parameters.dedup.table.values()), v["dedup"], stream(seed, "effect dedup")),
    }


def _around(mean_and_sd: Interval) -> BetaAround:
    return BetaAround(mean=mean_and_sd[0], sd=mean_and_sd[1])


def _by_category(table: Sequence[Distribution], categories: Floats, rng: np.random.Generator) -> Floats:
    """One draw from the distribution of each draw's category."""
    options = [distribution.draw(rng, len(categories)) for distribution in table]
    return np.choose(categories.astype(np.int64), options).astype(np.float64)


def _uniform(table: Sequence[Interval], categories: Floats, seed: int, name: str) -> Floats:
    """An even draw between the ends that each draw's category has."""
    return _between(table, categories, stream(seed, f"effect {name}").random(len(categories)))


def _between(table: Sequence[Interval], categories: Floats, position: Floats) -> Floats:
    """The value at ``position`` (0 to 1) between the ends that each draw's category has."""
    ends = np.array(table, dtype=np.float64)[categories.astype(np.int64)]
    low, high = ends[:, 0], ends[:, 1]
    return np.asarray(low + position * (high - low), dtype=np.float64)

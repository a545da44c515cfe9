"""Every system by name, and the one function that runs any of them.

A new system is one file with a ``SYSTEM`` and one line here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from core.simulation import (
    boltzmann,
    bootstrap,
    categorical,
    error_sources,
    exponential_family,
    gaussian,
    kernel_density,
    mixture,
    ngram,
    pareto,
    regression,
    strong_collapse,
    two_components,
    uniform,
    verifier,
    weighting,
)
from core.simulation.blocks import sample_in_blocks
from core.simulation.neural import transformer, vae
from core.simulation.regimes import Plan, Regime
from core.simulation.result import Trajectories, Value, summarise
from core.simulation.system import PLANNED, Progress, System
from core.version import program_version

SYSTEMS: Mapping[str, System] = MappingProxyType(
    {
        module.SYSTEM.name: module.SYSTEM
        for module in (
            gaussian,
            categorical,
            mixture,
            two_components,
            pareto,
            uniform,
            bootstrap,
            kernel_density,
            regression,
            strong_collapse,
            exponential_family,
            boltzmann,
            weighting,
            verifier,
            error_sources,
            ngram,
            vae,
            transformer,
        )
    }
)
MOST_POINTS = 10_000_000


def run(
    name: str,
    options: Mapping[str, Value] | None = None,
    *,
    regime: Regime = "replace",
    samples: int | None = None,
    rounds: int | None = None,
    fresh_human: float = 0.0,
    trajectories: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Trajectories:
    """Simulate one system and summarise it round by round.

    options: the system's own settings by name; text as typed is accepted. Whatever is not given takes the default.
    samples, rounds, trajectories: None for the system's defaults.
    seed: None draws one; the result records it. The same seed and settings give the same numbers.
    threads, progress: as in ``sample_in_blocks``.

    Raises ValueError, in one sentence naming the setting, for anything unknown, contradictory or out of range.
    """
    system = _find(name)
    if regime not in system.regimes:
        reason = f": {system.refuses[regime]}" if regime in system.refuses else ""
        raise ValueError(f"{name} runs with regime {', '.join(system.regimes)}, got {regime!r}{reason}")
    if fresh_human and "fresh_human" in system.refuses:
        raise ValueError(f"{name} has no fresh_human: {system.refuses['fresh_human']}")
    chosen = system.read_options(options or {})
    plan = Plan(
        regime,
        system.samples if samples is None else samples,
        system.rounds if rounds is None else rounds,
        fresh_human,
        **{option.name: float(chosen[option.name]) for option in PLANNED if option.name in chosen},
    )
    wanted = system.trajectories if trajectories is None else trajectories
    _check_trajectories(wanted, plan.rounds)
    seed = secrets.randbits(32) if seed is None else seed
    if seed < 0:
        raise ValueError(f"seed must be at least 0, got {seed}")

    scenario = system.build(plan, chosen)
    paths = sample_in_blocks(scenario, wanted, seed, threads=threads, progress=progress)
    with np.errstate(all="ignore"):
        mean, standard_error, quantiles, theory = summarise(paths, scenario.theory())
    return Trajectories(
        system=name,
        regime=regime,
        rounds=np.arange(1, plan.rounds + 1),
        trajectories=wanted,
        mean=mean,
        standard_error=standard_error,
        quantiles=quantiles,
        theory=theory,
        seed=seed,
        version=program_version(),
        parameters=MappingProxyType({"samples": plan.samples, "fresh_human": plan.fresh_human, **chosen}),
    )


def _find(name: str) -> System:
    if name not in SYSTEMS:
        raise ValueError(f"there is no system {name!r}; there are {', '.join(SYSTEMS)}")
    return SYSTEMS[name]


def _check_trajectories(trajectories: int, rounds: int) -> None:
    if trajectories < 2:
        raise ValueError(f"trajectories must be at least 2, so that there is a standard error, got {trajectories}")
    if trajectories * rounds > MOST_POINTS:
        raise ValueError(f"trajectories times rounds must be at most {MOST_POINTS:,}, got {trajectories} x {rounds}")

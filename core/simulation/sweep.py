"""Many runs at once: a grid of settings, on threads, on processes, or on a cluster.

For researchers; the program itself never needs it. Any ``concurrent.futures.Executor`` will do, among them the one that
``dask.distributed.Client.get_executor()`` gives (extra ``cluster``). Each run has its own seed, a child of the sweep's
seed, so the numbers do not depend on who computes them, or in which order.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

import numpy as np

from core.simulation.regimes import Regime
from core.simulation.result import Trajectories, Value
from core.simulation.systems import run


@dataclass(frozen=True, slots=True)
class Setting:
    """One run of a sweep, as ``core.simulation.systems.run`` takes it."""

    system: str
    seed: int
    regime: Regime = "replace"
    samples: int | None = None
    rounds: int | None = None
    fresh_human: float = 0.0
    trajectories: int | None = None
    options: Mapping[str, Value] = field(default_factory=dict)


def grid(
    system: str,
    *,
    seed: int | None = None,
    regimes: Sequence[Regime] = ("replace",),
    samples: Sequence[int | None] = (None,),
    rounds: Sequence[int | None] = (None,),
    fresh_human: Sequence[float] = (0.0,),
    trajectories: int | None = None,
    options: Mapping[str, Sequence[Value]] | None = None,
) -> tuple[Setting, ...]:
    """Every combination of the settings given, the last one varying fastest; each with its own seed.

    options: for each option of the system the values to try. seed: None draws one.
    """
    by_name = options or {}
    chosen = [dict(zip(by_name, values, strict=True)) for values in itertools.product(*by_name.values())]
    combinations = list(itertools.product(regimes, samples, rounds, fresh_human, chosen))
    root = np.random.SeedSequence(secrets.randbits(32) if seed is None else seed)
    seeds = [int(child.generate_state(1)[0]) for child in root.spawn(len(combinations))]
    return tuple(
        Setting(system, own_seed, regime, size, length, fresh, trajectories, own_options)
        for own_seed, (regime, size, length, fresh, own_options) in zip(seeds, combinations, strict=True)
    )


def sweep(settings: Sequence[Setting], executor: Executor | None = None) -> tuple[Trajectories, ...]:
    """Run every setting and return the results in the same order.

    executor: None runs on threads of this machine. The caller shuts a given executor down.
    Raises ValueError, in one sentence, for the first setting that makes no sense; runs not yet begun are given up.
    """
    if executor is None:
        with ThreadPoolExecutor() as threads:
            return sweep(settings, threads)
    futures = [executor.submit(_run_plain, setting) for setting in settings]
    try:
        return tuple(_result(future.result()) for future in futures)
    finally:
        for future in futures:
            future.cancel()


def _run_plain(setting: Setting) -> dict[str, Any]:
    """One run as plain mappings, which travel between processes where read-only views do not."""
    result = run(
        setting.system,
        setting.options,
        regime=setting.regime,
        samples=setting.samples,
        rounds=setting.rounds,
        fresh_human=setting.fresh_human,
        trajectories=setting.trajectories,
        seed=setting.seed,
        threads=1,
    )
    return {name: _unwrapped(getattr(result, name)) for name in (part.name for part in fields(result))}


def _unwrapped(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _result(plain: Mapping[str, Any]) -> Trajectories:
    """The result again, its arrays read-only as before."""
    for value in plain.values():
        for array in value.values() if isinstance(value, dict) else (value,):
            if isinstance(array, np.ndarray):
                array.flags.writeable = False
    parts: dict[str, Any] = {
        name: MappingProxyType(value) if isinstance(value, dict) else value for name, value in plain.items()
    }
    return Trajectories(**parts)

"""What a run returns: averages, errors and quantiles over rounds, with everything needed to run it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from core.simulation.regimes import Regime

Floats = NDArray[np.float64]
Value = str | int | float | bool

QUANTILES = (0.05, 0.25, 0.50, 0.75, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Trajectories:
    """Many independent runs of one system, summarised round by round.

    rounds: 1 to N; round 1 fits real data.
    trajectories: number of independent runs behind the averages.
    mean, standard_error: for each quantity an array of shape (rounds,).
    quantiles: for each quantity an array of shape (5, rounds): 5, 25, 50, 75 and 95 %.
    theory: for the quantities with a closed form, its value in each round, shape (rounds,).
    seed, version, parameters: the drawn or given seed, the program, and every setting; together they repeat the run.

    Every number is finite and every array is read-only.
    """

    system: str
    regime: Regime
    rounds: NDArray[np.int64]
    trajectories: int
    mean: Mapping[str, Floats]
    standard_error: Mapping[str, Floats]
    quantiles: Mapping[str, Floats]
    theory: Mapping[str, Floats]
    seed: int
    version: str
    parameters: Mapping[str, Value]

    def as_json(self) -> dict[str, object]:
        """The result as plain lists and numbers, for ``headwater simulate --json``."""
        return {
            "system": self.system,
            "regime": self.regime,
            "rounds": self.rounds.tolist(),
            "mean": _plain(self.mean),
            "standard_error": _plain(self.standard_error),
            "quantiles": _plain(self.quantiles),
            "theory": _plain(self.theory),
            "trajectories": self.trajectories,
            "seed": self.seed,
            "version": self.version,
            "parameters": dict(self.parameters),
        }


def summarise(
    paths: Mapping[str, Floats], theory: Mapping[str, Floats]
) -> tuple[Mapping[str, Floats], Mapping[str, Floats], Mapping[str, Floats], Mapping[str, Floats]]:
    """Mean, standard error, quantiles and theory of paths of shape (rounds, trajectories), all read-only.

    Raises ValueError if any value is not a finite number, naming the quantity and the first such round.
    """
    mean, error, quantiles = {}, {}, {}
    for name, path in paths.items():
        _check_finite(name, path)
        mean[name] = path.mean(axis=1)
        error[name] = path.std(axis=1, ddof=1) / np.sqrt(path.shape[1])
        _check_finite(name, np.stack([mean[name], error[name]], axis=1))
        quantiles[name] = np.quantile(path, QUANTILES, axis=1)
    for name, expected in theory.items():
        _check_finite(f"theory of {name}", expected[:, None])
    return _frozen(mean), _frozen(error), _frozen(quantiles), _frozen(theory)


def _check_finite(name: str, path: Floats) -> None:
    bad = ~np.isfinite(path).all(axis=1)
    if bad.any():
        first = int(np.argmax(bad)) + 1
        raise ValueError(f"{name} left the range of numbers in round {first}; use fewer rounds or more samples")


def _frozen(arrays: Mapping[str, Floats]) -> Mapping[str, Floats]:
    for array in arrays.values():
        array.flags.writeable = False
    return MappingProxyType(dict(arrays))


def _plain(arrays: Mapping[str, Floats]) -> dict[str, list[float]]:
    return {name: array.tolist() for name, array in arrays.items()}

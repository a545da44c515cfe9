"""How tail coverage and variance develop over the months up to the horizon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.risk.engine import Run
from core.risk.parameters import Parameters
from core.risk.result import Course, CourseName, Track


def months_of(parameters: Parameters) -> tuple[int, ...]:
    """The months at which a course is read, from 0 to the horizon."""
    return tuple(range(0, parameters.horizon_months + 1, parameters.course_step_months))


def course_of(name: CourseName, run: Run, parameters: Parameters) -> Course:
    """The course of a run; a round shows once it is complete."""
    coverage = _track(run, run.outcome.history, parameters)
    variance = _track(run, run.outcome.variance_history, parameters)
    return Course(name, coverage.low, coverage.median, coverage.high, variance)


def _track(run: Run, history: NDArray[np.float32], parameters: Parameters) -> Track:
    rounds = run.outcome.rounds
    everyone = np.arange(len(rounds))
    quantiles = []
    for month in months_of(parameters):
        complete = np.minimum(rounds * month // parameters.horizon_months, rounds)
        quantiles.append(np.quantile(history[complete, everyone], (0.05, 0.5, 0.95)))
    return Track(*(tuple(float(figure) for figure in line) for line in np.array(quantiles).T))

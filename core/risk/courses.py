"""How tail coverage develops over the months up to the horizon."""

from __future__ import annotations

from typing import Literal

import numpy as np

from core.risk.engine import Run
from core.risk.parameters import Parameters
from core.risk.result import Course


def months_of(parameters: Parameters) -> tuple[int, ...]:
    """The months at which a course is read, from 0 to the horizon."""
    return tuple(range(0, parameters.horizon_months + 1, parameters.course_step_months))


def course_of(name: Literal["as stated", "worst answers", "all human"], run: Run, parameters: Parameters) -> Course:
    """5th, 50th and 95th percentile of tail coverage at each month; a round shows once it is complete."""
    rounds = run.outcome.rounds
    everyone = np.arange(len(rounds))
    quantiles = []
    for month in months_of(parameters):
        complete = np.minimum(rounds * month // parameters.horizon_months, rounds)
        quantiles.append(np.quantile(run.outcome.history[complete, everyone], (0.05, 0.5, 0.95)))
    low, median, high = (tuple(float(figure) for figure in line) for line in np.array(quantiles).T)
    return Course(name, low, median, high)

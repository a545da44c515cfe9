"""How far a loss has gone: none, early (rare cases), late (variety or correctness), total."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.risk.dynamics import Outcome
from core.risk.parameter_tables import StageLimits

NONE, EARLY, LATE, TOTAL = range(4)


def stage_of(outcome: Outcome, limits: StageLimits) -> NDArray[np.int64]:
    """The worst stage each draw reaches at the horizon.

    Early: tail coverage below its limit. Late: variance below its limit, or errors above theirs. Total: hardly any
    variance left. Shumailov et al. (2024) name the stages; the limits are judgement and stand in the parameter file.
    """
    stage = np.where(outcome.tail_coverage < limits.early_coverage_below, EARLY, NONE)
    late = (outcome.variance_retained < limits.late_variance_below) | (outcome.error_mass > limits.late_errors_above)
    stage = np.where(late, LATE, stage)
    return np.where(outcome.variance_retained < limits.total_variance_below, TOTAL, stage)

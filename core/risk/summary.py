"""A run in a few figures."""

from __future__ import annotations

import numpy as np

from core.risk.distributions import Floats
from core.risk.engine import Run
from core.risk.result import Spread


def interval_of(run: Run, stage: int) -> tuple[float, float]:
    """5th and 95th percentile, over what the vendor could tell us, of the chance that ``stage`` or worse is reached."""
    low, high = np.quantile(run.by_block(run.stage >= stage), (0.05, 0.95))
    return float(low), float(high)


def spread_of(values: Floats) -> Spread:
    """5th, 50th and 95th percentile of the draws."""
    return Spread(*(float(figure) for figure in np.quantile(values, (0.05, 0.5, 0.95))))

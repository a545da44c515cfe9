"""Which open question would narrow the rare-case gauge most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.risk.adverse import does_not_apply
from core.risk.claims import feeds
from core.risk.engine import Run
from core.risk.parameters import Parameters
from core.risk.result import AskNext
from core.risk.stages import EARLY
from questionnaires.answer import Answer
from questionnaires.pack import Question

BINS_ALONE = 6
BINS_TOGETHER = 4
"""Bins of one parameter where a question feeds one, and where it feeds several."""
SMALLEST_BIN = 8
"""Blocks a bin needs before it is looked at by itself."""


def ask_next(
    run: Run, questions: Sequence[Question], answers: Mapping[str, Answer], parameters: Parameters
) -> tuple[AskNext, ...]:
    """Every open question that feeds the simulation, the most telling first.

    The share of variance is the first-order index of what the question tells: the variance, between bins of the
    parameters it feeds, of the mean tail coverage, over the variance of tail coverage; corrected for the variance that
    bins of chance would show. It uses the same draws as the gauges.
    """
    coverage = run.by_block(run.outcome.tail_coverage)
    early = run.by_block(run.stage >= EARLY)
    total = float(run.outcome.tail_coverage.var())
    found = []
    for question in questions:
        names = [name for name in parameters.parameters if name in feeds(question, parameters)]
        varied = [name for name in names if np.ptp(run.draws.of_blocks(name)) > 0]
        if _is_answered(question, answers) or not varied:
            continue
        bins = _bins_of(varied, run, parameters)
        best, worst = _ends(bins, early)
        found.append(
            AskNext(
                question=question.id,
                parameter=" and ".join(parameters.parameters[name].meaning for name in varied),
                share_of_variance=_share_between(bins, coverage, total),
                probability_if_best=best,
                probability_if_worst=worst,
            )
        )
    return tuple(
        sorted(found, key=lambda one: (-one.share_of_variance, one.probability_if_best - one.probability_if_worst))
    )


def _is_answered(question: Question, answers: Mapping[str, Answer]) -> bool:
    answer = answers.get(question.id)
    return does_not_apply(question, answers) or (answer is not None and answer.answered)


def _bins_of(names: Sequence[str], run: Run, parameters: Parameters) -> NDArray[np.int64]:
    """A bin number for each block: categories as they are, amounts by quantile, several parameters crossed."""
    bins = np.zeros(run.draws.blocks, dtype=np.int64)
    count = BINS_ALONE if len(names) == 1 else BINS_TOGETHER
    for name in names:
        values = run.draws.of_blocks(name)
        if parameters.parameters[name].values:
            own = values.astype(np.int64)
        else:
            edges = np.unique(np.quantile(values, np.linspace(0, 1, count + 1)[1:-1]))
            own = np.searchsorted(edges, values, side="left").astype(np.int64)
        bins = bins * 16 + own
    return np.unique(bins, return_inverse=True)[1].astype(np.int64)


def _share_between(bins: NDArray[np.int64], coverage: NDArray[np.float64], total: float) -> float:
    if total <= 0:
        return 0.0
    counts = np.bincount(bins)
    means = np.bincount(bins, coverage) / counts
    between = float((counts * (means - coverage.mean()) ** 2).sum()) / len(coverage)
    within = float(coverage.var()) - between
    by_chance = within * (len(counts) - 1) / max(len(coverage) - len(counts), 1)
    return min(max((between - by_chance) / total, 0.0), 1.0)


def _ends(bins: NDArray[np.int64], early: NDArray[np.float64]) -> tuple[float, float]:
    """Chance of early loss in the best and in the worst bin that is large enough to be read."""
    counts = np.bincount(bins)
    means = np.bincount(bins, early) / counts
    read = means[counts >= SMALLEST_BIN] if (counts >= SMALLEST_BIN).any() else means
    return float(read.min()), float(read.max())

"""How long a risk takes on one core, full and live, how far live figures scatter, and peak memory.

Run from the repository with one thread: OMP_NUM_THREADS=1 python tests/benchmarks/risk.py.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from core.audit.document import AuditDocument
from core.risk.engine import Engine
from core.risk.live import LIVE_DRAWS, WITHIN, score_live
from core.risk.parameters import load_parameters
from core.risk.rare_types import follow_rare_types
from core.risk.result import RiskResult
from core.risk.score import score_risk, score_with
from questionnaires.library import EXAMPLES, load_library
from questionnaires.safe_yaml import read_yaml

Score = Callable[[AuditDocument, int], RiskResult]
SEEDS = 10
LIBRARY = load_library()


def main() -> None:
    """Print milliseconds of processor time and the run-to-run spread of the rare-case gauge."""
    audits = {path.stem: AuditDocument.model_validate(read_yaml(path)) for path in sorted(EXAMPLES.glob("*.yaml"))}
    for name, audit in audits.items():
        print(name)
        for engine, score in (("full", full), ("live by moments", live), ("live by types", live_by_types)):
            milliseconds, chances = timed(score, audit)
            spread = f"chance {np.mean(chances):.3f}, from run to run +-{np.std(chances):.3f}"
            print(f"  {engine:16} {np.median(milliseconds):5.0f} ms (slowest {max(milliseconds):5.0f})  {spread}")
    walk = [step for audit in audits.values() for step in steps(audit)]
    for engine, score in (("live by moments", live), ("live by types", live_by_types)):
        milliseconds = [timed(score, step, seeds=1)[0][0] for step in walk]
        middle, slow = np.quantile(milliseconds, (0.5, 0.95))
        print(f"walk of {len(walk)} updates, {engine}: median {middle:.0f} ms, 95 % within {slow:.0f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


def full(audit: AuditDocument, seed: int) -> RiskResult:
    """The full engine."""
    return score_risk(audit.answers, LIBRARY.packs_of(audit.packs), audit.context.lane, seed=seed)


def live(audit: AuditDocument, seed: int) -> RiskResult:
    """The live engine."""
    return score_live(audit.answers, LIBRARY.packs_of(audit.packs), audit.context.lane, seed=seed)


def live_by_types(audit: AuditDocument, seed: int) -> RiskResult:
    """As many draws as the live engine, each with sixteen random types."""
    engine = Engine(load_parameters(), seed, follow_rare_types, WITHIN)
    packs = LIBRARY.packs_of(audit.packs)
    return score_with(engine, audit.answers, packs, audit.context.lane, draws=LIVE_DRAWS, bands=False)


def steps(audit: AuditDocument) -> list[AuditDocument]:
    """The audit after each of its answers."""
    answers = list(audit.answers.items())
    return [audit.model_copy(update={"answers": dict(answers[:count])}) for count in range(len(answers) + 1)]


def timed(score: Score, audit: AuditDocument, seeds: int = SEEDS) -> tuple[list[float], list[float]]:
    """Processor milliseconds and chance of early loss for each seed."""
    milliseconds, chances = [], []
    for seed in range(seeds):
        begin = time.process_time()
        chances.append(score(audit, seed).rare_case.probability)
        milliseconds.append(1000 * (time.process_time() - begin))
    return milliseconds, chances


if __name__ == "__main__":
    main()

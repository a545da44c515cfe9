"""How long scoring takes, without the simulation: run this file. Each worked audit should stay below 20 ms."""

from __future__ import annotations

import statistics
import time

import yaml

from core.assessment.assess import assess
from core.assessment.evaluate import evaluate
from core.audit.document import AuditDocument
from questionnaires.library import EXAMPLES, load_library

GOAL_MS = 20.0
REPEATS = 30


def main() -> None:
    """Print the median and the slowest of some runs for each worked audit."""
    library = load_library()
    for path in sorted(EXAMPLES.glob("*.yaml")):
        document = AuditDocument.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        risk = evaluate(document, library, draws=200).risk
        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            assess(document, risk, library)
            times.append(1000 * (time.perf_counter() - start))
        median = statistics.median(times)
        verdict = "within" if median < GOAL_MS else "ABOVE"
        print(f"{path.stem:32} median {median:5.1f} ms, slowest {max(times):5.1f} ms, {verdict} {GOAL_MS:.0f} ms")


if __name__ == "__main__":
    main()

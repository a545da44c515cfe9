"""How long a risk takes on one core, and its peak memory. Run: python tests/benchmarks/risk.py."""

from __future__ import annotations

import resource
import statistics
import time

from core.audit.document import AuditDocument
from core.risk.score import DEFAULT_DRAWS, LIVE_DRAWS, score_risk
from questionnaires.library import EXAMPLES, load_library
from questionnaires.safe_yaml import read_yaml

REPEATS = 7


def main() -> None:
    """Print processor milliseconds (median and slowest) for each worked audit, in full and live."""
    library = load_library()
    for path in sorted(EXAMPLES.glob("*.yaml")):
        audit = AuditDocument.model_validate(read_yaml(path))
        packs = library.packs_of(audit.packs)
        line = path.stem.ljust(34)
        for name, draws in (("full", DEFAULT_DRAWS), ("live", LIVE_DRAWS)):
            taken = []
            for seed in range(REPEATS):
                begin = time.process_time()
                score_risk(audit.answers, packs, audit.context.lane, seed=seed, draws=draws)
                taken.append(1000 * (time.process_time() - begin))
            line += f"  {name} {statistics.median(taken):5.0f} ms (slowest {max(taken):5.0f})"
        print(line)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


if __name__ == "__main__":
    main()

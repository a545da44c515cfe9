"""How long it takes to put twenty evaluated audits side by side, without their simulations.

Run from the repository: python tests/benchmarks/comparison.py.
"""

from __future__ import annotations

import time
from dataclasses import replace

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.qaudit import read_audit
from core.comparison.compare import MOST, compare
from core.comparison.result import Comparison
from questionnaires.library import EXAMPLES, load_library
from reports.exports.comparison_workbook import comparison_workbook
from reports.figures.comparison import comparison_dots

LIMIT_SECONDS = 1.0
LIBRARY = load_library()


def main() -> None:
    """Print the seconds for the comparison, its figures and its workbook; fail above one second for the first."""
    evaluations = twenty()
    seconds, comparison = min((timed(evaluations) for _ in range(5)), key=lambda pair: pair[0])
    print(f"{MOST} audits, {len(comparison.rows)} concepts: {seconds:.3f} s")
    start = time.perf_counter()
    for dial in comparison.dials:
        comparison_dots(comparison, dial, 470)
    print(f"four figures: {time.perf_counter() - start:.3f} s")
    start = time.perf_counter()
    size = len(comparison_workbook(comparison, LIBRARY))
    print(f"workbook of {size / 1000:.0f} kB: {time.perf_counter() - start:.3f} s")
    if seconds > LIMIT_SECONDS:
        raise SystemExit(f"slower than {LIMIT_SECONDS} s")


def twenty() -> list[Evaluation]:
    """The longest worked audit under twenty names."""
    evaluation = evaluate(read_audit(EXAMPLES / "B_evasive_vendor.yaml"), LIBRARY, draws=200)
    names = [{"audit_id": f"AUD-{number}", "vendor": f"Vendor {number}"} for number in range(MOST)]
    return [replace(evaluation, document=evaluation.document.model_copy(update=name)) for name in names]


def timed(evaluations: list[Evaluation]) -> tuple[float, Comparison]:
    """Seconds for one comparison, and the comparison."""
    start = time.perf_counter()
    comparison = compare(evaluations, LIBRARY)
    return time.perf_counter() - start, comparison


if __name__ == "__main__":
    main()

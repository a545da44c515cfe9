"""How long a workspace of 100,000 answers takes to save one, to show 200 and to check itself.

python -m tests.benchmarks.store [ANSWERS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from tests.benchmarks.workspace import fill, one_audit

ANSWERS = 100_000
SAVES, PAGE, REPEATS = 500, 200, 20


@dataclass(frozen=True)
class Times:
    """Milliseconds. page: the whole history, 200 versions long, of one answer. check: what is checked at each start."""

    saves: list[float]
    page: float
    check: float
    backup: float
    megabytes: float

    @property
    def save_p99(self) -> float:
        """What one save in a hundred takes longer than."""
        return quantiles(self.saves, n=100)[98]


def measure(folder: Path, answers: int = ANSWERS) -> Times:
    """Fill a workspace and time it."""
    fill(folder, answers // len(one_audit().answers) + 1)
    with Workspace.open(folder) as workspace:

        def save(number: int) -> None:
            workspace.save_answer("AUD-0", "TD-2.01", Answer(status="specific", text=f"number {number} " * 20))

        def check() -> None:
            with workspace.reading() as session:
                assert session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok"

        for number in range(PAGE):
            save(number)
        saves = [milliseconds(lambda number=number: save(number)) for number in range(PAGE, PAGE + SAVES)]
        for number in range(PAGE):
            workspace.save_answer("AUD-1", "TD-2.02", Answer(status="vague", text=f"number {number} " * 20))
        page = median(milliseconds(lambda: workspace.history("AUD-1", "TD-2.02")) for _ in range(REPEATS))
        backup = milliseconds(workspace.back_up)
        return Times(saves, page, milliseconds(check), backup, (folder / "workspace.db").stat().st_size / 1e6)


def milliseconds(does: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    does()
    return 1000 * (time.perf_counter() - start)


def main(answers: int) -> None:
    """Print what a person waits for."""
    with tempfile.TemporaryDirectory() as scratch:
        times = measure(Path(scratch), answers)
    print(f"{answers:,} answers, {times.megabytes:.0f} MB")
    print(
        f"save one: median {median(times.saves):.1f} ms, p99 {times.save_p99:.1f} ms, worst {max(times.saves):.1f} ms"
    )
    print(f"show {PAGE}: {times.page:.1f} ms; check at the start: {times.check:.0f} ms; back up: {times.backup:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS)

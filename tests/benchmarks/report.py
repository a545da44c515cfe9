"""How long a report takes to draw and to verify, and how much memory that needs.

Run from the repository: python tests/benchmarks/report.py. Each part runs in a process of its own, so that its memory
is its own. Seconds are those of the processor, so that a busy machine counts for nothing, without what is loaded once.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.qaudit import read_audit
from questionnaires.library import EXAMPLES, load_library
from reports.report import draw, write_report
from reports.verify import verify_report

LIBRARY = load_library()
PARTS = {
    "a meeting's audit": ("draw", "B0_evasive_vendor_meeting_day", 1, 1.5, 120),
    "the longest worked audit": ("draw", "B_evasive_vendor", 1, 2.0, 130),
    "four times the words of a stress audit": ("draw", "B_evasive_vendor", 4, 5.0, 250),
    "verify a meeting's report, its scoring included": ("verify", "B0_evasive_vendor_meeting_day", 1, 2.0, 150),
}
"""What is done, with which audit, how much longer its words are, and the most seconds and megabytes it may take."""
_WORDS = "They said that all of it is reviewed and that the details will follow. "


def main() -> None:
    """Print a line for each part; fail where one takes longer or more memory than it may."""
    failed = []
    for name, (_, _, _, seconds, megabytes) in PARTS.items():
        found = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True).stdout
        pages, took, used = found.split()
        print(f"{name}: {pages} pages, {float(took):.2f} s (at most {seconds}), {used} MB (at most {megabytes})")
        if float(took) > seconds or int(used) > megabytes:
            failed.append(name)
    if failed:
        raise SystemExit(f"over the limit: {', '.join(failed)}")


def measure(name: str) -> tuple[int, float, int]:
    """Pages, seconds and the most megabytes of one part."""
    what, audit, times, _, _ = PARTS[name]
    evaluation = longer(evaluate(read_audit(EXAMPLES / f"{audit}.yaml"), LIBRARY), times)
    draw(evaluate(read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml"), LIBRARY, draws=400), LIBRARY)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        written = write_report(evaluation, LIBRARY, Path(folder) / "report.pdf")
        if what == "verify":
            start = time.process_time()
            if not verify_report(written.path).intact:
                raise SystemExit("the report does not verify")
        took = time.process_time() - start
    return written.pages, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def longer(evaluation: Evaluation, times: int) -> Evaluation:
    """The same audit, each answer with a further 2,300 letters for each time beyond the first."""
    if times == 1:
        return evaluation
    answers = {
        name: answer.model_copy(update={"text": f"{answer.text} {_WORDS * 32 * times}"})
        for name, answer in evaluation.document.answers.items()
    }
    return replace(evaluation, document=evaluation.document.model_copy(update={"answers": answers}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*measure(sys.argv[1]))
    else:
        main()

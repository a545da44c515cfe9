from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SCRIPT = """
from core.risk.live import score_live
from core.risk.score import score_risk
from questionnaires.answer import Answer
from questionnaires.library import load_library
answers = {"MS-11": Answer(status="specific", grade=2, choice="fed_back")}
packs = load_library().packs_of(["meeting_screen", "training_data"])
print(repr(score_risk(answers, packs, "A", seed=7, draws=600)))
print(repr(score_live(answers, packs, "A", seed=7)))
"""
MEMORY = """
from core.risk.live import score_live
from core.risk.score import score_risk
from questionnaires.library import load_library
packs = load_library().packs_of(["training_data"])
score_risk({}, packs, "A", seed=7)
score_live({}, packs, "A", seed=7)
try:
    from pathlib import Path
    status = Path("/proc/self/status").read_text()
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
except OSError:
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


def run_with(threads: str, hash_seed: str, script: str = SCRIPT) -> str:
    environment = os.environ | {
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_number_of_threads_and_order_of_hashes_change_no_digit():
    first = run_with(threads="1", hash_seed="1")
    assert first.startswith("RiskResult(")
    assert first == run_with(threads="4", hash_seed="2")


def test_a_full_and_a_live_risk_stay_below_300_megabytes():
    """Peak of a process of its own, in kilobytes."""
    assert float(run_with(threads="1", hash_seed="1", script=MEMORY)) < 300_000

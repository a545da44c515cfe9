"""Work out the tables of docs/validation.md anew: python packaging/docs/validation.py.

What is computed stands beside what is expected of it: closed forms, recorded reference cases, audits scored by hand. The
expectations are those of the tests, so that the page says what the tests hold the program to.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from core.assessment.evaluate import evaluate
from core.assessment.result import Assessment
from core.audit.qaudit import read_audit
from questionnaires.library import EXAMPLES, load_library

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "validation.md"
SEED = 3

OPENING = """# Validation tables

What the program computes, beside what it should. Every figure comes from code: `python packaging/docs/validation.py` makes
this page, and a test works it out again and compares. What stands behind the figures is in
[the simulation](method-simulation.md), [how the risk comes about](method-risk.md),
[how an audit becomes a verdict](method-assessment.md) and [how samples are read](method-samples.md), which has the table of
how often the rule for samples errs.
"""


def taken_from(place: str) -> ModuleType:
    """A module of the tests, by its place below ``tests``."""
    path = ROOT / "tests" / place
    name = f"expected_in_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def page() -> str:
    """The whole page."""
    return "\n".join([OPENING, *simulation(), *reference_cases(), *worked_audits(), ""])


def simulation() -> Iterator[str]:
    """Every closed form beside its simulation."""
    table = taken_from("science/table.py")
    found = list(table.rows())
    yield "## The simulation against theory\n"
    yield (
        "For each system, regime and quantity with a closed form: the value at the last round in theory and as simulated, and "
        f"how many standard errors lie between (*z*, limit {table.Z_LIMIT:g}). "
        f"{sum(row.held for row in found)} of {len(found)} hold.\n"
    )
    yield from table.as_lines(found, markdown=True)
    yield ""


def reference_cases() -> Iterator[str]:
    """The chances of the reference cases, as recorded and as the engine gives them."""
    cases = taken_from("core/risk/test_reference_cases.py")
    yield "## The risk of the reference cases\n"
    yield (
        f"Chances of early and of late loss as they were recorded, and as the full engine gives them now ({cases.DRAWS:,} "
        f"draws, seed {SEED}; standard error of a chance about 0.02 on either side, tolerance {cases.TOLERANCE}).\n"
    )
    yield "| Case | Early, recorded | Early, now | Late, recorded | Late, now |"
    yield "|---|---|---|---|---|"
    for name, case in cases.CASES.items():
        run = cases.run_case(case, cases.DRAWS, seed=SEED)
        yield f"| {name} | {case.early:.3f} | {run.early:.3f} | {case.late:.3f} | {run.late:.3f} |"
    yield ""


def worked_audits() -> Iterator[str]:
    """Scores and verdicts of the worked audits, by hand and by the program."""
    expected = taken_from("core/assessment/test_worked_audits.py")
    library = load_library()
    yield "## The worked audits\n"
    yield (
        "Disclosure (as told, and if every promise is kept), coverage and practice, each of 100, and the verdict: as worked out "
        "by hand with the rules and checked by a second scorer, and as the program gives them with its own risk.\n"
    )
    yield "| Audit | Scores by hand | By the program | Verdict by hand | By the program |"
    yield "|---|---|---|---|---|"
    for letter, wanted in expected.EXPECTED.items():
        (file,) = EXAMPLES.glob(f"{letter}_*.yaml")
        found = evaluate(read_audit(file), library).assessment
        scores = (found.disclosure, found.disclosure_if_promises_kept, found.coverage, found.practice)
        by_hand = " / ".join(str(score) for score in wanted["scores"])
        ours = " / ".join("-" if score is None else f"{100 * score:.0f}" for score in scores)
        yield f"| {file.stem} | {by_hand} | {ours} | {label(*wanted['verdict'])} | {label(*labels(found))} |"


def labels(found: Assessment) -> tuple[str, bool, bool]:
    """A verdict, whether it is provisional, and whether it is compensated."""
    return found.verdict, found.provisional, found.compensated


def label(verdict: str, provisional: bool, compensated: bool) -> str:
    """A verdict in words."""
    return verdict.replace("_", " ").capitalize() + ", provisional" * provisional + ", compensated" * compensated


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

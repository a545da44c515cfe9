"""``headwater selftest``: whether this installation works, part by part."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import Outcome, Subparsers, add_command

if TYPE_CHECKING:
    from core.audit.document import AuditDocument


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    add_command(
        subparsers, "selftest", run, summary="check that this installation works", example="headwater selftest --json"
    )


def run(_: argparse.Namespace, __: Path) -> Outcome:
    """Run every check; a failing one does not keep the others from running."""
    checks = [_result(name, check) for name, check in CHECKS.items()]
    lines = [f"{'ok' if check['ok'] else 'FAILED':<7} {check['name']}: {check['detail']}" for check in checks]
    return Outcome({"checks": checks}, "\n".join(lines), 0 if all(check["ok"] for check in checks) else 1)


def _result(name: str, check: Callable[[], str]) -> dict[str, str | bool]:
    try:
        return {"name": name, "ok": True, "detail": check()}
    except Exception as error:  # whatever goes wrong is what this command is there to report
        return {"name": name, "ok": False, "detail": f"{type(error).__name__}: {error}"}


def _packs() -> str:
    from questionnaires.check import check_pack
    from questionnaires.library import load_library
    from questionnaires.rule_check import check_rules

    library = load_library()
    problems = [problem for pack in library.packs.values() for problem in check_pack(pack, library, pack.id)]
    problems += check_rules(library)
    if problems:
        raise RuntimeError(str(problems[0]))
    return f"{len(library.packs)} packs, {sum(len(pack.questions) for pack in library.packs.values())} questions"


def _simulation() -> str:
    from core.simulation.systems import SYSTEMS, run

    result = run("gaussian", samples=100, rounds=10, trajectories=2000, seed=20)
    expected, found = result.theory["variance"][-1], result.mean["variance"][-1]
    error = result.standard_error["variance"][-1]
    if abs(found - expected) > 5 * error:
        raise RuntimeError(f"variance after ten rounds is {found:.3f}, expected {expected:.3f}")
    return f"{len(SYSTEMS)} systems; variance after ten rounds {found:.3f}, expected {expected:.3f}"


def _workspace() -> str:
    from core.audit.workspace import Workspace

    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.open(Path(folder))
        workspace.add(_sample())
        kept = workspace.load(_sample().audit_id)
        workspace.close()
    if kept.answers != _sample().answers:
        raise RuntimeError("an audit was not read back as it was written")
    return f"{len(kept.answers)} answers written and read back"


def _report() -> str:
    from core.assessment.evaluate import evaluate
    from questionnaires.library import load_library
    from reports.report import write_report

    library = load_library()
    evaluation = evaluate(_sample(), library)
    with tempfile.TemporaryDirectory() as folder:
        written = write_report(evaluation, library, Path(folder) / "report.pdf")
    return f"{evaluation.assessment.verdict}, {written.pages} pages"


def _window() -> str:
    from PySide6.QtCore import qVersion

    from desktop_app.window import MainWindow

    return f"{MainWindow.__name__} loads with Qt {qVersion()}"


def _sample() -> AuditDocument:
    from core.audit.qaudit import read_audit
    from questionnaires.library import EXAMPLES

    return read_audit(sorted(EXAMPLES.glob("*.yaml"))[0])


CHECKS: dict[str, Callable[[], str]] = {
    "question packs": _packs,
    "simulation": _simulation,
    "workspace": _workspace,
    "report": _report,
    "window": _window,
}

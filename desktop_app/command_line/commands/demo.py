"""``headwater demo``: the worked audits from beginning to end, a report for each."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_command, progress
from desktop_app.command_line.commands import assess

DEFAULT_OUT = Path("headwater-demo")


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "work out the sample audits and write a report for each"
    parser = add_command(subparsers, "demo", run, summary=summary, example="headwater demo --out reports")
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, metavar="DIR", help=f"folder for the reports ({DEFAULT_OUT})"
    )


def run(arguments: argparse.Namespace, _: Path) -> Outcome:
    """Evaluate every worked audit and write its report."""
    from core.assessment.evaluate import evaluate
    from core.audit.qaudit import check_audit, read_audit
    from questionnaires.library import EXAMPLES, load_library
    from reports.report import write_report

    library = load_library()
    folder: Path = arguments.out.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableError(f"{folder}: the folder cannot be made ({error.strerror}).") from None

    reports, audits, lines = [], [], []
    for path in sorted(EXAMPLES.glob("*.yaml")):
        progress(f"Working out {path.stem} ...")
        document = read_audit(path)
        check_audit(document, library, path.name)
        evaluation = evaluate(document, library)
        written = write_report(evaluation, library, folder / f"{path.stem}.pdf")
        reports.append(str(written.path))
        audits.append(assess.as_json(evaluation))
        lines.append(f"{assess.verdict_words(evaluation, library):<32} {written.path}")
    lines += ["", f"{len(reports)} reports are in {folder}. The vendors in them are invented."]
    return Outcome({"reports": reports, "audits": audits}, "\n".join(lines))

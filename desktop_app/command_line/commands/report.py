"""``headwater report``: the PDF of an audit."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.command_line.command import Outcome, Subparsers, add_audit, add_command, open_audit


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "write the report of an audit as a PDF"
    parser = add_command(
        subparsers, "report", run, summary=summary, example="headwater report vendor.yaml --pdf out.pdf"
    )
    add_audit(parser)
    parser.add_argument("--pdf", type=Path, required=True, metavar="OUT", help="the file to write")
    parser.add_argument(
        "--edition",
        choices=("client", "vendor", "one-page"),
        default="client",
        help="client: everything; vendor: without your own side of it; one-page: the owner's page alone",
    )
    parser.add_argument("--seed", type=int, help="seed of the risk simulation instead of the audit's own")


def run(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Evaluate the audit and write its report."""
    from core.assessment.evaluate import evaluate
    from questionnaires.library import load_library
    from reports.report import write_report

    library = load_library()
    document = open_audit(arguments.audit, data_dir, library)
    written = write_report(
        evaluate(document, library, seed=arguments.seed), library, arguments.pdf, edition=arguments.edition
    )
    data = {
        "path": str(written.path),
        "pages": written.pages,
        "sha256": written.sha256,
        "fingerprint": written.fingerprint,
    }
    return Outcome(data, f"{written.path}: {written.pages} pages, SHA-256 {written.sha256}")

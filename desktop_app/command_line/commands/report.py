"""``headwater report``: the PDF of an audit."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_audit, add_command
from desktop_app.command_line.packs_in_reach import open_with_packs

if TYPE_CHECKING:
    from core.audit.document import AuditDocument
    from core.audit.log_head import LogHead
    from core.audit.outcome import LetterWritten


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
        help="client: everything; vendor: without your own side of it; one-page: the owner's page (the file holds all)",
    )
    parser.add_argument(
        "--also",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="further copies: .docx, .xlsx or .json",
    )
    parser.add_argument(
        "--compare", nargs="+", default=[], metavar="AUDIT", help="put these audits beside it, in a section of its own"
    )
    parser.add_argument(
        "--over-time",
        action="store_true",
        help="compare with this vendor's earlier audits: those of --compare, else those it follows",
    )
    parser.add_argument("--unbranded", action="store_true", help="leave out the branding of the workspace")
    parser.add_argument("--parameters", type=Path, metavar="FILE", help="your own copy of the parameter file")
    parser.add_argument("--seed", type=int, help="seed of the risk simulation instead of the audit's own")


def run(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Evaluate the audit and write its report."""
    from core.assessment.evaluate import evaluate
    from core.risk.parameters import load_parameters
    from desktop_app.stored_branding import read_branding
    from questionnaires.frozen import with_packs_of
    from reports.compared import Compared
    from reports.exports.export import check_ending, write_export
    from reports.report import write_report

    for path in arguments.also:
        check_ending(path)
    branding = None if arguments.unbranded else read_branding(data_dir)
    if (arguments.compare or arguments.over_time) and arguments.edition != "client":
        raise UnusableError(
            "Only the client's edition may show other audits; leave out --compare and --over-time, or --edition."
        )
    own = None if arguments.parameters is None else load_parameters(arguments.parameters)
    document, library = open_with_packs(arguments.audit, data_dir)
    evaluation = evaluate(document, library, seed=arguments.seed, parameters=own)
    others = []
    for name in arguments.compare or _earlier(document, data_dir, wanted=arguments.over_time):
        other, seen = open_with_packs(name, data_dir)
        others.append(evaluate(other, seen))
        library = with_packs_of(seen, library)
    compared = Compared(tuple(others), arguments.over_time) if others else None
    used = own if evaluation.risk.custom_parameters else None
    log, letters = _in_workspace(arguments.audit, data_dir)
    written = write_report(
        evaluation,
        library,
        arguments.pdf,
        edition=arguments.edition,
        parameters=used,
        branding=branding,
        compared=compared,
        log=log,
        letters=letters,
    )
    for path in arguments.also:
        write_export(evaluation, library, path, edition=arguments.edition, parameters=used, branding=branding)
    data = {
        "path": str(written.path),
        "pages": written.pages,
        "sha256": written.sha256,
        "fingerprint": written.fingerprint,
        "branded": branding is not None,
        "also": [str(path) for path in arguments.also],
    }
    return Outcome(data, f"{written.path}: {written.pages} pages, SHA-256 {written.sha256}")


def _in_workspace(name: str, data_dir: Path) -> tuple[LogHead | None, tuple[LetterWritten, ...]]:
    """The newest entry of the change log and the letters written, for an audit of the workspace; none for a file."""
    from core.audit.letter_log import letters_written
    from core.audit.workspace import Workspace

    if Path(name).exists() or not (data_dir / "workspace.db").exists():
        return None, ()
    with Workspace.open(data_dir, read_only=True) as workspace:
        return workspace.log_head(), letters_written(workspace, name)


def _earlier(document: AuditDocument, data_dir: Path, *, wanted: bool) -> list[str]:
    """Ids of the audits in the workspace that this one follows, the earliest first; none unless wanted."""
    from core.audit.workspace import Workspace
    from core.comparison.predecessors import predecessors

    if not wanted:
        return []
    found: list[str] = []
    if document.follows and (data_dir / "workspace.db").exists():
        with Workspace.open(data_dir, read_only=True) as workspace:
            found = [earlier.audit_id for earlier in predecessors(workspace, document)]
    if not found:
        raise UnusableError(f"{document.audit_id} follows no audit of the workspace; name the earlier with --compare.")
    return found

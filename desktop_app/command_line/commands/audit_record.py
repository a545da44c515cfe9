"""``headwater audit due|evidence|attach``: what is owed in all audits, and the register of evidence of one."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_audit, add_command, open_audit

if TYPE_CHECKING:
    from core.audit.evidence_register import RegisterEntry
    from core.audit.follow_ups import DueItem


def add_to(parts: Subparsers) -> None:
    """Declare the three parts of ``audit``."""
    due = add_command(
        parts,
        "due",
        run_due,
        summary="list every promised answer and every audit to be made again, the latest first",
        example="headwater audit due --today 2026-12-01",
    )
    due.add_argument("--today", type=_day, metavar="DATE", help="count to this day instead of today (YYYY-MM-DD)")
    evidence = add_command(
        parts,
        "evidence",
        run_evidence,
        summary="list the register of evidence of an audit",
        example="headwater audit evidence AUD-20261120-1f0c3a",
    )
    add_audit(evidence)
    attach = add_command(
        parts,
        "attach",
        run_attach,
        summary="copy a file into the workspace as evidence for an answer",
        example="headwater audit attach AUD-20261120-1f0c3a TD-2.01 count.pdf --kind document --dated 2026-11-01",
    )
    attach.add_argument("audit", metavar="AUDIT", help="the id of an audit in the workspace")
    attach.add_argument("question", metavar="QUESTION", help="the question whose answer rests on it")
    attach.add_argument("file", type=Path, metavar="FILE", help="the file; it is copied and never opened")
    attach.add_argument("--title", default="", help="what it is (the file's name)")
    attach.add_argument(
        "--kind",
        default="document",
        choices=("verbal", "written", "marketing", "document", "verified"),
        help="what kind of evidence it is (document)",
    )
    attach.add_argument("--source", default="", help="from whom, or from where it came")
    attach.add_argument("--dated", type=_day, metavar="DATE", help="the date it bears")


def run_due(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Everything that is owed, in all audits of the workspace."""
    today = arguments.today or dt.date.today()
    nothing = f"Nothing is promised in {data_dir}."
    if not (data_dir / "workspace.db").exists():
        return Outcome({"today": today.isoformat(), "due": []}, nothing)
    from core.audit.due import due_in_workspace
    from core.audit.workspace import Workspace

    with Workspace.open(data_dir, read_only=True) as workspace:
        found = due_in_workspace(workspace, today)
    data = {"today": today.isoformat(), "due": [_plain_due(item) for item in found]}
    return Outcome(data, "\n".join(_line_of_due(item) for item in found) or nothing)


def run_evidence(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """The register of one audit."""
    from core.audit.evidence_files import FOLDER
    from core.audit.evidence_register import register
    from questionnaires.library import load_library

    document = open_audit(arguments.audit, data_dir, load_library())
    kept = frozenset(place.name for place in (data_dir / FOLDER).glob("*"))
    entries = register(document, kept)
    data = {"audit": document.audit_id, "evidence": [_plain_entry(entry) for entry in entries]}
    lines = [_line_of_entry(entry) for entry in entries]
    return Outcome(data, "\n".join(lines) or f"There is nothing in the register of {document.audit_id} yet.")


def run_attach(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Take a file in, enter it in the register, and let the answer rest on it: all of it, or nothing."""
    from core.audit.evidence_register import attach
    from core.audit.workspace import Workspace
    from questionnaires.library import load_library

    if not (data_dir / "workspace.db").exists():
        raise UnusableError(f"{arguments.audit}: there is no workspace in {data_dir} yet.")
    library = load_library()
    with Workspace.open(data_dir) as workspace:
        document = workspace.load(arguments.audit)
        packs = library.packs_of(document.packs, arguments.audit)
        if all(pack.question(arguments.question) is None for pack in packs):
            raise UnusableError(f"{arguments.audit}: there is no question {arguments.question} in this audit.")
        given = {"kind": arguments.kind, "source": arguments.source, "dated": arguments.dated}
        if arguments.title:
            given["title"] = arguments.title
        evidence_id, item = attach(workspace, arguments.audit, arguments.question, arguments.file, given)
    data = {"audit": arguments.audit, "question": arguments.question, "evidence": evidence_id, "sha256": item.sha256}
    return Outcome(data, f"{evidence_id}: {item.title}, linked to {arguments.question} (SHA-256 {item.sha256}).")


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is not a date; write it as 2026-11-20") from None


def _plain_due(item: DueItem) -> dict[str, Any]:
    promise = item.promise
    return {
        "audit": promise.audit_id,
        "vendor": promise.vendor,
        "product": promise.product,
        "sample": promise.sample,
        "question": promise.question_id,
        "who": promise.who,
        "due": None if promise.due is None else promise.due.isoformat(),
        "days_late": item.days_late,
    }


def _line_of_due(item: DueItem) -> str:
    promise = item.promise
    due = "no date   " if promise.due is None else promise.due.isoformat()
    late = f"{item.days_late:>4} day{'s' if item.days_late > 1 else ' '} late" if item.days_late else " " * 14
    what = promise.question_id or "re-audit"
    who = f" ({promise.who})" if promise.who else ""
    return f"{due}  {late}  {what:<9} {promise.audit_id}  {promise.vendor}: {promise.product}{who}"


def _plain_entry(entry: RegisterEntry) -> dict[str, Any]:
    plain = entry.item.model_dump(mode="json", exclude={"withdrawn"})
    return {"id": entry.id, **plain, "file": entry.file, "answers": list(entry.used_by)}


def _line_of_entry(entry: RegisterEntry) -> str:
    dated = "no date   " if entry.item.dated is None else entry.item.dated.isoformat()
    used = ", ".join(entry.used_by) or "no answer"
    file = {"none": "no file", "kept": "file here", "missing": "hash only"}[entry.file]
    return f"{entry.id:<6} {dated}  {entry.item.kind:<9} {file:<9}  {entry.item.title}  [{used}]"

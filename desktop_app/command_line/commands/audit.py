"""``headwater audit``: list the audits of the workspace, or show one."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.command_line.command import Outcome, Subparsers, add_audit, add_command, open_audit


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("audit", help="list the audits of the workspace, or show one")
    parts = parser.add_subparsers(dest="part", metavar="list|show", required=True)
    add_command(parts, "list", run_list, summary="list the audits of the workspace", example="headwater audit list")
    show = add_command(
        parts, "show", run_show, summary="show an audit with its answers", example="headwater audit show vendor.yaml"
    )
    add_audit(show)


def run_list(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """The audits of the workspace; none where there is no workspace yet."""
    if not (data_dir / "workspace.db").exists():
        return Outcome({"audits": []}, f"There are no audits in {data_dir} yet.")
    from core.audit.workspace import Workspace

    workspace = Workspace.open(data_dir, read_only=True)
    try:
        found = workspace.audits()
    finally:
        workspace.close()
    audits = [
        {
            "id": audit.id,
            "vendor": audit.vendor,
            "product": audit.product,
            "opened": audit.opened.isoformat(),
            "answered": audit.answered,
        }
        for audit in found
    ]
    lines = [f"{a['id']:<22} {a['opened']}  {a['answered']:>3} answers  {a['vendor']}: {a['product']}" for a in audits]
    return Outcome({"audits": audits}, "\n".join(lines) or f"There are no audits in {data_dir} yet.")


def run_show(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """One audit, word for word."""
    from questionnaires.library import load_library

    library = load_library()
    document = open_audit(arguments.audit, data_dir, library)
    words = library.vocabulary
    lines = [
        f"{document.audit_id}  {document.vendor}: {document.product}",
        f"{words.stakes[document.context.stakes].label} stakes; {words.lanes[document.context.lane].label}",
        "",
    ]
    for question_id, answer in document.answers.items():
        question = library.question(question_id)
        title = "" if question is None else question.short
        status = words.statuses[answer.status].label
        lines += [f"{question_id:<9} {title}", f"          {status}, grade {answer.grade}. {answer.text}"]
    return Outcome({"audit": document.model_dump(mode="json", by_alias=True, exclude_defaults=True)}, "\n".join(lines))

"""``headwater audit``: list, show and start audits, and hand them over as one file."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_audit, add_command
from desktop_app.command_line.commands import audit_again, audit_record
from desktop_app.command_line.packs_in_reach import frozen_texts, library_in, open_with_packs

if TYPE_CHECKING:
    from core.audit.exchange.applying import Choice
    from core.audit.exchange.difference import Difference
    from core.audit.exchange.package import Package
    from core.audit.workspace import Workspace

YES_PARTLY_NO = ("yes", "partly", "no")


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("audit", help="list, show and start audits, and hand them over as one file")
    parts = parser.add_subparsers(
        dest="part", metavar="list|show|new|reaudit|migrate|export|import|due|evidence|attach", required=True
    )
    add_command(parts, "list", run_list, summary="list the audits of the workspace", example="headwater audit list")
    show = add_command(
        parts, "show", run_show, summary="show an audit with its answers", example="headwater audit show vendor.yaml"
    )
    add_audit(show)
    _add_new(parts)
    audit_again.add(parts)
    audit_record.add_to(parts)
    export = add_command(
        parts,
        "export",
        run_export,
        summary="write an audit with its history and evidence files into one file",
        example="headwater audit export AUD-20261120-1f0c3a vendor.headwater",
    )
    add_audit(export)
    export.add_argument("out", type=Path, metavar="OUT.headwater", help="the file to write")
    take_in = add_command(
        parts,
        "import",
        run_import,
        summary="show what a handed-over audit would change in the workspace, and take it in with --apply",
        example="headwater audit import vendor.headwater --apply --theirs 'answer TD-2.01'",
    )
    take_in.add_argument("file", type=Path, metavar="FILE", help="a .headwater file, or an audit written as YAML")
    take_in.add_argument("--apply", action="store_true", help="take it in instead of only showing what would change")
    for side in ("ours", "theirs"):
        words = f"where both sides say something else, take {side}; PLACE as shown, or 'all'"
        take_in.add_argument(f"--{side}", action="append", default=[], metavar="PLACE", help=words)


def _add_new(parts: Subparsers) -> None:
    example = (
        "headwater audit new --vendor 'Example Ltd' --product 'Reader 2' --auditor 'M. Field' --stakes S2 --lane A"
    )
    new = add_command(parts, "new", run_new, summary="start an audit in the workspace", example=example)
    new.add_argument("--vendor", required=True, help="who sells the product")
    new.add_argument("--product", required=True, help="the product and its version")
    new.add_argument("--auditor", required=True, metavar="NAME", help="who asks the questions")
    new.add_argument("--client", default="", help="for whom the audit is made")
    new.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="ID",
        help="a question pack; several may be given (training_data)",
    )
    new.add_argument("--stakes", required=True, choices=("S1", "S2", "S3"), help="moderate, important or critical")
    new.add_argument(
        "--lane", required=True, choices=("A", "B", "C"), help="the vendor trained it, builds on another's, we tune it"
    )
    new.add_argument("--human-check", default="no", choices=YES_PARTLY_NO, help="a person checks each output (no)")
    new.add_argument("--reviewer", default="no", choices=YES_PARTLY_NO, help="that person can tell what is wrong (no)")
    new.add_argument(
        "--jurisdiction", action="append", default=[], metavar="EU|UK|California|Other", help="several may be given"
    )
    developer = "who made the model behind the product: fills in what is on public record about 13 developers"
    new.add_argument("--developer", metavar="NAME", help=developer)
    new.add_argument("--use", default="", help="what the tool is used for")
    new.add_argument("--worst-case", default="", help="the worst that could happen")


def run_list(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """The audits of the workspace; none where there is no workspace yet."""
    if not (data_dir / "workspace.db").exists():
        return Outcome({"audits": []}, f"There are no audits in {data_dir} yet.")
    from core.audit.workspace import Workspace

    with Workspace.open(data_dir, read_only=True) as workspace:
        found = workspace.audits()
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
    from core.audit.exchange.in_words import as_plain

    document, library = open_with_packs(arguments.audit, data_dir)
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
    return Outcome({"audit": as_plain(document)}, "\n".join(lines))


def run_new(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Start an audit; its seed is drawn when the workspace takes it in."""
    from core.audit.consistency import check_audit
    from core.audit.document import AuditDocument
    from core.audit.exchange.in_words import as_plain
    from core.audit.new_id import new_audit_id
    from core.audit.pack_texts import freeze_packs
    from core.audit.public_record import with_public_record
    from core.audit.workspace import Workspace
    from questionnaires.public_record import public_record
    from questionnaires.reading import validate

    library = library_in(data_dir)
    packs = arguments.pack or ["training_data"]
    data = {
        "audit_id": new_audit_id(),
        "vendor": arguments.vendor.strip(),
        "product": arguments.product.strip(),
        "client": arguments.client.strip(),
        "auditor": {"name": arguments.auditor.strip()},
        "packs": packs,
        "pack_versions": {pack.id: pack.pack.version for pack in library.packs_of(packs, "audit new")},
        "opened": dt.date.today(),
        "context": {
            "stakes": arguments.stakes,
            "human_in_loop": arguments.human_check,
            "reviewer_competence": arguments.reviewer,
            "lane": arguments.lane,
            "jurisdictions": arguments.jurisdiction,
            "use": arguments.use,
            "worst_case": arguments.worst_case,
        },
    }
    document = validate(data, AuditDocument, "audit new")
    lines = []
    if arguments.developer is not None:
        record = public_record(arguments.developer, library.transparency_index, document.opened)
        document = with_public_record(document, record, library)
        lines.append(record.sentence)
    check_audit(document, library, "audit new")
    with Workspace.open(data_dir) as workspace:
        kept = workspace.add(document)
        freeze_packs(workspace, kept.audit_id, frozen_texts(packs, library))
    lines.insert(0, f"Started {kept.audit_id} for {kept.vendor}: {kept.product}.")
    return Outcome({"audit": as_plain(kept)}, "\n".join(lines))


def run_export(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Write an audit into one file."""
    from core.audit.exchange.file import write_package

    package = _package(arguments.audit, data_dir)
    write_package(package, arguments.out)
    data = {
        "path": str(arguments.out),
        "audit": package.document.audit_id,
        "answers": len(package.document.answers),
        "history": len(package.history),
        "files": len(package.files),
        "missing_files": list(package.missing_files),
    }
    lines = [
        f"{arguments.out}: {data['answers']} answers, {data['history']} earlier or current, {data['files']} files."
    ]
    if package.missing_files:
        lines.append(f"Not kept here, so not in the file: {', '.join(package.missing_files)}.")
    return Outcome(data, "\n".join(lines))


def _package(name: str, data_dir: Path) -> Package:
    """An audit by the name of a file, or by its id with everything the workspace has of it."""
    from core.audit.exchange.file import read_audit_file
    from core.audit.exchange.package import package_of
    from core.audit.workspace import Workspace

    if Path(name).is_file():
        return read_audit_file(Path(name))
    if (data_dir / "workspace.db").exists():
        with Workspace.open(data_dir, read_only=True) as workspace:
            return package_of(workspace, name)
    raise UnusableError(f"{name}: there is no such file, and no audit of that id in the workspace.")


def run_import(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Show what a file would change, or take it in."""
    from core.audit.consistency import check_audit
    from core.audit.exchange.applying import apply
    from core.audit.exchange.difference import difference
    from core.audit.exchange.file import read_audit_file
    from core.audit.workspace import Workspace
    from questionnaires.frozen import library_of

    theirs = read_audit_file(arguments.file)
    library = library_of(theirs.packs, library_in(data_dir), arguments.file.name)
    check_audit(theirs.document, library, arguments.file.name)
    if not arguments.apply and not (data_dir / "workspace.db").exists():
        return _outcome(difference(None, theirs), applied=False)
    with Workspace.open(data_dir, read_only=not arguments.apply) as workspace:
        found = difference(_ours(workspace, theirs.document.audit_id), theirs)
        if arguments.apply:
            apply(workspace, found, library, _choices(arguments, found))
    return _outcome(found, applied=arguments.apply)


def _ours(workspace: Workspace, audit_id: str) -> Package | None:
    from core.audit.exchange.package import package_of

    known = {audit.id for audit in workspace.audits()}
    return package_of(workspace, audit_id) if audit_id in known else None


def _choices(arguments: argparse.Namespace, found: Difference) -> dict[str, Choice]:
    """The side chosen for each place; one that is named wins over ``all``."""
    places = [conflict.place for conflict in found.conflicts]
    chosen: dict[str, Choice] = {}
    sides: tuple[tuple[Choice, list[str]], ...] = (("ours", arguments.ours), ("theirs", arguments.theirs))
    for side, named in sides:
        if "all" in named:
            chosen |= dict.fromkeys(places, side)
    for side, named in sides:
        chosen |= dict.fromkeys((place for place in named if place != "all"), side)
    return chosen


def _outcome(found: Difference, *, applied: bool) -> Outcome:
    from core.audit.exchange.in_words import difference_as_plain, difference_in_lines

    data = {"audit": found.theirs.document.audit_id, "applied": applied, **difference_as_plain(found)}
    if not found.changes and not found.conflicts:
        end = "There is nothing new in the file."
    else:
        end = "Taken in." if applied else "Nothing was changed; --apply takes it in."
    return Outcome(data, "\n".join([*difference_in_lines(found), "", end]))

"""``headwater pack``: list and check question packs, send them to the vendor and read the answers in."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_command, open_audit


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("pack", help="list and check question packs, exchange them with the vendor")
    parts = parser.add_subparsers(dest="part", metavar="list|check|export|import|sheet", required=True)
    add_command(parts, "list", run_list, summary="list the question packs", example="headwater pack list")
    check = add_command(
        parts, "check", run_check, summary="check a question pack", example="headwater pack check my_pack.yaml"
    )
    check.add_argument("file", type=Path, metavar="FILE", help="a question pack")
    _add_export(parts)
    _add_import(parts)
    sheet = add_command(
        parts,
        "sheet",
        run_sheet,
        summary="write the two-page sheet to fill in by hand during the meeting",
        example="headwater pack sheet --audit AUD-20261120-1f0c3a --pdf sheet.pdf",
    )
    _add_which_audit(sheet)
    sheet.add_argument("--pdf", type=Path, required=True, metavar="OUT", help="the file to write")


def _add_export(parts: Subparsers) -> None:
    export = add_command(
        parts,
        "export",
        run_export,
        summary="write questions into a file for the vendor, without anything of the buyer's own side",
        example="headwater pack export training_data --audit AUD-20261120-1f0c3a --xlsx questions.xlsx",
    )
    export.add_argument("packs", nargs="+", metavar="PACK", help="a pack that the audit uses; several may be given")
    _add_which_audit(export)
    export.add_argument("--xlsx", type=Path, metavar="OUT", help="write a workbook")
    export.add_argument("--html", type=Path, metavar="OUT", help="write a page for the browser")
    export.add_argument("--due", type=_day, metavar="DATE", help="when answers are wanted (in 14 days)")


def _add_import(parts: Subparsers) -> None:
    take_in = add_command(
        parts,
        "import",
        run_import,
        summary="show what a vendor's reply would change in an audit, and take it in with --apply",
        example="headwater pack import answers.xlsx --audit AUD-20261120-1f0c3a --apply",
    )
    take_in.add_argument("file", type=Path, metavar="FILE", help="the workbook or page that came back")
    _add_which_audit(take_in)
    take_in.add_argument("--apply", action="store_true", help="take it in instead of only showing what would change")
    take_in.add_argument(
        "--leave", action="append", default=[], metavar="ID", help="do not take this question's answer; repeatable"
    )


def _add_which_audit(parser: argparse.ArgumentParser) -> None:
    help_line = "an audit file (.yaml or .headwater), or its id in the workspace"
    parser.add_argument("--audit", required=True, metavar="AUDIT", help=help_line)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-12-04") from None


def run_list(_: argparse.Namespace, data_dir: Path) -> Outcome:
    """The packs that ship and those of the user's own, with where they come from and why some cannot be used."""
    from questionnaires.custom import FOLDER, with_custom_packs
    from questionnaires.library import load_library

    found = with_custom_packs(load_library(), data_dir / FOLDER)
    packs = [
        {
            "id": pack.id,
            "version": pack.pack.version,
            "title": pack.pack.title,
            "questions": len(pack.questions),
            "must_answer": [question.id for question in pack.questions if question.gate],
            "minutes": pack.pack.minutes.typical,
            "origin": str(found.origin[pack.id]) if pack.id in found.origin else "shipped",
        }
        for pack in found.library.packs.values()
    ]
    lines = [
        f"{p['id']:<22} {p['version']}  {p['questions']:>3} questions, {p['minutes']} minutes  {p['title']}"
        + ("" if p["origin"] == "shipped" else f"\n{'':<22} your own, from {p['origin']}; no part of the verdict")
        for p in packs
    ]
    data = {"packs": packs, "unusable": list(found.problems)}
    return Outcome(data, "\n".join([*lines, *found.problems]))


def run_check(arguments: argparse.Namespace, _: Path) -> Outcome:
    """Every problem of one pack file, or what a translation lacks."""
    from questionnaires.check import check_pack
    from questionnaires.custom import check_custom, is_custom, is_overlay
    from questionnaires.library import load_library, read_pack

    path: Path = arguments.file
    if is_overlay(path):
        return _check_translation(path)
    pack = read_pack(path)
    check = check_custom if is_custom(pack.id) else check_pack
    problems = check(pack, load_library(), path.name)
    data = {"problems": [{"place": problem.place, "cause": problem.cause} for problem in problems]}
    text = "\n".join(map(str, problems)) or f"{path.name}: no problems."
    return Outcome(data, text, 1 if problems else 0)


def _check_translation(path: Path) -> Outcome:
    """What a translation lacks; a missing text is shown in the pack's own language and is no problem."""
    from questionnaires.custom import with_custom_packs
    from questionnaires.library import load_library
    from questionnaires.translation import read_translation

    pack_id = path.name.partition(".")[0]
    library = with_custom_packs(load_library(), path.parent).library
    missing = read_translation(path, library.packs_of([pack_id], path.name)[0]).missing
    said = (
        f"{len(missing)} texts are still in the pack's own language: {', '.join(missing)}." if missing else "complete."
    )
    return Outcome({"problems": [], "missing": list(missing)}, f"{path.name}: {said}")


def run_export(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Write questions for the vendor, as a workbook, a page or both."""
    from desktop_app.vendor_exchange.sending import DAYS_TO_ANSWER, questions_of, write_for_vendor
    from questionnaires.library import load_library

    wanted = [(path, ending) for path, ending in ((arguments.xlsx, ".xlsx"), (arguments.html, ".html")) if path]
    if not wanted:
        raise UnusableError("Nothing was written: give --xlsx OUT or --html OUT.")
    for path, ending in wanted:
        if path.suffix.lower() != ending:
            raise UnusableError(f"{path.name}: a file written with --{ending[1:]} must end in {ending}.")
    library = load_library()
    document = open_audit(arguments.audit, data_dir, library)
    today = dt.date.today()
    due = arguments.due or today + dt.timedelta(days=DAYS_TO_ANSWER)
    questions = questions_of(document, library, arguments.packs, today, due)
    for path, _ in wanted:
        write_for_vendor(questions, path)
    count = sum(len(pack.questions) for pack in questions.packs)
    data = {
        "paths": [str(path) for path, _ in wanted],
        "audit": document.audit_id,
        "packs": {pack.id: pack.version for pack in questions.packs},
        "questions": count,
        "due": due.isoformat(),
    }
    lines = [f"{path}: {count} questions for {document.vendor}, wanted back by {due}." for path, _ in wanted]
    return Outcome(data, "\n".join(lines))


def run_import(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Show what a reply would change, or take it in."""
    from desktop_app.vendor_exchange.receiving import compare, take_in
    from questionnaires.exchange.in_words import difference_as_plain, difference_in_lines
    from questionnaires.library import load_library

    library = load_library()
    document = open_audit(arguments.audit, data_dir, library)
    found = compare(arguments.file, document, library, dt.date.today())
    known = {change.question.id for change in found.changes}
    for question_id in arguments.leave:
        if question_id not in known:
            raise UnusableError(f"{question_id}: the file changes no answer to it, so there is nothing to leave.")
    taken = [change for change in found.changes if change.question.id not in arguments.leave]
    if arguments.apply:
        from core.audit.workspace import Workspace

        if Path(arguments.audit).exists():
            raise UnusableError(
                f"{arguments.audit}: a file keeps no history, so nothing is taken into it; "
                "bring it into the workspace with 'headwater audit import' and give its id."
            )
        with Workspace.open(data_dir) as workspace:
            take_in(workspace, document, taken)
    data = {**difference_as_plain(found), "applied": arguments.apply, "left": arguments.leave}
    if not found.changes:
        end = "There is nothing new in the file."
    elif arguments.apply:
        end = f"Taken in: {len(taken)} answers. What was there before is kept in the history."
    else:
        end = "Nothing was changed; --apply takes it in."
    return Outcome(data, "\n".join([*difference_in_lines(found), "", end]))


def run_sheet(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Write the sheet for the meeting."""
    from questionnaires.library import load_library
    from reports.meeting_sheet.sheet import write_meeting_sheet

    library = load_library()
    document = open_audit(arguments.audit, data_dir, library)
    pages = write_meeting_sheet(document, library, arguments.pdf)
    data = {"path": str(arguments.pdf), "pages": pages, "audit": document.audit_id}
    return Outcome(data, f"{arguments.pdf}: {pages} pages for the meeting with {document.vendor}.")

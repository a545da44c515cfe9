"""``headwater letter``: letters to the vendor and contract terms, filled in from an audit."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import (
    Outcome,
    Subparsers,
    UnusableError,
    add_audit,
    add_command,
    progress,
)
from desktop_app.command_line.packs_in_reach import open_with_packs

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from questionnaires.letters import LetterKind
    from questionnaires.library import Library
    from reports.letters.case import Case
    from reports.letters.letter import Letter, NoLetter

KINDS: tuple[LetterKind, ...] = ("follow_up", "reminder", "closing", "contradiction", "comment", "outcome", "review")


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("letter", help="letters to the vendor and contract terms, filled in from an audit")
    parts = parser.add_subparsers(dest="part", metavar="list|write|clauses", required=True)
    summary = "list the letters of an audit: which can be written, and when the others are due"
    listed = add_command(parts, "list", run_list, summary=summary, example="headwater letter list vendor.yaml")
    add_audit(listed)
    _add_days(listed)
    summary = "write one letter as text to paste, or as a Word document"
    example = "headwater letter write vendor.yaml follow-up --docx follow-up.docx"
    write = add_command(parts, "write", run_write, summary=summary, example=example)
    add_audit(write)
    write.add_argument("kind", type=_kind, metavar="KIND", help=f"one of {', '.join(map(_name, KINDS))}")
    write.add_argument("--docx", type=Path, metavar="OUT", help="write a Word document instead of printing the text")
    _add_days(write)
    summary = "list the contract terms that the findings call for, the five to ask for first at the top"
    clauses = add_command(
        parts, "clauses", run_clauses, summary=summary, example="headwater letter clauses vendor.yaml"
    )
    add_audit(clauses)
    clauses.add_argument("--docx", type=Path, metavar="OUT", help="write a Word document instead of printing the text")


def _add_days(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--today", type=_day, default=dt.date.today(), metavar="DATE", help="the day the letter is written (today)"
    )
    asked = "the day on which the vendor was asked for comment (from the record of the audit)"
    parser.add_argument("--comment-asked", type=_day, metavar="DATE", help=asked)


def _kind(text: str) -> LetterKind:
    for kind in KINDS:
        if text == _name(kind):
            return kind
    raise argparse.ArgumentTypeError(f"{text!r} is not a letter; there are {', '.join(map(_name, KINDS))}")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-20") from None


def run_list(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Every letter with its state."""
    from reports.letters.letter import Letter
    from reports.letters.writing import all_letters

    case = _case(arguments, data_dir)
    letters = all_letters(case)
    lines = [f"{case.document.vendor}: {case.document.product}", ""]
    for letter in letters:
        wording = case.wording(letter.kind)
        state = "can be written now" if isinstance(letter, Letter) else letter.sentence
        lines += [f"{_name(letter.kind):<14} {wording.title}, {wording.when}", f"{'':<14} {state}"]
    return Outcome({"letters": [_listed(case, letter) for letter in letters]}, "\n".join(lines))


def _listed(case: Case, letter: Letter | NoLetter) -> dict[str, object]:
    from reports.letters.letter import NoLetter

    waiting = letter if isinstance(letter, NoLetter) else None
    return {
        "kind": _name(letter.kind),
        "title": case.wording(letter.kind).title,
        "when": case.wording(letter.kind).when,
        "ready": waiting is None,
        "due": waiting.due.isoformat() if waiting is not None and waiting.due is not None else None,
        "sentence": None if waiting is None else waiting.sentence,
    }


def run_write(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """One letter, as text or as a file; what was written is recorded where the audit lives in the workspace."""
    from core.audit.atomic_file import write_atomically
    from reports.letters.as_text import letter_as_text
    from reports.letters.as_word import letter_as_word
    from reports.letters.letter import NoLetter
    from reports.letters.writing import write_letter

    letter = write_letter(arguments.kind, _case(arguments, data_dir))
    if isinstance(letter, NoLetter):
        raise UnusableError(f"{arguments.audit}: {letter.sentence}")
    text = letter_as_text(letter)
    if arguments.docx is not None:
        write_atomically(arguments.docx, letter_as_word(letter))
    _record(letter, text, arguments.audit, data_dir)
    data = {
        "kind": _name(letter.kind),
        "to": letter.to,
        "subject": letter.subject,
        "date": letter.date.isoformat(),
        "text": text,
        "path": None if arguments.docx is None else str(arguments.docx),
    }
    return Outcome(data, text.rstrip("\n") if arguments.docx is None else f"Wrote {arguments.docx}.")


def run_clauses(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """The contract terms, as text or as a file."""
    from core.audit.atomic_file import write_atomically
    from reports.letters.as_word import clauses_as_word
    from reports.letters.clause_list import clause_list, clauses_as_text

    found = clause_list(*_evaluated(arguments.audit, data_dir, dt.date.today()))
    text = clauses_as_text(found)
    if arguments.docx is not None:
        write_atomically(arguments.docx, clauses_as_word(found))
    data = {
        "chapters": [
            {"title": chapter.title, "clauses": [term.id for group in chapter.groups for term in group.terms]}
            for chapter in found.chapters
        ],
        "text": text,
        "path": None if arguments.docx is None else str(arguments.docx),
    }
    return Outcome(data, text.rstrip("\n") if arguments.docx is None else f"Wrote {arguments.docx}.")


def _case(arguments: argparse.Namespace, data_dir: Path) -> Case:
    from reports.letters.case import Case

    evaluation, library = _evaluated(arguments.audit, data_dir, arguments.today)
    asked = arguments.comment_asked or _comment_asked(arguments.audit, data_dir)
    return Case(evaluation, library, arguments.today, asked)


def _evaluated(name: str, data_dir: Path, today: dt.date) -> tuple[Evaluation, Library]:
    from core.assessment.evaluate import evaluate
    from core.audit.follow_ups import as_of

    document, library = open_with_packs(name, data_dir)
    return evaluate(as_of(document, today), library), library


def _in_workspace(name: str, data_dir: Path) -> bool:
    return not Path(name).exists() and (data_dir / "workspace.db").exists()


def _comment_asked(name: str, data_dir: Path) -> dt.date | None:
    """The last day on which the letter that asks for comment was written, as the workspace has it."""
    if not _in_workspace(name, data_dir):
        return None
    from core.audit.letter_log import letters_written
    from core.audit.workspace import Workspace

    with Workspace.open(data_dir, read_only=True) as workspace:
        return max((item.date for item in letters_written(workspace, name) if item.kind == "comment"), default=None)


def _record(letter: Letter, text: str, name: str, data_dir: Path) -> None:
    if not _in_workspace(name, data_dir):
        return
    from core.audit.errors import WorkspaceError
    from core.audit.letter_log import letter_of, record_letter
    from core.audit.workspace import Workspace

    try:
        with Workspace.open(data_dir) as workspace:
            record_letter(workspace, name, letter_of(letter.kind, text, letter.date))
    except WorkspaceError as error:
        progress(f"The letter is written, but not entered in the audit's record: {error}")


def _name(kind: str) -> str:
    return kind.replace("_", "-")

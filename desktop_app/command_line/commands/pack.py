"""``headwater pack``: list the question packs, or check one."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.command_line.command import Outcome, Subparsers, add_command


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("pack", help="list the question packs, or check one")
    parts = parser.add_subparsers(dest="part", metavar="list|check", required=True)
    add_command(parts, "list", run_list, summary="list the question packs", example="headwater pack list")
    check = add_command(
        parts, "check", run_check, summary="check a question pack", example="headwater pack check my_pack.yaml"
    )
    check.add_argument("file", type=Path, metavar="FILE", help="a question pack")


def run_list(_: argparse.Namespace, __: Path) -> Outcome:
    """The packs that ship."""
    from questionnaires.library import load_library

    packs = [
        {
            "id": pack.id,
            "version": pack.pack.version,
            "title": pack.pack.title,
            "questions": len(pack.questions),
            "must_answer": [question.id for question in pack.questions if question.gate],
            "minutes": pack.pack.minutes.typical,
        }
        for pack in load_library().packs.values()
    ]
    lines = [
        f"{p['id']:<22} {p['version']}  {p['questions']:>3} questions, {p['minutes']} minutes  {p['title']}"
        for p in packs
    ]
    return Outcome({"packs": packs}, "\n".join(lines))


def run_check(arguments: argparse.Namespace, _: Path) -> Outcome:
    """Every problem of one pack file."""
    from questionnaires.check import check_pack
    from questionnaires.library import load_library, read_pack

    path: Path = arguments.file
    problems = check_pack(read_pack(path), load_library(), path.name)
    data = {"problems": [{"place": problem.place, "cause": problem.cause} for problem in problems]}
    text = "\n".join(map(str, problems)) or f"{path.name}: no problems."
    return Outcome(data, text, 1 if problems else 0)

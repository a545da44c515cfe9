"""``headwater tail-kit``: your own rare but real cases, asked of the product and of its next release."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import Outcome, Subparsers, UnusableError, add_command
from desktop_app.command_line.texts_given import add_columns, check_columns, read_given

if TYPE_CHECKING:
    from core.samples.tail_kit.coverage import TailCoverage


def add(subparsers: Subparsers) -> None:
    """Declare the command and its four actions."""
    summary = "test rare but real cases of your trade, release against release"
    example = "headwater tail-kit starter legal_office cases.csv"
    parser = add_command(subparsers, "tail-kit", _list, summary=summary, example=example)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add_command(actions, "list", _list, summary="the trades with a starter list", example="headwater tail-kit list")
    starter = add_command(
        actions, "starter", _starter, summary="write a starter list to adapt", example="headwater " + example[10:]
    )
    starter.add_argument("trade", metavar="TRADE")
    starter.add_argument("out", type=Path, metavar="OUT.csv")
    prompts = add_command(
        actions,
        "prompts",
        _prompts,
        summary="write the prompts alone, to give to a vendor",
        example="headwater tail-kit prompts cases.csv prompts.txt",
    )
    prompts.add_argument("cases", type=Path, metavar="CASES")
    prompts.add_argument("out", type=Path, metavar="OUT.txt")
    check = add_command(
        actions,
        "check",
        _check,
        summary="see which cases the answers cover",
        example="headwater tail-kit check cases.csv answers.jsonl --earlier last_year.jsonl",
    )
    check.add_argument("cases", type=Path, metavar="CASES")
    check.add_argument(
        "answers", type=Path, nargs="+", metavar="ANSWERS", help="with each case's id in a column or a first line"
    )
    check.add_argument("--earlier", type=Path, nargs="+", metavar="ANSWERS", help="answers of an earlier release")
    check.add_argument("--earlier-release", metavar="NAME", help="the earlier release in the same ANSWERS")
    add_columns(check)


def _list(_arguments: argparse.Namespace, _: Path) -> Outcome:
    from core.samples.tail_kit.cases import starters

    lists = [{"trade": item.trade, "title": item.title, "cases": len(item.cases)} for item in starters().values()]
    lines = [f"{item['trade']:<16} {item['title']} ({item['cases']} cases)" for item in lists]
    return Outcome({"trades": lists}, "\n".join(lines))


def _starter(arguments: argparse.Namespace, _: Path) -> Outcome:
    from core.samples.tail_kit.cases import as_table, starters

    found = starters().get(arguments.trade)
    if found is None:
        raise UnusableError(f"There is no starter list for {arguments.trade}; there are {', '.join(starters())}.")
    return _written(arguments.out, as_table(found.cases), len(found.cases))


def _prompts(arguments: argparse.Namespace, _: Path) -> Outcome:
    from core.samples.tail_kit.cases import as_prompts, read_cases

    cases = read_cases(arguments.cases)
    return _written(arguments.out, as_prompts(cases), len(cases))


def _written(path: Path, text: str, cases: int) -> Outcome:
    from core.audit.atomic_file import write_atomically

    write_atomically(path, text.encode("utf-8"))
    return Outcome({"path": str(path), "cases": cases}, f"{cases} cases written to {path}.")


def _check(arguments: argparse.Namespace, _: Path) -> Outcome:
    from core.samples.tail_kit.cases import read_cases
    from core.samples.tail_kit.coverage import tail_change, tail_coverage

    cases = read_cases(arguments.cases)
    meant = dict(arguments.only)
    answers = read_given(arguments, arguments.answers, only=meant)
    earlier = read_given(arguments, arguments.earlier) if arguments.earlier else None
    if arguments.earlier_release:
        earlier = read_given(arguments, arguments.answers, only={**meant, "release": arguments.earlier_release})
    check_columns(arguments, [arguments.answers, arguments.earlier or ()])
    found = tail_coverage(cases, answers)
    data: dict[str, Any] = _as_data(found)
    lines = _as_lines(found)
    if earlier is not None:
        change = tail_change(tail_coverage(cases, earlier), found)
        data["change"] = asdict(change)
        lines.append(change.sentence)
    return Outcome(data, "\n".join(lines))


def _as_data(found: TailCoverage) -> dict[str, Any]:
    cases = [
        {"id": item.case.id, "answers": item.answers, "met": item.met, "missing": item.missing} for item in found.cases
    ]
    return {"covered": found.covered, "answered": found.answered, "interval": found.interval, "cases": cases}


def _as_lines(found: TailCoverage) -> list[str]:
    words = {True: "covered", False: "not covered", None: "not answered"}
    lines = [f"{found.covered} of {found.answered} answered cases are covered."]
    for item in found.cases:
        missing = f"; never mentioned: {', '.join(item.missing)}" if item.missing and item.answers else ""
        lines.append(f"  {item.case.id:<10} {words[item.is_covered]}{missing}")
    return lines

"""``headwater verify``: whether a report is as it was made, and its numbers follow from the data inside."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import Outcome, Subparsers, add_command

if TYPE_CHECKING:
    from reports.verify import Verification


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "compute a report's numbers and draw its pages again, and say what differs"
    parser = add_command(subparsers, "verify", run, summary=summary, example="headwater verify report.pdf --json")
    parser.add_argument("report", type=Path, metavar="REPORT.pdf", help="a report that Headwater wrote")


def run(arguments: argparse.Namespace, _: Path) -> Outcome:
    """Verify the report and say what was found; a report that is not intact and recomputed is a failed check."""
    from reports.verify import verify_report

    found = verify_report(arguments.report)
    holds = found.intact is True and found.recomputed
    data = {**asdict(found), "differences": list(found.differences)}
    return Outcome(data, as_text(found), 0 if holds else 1)


def as_text(found: Verification) -> str:
    """The answer for a person at a terminal."""
    pages = {True: "as they were made", False: "CHANGED", None: "cannot be compared"}[found.intact]
    numbers = "follow from the data inside" if found.recomputed else "DIFFER from what the data inside give"
    lines = [f"Pages    {pages}", f"Numbers  {numbers}", *(f"  {said}" for said in found.differences)]
    return "\n".join([*lines, "", found.explanation])

"""``headwater compare``: audits side by side, or one vendor over time."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import Outcome, Subparsers, add_command, progress
from desktop_app.command_line.packs_in_reach import library_in, open_with_packs

if TYPE_CHECKING:
    from core.comparison.over_time import OverTime, Step
    from core.comparison.result import Comparison, Dial, Side
    from questionnaires.library import Library

_WIDTH = 34


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "put audits side by side, or one vendor's audits in order of time"
    example = "headwater compare first.yaml second.yaml --xlsx compared.xlsx"
    parser = add_command(subparsers, "compare", run, summary=summary, example=example)
    parser.add_argument("audits", nargs="+", metavar="AUDIT", help="audit files (.yaml or .headwater), or ids")
    parser.add_argument(
        "--over-time", action="store_true", help="the audits are of one vendor: say what changed and what was kept"
    )
    parser.add_argument("--xlsx", type=Path, metavar="OUT", help="write everything into a workbook as well")


def run(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Evaluate the audits and compare them."""
    from core.assessment.evaluate import evaluate
    from core.comparison.compare import compare
    from core.comparison.over_time import over_time
    from questionnaires.frozen import with_packs_of
    from reports.exports.comparison_workbook import check_ending, write_comparison

    if arguments.xlsx is not None:
        check_ending(arguments.xlsx)
    library = library_in(data_dir)
    audits = [open_with_packs(name, data_dir) for name in arguments.audits]
    evaluations = []
    for number, (document, seen) in enumerate(audits, 1):
        progress(f"Simulating audit {number} of {len(audits)}")
        evaluations.append(evaluate(document, seen))
        library = with_packs_of(seen, library)
    found = over_time(evaluations, library) if arguments.over_time else compare(evaluations, library)
    if arguments.xlsx is not None:
        write_comparison(found, library, arguments.xlsx)
    return Outcome(as_json(found, library, arguments.xlsx), as_text(found, library))


def as_json(found: Comparison | OverTime, library: Library, xlsx: Path | None) -> dict[str, Any]:
    """The comparison with the keys that scripts rely on. Shares and chances are numbers from 0 to 1."""
    from core.comparison.over_time import OverTime
    from reports.comparison_words import cell_words

    comparison = found.comparison if isinstance(found, OverTime) else found
    data: dict[str, Any] = {
        "audits": [_side(side) for side in comparison.sides],
        "dials": {dial.name: _dial(dial) for dial in comparison.dials},
        "concepts": [
            {
                "concept": row.concept,
                "title": row.title,
                "must_answer": row.must_answer,
                "comparable": not row.marked,
                "why_not": row.marked or None,
                "answers": [asdict(cell_words(cell, library)) for cell in row.cells],
            }
            for row in comparison.rows
        ],
        "notes": list(comparison.notes),
        "path": None if xlsx is None else str(xlsx),
        "version": comparison.version,
    }
    if isinstance(found, OverTime):
        data["changes"] = [_step(step) for step in found.latest.steps]
        data["periods"] = [
            {
                "since": period.since.isoformat(),
                "until": period.until.isoformat(),
                "changes": [_step(step) for step in period.steps],
            }
            for period in found.periods
        ]
    return data


def _step(step: Step) -> dict[str, Any]:
    promise = step.promise
    return {
        "concept": step.concept,
        "title": step.title,
        "must_answer": step.must_answer,
        "change": step.change,
        "promise": promise and {"due": None if promise.due is None else promise.due.isoformat(), "kept": promise.kept},
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "audit": side.audit_id,
        "label": side.label,
        "vendor": side.vendor,
        "product": side.product,
        "day": side.day.isoformat(),
        "disclosure": side.disclosure,
        "disclosure_if_promises_kept": side.disclosure_if_promises_kept,
        "coverage": side.coverage,
        "practice": side.practice,
        "rare_case": asdict(side.rare_case),
        "general": asdict(side.general),
        "quantified": side.quantified,
        "samples": side.samples,
        "verdict": side.verdict,
        "provisional": side.provisional,
        "compensated": side.compensated,
        "packs": dict(side.packs),
        "seed": side.seed,
    }


def _dial(dial: Dial) -> dict[str, Any]:
    sides = range(len(dial.spans))
    return {
        "values": [span.value for span in dial.spans],
        "ranges": [[span.low, span.high] for span in dial.spans],
        "standings": [[dial.standing(one, other) for other in sides] for one in sides],
    }


def as_text(found: Comparison | OverTime, library: Library) -> str:
    """The comparison for a person at a terminal."""
    from core.comparison.over_time import OverTime
    from reports.comparison_words import side_facts
    from reports.figures.comparison import said
    from reports.figures.trend import change_words, said_of, worth_telling
    from reports.text import shorten

    comparison = found.comparison if isinstance(found, OverTime) else found
    lines: list[str] = []
    for side in comparison.sides:
        lines.append(side.label)
        lines += [f"  {name:<24} {words}" for name, words in side_facts(side, library)]
        lines.append("")
    if isinstance(found, OverTime):
        for period in found.periods:
            lines += [said_of(period), ""]
            lines += [
                f"  {shorten(step.title, _WIDTH):<{_WIDTH}} {change_words(step)}" for step in worth_telling(period)
            ]
            lines.append("")
    lines += [said(comparison, dial) for dial in comparison.dials]
    return "\n".join([*lines, "", *comparison.notes])

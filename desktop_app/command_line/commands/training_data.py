"""``headwater training-data``: what is in a buyer's own training examples."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from desktop_app.command_line.command import Outcome, Subparsers, add_command


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "count and measure your own training examples: who wrote them, batch by batch"
    example = "headwater training-data letters.csv --text letter --provenance author --batch round"
    parser = add_command(subparsers, "training-data", run, summary=summary, example=example)
    files = "examples: .csv, .jsonl, .xlsx or .txt, or a folder of them"
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help=files)
    parser.add_argument("--text", metavar="COLUMN", help="the column with the examples")
    parser.add_argument("--provenance", metavar="COLUMN", help="the column that says who wrote each")
    parser.add_argument("--batch", metavar="COLUMN", help="the column that says which round of training it went into")
    parser.add_argument("--date", metavar="COLUMN", help="the column with the date of each")
    parser.add_argument(
        "--anchors", type=Path, nargs="+", metavar="FILE", help="the examples that every batch should hold"
    )
    parser.add_argument("--seed", type=int, help="seed of the human examples drawn for comparison")


def run(arguments: argparse.Namespace, _: Path) -> Outcome:
    """Read, count and say what was found."""
    from core.samples.read import read_texts
    from core.samples.training.check import check_training
    from core.samples.training.examples import read_examples

    columns = {name: getattr(arguments, name) for name in ("text", "provenance", "batch", "date")}
    given = read_examples(arguments.files, **columns)
    anchors = read_texts(arguments.anchors).texts if arguments.anchors else None
    reading = check_training(given, anchors, seed=arguments.seed)
    share = reading.machine_share
    data = {**asdict(reading), "machine_share": share, "anchors_everywhere": reading.anchors_everywhere}
    return Outcome(data, "\n".join(reading.sentences))

"""``headwater watermark``: whether the watermark a vendor claims is in its texts."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from desktop_app.command_line.command import Outcome, ProgressLine, Subparsers, UnusableError, add_command
from desktop_app.command_line.texts_given import add_columns, check_columns, read_given


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "check a watermark claim with the configuration that the vendor disclosed"
    example = "headwater watermark outputs.jsonl --config vendor_watermark.json"
    parser = add_command(subparsers, "watermark", run, summary=summary, example=example)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="texts: .txt, .csv, .jsonl or .xlsx")
    parser.add_argument(
        "--config", type=Path, required=True, metavar="FILE", help="scheme, keys and tokenizer, as JSON"
    )
    parser.add_argument("--seed", type=int, help="seed of the placebo keys")
    add_columns(parser)


def run(arguments: argparse.Namespace, _: Path) -> Outcome:
    """Read, check and say what was found."""
    from core.neural.extra import require_extra

    try:
        require_extra("the watermark check", "torch", "transformers", "tokenizers")
    except ValueError as error:
        raise UnusableError(f"{error}. Everything else works without it.") from None
    from core.samples.neural.watermark.check import check_watermark

    texts = read_given(arguments, arguments.files, only=dict(arguments.only))
    check_columns(arguments, [arguments.files])
    reading = check_watermark(texts, arguments.config, seed=arguments.seed, progress=ProgressLine())
    return Outcome(asdict(reading), reading.sentence)

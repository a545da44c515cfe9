"""``headwater risk``: the simulated risk of an audit."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import (
    Outcome,
    Subparsers,
    UnusableError,
    add_audit,
    add_command,
)
from desktop_app.command_line.packs_in_reach import open_with_packs
from reports.figures.numbers import percent

if TYPE_CHECKING:
    from core.risk.parameters import Parameters
    from core.risk.result import Gauge, RiskResult
    from core.risk.what_if import Comparison
    from questionnaires.answer import Answer
    from questionnaires.pack import Lane, Pack

MOST_DRAWS = 10_000_000


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "simulate the stated practices and print both gauges, the interval and what to ask next"
    parser = add_command(subparsers, "risk", run, summary=summary, example="headwater risk vendor.yaml --seed 7 --json")
    add_audit(parser)
    parser.add_argument("--draws", type=int, metavar="N", help="simulation draws")
    parser.add_argument("--seed", type=int, help="seed instead of the audit's own")
    parser.add_argument("--parameters", type=Path, metavar="FILE", help="your own copy of the parameter file")
    parser.add_argument(
        "--what-if",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="also compare with other practices, such as regime=accumulate; never stored as an answer",
    )
    parser.add_argument(
        "--what-would-change",
        action="store_true",
        help="also find the smallest change of practice that lowers it",
    )


def run(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Simulate the audit and say what was found."""
    from core.risk.change import what_would_change
    from core.risk.contradictions import find_contradictions
    from core.risk.parameters import load_parameters
    from core.risk.score import DEFAULT_DRAWS, FEWEST_DRAWS, score_risk
    from questionnaires.custom import scored_packs

    draws = DEFAULT_DRAWS if arguments.draws is None else arguments.draws
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise UnusableError(f"--draws must lie between {FEWEST_DRAWS} and {MOST_DRAWS}, got {draws}.")
    parameters = load_parameters(arguments.parameters)
    document, library = open_with_packs(arguments.audit, data_dir)
    seed = document.seed if arguments.seed is None else arguments.seed
    packs = library.packs_of(scored_packs(document.packs, arguments.audit), arguments.audit)
    answers, lane = document.answers, document.context.lane
    result = score_risk(answers, packs, lane, seed=seed, draws=draws, parameters=parameters)
    contradictions = find_contradictions(answers, packs)
    data = as_json(result) | {"contradictions": [asdict(item) for item in contradictions]}
    lines = [as_text(result)]
    if contradictions:
        lines += ["", "Answers that cannot both be true", *(f"  {item.sentence}" for item in contradictions)]
    if arguments.what_if:
        compared = _compare(arguments.what_if, answers, packs, lane, result.seed, parameters)
        data["what_if"] = asdict(compared)
        lines += ["", as_comparison(compared)]
    if arguments.what_would_change:
        change = what_would_change(answers, packs, lane, seed=result.seed, parameters=parameters)
        data["what_would_change"] = asdict(change)
        lines += ["", change.sentence, *(f"  {practice.sentence}" for practice in change.practices)]
    return Outcome(data, "\n".join(lines))


def _compare(
    words: list[str],
    answers: Mapping[str, Answer],
    packs: Sequence[Pack],
    lane: Lane,
    seed: int,
    parameters: Parameters,
) -> Comparison:
    """The comparison that was asked for. Raises UnusableError for what cannot be read."""
    from core.risk.what_if import what_if

    changes: dict[str, float | str] = {}
    for word in words:
        name, mark, value = word.partition("=")
        if not mark:
            raise UnusableError(f"--what-if {word}: write it as NAME=VALUE, such as regime=accumulate.")
        try:
            changes[name] = float(value)
        except ValueError:
            changes[name] = value
    try:
        return what_if(answers, packs, lane, changes, seed=seed, parameters=parameters)
    except ValueError as error:
        raise UnusableError(f"--what-if: {str(error).removesuffix('.')}.") from None


def as_comparison(compared: Comparison) -> str:
    """The two sides for a person at a terminal."""
    moved = [f"  {move.meaning}: {move.moved_to} instead of {move.stated}" for move in compared.moved]
    return "\n".join(["What if", *moved, f"  {compared.sentence}"])


def as_json(result: RiskResult) -> dict[str, Any]:
    """The result with the keys that scripts rely on."""
    return {
        "rare_case": _gauge(result.rare_case),
        "general": _gauge(result.general),
        "tail_coverage": asdict(result.tail_coverage),
        "variance_retained": asdict(result.variance_retained),
        "error_mass": asdict(result.error_mass),
        "stages": asdict(result.stages),
        "months": list(result.months),
        "courses": [asdict(course) for course in result.courses],
        "ask_next": [asdict(item) for item in result.ask_next],
        "quantified": result.quantified,
        "sentence": result.sentence,
        "seed": result.seed,
        "draws": result.draws,
        "version": result.version,
        "parameters_version": result.parameters_version,
        "custom_parameters": result.custom_parameters,
    }


def _gauge(gauge: Gauge) -> dict[str, Any]:
    return {
        "probability": gauge.probability,
        "interval": list(gauge.interval),
        "adverse": gauge.adverse,
        "band": gauge.band,
    }


def as_text(result: RiskResult) -> str:
    """The result for a person at a terminal."""
    lines = [result.sentence, ""]
    for name, gauge in (("Rare cases", result.rare_case), ("General quality", result.general)):
        low, high = gauge.interval
        lines.append(
            f"{name:<16} {gauge.band or 'unquantified' if not result.quantified else gauge.band or 'word withheld'}:"
            f" {percent(gauge.probability)} ({percent(low)} to {percent(high)}), adverse case {percent(gauge.adverse)}"
        )
    if result.ask_next:
        lines += ["", "Ask next (if answered best, if answered worst)"]
        lines += [
            f"  {item.question:<9} {item.parameter}: {percent(item.probability_if_best)} to"
            f" {percent(item.probability_if_worst)}"
            for item in result.ask_next[:5]
        ]
    return "\n".join([*lines, "", f"Seed {result.seed}, {result.draws} draws."])

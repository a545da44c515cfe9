"""``headwater samples``: measure sample outputs, against human reference text where there is any."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import Outcome, ProgressLine, Subparsers, UnusableError, add_command
from desktop_app.command_line.texts_given import add_columns, check_columns, read_given

if TYPE_CHECKING:
    from core.samples.neural_tools import NeuralTools
    from core.samples.result import SampleReading
    from core.samples.shown import Repeated, Shown


def add(subparsers: Subparsers) -> None:
    """Declare the command."""
    summary = "measure sample outputs for variety and rare-case coverage"
    example = "headwater samples outputs.jsonl --reference our_letters.txt"
    parser = add_command(subparsers, "samples", run, summary=summary, example=example)
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="texts: .txt, .csv, .jsonl or .xlsx, or a folder"
    )
    parser.add_argument(
        "--reference", type=Path, nargs="+", metavar="FILE", help="text written by people, of the same kind"
    )
    parser.add_argument(
        "--earlier", type=Path, nargs="+", metavar="FILE", help="outputs of the vendor's own earlier release"
    )
    parser.add_argument(
        "--other-vendor", type=Path, nargs="+", metavar="FILE", help="another vendor's outputs to the same prompts"
    )
    parser.add_argument(
        "--earlier-release", metavar="NAME", help="compare with the texts of this release in the same files"
    )
    parser.add_argument(
        "--by-prompt",
        dest="column",
        type=lambda name: ("by_prompt", name),
        action="append",
        default=[],
        metavar="FIELD",
        help="field or column that says which prompt a text answers",
    )
    add_columns(parser)
    parser.add_argument(
        "--model", type=Path, metavar="DIR", help="a local language model to say how predictable the texts are"
    )
    parser.add_argument(
        "--embeddings",
        nargs="?",
        const=True,
        metavar="DIR",
        help="look at what the texts say, with all-MiniLM-L6-v2 in DIR or as installed",
    )
    parser.add_argument("--seed", type=int, help="seed of the random halves and relabelings")


def run(arguments: argparse.Namespace, data_dir: Path) -> Outcome:
    """Read, measure and say what was found."""
    from core.samples.measure import measure
    from core.samples.only import with_warning_of_late_texts

    if arguments.earlier and arguments.earlier_release:
        raise UnusableError("Name either --earlier or --earlier-release.")
    meant = dict(arguments.only)
    sample = read_given(arguments, arguments.files, only=meant)
    reference = with_warning_of_late_texts(read_given(arguments, arguments.reference)) if arguments.reference else None
    earlier = read_given(arguments, arguments.earlier) if arguments.earlier else None
    if arguments.earlier_release:
        earlier = read_given(arguments, arguments.files, only={**meant, "release": arguments.earlier_release})
    other_vendor = read_given(arguments, arguments.other_vendor) if arguments.other_vendor else None
    sets = (arguments.files, arguments.reference, arguments.earlier, arguments.other_vendor)
    check_columns(arguments, [files for files in sets if files])
    reading = measure(
        sample,
        reference,
        earlier=earlier,
        other_vendor=other_vendor,
        seed=arguments.seed,
        tools=_tools(arguments, data_dir),
        progress=ProgressLine(),
    )
    return Outcome(as_json(reading), as_text(reading))


def _tools(arguments: argparse.Namespace, data_dir: Path) -> NeuralTools:
    """The language models that were asked for."""
    from core.samples.neural.embedding_model import installed_folder
    from core.samples.neural.load import load_tools

    folder = arguments.embeddings
    if folder is True:
        folder = installed_folder()
        if folder is None:
            raise UnusableError("No embedding model is installed; name the folder of all-MiniLM-L6-v2.")
    embeddings = None if folder is None else Path(folder)
    return load_tools(embeddings, arguments.model, data_dir, ProgressLine(), ProgressLine())


def as_json(reading: SampleReading) -> dict[str, Any]:
    """The reading with the keys that scripts rely on."""
    return {
        "texts": reading.texts,
        "words": reading.words,
        "language": reading.language,
        "overall": reading.overall,
        "reasons": list(reading.reasons),
        "measured_rates": list(reading.measured_rates),
        "readings": [asdict(item) for item in reading.readings],
        "shown": None if reading.shown is None else asdict(reading.shown),
        "seed": reading.seed,
        "version": reading.version,
    }


def as_text(reading: SampleReading) -> str:
    """The reading for a person at a terminal."""
    lines = [f"{reading.texts} texts, {reading.words} words: {reading.overall}"]
    lines += [f"  {sentence}" for sentence in (*reading.reasons, *reading.measured_rates)]
    lines += ["", *(f"  {item.reading:<12} {item.sentence}" for item in reading.readings)]
    return "\n".join([*lines, *_own_words(reading.shown)])


def _own_words(shown: Shown | None) -> list[str]:
    """What the texts themselves show, a line each; nothing where nothing repeats or is missing."""
    if shown is None:
        return []
    lines = [f'  in {item.texts} texts: "{item.words}"{_elsewhere(item)}' for item in shown.phrases]
    lines += [f'  {item.texts} texts begin: "{item.words}"{_elsewhere(item)}' for item in shown.openings]
    lines += [f"  {group.texts} texts repeat each other: {group.excerpts[0]}" for group in shown.copies]
    if shown.unused:
        lines.append(f"  never used: {', '.join(f'{word} ({texts})' for word, texts in shown.unused)}")
    return ["", "In the sample's own words:", *lines] if lines else []


def _elsewhere(item: Repeated) -> str:
    return "" if item.elsewhere is None else f" (in {item.elsewhere} of the reference)"

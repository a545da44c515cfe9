"""Texts named at the command line: which column of their tables holds what, and which of the texts are meant."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.command_line.command import UnusableError

if TYPE_CHECKING:
    from core.samples.text_set import TextSet

COLUMNS = ("text", "prompt", "release", "date", "model")
_BY_THEIR_OWN_NAME = ("release", "date", "model")
CHOICES = ("release", "model", "since", "until")


def add_columns(parser: argparse.ArgumentParser) -> None:
    """The options that say what is in the files."""
    parser.add_argument(
        "--column",
        type=_pair(COLUMNS),
        action="append",
        default=[],
        metavar="WHAT=NAME",
        help=f"column or field that holds the {', '.join(COLUMNS[:-1])} or {COLUMNS[-1]}, in the files that have it",
    )
    parser.add_argument(
        "--only",
        type=_pair(CHOICES),
        action="append",
        default=[],
        metavar="WHAT=VALUE",
        help="read only the texts of one release or model, or those dated since or until a month or day (2026-03)",
    )


def read_given(arguments: argparse.Namespace, files: Sequence[Path], *, only: dict[str, str] | None = None) -> TextSet:
    """The texts of the files, under the columns that were named. only: which are meant, by field of ``Only``."""
    from core.samples.columns import Columns
    from core.samples.only import Only
    from core.samples.read import read_texts

    titles = _titles(files)
    named = (*((what, what) for what in _BY_THEIR_OWN_NAME), *arguments.column)
    columns = Columns(**{what: name for what, name in named if name.strip().casefold() in titles})
    return Only(**(only or {})).of(read_texts(files, columns=columns))


def check_columns(arguments: argparse.Namespace, sets: Sequence[Sequence[Path]]) -> None:
    """Raise UnusableError for a column that none of the files has; to be asked once they could be read."""
    titles = frozenset(title for files in sets for title in _titles(files))
    for _, name in arguments.column:
        if name.strip().casefold() not in titles:
            raise UnusableError(f'None of the files has a column or field "{name}"; check the name.')


def _titles(files: Sequence[Path]) -> frozenset[str]:
    """The names of the columns of these files; of a file that cannot be read none, which reading it says better."""
    from core.samples.errors import SampleError
    from core.samples.read import ENDINGS, preview

    inside = [item for file in files if file.is_dir() for item in file.iterdir()]
    found: set[str] = set()
    for file in (*files, *inside):
        if file.suffix.lower() not in ENDINGS or not file.is_file():
            continue
        try:
            table = preview(file)
        except SampleError:
            continue
        found |= {title.strip().casefold() for title in (table.columns if table is not None else ())}
    return frozenset(found)


def _pair(allowed: Sequence[str]) -> Callable[[str], tuple[str, str]]:
    def pair(words: str) -> tuple[str, str]:
        what, _, value = words.partition("=")
        if what not in allowed or not value:
            raise argparse.ArgumentTypeError(f"{words} is not one of {', '.join(allowed)}, then =, then a name")
        return what, value

    return pair

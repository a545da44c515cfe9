"""A first look at files: which can be read, how many texts each holds, and what stands in which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from core.samples.columns import Columns
from core.samples.only import Only, models_of, months_of
from core.samples.text_set import TextSet
from desktop_app.child_process.job import Job, Tell
from desktop_app.child_process.likely_columns import likely_columns

MOST_COLUMNS = 40
_MOST_VALUES = 200
_ALL = Only()


@dataclass(frozen=True, slots=True)
class LookRequest:
    """columns: those a person chose; None to find likely ones. only: which of the texts are meant."""

    paths: tuple[Path, ...]
    columns: Columns | None = None
    only: Only = _ALL


@dataclass(frozen=True, slots=True)
class FileLook:
    """texts: how many it holds; problem: one sentence where it cannot be read; notes: how it was read."""

    path: Path
    texts: int = 0
    problem: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """head, rows: the first rows of the first table, empty without one. columns: those used. meant: how many texts are.

    releases, models: as named; months: in which texts are dated. Each the first 200.
    """

    files: tuple[FileLook, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: Columns
    releases: tuple[str, ...]
    models: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    meant: int = 0


JOB = Job("look", TypeAdapter(LookRequest), TypeAdapter(Look))


def work(request: LookRequest, tell: Tell) -> Look:
    """Look at each file by itself, so that one that cannot be read does not hide the others."""
    head, rows = _first_table(request.paths)
    columns = request.columns if request.columns is not None else _likely(request.paths, head, rows)
    files: list[FileLook] = []
    found: list[TextSet] = []
    for place, path in enumerate(request.paths):
        tell("look", place, len(request.paths))
        files.append(_look_at(path, columns, found))
    releases, models, months = (
        tuple(dict.fromkeys(value for texts in found for value in values(texts)))[:_MOST_VALUES]
        for values in (lambda texts: texts.releases, models_of, months_of)
    )
    meant = sum(_meant(texts, request.only) for texts in found)
    return Look(tuple(files), head, rows, columns, releases, models, tuple(sorted(months)), meant)


def _meant(texts: TextSet, only: Only) -> int:
    from core.samples.errors import SampleError

    try:
        return len(only.of(texts).texts)
    except SampleError:
        return 0


def _likely(paths: Sequence[Path], head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Columns:
    """Plain text has no columns, so beside it none is named unless a person does."""
    is_plain = any(path.suffix.lower() == ".txt" for path in _with_inside(paths))
    return Columns() if is_plain else likely_columns(head, rows)


def _with_inside(paths: Sequence[Path]) -> list[Path]:
    """The files, with those inside the folders."""
    return [*paths, *(item for path in paths if path.is_dir() for item in sorted(path.iterdir()))]


def _first_table(paths: Sequence[Path]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    from core.samples.errors import SampleError
    from core.samples.read import ENDINGS, preview

    for path in _with_inside(paths):
        if path.suffix.lower() not in ENDINGS:
            continue
        try:
            found = preview(path)
        except SampleError:
            continue
        if found is not None and found.columns:
            return found.columns[:MOST_COLUMNS], tuple(row[:MOST_COLUMNS] for row in found.rows)
    return (), ()


def _look_at(path: Path, columns: Columns, read: list[TextSet]) -> FileLook:
    """What one file holds; its texts are put to those that were read."""
    from core.samples.errors import SampleError
    from core.samples.read import read_texts

    try:
        found = read_texts([path], columns=columns)
    except SampleError as problem:
        return FileLook(path, problem=str(problem))
    read.append(found)
    return FileLook(path, len(found.texts), notes=found.notes)

"""One reader for each file format: characters in, records out, one sentence where the file is broken."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.samples.errors import SampleError

TEXT_NAMES = ("text", "output", "outputs", "completion", "response", "generation", "generations", "answer")
PROMPT_ID_NAMES = ("pair", "prompt_id")
PROMPT_NAME = "prompt"

_SEPARATOR = re.compile(r"^---[ \t]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, slots=True)
class Record:
    """One text as found. place: where in the file, for a person."""

    text: str
    place: str
    prompt: str | None = None
    prompt_id: str | None = None


def txt_records(text: str, name: str, by_prompt: str | None) -> Iterator[Record]:
    """Texts separated by ``---`` lines, else by two or more blank lines, else the whole file."""
    if by_prompt is not None:
        raise SampleError(f'{name} is plain text and has no field "{by_prompt}"; prompts need a .jsonl or .csv file.')
    text = text.replace("\r\n", "\n")
    separator = _SEPARATOR if _SEPARATOR.search(text) else _BLANK_LINES
    for number, part in enumerate(separator.split(text), start=1):
        yield Record(part.strip("\n"), f"text {number}")


def jsonl_records(text: str, name: str, by_prompt: str | None) -> Iterator[Record]:
    """One JSON object a line; blank lines are passed over."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise SampleError(f"{name}, {place}: not a JSON object; nothing was read.") from error
        if not isinstance(fields, dict):
            raise SampleError(f"{name}, {place}: not a JSON object; nothing was read.")
        yield from _records_of(fields, name, place, by_prompt)


def csv_records(text: str, name: str, by_prompt: str | None) -> Iterator[Record]:
    """Rows under a header that names the text column; separated by commas, semicolons or tabs."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] | None = None
    try:
        for row in rows:
            place = f"line {rows.line_num}"
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = [cell.strip().lower() for cell in row]
                continue
            if len(row) != len(header):
                raise SampleError(
                    f"{name}, {place}: {len(row)} cells under {len(header)} column names; nothing was read."
                )
            yield from _records_of(dict(zip(header, row, strict=True)), name, place, by_prompt and by_prompt.lower())
    except csv.Error as error:
        raise SampleError(f"{name}, line {rows.line_num}: broken table ({error}); nothing was read.") from error


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _records_of(fields: Mapping[str, object], name: str, place: str, by_prompt: str | None) -> Iterator[Record]:
    found = next((key for key in TEXT_NAMES if key in fields), None)
    if found is None:
        raise SampleError(f'{name}, {place}: no field "text"; give the texts that name.')
    texts = fields[found]
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise SampleError(f'{name}, {place}: "{found}" holds no text; nothing was read.')
    if by_prompt is not None and by_prompt not in fields:
        raise SampleError(f'{name}, {place}: no field "{by_prompt}" to group the texts by.')
    prompt = fields.get(PROMPT_NAME)
    id_names = (by_prompt,) if by_prompt is not None else (*PROMPT_ID_NAMES, PROMPT_NAME)
    prompt_id = next((str(fields[key]) for key in id_names if _is_id(fields.get(key))), None)
    for text in texts:
        yield Record(text, place, prompt if isinstance(prompt, str) and prompt.strip() else None, prompt_id)


def _is_id(value: object) -> bool:
    return (isinstance(value, str) and bool(value.strip())) or isinstance(value, int)

"""Which column of a table, or field of a JSON line, holds what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.samples.errors import SampleError
from core.samples.text_set import Origin

TEXT_NAMES = ("text", "output", "outputs", "completion", "response", "generation", "generations", "answer")
PROMPT_ID_NAMES = ("pair", "prompt_id")
PROMPT_NAME = "prompt"


UNSAID = Origin()


@dataclass(frozen=True, slots=True)
class Columns:
    """Names the user chose; None leaves it to the usual names, and ``release``, ``date`` and ``model`` to none.

    by_prompt: what groups texts that answer the same prompt.
    """

    text: str | None = None
    prompt: str | None = None
    by_prompt: str | None = None
    release: str | None = None
    date: str | None = None
    model: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """Every name the user chose."""
        chosen = (self.text, self.prompt, self.by_prompt, self.release, self.date, self.model)
        return tuple(name for name in chosen if name is not None)


@dataclass(frozen=True, slots=True)
class Record:
    """One text as found. place: where in the file, for a person."""

    text: str
    place: str
    prompt: str | None = None
    prompt_id: str | None = None
    origin: Origin = UNSAID


def records_of(fields: Mapping[str, object], name: str, place: str, columns: Columns) -> list[Record]:
    """The texts of one row or line. A list of texts counts as several answers to one prompt.

    Names are compared without regard to case. Raises SampleError where a column is missing or holds no text.
    """
    by_name = {key.strip().casefold(): value for key, value in fields.items()}
    for wanted in columns.named:
        if wanted.strip().casefold() not in by_name:
            raise SampleError(f'{name}, {place}: no field "{wanted}"; there are {_listed(fields)}.')
    found = _first(by_name, (columns.text,) if columns.text else TEXT_NAMES)
    if found is None:
        raise SampleError(f'{name}, {place}: no field "text"; choose which of {_listed(fields)} holds the texts.')
    texts = by_name[found]
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise SampleError(f'{name}, {place}: "{found}" holds no text; nothing was read.')
    prompt = by_name.get((columns.prompt or PROMPT_NAME).strip().casefold())
    id_names = (columns.by_prompt,) if columns.by_prompt else (*PROMPT_ID_NAMES, columns.prompt or PROMPT_NAME)
    ids = (_word(by_name.get(key.strip().casefold())) for key in id_names)
    prompt_id = next((word for word in ids if word), None)
    said = prompt if isinstance(prompt, str) and prompt.strip() else None
    origin = Origin(*(_word(by_name.get((key or "").strip().casefold())) for key in _origin_names(columns)))
    return [Record(text, place, said, prompt_id, origin) for text in texts]


def _origin_names(columns: Columns) -> tuple[str | None, str | None, str | None]:
    return columns.release, columns.date, columns.model


def _first(by_name: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((key for key in (name.strip().casefold() for name in names) if key in by_name), None)


def _word(value: object) -> str:
    """A short value as a word; empty for anything that is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _listed(fields: Mapping[str, object]) -> str:
    shown = [f'"{key[:40]}"' for key in list(fields)[:8]]
    return ", ".join(shown) + (" and others" if len(fields) > len(shown) else "")

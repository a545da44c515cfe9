"""Packs frozen in an audit: the whole text is kept, so that the audit opens without the file it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from pydantic import Field

from questionnaires.answer import Frozen
from questionnaires.custom import is_custom, refuse_power
from questionnaires.errors import UnusableInputError
from questionnaires.library import FOLDER, Library
from questionnaires.pack import Pack
from questionnaires.reading import read_model, validate
from questionnaires.safe_yaml import parse_yaml


def freeze(pack: Pack) -> str:
    """A pack as one text, the same for the same pack; ``thaw`` gives it back."""
    plain = pack.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str, source: str) -> Pack:
    """The pack in a frozen text. Raises UnusableInputError, naming ``source``, where it holds none."""
    try:
        return _thawed(text)
    except UnusableInputError as error:
        raise UnusableInputError(source, error.place, error.cause) from None


def fingerprint(pack: Pack) -> str:
    """SHA-256 of a pack's content, in hexadecimal; it does not depend on how the file is laid out."""
    return hashlib.sha256(freeze(pack).encode()).hexdigest()


def library_of(texts: Mapping[str, str], library: Library, source: str) -> Library:
    """The library as one audit sees it: its frozen packs in place of those of the same id.

    texts: frozen text by pack id, which may come from anybody. A text under the id of a shipped pack is used only where
    that version was released with exactly this text; otherwise the pack of today stays, and ``migrate`` says what
    differs. Raises UnusableInputError, naming ``source``, for a text that holds no such pack, or a pack of somebody's
    own that claims power over the verdict.
    """
    packs = dict(library.packs)
    for pack_id, text in texts.items():
        place = f"frozen pack {pack_id}"
        pack = thaw(text, f"{source}, {place}")
        if pack.id != pack_id:
            raise UnusableInputError(source, place, f"its text is that of the pack {pack.id}")
        if is_custom(pack_id):
            others = {name: other for name, other in packs.items() if name != pack_id}
            refuse_power(pack, replace(library, packs=others), f"{source}, {place}")
            packs[pack_id] = pack
        elif was_released(pack):
            packs[pack_id] = pack
    return replace(library, packs=MappingProxyType(packs))


def with_packs_of(other: Library, library: Library) -> Library:
    """A library, and what packs another has that it lacks."""
    return replace(library, packs=MappingProxyType({**other.packs, **library.packs}))


def was_released(pack: Pack) -> bool:
    """Whether this version of a shipped pack was released with exactly this text."""
    known = _released().released.get(pack.id, {})
    return known.get(pack.pack.version) == fingerprint(pack)


class ReleasedPacks(Frozen):
    """Everything in ``rules/released_packs.yaml``: fingerprints by pack and version."""

    format: Literal["qreleased/1"] = Field(alias="schema")
    released: dict[str, dict[str, str]]


@cache
def _released() -> ReleasedPacks:
    return read_model(FOLDER / "rules" / "released_packs.yaml", ReleasedPacks)


@lru_cache(maxsize=16)
def _thawed(text: str) -> Pack:
    """Audits of one time share their packs."""
    return validate(parse_yaml(text.encode(), ""), Pack, "")

"""Packs frozen in an audit: the whole text is kept, so that the audit opens without the file it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from questionnaires.pack import Pack
from questionnaires.reading import validate
from questionnaires.safe_yaml import parse_yaml


def freeze(pack: Pack) -> str:
    """A pack as one text, the same for the same pack; ``thaw`` gives it back."""
    plain = pack.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(text: str, source: str) -> Pack:
    """The pack in a frozen text. Raises UnusableInputError, naming ``source``, where it holds none."""
    return _thawed(text, source)


def fingerprint(pack: Pack) -> str:
    """SHA-256 of a pack's content, in hexadecimal; it does not depend on how the file is laid out."""
    return hashlib.sha256(freeze(pack).encode()).hexdigest()


def library_of(texts: Mapping[str, str], library: Library, source: str) -> Library:
    """The library as one audit sees it: its frozen packs in place of those of the same id.

    texts: frozen text by pack id. Raises UnusableInputError, naming ``source``, for a text that holds no such pack.
    """
    if not texts:
        return library
    frozen = {pack_id: thaw(text, f"{source}, frozen pack {pack_id}") for pack_id, text in texts.items()}
    for pack_id, pack in frozen.items():
        if pack.id != pack_id:
            raise UnusableInputError(source, f"frozen pack {pack_id}", f"its text is that of the pack {pack.id}")
    return replace(library, packs=MappingProxyType({**library.packs, **frozen}))


@lru_cache(maxsize=64)
def _thawed(text: str, source: str) -> Pack:
    return validate(parse_yaml(text.encode(), source), Pack, source)

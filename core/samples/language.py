"""Which language a set of texts is in, told by its function words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from core.samples.tokens import words

_DATA = Path(__file__).parent / "data" / "function_words.yaml"
LEAST_SHARE = 0.15
LEAST_LEAD = 1.5
LEAST_WORDS = 50


@cache
def _languages() -> dict[str, frozenset[str]]:
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return {code: frozenset(entry.split()) for code, entry in data["languages"].items()}


def function_words(language: str) -> frozenset[str]:
    """The function words of a language by ISO code, lower case."""
    return _languages()[language]


def known_languages() -> tuple[str, ...]:
    """Names of the languages that can be told, for a person."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return tuple(data["names"][code] for code in data["languages"])


def guess_language(texts: Sequence[str]) -> str | None:
    """ISO code of the language, or None where none of those known stands out.

    A language is told when at least 15 % of the words are its function words, 1.5 times as many as of any other
    language, out of at least 50 words.
    """
    sample = [word for text in texts[:1000] for word in words(text[:2000])]
    if len(sample) < LEAST_WORDS:
        return None
    shares = {code: sum(word in known for word in sample) / len(sample) for code, known in _languages().items()}
    best, second = sorted(shares, key=lambda code: shares[code], reverse=True)[:2]
    told = shares[best] >= LEAST_SHARE and shares[best] >= LEAST_LEAD * shares[second]
    return best if told else None

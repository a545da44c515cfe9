"""Real texts, where they are present, and texts made from a seed, where they suffice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.samples.text_set import TextSet

REAL_TEXTS = Path(__file__).parents[3] / ".." / "shared" / "samples"


class RealTexts:
    """Collections of real texts. Called with a file, and a source where it holds several, gives the texts in order."""

    folder = REAL_TEXTS

    def __call__(self, file: str, source: str | None = None) -> TextSet:
        lines = (REAL_TEXTS / file).read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if source is None or row["src"] == source]
        return TextSet(
            tuple(row["text"] for row in rows),
            prompt_ids=tuple(str(row["pair"]) if "pair" in row else None for row in rows),
        )


@pytest.fixture(scope="session")
def real_texts() -> RealTexts:
    """The collections, where they are present."""
    if not REAL_TEXTS.is_dir():
        pytest.skip("the collections of real texts (../shared/samples) are not present")
    return RealTexts()


@pytest.fixture(scope="session")
def made_texts() -> Callable[[int, int, int], tuple[str, ...]]:
    """Texts of words drawn from one Zipf distribution over 28 English function words and 5,000 made-up words."""
    common = "the of and to in a is that it was for on are as with his they at be this from have or by one had not but"
    vocabulary = np.array(common.split() + [f"w{number}" for number in range(5_000)])
    weights = 1 / (np.arange(len(vocabulary)) + 2.7)

    def make(texts: int, words: int, seed: int) -> tuple[str, ...]:
        rng = np.random.default_rng(seed)
        drawn = rng.choice(vocabulary, (texts, words), p=weights / weights.sum())
        return tuple(" ".join(row) for row in drawn)

    return make

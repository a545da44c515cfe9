"""Published rules of thumb for machine text, shown with how often they flag people; no verdict rests on them.

They look at single texts or at single numbers that depend on length and kind of text far more than on who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from core.samples.result import Measure
from core.samples.tokens import WORD, TextIndex

_DATA = Path(__file__).parent / "data" / "published_checks.yaml"
_SENTENCE_END = re.compile(r"""(?:(?<=[.!?…])|(?<=[.!?…]["'”’)\]]))\s+|\n+""")
LEAST_SENTENCES = 3


@cache
def _checks() -> Mapping[str, Mapping[str, Any]]:
    checks: Mapping[str, Mapping[str, Any]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return checks


def published_checks(index: TextIndex) -> tuple[Measure, ...]:
    """What the rules would say of the texts as they came; every reading is "cannot tell"."""
    table = index.gram_table(1)
    ratios = table.distinct[table.total > 0] / table.total[table.total > 0]
    return (
        _share_flagged("type_token_ratio", "Texts with few different words", "a share of different words", ratios),
        _share_flagged(
            "sentence_variation",
            "Texts with even sentences",
            "a variation of sentence length",
            sentence_variation(index.texts),
        ),
        _entropy(index),
    )


def sentence_variation(texts: tuple[str, ...]) -> NDArray[np.float64]:
    """Standard deviation over mean of the sentence lengths in words, for texts of at least three sentences."""
    values = []
    for text in texts:
        lengths = [length for part in _SENTENCE_END.split(text) if (length := len(WORD.findall(part)))]
        if len(lengths) >= LEAST_SENTENCES:
            values.append(np.std(lengths, ddof=1) / np.mean(lengths))
    return np.array(values, np.float64)


def _share_flagged(key: str, title: str, looked_at: str, values: NDArray[np.float64]) -> Measure:
    threshold = float(_checks()[key]["threshold"])
    share = float((values < threshold).mean()) if len(values) else None
    found = "no text is long enough"
    if share is not None:
        found = f"{100 * share:.3g} % of the texts have {looked_at} below {threshold:g}"
    return _shown(key, title, "share", share, found)


def _entropy(index: TextIndex) -> Measure:
    if not len(index.tokens):
        return _shown("word_entropy", "Entropy of the words", "bits", None, "there are no words")
    shares = np.bincount(index.tokens) / len(index.tokens)
    bits = float(-(shares * np.log2(shares)).sum())
    threshold = float(_checks()["word_entropy"]["threshold"])
    found = f"{bits:.2f} bits a word, against a floor of {threshold:g}"
    return _shown("word_entropy", "Entropy of the words", "bits", bits, found)


def _shown(key: str, title: str, unit: str, value: float | None, found: str) -> Measure:
    sentence = f"Published and not calibrated: {found}; this rule {_checks()[key]['human_false_alarms']}."
    return Measure(f"published_{key}", title, unit, value, None, None, "cannot tell", sentence)

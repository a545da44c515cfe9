"""Published rules of thumb for machine text, shown with how often they flag people; no verdict rests on them.

They look at single texts or at single numbers that depend on length and kind of text far more than on who wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from core.samples.measures.rules_of_thumb import sentence_variations, shares_of_different_words
from core.samples.result import Measure
from core.samples.tokens import TextIndex

_DATA = Path(__file__).parent / "data" / "published_checks.yaml"
MAJORITY = 2


@cache
def _checks() -> Mapping[str, Mapping[str, Any]]:
    checks: Mapping[str, Mapping[str, Any]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return checks


def published_checks(index: TextIndex) -> tuple[Measure, ...]:
    """What the rules would say of the texts as they came; every reading is "cannot tell"."""
    ratios, variations = shares_of_different_words(index), sentence_variations(index)
    return (
        _share_flagged("type_token_ratio", "Texts with few different words", "a share of different words", ratios),
        _share_flagged("sentence_variation", "Texts with even sentences", "a variation of sentence length", variations),
        _entropy(index),
    )


def published_vote(texts: Sequence[str], bits: NDArray[np.float64]) -> tuple[Measure, ...]:
    """What the vote of perplexity, even sentences and few different words would say, where a language model is at hand.

    bits: a token of each text costs that model, nan for a text too short. A text is flagged by two of the three.
    """
    index = TextIndex(texts)
    votes = (
        (2.0**bits < _limit("perplexity")).astype(int)
        + (sentence_variations(index) < _limit("sentence_variation"))
        + (shares_of_different_words(index) < _limit("type_token_ratio"))
    )[np.isfinite(bits)]
    share = float((votes >= MAJORITY).mean()) if len(votes) else None
    found = "no text is long enough" if share is None else f"{100 * share:.3g} % of {len(votes)} texts get two votes of"
    found += "" if share is None else f" three (perplexity below {_limit('perplexity'):g}, and the two rules above)"
    return (_shown("vote", "Texts that a vote of three rules flags", "share", share, found),)


def _limit(key: str) -> float:
    return float(_checks()[key]["threshold"])


def _share_flagged(key: str, title: str, looked_at: str, values: NDArray[np.float64]) -> Measure:
    threshold, values = _limit(key), values[~np.isnan(values)]
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
    people, models = (" to ".join(f"{end:g}" for end in _checks()["word_entropy"][who]) for who in ("people", "models"))
    found = (
        f"{bits:.2f} bits a word, against a floor of {_limit('word_entropy'):g} ({people} said of people, {models} of"
        " models)"
    )
    return _shown("word_entropy", "Entropy of the words", "bits", bits, found)


def _shown(key: str, title: str, unit: str, value: float | None, found: str) -> Measure:
    sentence = f"Published and not calibrated: {found}; this rule {_checks()[key]['human_false_alarms']}."
    return Measure(f"published_{key}", title, unit, value, None, None, "cannot tell", sentence)

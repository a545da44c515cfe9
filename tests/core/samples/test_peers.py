"""Measures beside published packages that compute the same; ROUGE-L stands beside rapidfuzz in test_sample_measures."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from core.samples.compare import evaluate
from core.samples.measures.mtld import run_lengths
from core.samples.measures.rules_of_thumb import shares_of_different_words
from core.samples.measures.running_variety import RUN, running_variety
from core.samples.measures.simpson import SIMPSON
from core.samples.tokens import TextIndex


@pytest.fixture(scope="module")
def peer():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of packages that it loads and we do not
        from lexicalrichness import LexicalRichness
    return lambda text: LexicalRichness(text, preprocessor=None, tokenizer=str.split)


def test_shares_of_different_words_are_those_of_lexicalrichness(peer, made_texts):
    texts = made_texts(30, 80, 1)
    np.testing.assert_allclose(shares_of_different_words(TextIndex(texts)), [peer(text).ttr for text in texts])


def test_simpson_is_yules_k_of_lexicalrichness_without_its_bias(peer, made_texts):
    """Yule's K divides by N squared where Simpson's unbiased index divides by N(N-1)."""
    for seed in range(5):
        texts = made_texts(20, 50, seed)
        (value,) = evaluate(SIMPSON, TextIndex(texts), np.ones((1, 20), bool))
        words = 20 * 50
        assert value * (words - 1) / words == pytest.approx(peer(" ".join(texts)).yulek)


def test_different_words_in_fifty_are_mattr_of_lexicalrichness(peer, made_texts):
    texts = [*made_texts(20, 90, 1), *made_texts(5, RUN, 2)]
    found = running_variety(TextIndex([*texts, "too short", ""]))
    np.testing.assert_allclose(found[:-2], [peer(text).mattr(window_size=RUN) for text in texts])
    assert np.isnan(found[-2:]).all()


def test_words_before_they_repeat_are_mtld_of_lexicalrichness(peer, made_texts):
    texts = [*made_texts(20, 90, 1), *made_texts(5, 8, 2), "one two three", "one", "a a a a", "a b a b a b c d e f"]
    found = run_lengths(TextIndex([*texts, ""]))
    np.testing.assert_allclose(found[:-1], [peer(text).mtld(threshold=0.72) for text in texts])
    assert np.isnan(found[-1])

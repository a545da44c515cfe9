"""Made-up text for a run without a file: invented words, a few common and very many rare, in simple sentences.

A sentence has a subject, a verb and an object; each noun may carry an adjective. Nouns, verbs and adjectives follow
Zipf weights 1/(i+2.7), and every verb takes its objects from a stretch of the nouns of its own, so that there is
something to learn besides how common a word is.
"""

from __future__ import annotations

from itertools import product

import numpy as np

NOUNS, VERBS, ADJECTIVES = 900, 300, 300
SEED = 20
STARTS, MIDDLES, ENDS = "bdfgklmnprstv", "aeiou", "lnrsmt"


def demonstration_text(words: int, seed: int = SEED) -> str:
    """At least so many words, full stops counted; the same seed makes the same text, longer or shorter."""
    rng = np.random.default_rng(seed)
    nouns, verbs, adjectives = np.split(_invent(), [NOUNS, NOUNS + VERBS])
    sentences: list[str] = []
    written = 0
    while written < words:
        verb = _zipf(VERBS, rng)
        subject = nouns[_zipf(NOUNS, rng)]
        thing = nouns[(_zipf(NOUNS, rng) + 37 * verb) % NOUNS]
        sentence = [
            "the",
            *_perhaps(adjectives, rng),
            subject,
            verbs[verb],
            "a",
            *_perhaps(adjectives, rng),
            thing,
            ".",
        ]
        sentences.append(" ".join(sentence))
        written += len(sentence)
    return "\n".join(sentences)


def _invent() -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    syllables = ["".join(parts) for parts in product(STARTS, MIDDLES)]
    invented = ["".join(parts) for parts in product(syllables, syllables, ENDS)]
    return np.random.default_rng(SEED).permutation(np.array(invented))[: NOUNS + VERBS + ADJECTIVES]


def _zipf(types: int, rng: np.random.Generator) -> int:
    """A number from 0 to ``types`` - 1, drawn by inverting the smooth cumulative of 1/(i+2.7)."""
    start = np.log(2.2)
    return min(int(np.exp(start + rng.random() * (np.log(types + 2.2) - start)) - 2.2), types - 1)


def _perhaps(adjectives: np.ndarray[tuple[int], np.dtype[np.str_]], rng: np.random.Generator) -> list[str]:
    return [str(adjectives[_zipf(ADJECTIVES, rng)])] if rng.random() < 0.5 else []

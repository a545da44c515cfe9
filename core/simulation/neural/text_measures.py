"""How varied a set of texts is. A text is a sequence of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

Text = Sequence[str]

COMMON_SHARE = 0.8


def distinct_share(texts: Sequence[Text], length: int) -> float:
    """Different sequences of so many words over all such sequences, 0 to 1; 0 where there is none."""
    every = [sequence for text in texts for sequence in _sequences(text, length)]
    return len(set(every)) / len(every) if every else 0.0


def repetition_share(texts: Sequence[Text], length: int = 3) -> float:
    """Share of the sequences of so many words that already stood earlier in the same text, 0 to 1."""
    total = sum(len(_sequences(text, length)) for text in texts)
    different = sum(len(set(_sequences(text, length))) for text in texts)
    return 1 - different / total if total else 0.0


def rare_words(training: Text, held_out: Text) -> frozenset[str]:
    """Words of the held-out text that the training text has too, but not among its common words.

    The common words are the most frequent ones that together make up four fifths of the training text.
    """
    counts = Counter(training)
    common, covered = set(), 0
    for word, count in counts.most_common():
        if covered >= COMMON_SHARE * len(training):
            break
        common.add(word)
        covered += count
    return frozenset(word for word in held_out if word in counts and word not in common)


def coverage(texts: Sequence[Text], words: Set[str]) -> float:
    """Share of the words that stand anywhere in the texts, 0 to 1."""
    return len(words & {word for text in texts for word in text}) / len(words)


def _sequences(text: Text, length: int) -> list[tuple[str, ...]]:
    return [tuple(text[start : start + length]) for start in range(len(text) - length + 1)]

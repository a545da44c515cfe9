"""Text as words, and words as numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"<\w+>|\w+(?:['’-]\w+)*|[^\w\s]")
PADDING, UNKNOWN = "<pad>", "<unk>"


def split_words(text: str) -> list[str]:
    """Words and single punctuation marks, in order; a mark such as ``<unk>`` is one word."""
    return WORD.findall(text)


class Vocabulary:
    """The most common words of a text, numbered from the most common; 0 fills up, 1 is every other word."""

    def __init__(self, words: Sequence[str], size: int) -> None:
        common = [word for word, _ in Counter(words).most_common(size) if word not in (PADDING, UNKNOWN)]
        self._words = [PADDING, UNKNOWN, *common]
        self._numbers = {word: number for number, word in enumerate(self._words)}

    def __len__(self) -> int:
        return len(self._words)

    def encode(self, text: str) -> list[int]:
        """The number of each word."""
        return [self._numbers.get(word, 1) for word in split_words(text)]

    def words(self, numbers: Iterable[int]) -> list[str]:
        """The word of each number."""
        return [self._words[number] for number in numbers]

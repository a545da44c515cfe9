"""Whether a question can be answered with yes or no, by the words it begins with."""

from __future__ import annotations

import re

_OPEN = frozenset({"which", "who", "whom", "whose", "what", "when", "where", "why", "how"})
_BEFORE_OPEN = frozenset({"at", "by", "for", "from", "in", "of", "on", "to", "under", "until", "with"})
_ENDS = re.compile(r"[.?!]+\s+")
_PAUSES = re.compile(r"[,:;]\s+")
_WORD = re.compile(r"[a-z']+")


def asks_openly(ask: str) -> bool:
    """Whether a sentence of the question, or what follows its introduction, begins with which, who, how and the like.

    "Which parts could outsiders change?", "On what basis is it used?" and "Before a release, what must not get worse?"
    ask openly; "Is it public which routes were used?" does not.
    """
    sentences = [sentence for sentence in _ENDS.split(ask.strip().lower()) if sentence]
    return any(_begins_openly(clause) for sentence in sentences for clause in _PAUSES.split(sentence))


def _begins_openly(clause: str) -> bool:
    words = _WORD.findall(clause)
    if words and words[0] in _BEFORE_OPEN:
        words = words[1:]
    return bool(words) and words[0] in _OPEN

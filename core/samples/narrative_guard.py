"""Do sample and reference tell of the same sort of things: of what happened, or of how things are?

Vocabulary cannot tell a short personal essay from a story; the tense and the persons can. A text's score is the share
of past auxiliaries and third-person pronouns among its words less that of present auxiliaries; what is held against
the limit is how often a text of the sample scores above one of the reference (0.5 for the same kind; Mann and Whitney
1947). English only. The words come from the literature. The limit, three of four, was set after a look at whole
collections (beside people's stories: those of chat models 0.46 and 0.48, of models of 2019 and 2020 0.33, essays of
learners 0.19, school essays 0.11); how often draws of 40 and 80 texts are refused: docs/method-samples.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from core.samples.contrast import Other
from core.samples.matching import Matched, NotComparableError
from core.samples.result import Measure
from core.samples.tokens import words

LANGUAGE = "en"
MOST = 0.75
_DATA = Path(__file__).parent / "data" / "narrative_words.yaml"


def narrative_guard(matched: Matched, other: Other, language: str | None) -> tuple[Measure, ...]:
    """How often the sample tells more of what happened, as a reading; none where the language is not English.

    Raises NotComparableError where one side plainly does so more than the other.
    """
    if language != LANGUAGE:
        return ()
    value = told_more(matched.sample, matched.reference)
    found = (
        f"in {100 * value:.0f} of 100 pairs of a text of the sample and one of {other.name}, that of the sample tells"
        " more of what happened (was, had, he, she) and less of how things are (is, has, can, should)"
    )
    limits = f"{100 * (1 - MOST):.0f} and {100 * MOST:.0f}"
    if not 1 - MOST <= value <= MOST:
        raise NotComparableError(f"The texts are of different kinds: {found}; between {limits} are needed.")
    sentence = f"{found[0].upper()}{found[1:]}; nothing would be compared unless between {limits}."
    title = "Telling beside explaining"
    return (Measure(f"{other.prefix}narrative", title, "share", value, None, None, "within", sentence),)


def told_more(sample: Sequence[str], reference: Sequence[str]) -> float:
    """Share of the pairs of one text a side in which that of the sample scores higher; ties count half."""
    ours, theirs = _scores(sample)[:, None], _scores(reference)[None, :]
    return float(np.mean((ours > theirs) + 0.5 * (ours == theirs)))


def _scores(texts: Sequence[str]) -> NDArray[np.float64]:
    weights = _weights()
    return np.array([np.mean([weights.get(word, 0) for word in words(text)] or [0]) for text in texts], np.float64)


@cache
def _weights() -> dict[str, int]:
    """1 for words of telling, -1 for words of explaining."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    telling = dict.fromkeys(f"{data['past']} {data['persons']}".split(), 1)
    return {**telling, **dict.fromkeys(data["present"].split(), -1)}

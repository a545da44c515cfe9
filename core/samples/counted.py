"""What is counted over all texts as they came: length, repeats, texts that go round in circles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.samples.matching import LEAST_TEXTS
from core.samples.measures.duplicates import Repeats
from core.samples.measures.loops import looped
from core.samples.overall import ALARM_SHARE, Alarm
from core.samples.progress import Step, untold
from core.samples.published import published_checks
from core.samples.result import Measure, Reading
from core.samples.subsample import words_and_exact_repeats
from core.samples.text_set import TextSet
from core.samples.tokens import TextIndex


@dataclass(frozen=True, slots=True)
class Counts:
    """words: of all texts. published: what uncalibrated rules of thumb would say."""

    words: int
    alarms: tuple[Alarm, ...]
    readings: tuple[Measure, ...]
    published: tuple[Measure, ...]


def count(texts: TextSet, whole: TextSet, index: TextIndex, repeats: Repeats, step: Step = untold) -> Counts:
    """Counts over the texts, which may be a part of a larger whole; words and exact repeats are of the whole.

    index, repeats: of the texts. Repeats among answers to one prompt are reported but ring no alarm: they may be right.
    """
    total = len(index)
    exact, near = repeats.exact >= 0, repeats.near >= 0
    repeated = np.maximum(repeats.exact, repeats.near)
    elsewhere = sum(
        not _same_prompt(texts, here, int(repeated[here])) for here in np.flatnonzero(exact | near).tolist()
    )
    circles = int(looped(index).sum())
    alarms: tuple[Alarm, ...] = (
        Alarm("repeat another text exactly or nearly", elsewhere, total),
        Alarm("go round in circles", circles, total),
    )
    all_words, all_exact, all_texts = int(index.lengths.sum()), int(exact.sum()), total
    if whole is not texts:
        all_words, all_exact = words_and_exact_repeats(whole.texts, step)
        all_texts = len(whole.texts)
        if not any(texts.prompt_ids):
            alarms = (*alarms, Alarm("repeat another text word for word", all_exact, all_texts))
    word_for_word = "repeat an earlier text word for word"
    return Counts(
        all_words,
        alarms,
        (
            _length(index),
            _share("exact_repeats", "Exact repeats", word_for_word, all_exact, all_texts),
            _share(
                "near_repeats",
                "Near repeats",
                "share half of their wording with an earlier text",
                int(near.sum()),
                total,
            ),
            _share("looped_texts", "Looped texts", "go round in circles", circles, total),
        ),
        published_checks(index),
    )


def _same_prompt(texts: TextSet, one: int, other: int) -> bool:
    return texts.prompt_id(one) is not None and texts.prompt_id(one) == texts.prompt_id(other)


def _length(index: TextIndex) -> Measure:
    median = float(np.median(index.lengths)) if len(index) else None
    return Measure(
        "length",
        "Length of a text",
        "words",
        median,
        None,
        None,
        "cannot tell",
        _spoken_length(len(index), median),
    )


def _spoken_length(texts: int, median: float | None) -> str:
    if median is None:
        return "There are no texts."
    if median < 1:
        return f"Half of the {texts} texts have no words." if texts > 1 else "The text has no words."
    least = f"at least {median:.0f} word{'s' if median >= 1.5 else ''}"
    return f"Half of the {texts} texts have {least}." if texts > 1 else f"The text has {median:.0f} words."


def _share(key: str, title: str, found: str, count: int, total: int) -> Measure:
    reading: Reading = "cannot tell"
    if total >= LEAST_TEXTS:
        reading = "above" if count >= ALARM_SHARE * total else "within"
    return Measure(
        key,
        title,
        "share",
        count / total if total else None,
        None,
        None,
        reading,
        f"{count} of {total} texts {found}.",
    )

"""How alike several answers to one prompt are.

For each prompt the mean over pairs of answers of the number of different words they share, divided by the mean number
an answer has: an average over pairs, so it does not depend on how many answers there are. On 50 prompts with ten
answers each, sorted into kinds of answer by others, it follows the number of kinds with a rank correlation of -0.67;
sentence embeddings did no better. Prompts vary, answers to one prompt are kin: intervals and tests draw prompts, not
texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.samples.compare import RELABELLINGS, TO_5_AND_95
from core.samples.contrast import BEYOND_CHANCE, Other
from core.samples.result import Measure, Reading
from core.samples.text_set import TextSet
from core.samples.tokens import WORD, TextIndex

LEAST_PROMPTS = 20
KEY = "same_prompt_overlap"
TITLE = "Likeness of answers to one prompt"


@dataclass(frozen=True, slots=True)
class Likeness:
    """prompts: those with several answers; overlap: of each, 0 to 1, shape (prompts,)."""

    prompts: tuple[str, ...]
    overlap: NDArray[np.float64]


def answers_to_one_prompt(texts: TextSet) -> Likeness:
    """The overlap among the answers to each prompt that has at least two."""
    counts = Counter(prompt for prompt in texts.prompt_ids if prompt is not None)
    prompts = tuple(prompt for prompt, answers in counts.items() if answers > 1)
    number = {prompt: place for place, prompt in enumerate(prompts)}
    kept = [position for position in range(len(texts.texts)) if texts.prompt_id(position) in number]
    index = TextIndex([_with_words(texts.texts[position]) for position in kept])
    asked = np.array([number[str(texts.prompt_id(position))] for position in kept], np.int64)
    answers = np.bincount(asked, minlength=len(prompts))

    word, text = index.grams(1)
    used = np.unique(word * max(len(index), 1) + text)
    word, text = used // max(len(index), 1), used % max(len(index), 1)
    in_prompt, spread = np.unique(word * max(len(prompts), 1) + asked[text], return_counts=True)
    shared = np.bincount(in_prompt % max(len(prompts), 1), spread * (spread - 1), len(prompts))
    per_answer = np.bincount(asked[text], minlength=len(prompts)) / np.maximum(answers, 1)
    overlap = shared / np.maximum(answers * (answers - 1) * per_answer, 1e-300)
    return Likeness(prompts, np.asarray(overlap, np.float64))


def _with_words(text: str) -> str:
    """The text, or one word that stands for it where it has none, such as an answer of one picture sign."""
    return text if WORD.search(text) else text.strip().encode("utf-8", "replace").hex()


def same_prompt_readings(
    sample: TextSet, others: Mapping[Other, TextSet], rng: np.random.Generator
) -> tuple[Measure, ...]:
    """How alike answers to one prompt are, alone and against each other set that answers the same prompts repeatedly.

    Empty where no prompt has two answers. A comparison flips the sign of the difference of each prompt at random (199
    times) and needs 20 prompts.
    """
    ours = answers_to_one_prompt(sample)
    if not len(ours.prompts):
        return ()
    if len(ours.prompts) < LEAST_PROMPTS:
        sentence = f"Only {len(ours.prompts)} prompts have several answers; {LEAST_PROMPTS} are needed."
        return (Measure(KEY, TITLE, "share", None, None, None, "cannot tell", sentence),)
    compared = []
    for other, texts in others.items():
        shared = _shared_prompts(ours, answers_to_one_prompt(texts))
        if shared is not None:
            compared.append(_compared(*shared, other, rng))
    return tuple(compared) or (_alone(ours),)


def _shared_prompts(ours: Likeness, theirs: Likeness) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    place = {prompt: position for position, prompt in enumerate(theirs.prompts)}
    pairs = [(here, place[prompt]) for here, prompt in enumerate(ours.prompts) if prompt in place]
    if len(pairs) < LEAST_PROMPTS:
        return None
    here, there = (np.array(side) for side in zip(*pairs, strict=True))
    return ours.overlap[here], theirs.overlap[there]


def _alone(ours: Likeness) -> Measure:
    mean = float(ours.overlap.mean())
    sentence = (
        f"Two answers to one prompt share {100 * mean:.3g} % of their words on average over {len(ours.prompts)}"
        " prompts; without answers of others to the same prompts this cannot be called much or little."
    )
    return Measure(KEY, TITLE, "share", mean, _interval(ours.overlap), None, "cannot tell", sentence)


def _compared(
    ours: NDArray[np.float64], theirs: NDArray[np.float64], against: Other, rng: np.random.Generator
) -> Measure:
    difference = ours - theirs
    flipped = np.where(rng.random((RELABELLINGS, len(difference))) < 0.5, 1, -1) @ difference
    p = (1 + int((np.abs(flipped) >= abs(difference.sum()) - 1e-12).sum())) / (RELABELLINGS + 1)
    reading: Reading = "within"
    if p <= BEYOND_CHANCE:
        reading = "above" if difference.sum() > 0 else "below"
    told = {"within": "no difference beyond chance", "above": "narrower", "below": "wider"}[reading]
    sentence = (
        f"Two answers to one prompt share {100 * ours.mean():.3g} % of their words on average over {len(ours)} prompts;"
        f" {against.name} {100 * theirs.mean():.3g} % ({told}, p = {p:.2g})."
    )
    return Measure(
        against.prefix + KEY,
        TITLE,
        "share",
        float(ours.mean()),
        _interval(ours),
        _interval(theirs),
        reading,
        sentence,
    )


def _interval(overlaps: NDArray[np.float64]) -> tuple[float, float]:
    reach = TO_5_AND_95 * float(overlaps.std(ddof=1)) / np.sqrt(len(overlaps))
    mean = float(overlaps.mean())
    return max(mean - reach, 0.0), min(mean + reach, 1.0)

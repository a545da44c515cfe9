"""Readings of how alike several answers to one prompt are: in words, and in what they say.

Prompts vary, answers to one prompt are kin: intervals and tests draw prompts, not texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.samples.alike_answers import Likeness, prompts_with_several_answers, same_meaning, shared_words
from core.samples.compare import RELABELLINGS, TO_5_AND_95
from core.samples.contrast import BEYOND_CHANCE, Other
from core.samples.neural_tools import WITHOUT, NeuralTools
from core.samples.result import Measure, Reading
from core.samples.text_set import TextSet

LEAST_PROMPTS = 20


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way in which answers can be alike. finding: a sentence's beginning with ``{value}``, a percentage."""

    key: str
    title: str
    finding: str


WORDS = Aspect(
    "same_prompt_overlap",
    "Likeness of answers to one prompt",
    "Two answers to one prompt share {value} % of their words on average",
)
MEANING = Aspect(
    "same_prompt_meaning",
    "Answers to one prompt that say the same",
    "{value} % of pairs of answers to one prompt say nearly the same",
)


def same_prompt_readings(
    sample: TextSet, others: Mapping[Other, TextSet], rng: np.random.Generator, tools: NeuralTools = WITHOUT
) -> tuple[Measure, ...]:
    """How alike answers to one prompt are, alone and against each other set that answers the same prompts repeatedly.

    In words, and in what they say where an embedding model is at hand. Empty where no prompt has two answers. A
    comparison flips the sign of the difference of each prompt at random (199 times) and needs 20 prompts.
    """
    prompts = prompts_with_several_answers(sample)
    if not prompts:
        return ()
    if len(prompts) < LEAST_PROMPTS:
        sentence = f"Only {len(prompts)} prompts have several answers; {LEAST_PROMPTS} are needed."
        return (Measure(WORDS.key, WORDS.title, "share", None, None, None, "cannot tell", sentence),)
    readings = _readings(WORDS, shared_words, sample, others, rng)
    if tools.embed is None:
        return readings
    embed = tools.embed
    return (*readings, *_readings(MEANING, lambda texts: same_meaning(texts, embed), sample, others, rng))


def _readings(
    aspect: Aspect,
    alike: Callable[[TextSet], Likeness],
    sample: TextSet,
    others: Mapping[Other, TextSet],
    rng: np.random.Generator,
) -> tuple[Measure, ...]:
    ours = alike(sample)
    compared = []
    for other, texts in others.items():
        shared = _shared_prompts(ours, alike(texts)) if prompts_with_several_answers(texts) else None
        if shared is not None:
            compared.append(_compared(aspect, *shared, other, rng))
    return tuple(compared) or (_alone(aspect, ours),)


def _shared_prompts(ours: Likeness, theirs: Likeness) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    place = {prompt: position for position, prompt in enumerate(theirs.prompts)}
    pairs = [(here, place[prompt]) for here, prompt in enumerate(ours.prompts) if prompt in place]
    if len(pairs) < LEAST_PROMPTS:
        return None
    here, there = (np.array(side) for side in zip(*pairs, strict=True))
    return ours.overlap[here], theirs.overlap[there]


def _alone(aspect: Aspect, ours: Likeness) -> Measure:
    mean = float(ours.overlap.mean())
    sentence = (
        f"{aspect.finding.format(value=f'{100 * mean:.3g}')} over {len(ours.prompts)} prompts; without answers of"
        " others to the same prompts this cannot be called much or little."
    )
    return Measure(aspect.key, aspect.title, "share", mean, _interval(ours.overlap), None, "cannot tell", sentence)


def _compared(
    aspect: Aspect, ours: NDArray[np.float64], theirs: NDArray[np.float64], against: Other, rng: np.random.Generator
) -> Measure:
    difference = ours - theirs
    flipped = np.where(rng.random((RELABELLINGS, len(difference))) < 0.5, 1, -1) @ difference
    p = (1 + int((np.abs(flipped) >= abs(difference.sum()) - 1e-12).sum())) / (RELABELLINGS + 1)
    reading: Reading = "within"
    if p <= BEYOND_CHANCE:
        reading = "above" if difference.sum() > 0 else "below"
    told = {"within": "no difference beyond chance", "above": "narrower", "below": "wider"}[reading]
    sentence = (
        f"{aspect.finding.format(value=f'{100 * ours.mean():.3g}')} over {len(ours)} prompts;"
        f" {against.name} {100 * theirs.mean():.3g} % ({told}, p = {p:.2g})."
    )
    return Measure(
        against.prefix + aspect.key,
        aspect.title,
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

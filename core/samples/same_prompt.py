"""Readings of how alike several answers to one prompt are: in words, and in what they say.

Prompts vary, answers to one prompt are kin: intervals and tests draw prompts, not texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.samples.alike_answers import (
    ByPrompt,
    answers,
    different_answers,
    prompts_with_several_answers,
    same_meaning,
    shared_words,
)
from core.samples.compare import RELABELLINGS, TO_5_AND_95
from core.samples.contrast import BEYOND_CHANCE, Other
from core.samples.neural_tools import WITHOUT, NeuralTools
from core.samples.result import Measure, Reading
from core.samples.text_set import TextSet

LEAST_PROMPTS = 20


@dataclass(frozen=True, slots=True)
class Aspect:
    """One way in which answers can be alike.

    finding: a sentence's beginning with ``{value}``, written with its unit, and perhaps ``{answers}``, their number.
    unit, narrower: as of a ``SetMeasure``.
    """

    key: str
    title: str
    finding: str
    unit: str = "share"
    narrower: Literal["below", "above"] = "above"

    def spoken(self, value: float) -> str:
        """A value as a person reads it."""
        return f"{100 * value:.3g} %" if self.unit == "share" else f"{value:.3g}"

    def found(self, ours: ByPrompt) -> str:
        """The finding over all prompts."""
        said = self.finding.format(value=self.spoken(float(ours.values.mean())), answers=f"{ours.answers.mean():.3g}")
        return f"{said} over {len(ours.prompts)} prompts"


WORDS = Aspect(
    "same_prompt_overlap",
    "Likeness of answers to one prompt",
    "Two answers to one prompt share {value} of their words on average",
)
MEANING = Aspect(
    "same_prompt_meaning",
    "Answers to one prompt that say the same",
    "{value} of pairs of answers to one prompt say nearly the same",
)
VARIETY = Aspect(
    "different_answers",
    "Different answers to one prompt",
    "{answers} answers to one prompt are as varied as {value} wholly different ones on average",
    "answers",
    "below",
)


def same_prompt_readings(
    sample: TextSet, others: Mapping[Other, TextSet], rng: np.random.Generator, tools: NeuralTools = WITHOUT
) -> tuple[Measure, ...]:
    """How alike answers to one prompt are, alone and against each other set that answers the same prompts repeatedly.

    In words, and in what they say where an embedding model is at hand. Empty where no prompt has two answers. A
    comparison flips the sign of the difference of each prompt at random (199 times) and needs 20 prompts. How many
    different answers there are is compared at equal numbers of answers to each prompt.
    """
    prompts = prompts_with_several_answers(sample)
    if not prompts:
        return ()
    if len(prompts) < LEAST_PROMPTS:
        sentence = f"Only {len(prompts)} prompts have several answers; {LEAST_PROMPTS} are needed."
        return (Measure(WORDS.key, WORDS.title, "share", None, None, None, "cannot tell", sentence),)
    beside = {other: texts for other, texts in others.items() if prompts_with_several_answers(texts)}
    ours = shared_words(sample)
    in_words = _readings(WORDS, ours, {other: (ours, shared_words(texts)) for other, texts in beside.items()}, rng)
    if tools.embed is None:
        return in_words
    given = answers(sample, tools.embed)
    theirs = {other: answers(texts, tools.embed) for other, texts in beside.items()}
    ours = same_meaning(given)
    meaning = _readings(MEANING, ours, {other: (ours, same_meaning(points)) for other, points in theirs.items()}, rng)
    as_many = {
        other: (different_answers(given.beside(points)), different_answers(points.beside(given)))
        for other, points in theirs.items()
    }
    return (*in_words, *meaning, *_readings(VARIETY, different_answers(given), as_many, rng))


def _readings(
    aspect: Aspect,
    alone: ByPrompt,
    beside: Mapping[Other, tuple[ByPrompt, ByPrompt]],
    rng: np.random.Generator,
) -> tuple[Measure, ...]:
    """alone: of the sample; beside: of the sample and of each other, to be compared prompt by prompt."""
    compared = []
    for other, (ours, theirs) in beside.items():
        shared = _shared_prompts(ours, theirs)
        if shared is not None:
            compared.append(_compared(aspect, *shared, other, rng))
    return tuple(compared) or (_alone(aspect, alone),)


def _shared_prompts(ours: ByPrompt, theirs: ByPrompt) -> tuple[ByPrompt, ByPrompt] | None:
    place = {prompt: position for position, prompt in enumerate(theirs.prompts)}
    pairs = [(here, place[prompt]) for here, prompt in enumerate(ours.prompts) if prompt in place]
    if len(pairs) < LEAST_PROMPTS:
        return None
    here, there = zip(*pairs, strict=True)
    return ours.at(here), theirs.at(there)


def _alone(aspect: Aspect, ours: ByPrompt) -> Measure:
    mean = float(ours.values.mean())
    sentence = (
        f"{aspect.found(ours)}; without answers of others to the same prompts this cannot be called much or little."
    )
    return Measure(
        aspect.key, aspect.title, aspect.unit, mean, _interval(aspect, ours.values), None, "cannot tell", sentence
    )


def _compared(aspect: Aspect, ours: ByPrompt, theirs: ByPrompt, against: Other, rng: np.random.Generator) -> Measure:
    difference = ours.values - theirs.values
    flipped = np.where(rng.random((RELABELLINGS, len(difference))) < 0.5, 1, -1) @ difference
    p = (1 + int((np.abs(flipped) >= abs(difference.sum()) - 1e-12).sum())) / (RELABELLINGS + 1)
    reading: Reading = "within"
    if p <= BEYOND_CHANCE:
        reading = "above" if difference.sum() > 0 else "below"
    told = "narrower" if reading == aspect.narrower else "wider"
    if reading == "within":
        told = "no difference beyond chance"
    theirs_spoken = aspect.spoken(float(theirs.values.mean()))
    sentence = f"{aspect.found(ours)}; {against.name} {theirs_spoken} ({told}, p = {p:.2g})."
    return Measure(
        against.prefix + aspect.key,
        aspect.title,
        aspect.unit,
        float(ours.values.mean()),
        _interval(aspect, ours.values),
        _interval(aspect, theirs.values),
        reading,
        sentence,
    )


def _interval(aspect: Aspect, values: NDArray[np.float64]) -> tuple[float, float]:
    reach = TO_5_AND_95 * float(values.std(ddof=1)) / np.sqrt(len(values))
    mean = float(values.mean())
    return max(mean - reach, 0.0), min(mean + reach, 1.0 if aspect.unit == "share" else float("inf"))

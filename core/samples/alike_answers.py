"""How alike the answers to one prompt are, prompt by prompt.

In words: the mean over pairs of answers of the number of different words they share, divided by the mean number an
answer has: an average over pairs, so it does not depend on how many answers there are. On 50 prompts with ten answers
each, sorted into kinds of answer by others, it follows the number of kinds with a rank correlation of -0.67; sentence
embeddings did no better, and stand beside it as a second witness: as the share of pairs that say nearly the same, and
as the number of different answers that those given amount to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.samples.embedding_settings import settings
from core.samples.measures.vendi import effective_number
from core.samples.neural_tools import Vectors
from core.samples.text_set import TextSet
from core.samples.tokens import WORD, TextIndex, each_once


@dataclass(frozen=True, slots=True)
class ByPrompt:
    """prompts: those with several answers; values: what was found of each, answers: how many it has; both of shape
    (prompts,).
    """

    prompts: tuple[str, ...]
    values: NDArray[np.float64]
    answers: NDArray[np.int64]

    def at(self, places: Sequence[int]) -> ByPrompt:
        """The prompts at these places."""
        chosen = np.array(places, np.int64)
        return ByPrompt(tuple(self.prompts[place] for place in places), self.values[chosen], self.answers[chosen])


@dataclass(frozen=True, slots=True)
class Answers:
    """What the answers to each prompt with several say, as points of length 1, shape (answers, dimensions)."""

    points: Mapping[str, Vectors]

    def beside(self, others: Answers) -> Answers:
        """Of the prompts that both answer repeatedly, the first answers, no more than the others have."""
        return Answers(
            {
                prompt: own[: len(others.points[prompt])]
                for prompt, own in self.points.items()
                if prompt in others.points
            }
        )


def prompts_with_several_answers(texts: TextSet) -> tuple[str, ...]:
    """Prompts that at least two texts answer, in the order they come."""
    counts = Counter(prompt for prompt in texts.prompt_ids if prompt is not None)
    return tuple(prompt for prompt, answers in counts.items() if answers > 1)


def shared_words(texts: TextSet) -> ByPrompt:
    """The overlap of words among the answers to each prompt that has at least two, 0 to 1."""
    prompts = prompts_with_several_answers(texts)
    number = {prompt: place for place, prompt in enumerate(prompts)}
    kept = [position for position in range(len(texts.texts)) if texts.prompt_id(position) in number]
    index = TextIndex([_with_words(texts.texts[position]) for position in kept])
    asked = np.array([number[str(texts.prompt_id(position))] for position in kept], np.int64)
    answers = np.bincount(asked, minlength=len(prompts))

    word, text = index.grams(1)
    used = each_once(word * max(len(index), 1) + text)
    used_word, used_in = used // max(len(index), 1), used % max(len(index), 1)
    in_prompt, spread = np.unique(used_word * max(len(prompts), 1) + asked[used_in], return_counts=True)
    shared = np.bincount(in_prompt % max(len(prompts), 1), spread * (spread - 1), len(prompts))
    per_answer = np.bincount(asked[used_in], minlength=len(prompts)) / np.maximum(answers, 1)
    overlap = shared / np.maximum(answers * (answers - 1) * per_answer, 1e-300)
    return ByPrompt(prompts, np.asarray(overlap, np.float64), answers)


def _with_words(text: str) -> str:
    """The text, or one word that stands for it where it has none, such as an answer of one picture sign."""
    return text if WORD.search(text) else text.strip().encode("utf-8", "replace").hex()


def answers(texts: TextSet, embed: Callable[[Sequence[str]], Vectors]) -> Answers:
    """The points of all answers to the prompts that have at least two."""
    places: dict[str | None, list[int]] = {prompt: [] for prompt in prompts_with_several_answers(texts)}
    for place in range(len(texts.texts)):
        if (prompt := texts.prompt_id(place)) in places:
            places[prompt].append(place)
    points = embed([texts.texts[place] for group in places.values() for place in group])
    ends = np.cumsum([len(group) for group in places.values()]).tolist()
    return Answers(dict(zip(map(str, places), np.split(points, ends[:-1]), strict=False)))


def same_meaning(given: Answers) -> ByPrompt:
    """The share of pairs of answers to each prompt whose points lie so near that they say nearly the same, 0 to 1."""
    return _by_prompt(given, _pairs_alike)


def different_answers(given: Answers) -> ByPrompt:
    """The number of wholly different answers that those to each prompt amount to: the Vendi score of each."""
    return _by_prompt(given, effective_number)


def _by_prompt(given: Answers, found: Callable[[Vectors], float]) -> ByPrompt:
    values = [found(points) for points in given.points.values()]
    sizes = [len(points) for points in given.points.values()]
    return ByPrompt(tuple(given.points), np.array(values, np.float64), np.array(sizes, np.int64))


def _pairs_alike(points: Vectors) -> float:
    pairs = np.triu_indices(len(points), 1)
    return float(((points @ points.T)[pairs] >= settings()["same_answer_from"]).mean())

"""How alike the answers to one prompt are, prompt by prompt.

In words: the mean over pairs of answers of the number of different words they share, divided by the mean number an
answer has: an average over pairs, so it does not depend on how many answers there are. On 50 prompts with ten answers
each, sorted into kinds of answer by others, it follows the number of kinds with a rank correlation of -0.67; sentence
embeddings did no better, and stand beside it as a second witness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.samples.embedding_settings import settings
from core.samples.neural_tools import Vectors
from core.samples.text_set import TextSet
from core.samples.tokens import WORD, TextIndex, each_once


@dataclass(frozen=True, slots=True)
class Likeness:
    """prompts: those with several answers; overlap: of each, 0 to 1, shape (prompts,)."""

    prompts: tuple[str, ...]
    overlap: NDArray[np.float64]


def prompts_with_several_answers(texts: TextSet) -> tuple[str, ...]:
    """Prompts that at least two texts answer, in the order they come."""
    counts = Counter(prompt for prompt in texts.prompt_ids if prompt is not None)
    return tuple(prompt for prompt, answers in counts.items() if answers > 1)


def shared_words(texts: TextSet) -> Likeness:
    """The overlap of words among the answers to each prompt that has at least two."""
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
    return Likeness(prompts, np.asarray(overlap, np.float64))


def _with_words(text: str) -> str:
    """The text, or one word that stands for it where it has none, such as an answer of one picture sign."""
    return text if WORD.search(text) else text.strip().encode("utf-8", "replace").hex()


def same_meaning(texts: TextSet, embed: Callable[[Sequence[str]], Vectors]) -> Likeness:
    """The share of pairs of answers to each prompt whose points lie so near that they say nearly the same."""
    prompts = prompts_with_several_answers(texts)
    places = [[place for place in range(len(texts.texts)) if texts.prompt_id(place) == prompt] for prompt in prompts]
    points = embed([texts.texts[place] for group in places for place in group])
    shares, start = [], 0
    for group in places:
        own = points[start : start + len(group)]
        start += len(group)
        pairs = np.triu_indices(len(own), 1)
        shares.append(float(((own @ own.T)[pairs] >= settings()["same_answer_from"]).mean()))
    return Likeness(prompts, np.array(shares, np.float64))

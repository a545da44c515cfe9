"""Picks what to show of a sample: repeated words, near copies side by side, the answers to each prompt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.samples.alike_answers import shared_words
from core.samples.showing import showing
from core.samples.text_set import TextSet
from desktop_app.child_process.shown import AlikeTexts, Shown, Side

MOST_GROUPS = 100
MOST_TEXTS = 8
MOST_CHARACTERS = 1_500


def pick(sample: TextSet, others: Mapping[Side, TextSet]) -> Shown:
    """What repeats in the sample, what it lacks, and the texts that belong side by side. others: compared with it."""
    found = showing(sample, others.get("people"))
    prompts = _prompts(sample, others)
    repeats = [
        AlikeTexts(_beginning(sample.texts[group.texts[0]]), len(group.texts), _cut(sample, group.texts))
        for group in found.groups[:MOST_GROUPS]
    ]
    return Shown(
        phrases=found.phrases,
        openings=found.openings,
        unused=found.unused,
        repeats=tuple(repeats),
        all_repeats=len(found.groups),
        prompts=tuple(prompts[:MOST_GROUPS]),
        all_prompts=len(prompts),
        has_reference="people" in others,
    )


def _prompts(sample: TextSet, others: Mapping[Side, TextSet]) -> list[AlikeTexts]:
    own = _by_prompt(sample)
    theirs = {side: _by_prompt(texts) for side, texts in others.items()}
    alike = shared_words(sample)
    likeness = dict(zip(alike.prompts, map(float, alike.values), strict=True))
    found = []
    for prompt, places in own.items():
        answers: dict[Side, tuple[str, ...]] = {"sample": _cut(sample, places)}
        answers |= {side: _cut(others[side], by_prompt.get(prompt, ())) for side, by_prompt in theirs.items()}
        size = len(places) + sum(len(by_prompt.get(prompt, ())) for by_prompt in theirs.values())
        if size > 1:
            words = (sample.prompts[places[0]] if sample.prompts else None) or prompt
            texts = tuple(text for of_one in answers.values() for text in of_one)
            sides = tuple(side for side, of_one in answers.items() for _ in of_one)
            found.append(AlikeTexts(_beginning(words), size, texts, likeness.get(prompt), sides))
    return sorted(found, key=lambda item: -(item.likeness or 0.0))


def _by_prompt(texts: TextSet) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, prompt in enumerate(texts.prompt_ids):
        if prompt is not None:
            places.setdefault(prompt, []).append(place)
    return places


def _cut(sample: TextSet, places: Iterable[int]) -> tuple[str, ...]:
    texts = [sample.texts[place] for place in list(places)[:MOST_TEXTS]]
    return tuple(text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]} […]" for text in texts)


def _beginning(text: str) -> str:
    return " ".join(text[:300].split())

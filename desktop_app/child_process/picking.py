"""Picks what to show of a sample: repeated words, near copies side by side, the answers to each prompt."""

from __future__ import annotations

from collections.abc import Iterable

from core.samples.alike_answers import shared_words
from core.samples.showing import showing
from core.samples.text_set import TextSet
from desktop_app.child_process.shown import AlikeTexts, Shown

MOST_GROUPS = 100
MOST_TEXTS = 8
MOST_CHARACTERS = 1_500


def pick(sample: TextSet, reference: TextSet | None) -> Shown:
    """What repeats in the sample, what it lacks, and the texts that belong side by side."""
    found = showing(sample, reference)
    prompts = _prompts(sample)
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
        has_reference=reference is not None,
    )


def _prompts(sample: TextSet) -> list[AlikeTexts]:
    places: dict[str, list[int]] = {}
    for place, prompt in enumerate(sample.prompt_ids):
        if prompt is not None:
            places.setdefault(prompt, []).append(place)
    alike = shared_words(sample)
    found = []
    for prompt, overlap in zip(alike.prompts, alike.overlap, strict=True):
        own = places[prompt]
        words = (sample.prompts[own[0]] if sample.prompts else None) or prompt
        found.append(AlikeTexts(_beginning(words), len(own), _cut(sample, own), float(overlap)))
    return sorted(found, key=lambda item: -(item.likeness or 0.0))


def _cut(sample: TextSet, places: Iterable[int]) -> tuple[str, ...]:
    texts = [sample.texts[place] for place in list(places)[:MOST_TEXTS]]
    return tuple(text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]} […]" for text in texts)


def _beginning(text: str) -> str:
    return " ".join(text[:300].split())

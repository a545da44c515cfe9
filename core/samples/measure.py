"""From texts to a reading: what is counted, what is compared, what is refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.samples.candidates import candidates
from core.samples.compare import BLOCKS
from core.samples.contrast import EARLIER, MOST_MEASURES, OTHER_VENDOR, REFERENCE, Contrast, Other, contrast, refused
from core.samples.counted import count
from core.samples.described import described
from core.samples.echo import Echoes, find_echoes
from core.samples.language import guess_language, known_languages
from core.samples.likeness import likeness_guard
from core.samples.match_guard import match_guard
from core.samples.matching import Matched, NotComparableError, cut_alone, match
from core.samples.measures.duplicates import find_repeats
from core.samples.narrative_guard import narrative_guard
from core.samples.neural_tools import WITHOUT, NeuralTools
from core.samples.overall import judge
from core.samples.predictability import predictability
from core.samples.progress import Progress, Step, Steps
from core.samples.published import published_vote
from core.samples.rates import measured_rates
from core.samples.result import Measure, SampleReading
from core.samples.same_prompt import same_prompt_readings
from core.samples.showing import shown
from core.samples.subsample import random_part
from core.samples.text_set import TextSet
from core.samples.tokens import TextIndex
from core.samples.wording import listed
from core.version import program_version

NO_REFERENCE = "No human reference of the same kind of text was given, so the sample is described and not judged."
DIFFERENT_RELEASE_PROMPTS = (
    "The two releases are not known to answer the same prompts; a difference may come from the prompts."
)
WORDS_ONLY = (
    "That the reference is the same kind of text was checked by its words and tenses only, which lets kinds pass that"
    " share them; an embedding model would check more closely."
)
MOST_VOTED = 200
COUNTING, SHOWING = 20, 10  # steps of the parts before and after the comparisons, about
DIFFERENT_PROMPTS = (
    "The sample and the outputs of the other vendor are not known to answer the same prompts, so they are not compared."
)


def measure(
    sample: TextSet,
    reference: TextSet | None = None,
    *,
    earlier: TextSet | None = None,
    other_vendor: TextSet | None = None,
    seed: int | None = None,
    tools: NeuralTools = WITHOUT,
    progress: Progress | None = None,
) -> SampleReading:
    """Reads a vendor's sample outputs, against human text, an earlier release and another vendor where there are any.

    Giving a reference declares that it is the same kind of text; outputs of an earlier release should, and those of
    another vendor must answer the same prompts.
    Repeats and looped texts are counted over all texts, as they came; then echoes of prompts are taken off, copies and
    further answers to the same prompt are left out, and texts of equal length and number are compared. The same seed
    gives the same reading; without one, one is drawn. Of more than 20,000 texts a random part is read. tools: language
    models that look more closely, where there are. progress: what it raises ends the reading.
    """
    seed = secrets.randbits(32) if seed is None else seed
    rng = np.random.default_rng(seed)
    given = {REFERENCE: reference, EARLIER: earlier, OTHER_VENDOR: other_vendor}
    others = {other: random_part(other.name, texts, seed, rng) for other, texts in given.items() if texts is not None}
    whole, sample = sample, random_part("the sample", sample, seed, rng)
    steps = Steps([COUNTING, *[BLOCKS * MOST_MEASURES for _ in others], SHOWING], progress)
    index = TextIndex(sample.texts)
    steps.one()
    repeats = find_repeats(index, steps.one)
    counts = count(sample, whole, index, repeats, steps.one)
    steps.part_ended()
    language = guess_language(sample.texts)
    own_echoes = find_echoes(sample)
    contrasts = []
    for other, texts in others.items():
        contrasts.append(_contrast(sample, texts, other, rng, tools, steps.one))
        steps.part_ended()
    readings = [reading for made in contrasts for reading in made.readings]
    if not readings:
        readings += _described(sample, own_echoes, language, rng)
    readings += same_prompt_readings(sample, others, rng, tools)
    overall, reasons = judge(counts.alarms, contrasts)
    own_words = shown(sample, others.get(REFERENCE), index, repeats, steps.one)
    steps.part_ended()
    return SampleReading(
        texts=len(whole.texts),
        words=counts.words,
        language=language,
        overall=overall,
        reasons=(
            *reasons,
            *([] if reference is not None else [NO_REFERENCE]),
            *_echo_warning(own_echoes),
            *(warning for made in contrasts for warning in made.warnings),
            *(note for texts in (sample, *others.values()) for note in texts.notes),
        ),
        readings=(*counts.readings, *readings, *counts.published, *_vote(sample, tools, rng)),
        reference_texts=len(reference.texts) if reference is not None else 0,
        sources=_sources(sample, others),
        seed=seed,
        version=program_version(),
        measured_rates=measured_rates(contrasts),
        shown=own_words,
    )


def _contrast(
    sample: TextSet,
    texts: TextSet,
    other: Other,
    rng: np.random.Generator,
    tools: NeuralTools,
    step: Step,
) -> Contrast:
    ours, theirs = guess_language(sample.texts), guess_language(texts.texts)
    if ours is None or ours != theirs:
        return refused(other, _other_language(ours, theirs, other))
    echoes = find_echoes(sample, texts) if other is REFERENCE else find_echoes(sample)
    their_echoes = echoes.reference if other is REFERENCE else find_echoes(texts).sample
    step()
    warnings = _shared_beginning_warning(echoes)
    sides = candidates("the sample", sample, echoes.sample, rng), candidates(other.name, texts, their_echoes, rng)
    step()
    try:
        matched = match(*sides, rng)
        step()
        if other is OTHER_VENDOR and not matched.paired:
            raise NotComparableError(DIFFERENT_PROMPTS)
        guards: tuple[Measure, ...] = ()
        if other is REFERENCE or not matched.paired:
            guards = (
                *likeness_guard(matched, other, ours, rng),
                *narrative_guard(matched, other, ours),
                *match_guard(matched, other, tools),
            )
    except NotComparableError as reason:
        return refused(other, str(reason), warnings)
    if other is EARLIER and not matched.paired:
        warnings = (*warnings, DIFFERENT_RELEASE_PROMPTS)
    if other is REFERENCE and tools.embed is None:
        warnings = (*warnings, WORDS_ONLY)
    warnings = (*warnings, *_cut_warning(matched, other))
    made = contrast(matched, other, ours, rng, guards=guards, warnings=warnings, step=step)
    return replace(made, readings=(*made.readings, *predictability(matched, other, tools, rng)))


def _other_language(ours: str | None, theirs: str | None, other: Other) -> str:
    if ours is not None and theirs is not None:
        return f"The sample is in another language ({ours}) than {other.name} ({theirs})."
    unknown = listed([name for name, language in (("the sample", ours), (other.name, theirs)) if language is None])
    return (
        f"No one language was told in the texts of {unknown} (mixed languages, code, too little text, or none of"
        f" {listed(known_languages())}), so nothing is compared."
    )


def _described(sample: TextSet, echoes: Echoes, language: str | None, rng: np.random.Generator) -> tuple[Measure, ...]:
    try:
        return described(cut_alone(candidates("the sample", sample, echoes.sample, rng), rng), language, rng)
    except NotComparableError:
        return ()


def _vote(sample: TextSet, tools: NeuralTools, rng: np.random.Generator) -> tuple[Measure, ...]:
    if tools.bits is None or not sample.texts:
        return ()
    drawn = sample.at(np.sort(rng.permutation(len(sample.texts))[:MOST_VOTED]).tolist()).texts
    return published_vote(drawn, tools.bits(drawn))


def _echo_warning(echoes: Echoes) -> tuple[str, ...]:
    if not echoes.from_prompt:
        return ()
    return (f"{echoes.from_prompt} texts begin with their prompt; the echo was taken off before comparing.",)


def _shared_beginning_warning(echoes: Echoes) -> tuple[str, ...]:
    if not echoes.from_reference:
        return ()
    return (
        f"{echoes.from_reference} texts begin with the same words as a reference text; the shared beginning was taken"
        " off both before comparing.",
    )


def _cut_warning(matched: Matched, other: Other) -> tuple[str, ...]:
    if not any(matched.dropped):
        return ()
    return (
        f"Texts are compared by their first {matched.cut} words; shorter ones and such that are no running text were"
        f" left out: {matched.dropped[0]} of the sample and {matched.dropped[1]} of {other.name}.",
    )


def _sources(sample: TextSet, others: Mapping[Other, TextSet]) -> Mapping[str, str]:
    """Hashes by file name; where a name was used before, what the file belongs to stands behind it."""
    sources = dict(sample.sources)
    for other, texts in others.items():
        for name, sha256 in texts.sources.items():
            sources[f"{name} ({other.name})" if name in sources else name] = sha256
    return sources

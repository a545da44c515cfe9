"""From texts to a reading: what is counted, what is compared, what is refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import numpy as np

from core.samples.compared import compared_readings, described_readings
from core.samples.counted import count
from core.samples.echo import Echoes, find_echoes, without_echoes
from core.samples.language import guess_language
from core.samples.matching import Candidates, Matched, Refusal, match, one_a_prompt
from core.samples.overall import AxisOutcome, judge
from core.samples.result import Measure, SampleReading
from core.samples.text_set import TextSet
from core.samples.tokens import words
from core.version import program_version

NO_REFERENCE = "No human reference of the same kind of text was given, so the sample is described and not judged."


def measure(sample: TextSet, reference: TextSet | None = None, *, seed: int | None = None) -> SampleReading:
    """Reads a vendor's sample outputs, against human text where there is any.

    Giving a reference declares that it is the same kind of text. Repeats and looped texts are counted over all texts,
    as they came; then echoes of prompts are taken off, copies and further answers to the same prompt are left out, and
    texts of equal length and number are compared. The same seed gives the same reading; without one, one is drawn.
    """
    seed = secrets.randbits(32) if seed is None else seed
    rng = np.random.default_rng(seed)
    counts = count(sample)
    language = guess_language(sample.texts)
    echoes = find_echoes(sample, reference)
    matched = _matched(sample, reference, echoes, language, rng)

    axes: tuple[AxisOutcome, ...] = ()
    readings: tuple[Measure, ...] = ()
    refusal: str | None = None
    compared = 0
    if isinstance(matched, Refusal):
        refusal = matched.reason
    elif reference is None:
        refusal = NO_REFERENCE
        readings = described_readings(matched.sample, language, rng)
    else:
        compared = len(matched.sample)
        axes, readings = compared_readings(matched, language, rng)
    overall, reasons = judge(counts.alarms, refusal, compared, axes)

    return SampleReading(
        texts=len(sample.texts),
        words=counts.words,
        language=language,
        overall=overall,
        reasons=(*reasons, *_warnings(echoes, matched), *sample.notes, *(reference.notes if reference else ())),
        readings=(*counts.readings, *readings),
        reference_texts=len(reference.texts) if reference is not None else 0,
        sources=_sources(sample, reference),
        seed=seed,
        version=program_version(),
    )


def _matched(
    sample: TextSet, reference: TextSet | None, echoes: Echoes, language: str | None, rng: np.random.Generator
) -> Matched | Refusal:
    ours = _candidates("sample", sample, echoes.sample, rng)
    if reference is None:
        return match(ours, None, rng)
    other = guess_language(reference.texts)
    if language != other and language is not None and other is not None:
        return Refusal(f"The sample is in another language ({language}) than the reference ({other}).")
    return match(ours, _candidates("reference", reference, echoes.reference, rng), rng)


def _candidates(name: str, texts: TextSet, echoes: tuple[int, ...], rng: np.random.Generator) -> Candidates:
    """Texts without echoes, copies and second answers to a prompt."""
    stripped = without_echoes(texts.texts, echoes)
    firsts: dict[tuple[str, ...], int] = {}
    for position, text in enumerate(stripped):
        firsts.setdefault(tuple(words(text)), position)
    kept = list(firsts.values())
    return one_a_prompt(
        Candidates(
            name,
            tuple(stripped[position] for position in kept),
            tuple(texts.prompt_id(position) for position in kept),
        ),
        rng,
    )


def _warnings(echoes: Echoes, matched: Matched | Refusal) -> tuple[str, ...]:
    warnings = []
    if echoes.from_prompt:
        warnings.append(f"{echoes.from_prompt} texts begin with their prompt; the echo was taken off before comparing.")
    if echoes.from_reference:
        warnings.append(
            f"{echoes.from_reference} texts begin with the same words as a reference text; the shared beginning was"
            " taken off both before comparing."
        )
    if isinstance(matched, Matched) and any(matched.dropped):
        warnings.append(
            f"Texts are compared by their first {matched.cut} words; {matched.dropped[0]} shorter texts of the sample"
            f" and {matched.dropped[1]} of the reference were left out."
        )
    return tuple(warnings)


def _sources(sample: TextSet, reference: TextSet | None) -> Mapping[str, str]:
    """Hashes by file name; a reference file that has the name of a sample file is marked."""
    sources = dict(sample.sources)
    for name, sha256 in (reference.sources if reference is not None else {}).items():
        sources[f"{name} (reference)" if name in sources else name] = sha256
    return sources

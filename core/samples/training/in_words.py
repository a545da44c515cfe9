"""What was found in training examples, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.samples.training.reading import Batch, TrainingReading
from core.samples.training.variety import LEAST_EXAMPLES

_MOST_MONTHS = 12


def sentences(reading: TrainingReading, unknown_words: Sequence[str]) -> tuple[str, ...]:
    """One sentence for each thing a person should know, the weightiest first."""
    return tuple(_all(reading, unknown_words))


def _all(reading: TrainingReading, unknown_words: Sequence[str]) -> Iterator[str]:
    yield _who_wrote_them(reading)
    yield from (_of_batch(batch) for batch in reading.batches if len(reading.batches) > 1)
    if len(reading.months) > 1 and reading.machine_share is not None:
        yield _by_month(reading)
    yield _anchors(reading)
    yield from _variety(reading)
    if reading.exact_repeats or reading.near_repeats:
        yield (
            f"{reading.exact_repeats} examples repeat an earlier one word for word, and {reading.near_repeats} share"
            " half of their wording with one."
        )
    if unknown_words:
        yield f"These words in the column of origins were not understood: {', '.join(unknown_words[:8])}."


def _who_wrote_them(reading: TrainingReading) -> str:
    counts, share = reading.counts, reading.machine_share
    if share is None:
        return f"Of none of the {reading.examples} examples is it said who wrote it, so no share can be given."
    parts = (
        f"{counts['human_verified']} by people and checked, {counts['human_unverified']} by people,"
        f" {counts['machine_known']} by a machine, {counts['machine_suspected']} suspected,"
        f" {counts['not_said']} not said"
    )
    low, high = (f"{100 * end:.0f}" for end in share)
    between = f"{low} %" if low == high else f"between {low} and {high} %"
    return f"Of {reading.examples} examples a machine wrote {between}: {parts}."


def _of_batch(batch: Batch) -> str:
    dates = f" ({batch.dates[0]} to {batch.dates[1]})" if batch.dates else ""
    ratio = f"{batch.human} human to {batch.machine} machine"
    return f"Batch {batch.name}{dates}: {batch.size} examples, {ratio}."


def _by_month(reading: TrainingReading) -> str:
    latest = reading.months[-_MOST_MONTHS:]
    when = "by month" if latest == reading.months else f"in the last {_MOST_MONTHS} months"
    counts = "; ".join(f"{item.month} {item.human} to {item.machine}" for item in latest)
    return f"Human to machine {when}: {counts}."


def _anchors(reading: TrainingReading) -> str:
    if reading.anchors_everywhere is None:
        return "No anchors are known: no file of them was named, nor are there checked human examples in a first batch."
    if reading.anchors_everywhere == 1:
        return f"All {reading.anchors} anchors are in every batch."
    poorest = min(reading.batches, key=lambda batch: batch.anchors_present or 0.0)
    return (
        f"Batch {poorest.name} holds {100 * (poorest.anchors_present or 0):.0f} % of the {reading.anchors} anchors;"
        " anchors protect only where they are in every batch."
    )


def _variety(reading: TrainingReading) -> Iterator[str]:
    for batch in reading.batches:
        variety = batch.variety
        if variety.entropy is None or variety.floor is None or variety.rare_met is None or variety.rare_usual is None:
            yield (
                f"Batch {batch.name}: cannot tell how varied it is; {LEAST_EXAMPLES} examples of some length and three"
                " times as many human ones outside it are needed."
            )
            continue
        verdict = "poorer in words than" if variety.is_below else "as rich in words as"
        yield (
            f"Batch {batch.name} is {verdict} as many human examples ({variety.entropy:.2f} bits; 95 of 100 draws of"
            f" people's have at least {variety.floor:.2f}), and meets {100 * variety.rare_met:.0f} % of their rare"
            f" words where as many others of theirs meet {100 * variety.rare_usual:.0f} %."
        )

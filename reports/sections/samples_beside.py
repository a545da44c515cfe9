"""What stands beside the measures of a sample: rare cases asked of the product, and the buyer's own training data."""

from __future__ import annotations

from reportlab.platypus import Flowable

from core.samples.result import SampleReading, TailResult
from core.samples.training.examples import PROVENANCES
from core.samples.training.reading import Batch, TrainingReading
from reports.figures.numbers import figure, percent, percent_range
from reports.pdf.blocks import bullets, heading
from reports.pdf.paragraph import P, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, TEXT_WIDTH
from reports.pdf.table import data_table, with_heading
from reports.text import shorten
from reports.words import count_words, joined

_PROMPT = 160
_STATES = {True: "covered", False: "not covered", None: "not answered"}


def beside_the_measures(reading: SampleReading) -> list[Flowable]:
    """Rare cases and training data, where they were checked."""
    return [
        *([] if reading.tail is None else _tail(reading.tail)),
        *([] if reading.training is None else _training(reading.training)),
    ]


def _tail(tail: TailResult) -> list[Flowable]:
    found = tail.coverage
    rows = [
        [
            P(show(item.case.id), CELL_BOLD),
            P(show(shorten(item.case.prompt, _PROMPT)), CELL_SMALL),
            P(show(_STATES[item.is_covered]), CELL),
            P(show(joined(item.missing) if item.answers and item.missing else "–"), CELL_SMALL),
        ]
        for item in found.cases
    ]
    between = "" if found.interval is None else f" (between {percent_range(*found.interval)} of all such cases)"
    said = f"Covered: {found.covered} of {count_words(found.answered, 'answered case')}{between}."
    table = data_table(("Case", "Asked", "Answer", "Never mentioned"), rows, (60, TEXT_WIDTH - 260, 70, 130))
    lead = [*heading("Rare but real cases", "rare-cases"), P(show(said), BODY)]
    if tail.change is not None:
        lead.append(P(show(tail.change.sentence), BODY))
    return with_heading(lead, table)


def _training(reading: TrainingReading) -> list[Flowable]:
    rows = [_batch(batch) for batch in reading.batches]
    head = ("Batch", "Examples", "By people, checked", "By people", "By a machine", "Suspected", "Not said", "Anchors")
    table = data_table(head, rows, (TEXT_WIDTH - 7 * 54, *[54] * 7))
    lead = [*heading("Your own training data", "training-data"), *bullets(map(show, reading.sentences))]
    return with_heading(lead, table)


def _batch(batch: Batch) -> list[Flowable]:
    numbers = [figure(batch.size), *(figure(batch.counts[kind]) for kind in PROVENANCES)]
    anchors = "–" if batch.anchors_present is None else percent(batch.anchors_present)
    return [P(show(batch.name), CELL_BOLD), *[P(show(cell), CELL) for cell in (*numbers, anchors)]]

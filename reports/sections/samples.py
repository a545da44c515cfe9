"""What measuring sample outputs found: each reading with its interval and the range of human text."""

from __future__ import annotations

from reportlab.platypus import Flowable

from core.samples.result import Measure
from reports.figures.numbers import figure
from reports.material import Material
from reports.pdf.blocks import bullets, heading
from reports.pdf.paragraph import P, fill, pieces, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, LEAD, SMALL, TEXT_WIDTH
from reports.pdf.table import data_table, with_heading
from reports.text import shorten
from reports.words import count_words, date_words, overall_words

_BASELINE = 300


def samples(material: Material) -> list[Flowable]:
    """The page on sample outputs; where none were measured it says so."""
    story: list[Flowable] = [*heading("Sample outputs", "samples", 1)]
    story += _summary(material)
    reading = material.samples
    if reading is None:
        return [*story, P(show(material.library.rules.analyser_input.rule), BODY)]
    story += [
        P(
            fill(
                "{texts} with {words} in all, compared with {reference}.",
                texts=count_words(reading.texts, "text"),
                words=count_words(reading.words, "word"),
                reference=count_words(reading.reference_texts, "reference text"),
            ),
            BODY,
        ),
        *bullets([show(reason) for reason in reading.reasons]),
    ]
    rows = [_row(measure) for measure in reading.readings]
    if rows:
        head = ("Measure", "Value", "Interval", "Human range", "Reading")
        table = data_table(head, rows, (TEXT_WIDTH - 290, 60, 85, 85, 60))
        story += with_heading(heading("Readings", "readings"), table)
    return [*story, P(show(material.library.rules.analyser_input.rule), SMALL)]


def _summary(material: Material) -> list[Flowable]:
    analyser = material.document.analyser
    if analyser.reading == "not_run" and material.samples is None:
        return [P(fill("No sample outputs were measured for this audit."), LEAD)]
    overall = material.samples.overall if material.samples is not None else analyser.reading
    story: list[Flowable] = [P(fill("Reading: <b>{overall}</b>.", overall=overall_words(overall).lower()), LEAD)]
    if analyser.n:
        said = fill(
            "{outputs} measured on {date}. Baseline: {baseline}.",
            outputs=count_words(analyser.n, "output"),
            date=date_words(analyser.date),
            baseline=shorten(analyser.baseline, _BASELINE) or "none",
        )
        story.append(P(said, BODY))
    if analyser.note:
        story += [P(piece, SMALL) for piece in pieces(analyser.note)]
    return story


def _row(measure: Measure) -> list[Flowable | list[Flowable]]:
    value = "withheld" if measure.value is None else f"{figure(round(measure.value, 3))} {measure.unit}".strip()
    return [
        [P(show(measure.title), CELL_BOLD), P(show(measure.sentence), CELL_SMALL)],
        P(show(value), CELL),
        P(show(_range(measure.interval)), CELL),
        P(show(_range(measure.reference_interval)), CELL),
        P(show(measure.reading), CELL),
    ]


def _range(interval: tuple[float, float] | None) -> str:
    return "–" if interval is None else f"{figure(round(interval[0], 3))}–{figure(round(interval[1], 3))}"

"""What measuring sample outputs found: each reading with its interval and the range of human text."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from core.samples.result import Measure, SampleReading
from reports.figures.numbers import measured, measured_range
from reports.figures.readings import reading_bars
from reports.material import Material
from reports.pdf.blocks import Heading, bullets, gap, heading
from reports.pdf.drawing import FigureFlowable
from reports.pdf.paragraph import P, fill, pieces, show
from reports.pdf.styles import BODY, CAPTION, CELL, CELL_BOLD, CELL_SMALL, LEAD, SMALL, TEXT_WIDTH
from reports.pdf.table import data_table, with_heading
from reports.text import shorten
from reports.words import count_words, date_words, overall_words, unbroken

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
    story += [*_bars(reading), *_table(reading)]
    return [*story, gap(4), P(show(material.library.rules.analyser_input.rule), SMALL)]


def _bars(reading: SampleReading) -> list[Flowable]:
    bars = reading_bars(reading.readings, TEXT_WIDTH)
    if not bars.table.rows:
        return []
    said = fill(
        "<b>Figure E.</b> The shaded band is where human text of equal size lies in nine of ten cases; each row has "
        "its own scale, so that the band is equally wide. Lines show the interval of the sample. Being outside is not "
        "worse by itself: the readings below say which way is narrower."
    )
    block = [Heading("Beside human text", 2, "beside-human-text"), FigureFlowable(bars), P(said, CAPTION)]
    return [KeepTogether(block)]


def _table(reading: SampleReading) -> list[Flowable]:
    rows = [_row(measure) for measure in reading.readings]
    if not rows:
        return []
    head = ("Measure", "Value", "Interval", "Human range", "Reading")
    table = data_table(head, rows, (TEXT_WIDTH - 264, 64, 70, 74, 56))
    return with_heading(heading("Readings", "readings"), table)


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
    unit = measure.unit
    value: list[Flowable] = [P(show("withheld" if measure.value is None else measured(measure.value, unit)), CELL)]
    if unit != "share":
        value.append(P(show(unit), CELL_SMALL))
    return [
        [P(show(measure.title), CELL_BOLD), P(show(unbroken(measure.sentence)), CELL_SMALL)],
        value,
        P(show(_range(measure.interval, unit)), CELL),
        P(show(_range(measure.reference_interval, unit)), CELL),
        P(show(measure.reading), CELL),
    ]


def _range(interval: tuple[float, float] | None, unit: str) -> str:
    return "–" if interval is None else measured_range(interval, unit)

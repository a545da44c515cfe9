"""What measuring sample outputs found: the word, its reasons, each comparison, and the texts' own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.platypus import Flowable, KeepTogether

from core.samples.contrast import EARLIER, OTHER_VENDOR, REFERENCE, Other
from core.samples.result import Measure, SampleReading
from reports.figures.numbers import measured, measured_range
from reports.figures.readings import HUMAN, reading_bars
from reports.material import Material
from reports.pdf.blocks import Heading, bullets, gap, heading
from reports.pdf.drawing import FigureFlowable
from reports.pdf.paragraph import P, fill, pieces, show
from reports.pdf.styles import BODY, CAPTION, CELL, CELL_BOLD, CELL_SMALL, LEAD, SMALL, TEXT_WIDTH
from reports.pdf.table import data_table, with_heading
from reports.sections.samples_beside import beside_the_measures
from reports.sections.samples_words import own_words
from reports.text import Markup, shorten
from reports.words import count_words, date_words, overall_words, unbroken

_BASELINE, _FILE = 300, 120
_PUBLISHED = "published_"


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that the sample was compared with, and how to speak of it."""

    other: Other
    title: str
    range_of: str
    said_of_the_band: str


_PEOPLE = Against(REFERENCE, "Beside human text", HUMAN, "human text of equal size lies in nine of ten cases")
_OTHERS = (
    Against(EARLIER, "Beside the earlier release", "Earlier release", "as many texts of the earlier release lie"),
    Against(OTHER_VENDOR, "Beside the other vendor", "Other vendor", "as many texts of the other vendor lie"),
)


def samples(material: Material) -> list[Flowable]:
    """The pages on sample outputs; where none were measured they say so."""
    story: list[Flowable] = [*heading("Sample outputs", "samples", 1)]
    story += _summary(material)
    reading = material.samples
    if reading is None:
        return [*story, P(show(material.library.rules.analyser_input.rule), BODY)]
    if reading.texts:
        story.append(P(_size(reading), BODY))
    story += bullets([show(reason) for reason in reading.reasons])
    story += [P(show(sentence), SMALL) for sentence in reading.measured_rates]
    for against in (_PEOPLE, *_OTHERS):
        story += _comparison(reading, against)
    story += _table("Counted and described", "counted", _not_compared(reading.readings))
    story += own_words(reading)
    story += beside_the_measures(reading)
    story += _table("Published rules of thumb", "published-rules", _published(reading.readings))
    story += _files(reading)
    return [*story, gap(4), P(show(material.library.rules.analyser_input.rule), SMALL)]


def _size(reading: SampleReading) -> Markup:
    return fill(
        "{texts} with {words} in all, compared with {reference}.",
        texts=count_words(reading.texts, "text"),
        words=count_words(reading.words, "word"),
        reference=count_words(reading.reference_texts, "reference text"),
    )


def _comparison(reading: SampleReading, against: Against) -> list[Flowable]:
    own = [measure for measure in _compared(reading.readings) if _of(measure, against)]
    bars = reading_bars(own, TEXT_WIDTH, against.range_of)
    if not bars.table.rows:
        return []
    said = fill(
        "The shaded band is where {band}; each row has its own scale, so that the band is equally wide. Lines show the"
        " interval of the sample, in which the value of nine of ten such samples lies. Being outside is not worse by"
        " itself: the sentences below say which way is narrower.",
        band=against.said_of_the_band,
    )
    anchor = against.title.lower().replace(" ", "-")
    axes = [measure for measure in own if measure.measure in against.other.axis_keys]
    further = [measure for measure in own if measure not in axes]
    block = [Heading(against.title, 2, anchor), FigureFlowable(bars), P(said, CAPTION)]
    return [
        KeepTogether(block),
        *_table("What the verdict on samples rests on", f"{anchor}-axes", axes, level=3),
        *_table("Further measures, which decide nothing", f"{anchor}-further", further, level=3),
    ]


def _files(reading: SampleReading) -> list[Flowable]:
    """The files that were read, so that the same texts can be measured again."""
    if not reading.sources:
        return []
    rows = [
        [P(show(shorten(name, _FILE)), CELL_BOLD), P(show(digest), CELL_SMALL)]
        for name, digest in sorted(reading.sources.items())
    ]
    said = fill("Seed {seed}; a file with another fingerprint gives another reading.", seed=str(reading.seed))
    title = [*heading("What was read", "files-read"), P(said, BODY)]
    return with_heading(title, data_table(("File", "SHA-256"), rows, (TEXT_WIDTH - 300, 300)))


def _compared(readings: Iterable[Measure]) -> list[Measure]:
    return [measure for measure in readings if measure.reference_interval is not None and not _is_published(measure)]


def _not_compared(readings: Iterable[Measure]) -> list[Measure]:
    return [measure for measure in readings if measure.reference_interval is None and not _is_published(measure)]


def _published(readings: Iterable[Measure]) -> list[Measure]:
    return [measure for measure in readings if _is_published(measure)]


def _is_published(measure: Measure) -> bool:
    return measure.measure.startswith(_PUBLISHED)


def _of(measure: Measure, against: Against) -> bool:
    if against.other.prefix:
        return measure.measure.startswith(against.other.prefix)
    return not any(measure.measure.startswith(one.other.prefix) for one in _OTHERS)


def _table(title: str, anchor: str, measures: Sequence[Measure], *, level: Literal[2, 3] = 2) -> list[Flowable]:
    """A row for each measure; without ranges where there are none."""
    if not measures:
        return []
    compared = any(measure.interval is not None for measure in measures)
    head = ("Measure", "Value", *(("Interval", "Compared", "Reading") if compared else ()))
    widths = (64, 70, 74, 56) if compared else (84,)
    rows = [_row(measure)[: len(head)] for measure in measures]
    return with_heading(heading(title, anchor, level), data_table(head, rows, (TEXT_WIDTH - sum(widths), *widths)))


def _summary(material: Material) -> list[Flowable]:
    analyser = material.document.analyser
    if analyser.reading == "not_run" and material.samples is None:
        return [P(fill("No sample outputs were measured for this audit."), LEAD)]
    overall = material.samples.overall if material.samples is not None else analyser.reading
    story: list[Flowable] = [P(fill("Reading: <b>{overall}</b>.", overall=overall_words(overall).lower()), LEAD)]
    against = f" Baseline: {shorten(analyser.baseline, _BASELINE)}." if analyser.baseline else ""
    if analyser.n:
        outputs, on = count_words(analyser.n, "output"), date_words(analyser.date)
        story.append(P(fill("{outputs} measured on {date}.{against}", outputs=outputs, date=on, against=against), BODY))
    if analyser.note:
        story += [P(piece, SMALL) for piece in pieces(f"Note: {analyser.note}")]
    return story


def _row(measure: Measure) -> list[Flowable | list[Flowable]]:
    unit = measure.unit
    value: list[Flowable] = [P(show("withheld" if measure.value is None else measured(measure.value, unit)), CELL)]
    if unit != "share" and measure.value is not None:
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

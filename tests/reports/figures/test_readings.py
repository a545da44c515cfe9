"""Sample readings as bars: what is drawn, where, and that the table says the same."""

from __future__ import annotations

import pytest

from core.samples.result import Measure
from reports.figures.numbers import measured, measured_range
from reports.figures.readings import compared, reading_bars
from reports.figures.shapes import Line, Marker, Rect, Text
from reports.pdf.fonts import REGULAR, SEMIBOLD, text_width

WIDTH, NARROW = 470.0, 360.0
READINGS = (
    Measure("words", "Everyday words met", "share", 0.79, (0.75, 0.82), (0.88, 0.93), "below", "Fewer."),
    Measure("pairs", "W" * 60, "of 10,000", 104.2, (98.4, 109.9), (79.8, 87.8), "above", "More."),
    Measure("same", "Wording two texts share", "times", 3.98, (3.0, 4.9), (2.19, 4.8), "within", "Alike."),
    Measure("far", "Far away", "times", 900.0, (800.0, 1000.0), (2.0, 2.1), "above", "Far."),
    Measure("size", "Length", "words", 146.0, None, None, "cannot tell", "Described."),
    Measure("point", "No spread", "share", 0.0, (0.0, 0.0), (0.0, 0.0), "within", "Nothing."),
)


def test_only_measures_with_value_interval_and_human_range_are_drawn() -> None:
    assert [row.measure.measure for row in compared(READINGS)] == ["words", "pairs", "same", "far"]
    figure = reading_bars(READINGS, WIDTH)
    assert len(figure.table.rows) == 4
    assert reading_bars((), WIDTH).table.rows == ()


@pytest.mark.parametrize("whole", [WIDTH, NARROW])
def test_everything_lies_inside_the_figure(whole: float) -> None:
    figure = reading_bars(READINGS, whole)
    for shape in figure.shapes:
        match shape:
            case Text(x, y, text, size, _, bold, anchor):
                width = text_width(text, SEMIBOLD if bold else REGULAR, size)
                left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
                assert left >= -0.01
                assert left + width <= whole + 0.01, text
                assert size <= y + 1
                assert y <= figure.height
            case Line(points):
                assert all(0 <= x <= whole and 0 <= y <= figure.height for x, y in points)
            case Marker(_, x, y, size):
                assert x - size / 2 >= 0
                assert x + size / 2 <= whole
            case Rect(x, y, width, height):
                assert 0 <= x <= x + width <= whole
                assert y + height <= figure.height


@pytest.mark.parametrize("whole", [WIDTH, NARROW])
def test_no_words_run_into_others_or_into_marks(whole: float) -> None:
    """With much larger text, a window leaves a figure little room."""
    longest = Measure("x", "Likeness of answers to one prompt", "share", 0.2, (0.1, 0.3), (0.5, 0.6), "below", "Less.")
    figure = reading_bars((READINGS[0], longest), whole)
    boxes = []
    for shape in figure.shapes:
        if isinstance(shape, Text):
            width = text_width(shape.text, SEMIBOLD if shape.bold else REGULAR, shape.size)
            left = shape.x - {"start": 0, "middle": width / 2, "end": width}[shape.anchor]
            boxes.append((left, shape.y - 0.7 * shape.size, left + width, shape.y))
        elif isinstance(shape, Marker):
            boxes.append((shape.x - 2, shape.y - 2, shape.x + 2, shape.y + 2))
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
            assert apart, (one, other)


def test_a_mark_is_inside_the_band_exactly_where_the_value_is_inside_the_human_range() -> None:
    readings = READINGS[:3]
    figure = reading_bars(readings, WIDTH)
    band = next(shape for shape in figure.shapes if isinstance(shape, Rect))
    marks = [shape for shape in figure.shapes if isinstance(shape, Marker)][: len(readings)]
    for mark, item in zip(marks, readings, strict=True):
        low, high = item.reference_interval  # type: ignore[misc]
        assert (band.x <= mark.x <= band.x + band.width) == (low <= item.value <= high)  # type: ignore[operator]
        assert (mark.x < band.x) == (item.value < low)  # type: ignore[operator]


def test_each_reading_has_a_shape_of_its_own() -> None:
    marks = [shape.sign for shape in reading_bars(READINGS[:3], WIDTH).shapes if isinstance(shape, Marker)]
    assert marks[:3] == ["diamond", "diamond", "circle"]


def test_the_table_and_the_sentence_say_what_is_drawn() -> None:
    figure = reading_bars(READINGS, WIDTH)
    assert figure.table.rows[0] == (
        "Everyday words met", "79.0\u00a0%", "75.0–82.0\u00a0%", "88.0–93.0\u00a0%", "below",
    )  # fmt: skip
    for row in figure.table.rows:
        assert row[0] in figure.sentence
        assert row[1] in figure.sentence


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.412, "share", "41.2\u00a0%"),
        (0, "share", "0\u00a0%"),
        (3.0, "times", "3.00"),
        (146, "words", "146"),
        (999.6, "words", "1\u00a0000"),
        (10_000, "of 10,000 sequences", "10\u00a0000"),
        (0.005, "share", "0.5\u00a0%"),
    ],
)
def test_measurements_have_three_digits(value: float, unit: str, said: str) -> None:
    assert measured(value, unit) == said


def test_a_range_has_one_unit() -> None:
    assert measured_range((0.2, 0.25), "share") == "20.0–25.0\u00a0%"

"""Figures as geometry: what they show, that it fits, and that it is said in words as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from core.assessment.evaluate import Evaluation
from core.risk.parameters import load_parameters
from core.risk.result import Gauge, Stages
from reports.figures.ask_next import ask_next_bars
from reports.figures.evidence_grid import SectionGrades, evidence_grid
from reports.figures.fan import risk_fan
from reports.figures.gauges import gauge_bars
from reports.figures.grade_chip import grade_chip
from reports.figures.numbers import chance, percent, percent_range
from reports.figures.shapes import Figure, Line, Marker, Polygon, Rect, Text
from reports.figures.stages import stages_bar
from reports.figures.verdict_mark import ORDER, SIGNS, verdict_mark, verdict_scale
from reports.pdf.fonts import REGULAR, SEMIBOLD, text_width

WIDTH = 470.0
RARE, GENERAL = (0.10, 0.25, 0.45, 0.70, 1.0), (0.01, 0.05, 0.10, 0.20, 1.0)
NAMES = ("none", "early", "late", "total")
LABELS = ("None", "Verbal claim", "Specific written claim", "Document", "Independently verified")
SECTIONS = [SectionGrades("A section with a rather long title, to see whether it fits", (0, 4, 2, 3) * 9)]


def all_figures(evaluation: Evaluation) -> Iterator[Figure]:
    risk = evaluation.risk
    yield risk_fan(risk, 0.75, WIDTH)
    yield gauge_bars(risk, RARE, GENERAL, WIDTH)
    yield stages_bar(risk, load_parameters().stages, WIDTH)
    yield ask_next_bars(risk, {item.question: "W" * 48 for item in risk.ask_next}, WIDTH)
    yield evidence_grid(SECTIONS, LABELS, WIDTH)
    yield verdict_scale("YELLOW_FLAG", {verdict: verdict.lower() for verdict in ORDER}, WIDTH)
    yield grade_chip(4, LABELS[4], 118)


def extent(shape: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a shape."""
    match shape:
        case Line(points) | Polygon(points):
            across, down = zip(*points, strict=True)
            return min(across), min(down), max(across), max(down)
        case Rect(x, y, width, height):
            return x, y, x + width, y + height
        case Marker(_, x, y, size):
            return x - size / 2, y - size / 2, x + size / 2, y + size / 2
        case Text(x, y, text, size, _, bold, anchor):
            width = text_width(text, SEMIBOLD if bold else REGULAR, size)
            left = x - {"start": 0, "middle": width / 2, "end": width}[anchor]
            return left, y - size, left + width, y + size * 0.25
    raise AssertionError(shape)


def test_every_shape_and_word_lies_inside_its_figure(worked: dict[str, Evaluation]) -> None:
    for evaluation in worked.values():
        for figure in all_figures(evaluation):
            for shape in figure.shapes:
                left, top, right, bottom = extent(shape)
                assert left >= -0.5, shape
                assert top >= -2, shape
                assert right <= figure.width + 0.5, shape
                assert bottom <= figure.height + 2, shape


def test_every_figure_has_a_sentence_and_a_table(worked: dict[str, Evaluation]) -> None:
    for figure in all_figures(worked["B_evasive_vendor"]):
        assert figure.sentence.endswith(".")
        assert figure.table.rows
        assert {len(row) for row in figure.table.rows} == {len(figure.table.head)}


def test_the_stages_bar_is_as_wide_as_all_futures_and_says_each_share(worked: dict[str, Evaluation]) -> None:
    risk = replace(worked["B_evasive_vendor"].risk, stages=Stages(none=0.5, early=0.3, late=0.15, total=0.05))
    figure = stages_bar(risk, load_parameters().stages, WIDTH)
    parts = [shape for shape in figure.shapes if isinstance(shape, Rect) and shape.y == 0]
    assert [part.width / WIDTH for part in parts] == pytest.approx([0.5, 0.3, 0.15, 0.05])
    assert parts[-1].x + parts[-1].width == pytest.approx(WIDTH)
    said = [shape.text for shape in figure.shapes if isinstance(shape, Text) and shape.bold]
    assert said == [f"{name}: {chance(part.width / WIDTH)}" for name, part in zip(NAMES, parts, strict=True)]
    assert [row[2] for row in figure.table.rows] == [chance(part.width / WIDTH) for part in parts]


def test_the_stages_bar_never_speaks_without_the_adverse_case(worked: dict[str, Evaluation]) -> None:
    risk = worked["B_evasive_vendor"].risk
    assert not risk.quantified
    sentence = stages_bar(risk, load_parameters().stages, WIDTH).sentence
    assert f"worst answer, {chance(risk.rare_case.adverse)} of the futures" in sentence


def test_a_stage_that_no_future_reaches_takes_no_room(worked: dict[str, Evaluation]) -> None:
    risk = replace(worked["B_evasive_vendor"].risk, stages=Stages(none=1.0, early=0.0, late=0.0, total=0.0))
    figure = stages_bar(risk, load_parameters().stages, WIDTH)
    assert len([shape for shape in figure.shapes if isinstance(shape, Rect) and shape.y == 0]) == 1


def test_the_fan_ends_where_its_labels_say(worked: dict[str, Evaluation]) -> None:
    risk = worked["C_in_house_finetune"].risk
    figure = risk_fan(risk, 0.75, WIDTH)
    said = [shape.text for shape in figure.shapes if isinstance(shape, Text)]
    drawn = [course for course in risk.courses if course.name != "best answers"]
    assert len(figure.table.rows) == len(risk.courses) == len(drawn) + 1
    for course in drawn:
        assert f"{percent(course.median[-1])}, range {percent_range(course.low[-1], course.high[-1])}" in said
    assert sum(isinstance(shape, Polygon) for shape in figure.shapes) == len(drawn)
    dashes = {shape.dash for shape in figure.shapes if isinstance(shape, Line) and shape.width > 1.5}
    assert dashes == {"solid", "dashed", "dotted"}


def test_labels_of_the_fan_keep_their_distance(worked: dict[str, Evaluation]) -> None:
    for evaluation in worked.values():
        figure = risk_fan(evaluation.risk, 0.75, WIDTH)
        names = sorted(
            shape.y for shape in figure.shapes if isinstance(shape, Text) and shape.text.startswith(("As", "If"))
        )
        assert all(lower - upper >= 20 for upper, lower in pairwise(names))


def gauge_words(figure: Figure) -> set[str]:
    scale = [shape.text for shape in figure.shapes if isinstance(shape, Text) and shape.x > 111]
    return set(scale) & {"low", "guarded", "elevated", "high", "severe"}


def test_an_unquantified_gauge_names_no_band(worked: dict[str, Evaluation]) -> None:
    risk = worked["B_evasive_vendor"].risk
    assert not risk.quantified
    assert gauge_words(gauge_bars(risk, RARE, GENERAL, WIDTH)) == set()
    quantified = worked["A_strong_vendor"].risk
    assert "low" in gauge_words(gauge_bars(quantified, RARE, GENERAL, WIDTH))


@pytest.mark.parametrize(("chance", "place"), [(0.0, 0.0), (0.10, 0.2), (0.35, 0.5), (0.70, 0.8), (1.0, 1.0)])
def test_a_gauge_marks_the_mean_by_its_band(worked: dict[str, Evaluation], chance: float, place: float) -> None:
    gauge = Gauge(chance, (chance, chance), chance, "low")
    risk = replace(worked["A_strong_vendor"].risk, rare_case=gauge)
    figure = gauge_bars(risk, RARE, GENERAL, WIDTH)
    mark = next(shape for shape in figure.shapes if isinstance(shape, Marker) and shape.sign == "bar")
    bands = [shape for shape in figure.shapes if isinstance(shape, Rect) and shape.height == 15][:5]
    left, right = bands[0].x, bands[-1].x + bands[-1].width + 1
    assert mark.x == pytest.approx(left + place * (right - left))


def test_the_grid_has_a_block_for_each_answer_and_one_for_each_grade_in_the_key() -> None:
    figure = evidence_grid(SECTIONS, LABELS, WIDTH)
    blocks = [shape for shape in figure.shapes if isinstance(shape, Rect)]
    assert len(blocks) == len(SECTIONS[0].grades) + len(LABELS)
    assert figure.table.rows[0][1:] == ("9", "0", "9", "9", "9")


def test_each_verdict_has_its_own_sign() -> None:
    assert len({verdict_mark(verdict, "x", 20).shapes[0] for verdict in ORDER}) == len(set(SIGNS.values())) == 4


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.1, 0.62, "10–62 %"),
        (0.0, 0.0, "0 %"),
        (0.0, 0.003, "under 1 %"),
        (0.998, 1.0, "over 99 %"),
        (0.101, 0.104, "10 %"),
    ],
)
def test_a_range_is_one_figure_where_its_ends_print_alike(low: float, high: float, words: str) -> None:
    assert percent_range(low, high).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "0 %"), (0.001, "under 1 %"), (0.5, "50 %"), (0.999, "over 99 %"), (1.0, "100 %")]
)
def test_a_share_never_reads_as_nothing_or_everything_unless_it_is(share: float, words: str) -> None:
    assert percent(share).replace("\u00a0", " ") == words

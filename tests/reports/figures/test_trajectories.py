"""The figure of a simulated system, and its drawing as SVG."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest

from core.simulation.systems import run
from reports.figures.shapes import Figure, FigureTable, Line, Marker, Polygon, Rect, Text
from reports.figures.trajectories import trajectories_figure
from reports.svg import svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figure() -> Figure:
    return trajectories_figure(run("gaussian", samples=50, rounds=12, trajectories=500, seed=4))


def test_every_quantity_has_a_mean_a_band_and_its_theory(figure) -> None:
    solid = [shape for shape in figure.shapes if isinstance(shape, Line) and shape.colour == "stated"]
    dashed = [shape for shape in figure.shapes if isinstance(shape, Line) and shape.dash == "dashed"]
    bands = [shape for shape in figure.shapes if isinstance(shape, Polygon)]
    assert len(solid) == len(bands) == len(dashed) == 4
    assert all(len(line.points) == 12 for line in solid)


def test_every_point_lies_inside_the_figure(figure) -> None:
    for shape in figure.shapes:
        points = shape.points if isinstance(shape, Line | Polygon) else ((shape.x, shape.y),)
        for x, y in points:
            assert math.isfinite(x)
            assert 0 <= x <= figure.width
            assert 0 <= y <= figure.height


def test_the_table_says_what_the_figure_shows(figure) -> None:
    assert {row[0] for row in figure.table.rows} == {"mean_error", "variance", "log_variance", "w2"}
    assert "after 12 rounds" in figure.sentence


def test_a_single_round_is_drawn_too() -> None:
    figure = trajectories_figure(run("gaussian", samples=50, rounds=1, trajectories=50, seed=4))
    assert "round 1" in [shape.text for shape in figure.shapes if isinstance(shape, Text)]


def test_the_svg_is_well_formed_and_reads_its_sentence_aloud(figure) -> None:
    root = ElementTree.fromstring(svg(figure))
    assert root.find(f"{SVG}desc").text == figure.sentence
    assert len(root.findall(f"{SVG}polygon")) == 4


def test_text_in_a_figure_stays_text() -> None:
    hostile = '</text><script>alert(1)</script>&"'
    drawn = Figure(
        100,
        100,
        (
            Text(0, 0, hostile),
            Rect(1, 1, 5, 5, "ink", "rule"),
            *(
                Marker(sign, 5, 5, 4, "ink")
                for sign in ("circle", "ring", "square", "triangle", "diamond", "open diamond", "bar")
            ),
        ),
        hostile,
        FigureTable((), ()),
    )
    root = ElementTree.fromstring(svg(drawn))
    assert root.find(f"{SVG}text").text == hostile
    assert root.find(f".//{SVG}script") is None

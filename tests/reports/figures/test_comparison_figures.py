from __future__ import annotations

from core.assessment.evaluate import Evaluation
from core.comparison.compare import compare
from core.comparison.dials import dials_of
from core.comparison.over_time import over_time
from core.comparison.result import Comparison, Dial, Span
from questionnaires.library import Library
from reports.figures.comparison import comparison_dots, said
from reports.figures.shapes import Marker, Text
from reports.figures.trend import shown_rows, trend

WIDTH = 470.0


def two(worked: dict[str, Evaluation], library: Library) -> Comparison:
    return compare([worked["A_strong_vendor"], worked["B_evasive_vendor"]], library)


def test_each_side_has_a_dot_and_a_gauge_shows_its_adverse_case_too(
    worked: dict[str, Evaluation], library: Library
) -> None:
    comparison = two(worked, library)
    for dial in comparison.dials:
        figure = comparison_dots(comparison, dial, WIDTH)
        signs = [shape.sign for shape in figure.shapes if isinstance(shape, Marker)]
        in_key = 1
        assert signs.count("circle") == 2 + in_key
        gauge = dial.name in ("rare_case", "general")
        assert signs.count("open diamond") == (2 + in_key if gauge else 0)


def test_nothing_is_drawn_outside_the_figure(worked: dict[str, Evaluation], library: Library) -> None:
    comparison = two(worked, library)
    for width in (300.0, WIDTH, 900.0):
        for dial in comparison.dials:
            figure = comparison_dots(comparison, dial, width)
            texts = [shape for shape in figure.shapes if isinstance(shape, Text)]
            assert all(0 <= text.x <= width and 0 <= text.y <= figure.height for text in texts)


def test_the_table_has_every_side_with_its_range(worked: dict[str, Evaluation], library: Library) -> None:
    comparison = two(worked, library)
    table = comparison_dots(comparison, comparison.dials[0], WIDTH).table
    assert [row[0] for row in table.rows] == [side.label for side in comparison.sides]


def test_overlapping_ranges_are_said_to_be_indistinguishable(worked: dict[str, Evaluation], library: Library) -> None:
    comparison = two(worked, library)
    overlap = Dial("disclosure", (Span(0.2, 0.1, 0.5), Span(0.4, 0.3, 0.6)), ("x", "x"))
    assert said(comparison, overlap) == "Disclosure: the two cannot be told apart, since the ranges overlap."
    clear = Dial("disclosure", (Span(0.2, 0.1, 0.25), Span(0.4, 0.3, 0.6)), ("x", "x"))
    assert "lies below that of" in said(comparison, clear)
    other = Dial("disclosure", (Span(0.2, 0.1, 0.25), Span(0.4, 0.3, 0.6)), ("x", "y"))
    assert "not comparable" in said(comparison, other)
    assert "below" not in said(comparison, other)


def test_dials_are_made_from_the_sides_alone(worked: dict[str, Evaluation], library: Library) -> None:
    comparison = two(worked, library)
    assert dials_of(comparison.sides) == comparison.dials


def test_the_trend_shows_must_answer_concepts_first_and_lists_all(
    worked: dict[str, Evaluation], library: Library
) -> None:
    story = over_time([worked["B0_evasive_vendor_meeting_day"], worked["B_evasive_vendor"]], library)
    rows = shown_rows(story)
    must = [step.must_answer for _, step in rows]
    assert must == sorted(must, reverse=True)
    figure = trend(story, WIDTH)
    assert len(figure.table.rows) == len(story.latest.steps)
    assert figure.sentence.startswith(f"Of {len(story.latest.steps)} concepts")


def test_long_names_that_would_read_alike_are_numbered(worked: dict[str, Evaluation], library: Library) -> None:
    first = worked["A_strong_vendor"]
    name = "A Very Long Name of a Vendor of Artificial Intelligence and Other Things, Branch"
    both = [
        Evaluation(
            first.document.model_copy(update={"vendor": f"{name} {number}", "audit_id": f"N{number}"}),
            first.risk,
            first.assessment,
        )
        for number in (1, 2)
    ]
    comparison = compare(both, library)
    figure = comparison_dots(comparison, comparison.dials[0], WIDTH)
    labels = [shape.text for shape in figure.shapes if isinstance(shape, Text) and shape.bold]
    assert len(set(labels)) == len(labels) == 2

"""What stands at the edges of pages, and where their first line begins."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pypdfium2
import pytest
from reportlab.platypus import Flowable, PageBreak, Spacer

from reports.figures.shapes import Figure, FigureTable, Text
from reports.pdf.blocks import bullets, gap
from reports.pdf.drawing import FigureFlowable
from reports.pdf.layout import PageNumbers, Running, draw_report
from reports.pdf.metadata import Metadata
from reports.pdf.paragraph import P, fill
from reports.pdf.styles import BODY, BOTTOM, CAPTION, PAGE_HEIGHT, TEXT_HEIGHT, TOP

METADATA = Metadata("title", "author", "subject", "words", "creator", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
RUNNING = Running("Acme Analytics", "audit 44", "Okafor & Partners")


def drawn(*story: Flowable) -> pypdfium2.PdfDocument:
    def again(_: PageNumbers) -> list[Flowable]:
        return list(story)

    return pypdfium2.PdfDocument(draw_report(again, METADATA, [], RUNNING)[0])


def words_of(pdf: pypdfium2.PdfDocument, page: int) -> str:
    return pdf[page].get_textpage().get_text_range()


def top_of(pdf: pypdfium2.PdfDocument, page: int, word: str) -> float:
    """Height of a word on the page, in points from the bottom."""
    text = pdf[page].get_textpage()
    place = text.search(word).get_next()
    assert place is not None
    return float(text.get_charbox(place[0])[3])


def test_a_report_of_one_page_says_whose_it_is_on_its_edges() -> None:
    said = words_of(drawn(P(fill("text"), BODY)), 0)
    for word in ("Acme Analytics", "Okafor & Partners", "audit 44", "Page 1 of 1"):
        assert word in said


def test_the_cover_of_a_longer_report_has_bare_edges() -> None:
    pdf = drawn(P(fill("text"), BODY), PageBreak(), P(fill("more"), BODY))
    assert "Acme Analytics" not in words_of(pdf, 0)
    assert "Page 1 of" not in words_of(pdf, 0)


@pytest.mark.parametrize(("room", "moved"), [(gap(40), 0), (Spacer(1, 40), 40)])
def test_a_gap_takes_no_room_at_the_top_of_a_page(room: Flowable, moved: float) -> None:
    first = [P(fill("cover"), BODY), PageBreak()]
    plain = drawn(*first, P(fill("word"), BODY))
    below = drawn(*first, room, P(fill("word"), BODY))
    assert top_of(plain, 1, "word") - top_of(below, 1, "word") == pytest.approx(moved, abs=0.01)


def test_a_gap_takes_its_room_between_two_things() -> None:
    def distance(points: float) -> float:
        pdf = drawn(P(fill("above"), BODY), gap(points), P(fill("below"), BODY))
        return top_of(pdf, 0, "above") - top_of(pdf, 0, "below")

    assert distance(40) - distance(0) == pytest.approx(40, abs=0.01)


@pytest.mark.parametrize("filled", range(600, int(TEXT_HEIGHT), 4))
def test_no_item_of_a_list_stands_alone_on_a_page(filled: int) -> None:
    def story(_: PageNumbers) -> list[Flowable]:
        items = [fill("item {number}", number=number) for number in range(5)]
        return [P(fill("cover"), BODY), PageBreak(), P(fill("text"), BODY), Spacer(1, filled), *bullets(items)]

    pdf = pypdfium2.PdfDocument(draw_report(story, METADATA, [], RUNNING)[0])
    for page in range(1, len(pdf)):
        assert words_of(pdf, page).count("item") != 1


@pytest.mark.parametrize("filled", range(560, int(TEXT_HEIGHT), 4))
def test_a_figure_and_its_caption_stand_on_one_page(filled: int) -> None:
    def story(_: PageNumbers) -> list[Flowable]:
        figure = Figure(100, 60, (Text(0, 12, "inside the figure", 9),), "sentence", FigureTable((), ()))
        text = [P(fill("cover"), BODY), PageBreak(), P(fill("text"), BODY), Spacer(1, filled)]
        return [*text, FigureFlowable(figure), P(fill("its caption"), CAPTION)]

    pdf = pypdfium2.PdfDocument(draw_report(story, METADATA, [], RUNNING)[0])
    pages = [words_of(pdf, page) for page in range(len(pdf))]
    assert ["inside the figure" in page for page in pages] == ["its caption" in page for page in pages]


def test_the_cover_reaches_the_foot_of_its_page(reports: dict[str, Any]) -> None:
    for report in reports.values():
        with pypdfium2.PdfDocument(report.file.path) as pdf:
            assert top_of(pdf, 0, "Data, SHA-256") < BOTTOM + 24
            assert top_of(pdf, 0, "AI VENDOR AUDIT") < TEXT_HEIGHT + BOTTOM + 8


def test_no_page_but_the_last_is_less_than_a_third_full(reports: dict[str, Any]) -> None:
    for name, report in reports.items():
        with pypdfium2.PdfDocument(report.file.path) as pdf:
            emptiest = max((empty_below(pdf, page), page + 1) for page in range(1, len(pdf) - 1))
        assert emptiest[0] < 2 / 3, (name, emptiest)


def empty_below(pdf: pypdfium2.PdfDocument, page: int) -> float:
    """Share of the text area of a page that lies empty below its last line."""
    picture = np.asarray(pdf[page].render(scale=0.25).to_pil().convert("L"))
    points = len(picture) / PAGE_HEIGHT
    area = picture[int(TOP * points) : len(picture) - int(BOTTOM * points)]
    drawn_rows = np.flatnonzero((area < 250).any(axis=1))
    return 1 - (int(drawn_rows.max(initial=-1)) + 1) / len(area)


def test_the_measure_sees_a_page_with_one_line() -> None:
    assert empty_below(drawn(P(fill("cover"), BODY), PageBreak(), P(fill("alone"), BODY)), 1) > 0.9


def test_no_question_ends_with_a_full_stop_as_well(reports: dict[str, Any]) -> None:
    for name, report in reports.items():
        assert "?." not in report.text, name

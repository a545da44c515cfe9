"""Text of other scripts on a page: drawn in a font that has it, embedded, and given back when it is copied."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from reports.figures.shapes import Figure, FigureTable, Text
from reports.pdf.corrections import character_map
from reports.pdf.drawing import FigureFlowable
from reports.pdf.fonts import COVERAGE, FURTHER, REGULAR, SEMIBOLD, runs, text_width
from reports.pdf.layout import PageNumbers, Running, draw_report
from reports.pdf.metadata import Metadata
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, TEXT_WIDTH

SCRIPTS = {
    "Greek": "Τα δεδομένα εκπαίδευσης",
    "Cyrillic": "Обучающие данные, її",
    "Chinese": "训练数据包括网络文本",
    "Japanese": "学習データには人間が",
    "Korean": "공급업체는 학습 데이터",
    "signs and emoji": "⚠ ✅ 😀 🚀 ∀x ⇒ y",
}
METADATA = Metadata("title", "author", "subject", "words", "creator", dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
LATIN_ONLY = """
from reportlab.pdfbase import pdfmetrics
from reports.pdf.paragraph import show
from reports.pdf.fonts import FURTHER
show("Crème brûlée, naïve – “quoted” ≤ 5 % → ελληνικά, кириллица")
assert not set(FURTHER) & set(pdfmetrics.getRegisteredFontNames()), "a large font was read without need"
show("中")
assert "EastAsian" in pdfmetrics.getRegisteredFontNames()
"""


def page_of(text: str) -> bytes:
    """A report that says the text in a paragraph, in bold, in a figure, in the header and in the footer."""

    def story(_: PageNumbers) -> list[Flowable]:
        figure = Figure(TEXT_WIDTH, 20, (Text(200, 12, text, 9, anchor="middle"),), text, FigureTable((), ()))
        return [P(show(text), BODY), P(fill("<b>{text}</b>", text=text), BODY), FigureFlowable(figure)]

    return draw_report(story, METADATA, [], Running(text, text))[0]


def words_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return " ".join(pdf[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("script", SCRIPTS)
def test_copying_a_page_gives_the_characters_back(script: str) -> None:
    assert words_of(page_of(SCRIPTS[script])).count(SCRIPTS[script]) == 5


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_font_of_the_page_is_an_embedded_subset(script: str, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(page_of(SCRIPTS[script]))
    with pikepdf.open(path) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert all(str(font.BaseFont)[7] == "+" and "/FontFile2" in font.FontDescriptor for font in fonts)
    assert path.stat().st_size < 120_000


def test_the_same_text_gives_the_same_bytes() -> None:
    text = " ".join(SCRIPTS.values())
    assert page_of(text) == page_of(text)


def test_the_large_fonts_are_read_only_when_a_text_needs_them() -> None:
    subprocess.run([sys.executable, "-c", LATIN_ONLY], check=True)


def test_a_line_keeps_its_own_font_where_that_can_draw_it() -> None:
    assert runs("Acme 中文 Ltd", SEMIBOLD) == [("Acme ", SEMIBOLD), ("中文", "EastAsian"), (" Ltd", SEMIBOLD)]


def test_a_line_is_as_wide_as_its_pieces() -> None:
    assert text_width("a中b", REGULAR, 10) == pytest.approx(text_width("ab", REGULAR, 10) + 10, abs=0.5)


def test_every_script_we_promise_has_a_font() -> None:
    assert all(COVERAGE[ord(c)] is not None for text in SCRIPTS.values() for c in text)
    for first, last in ((0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0x3041, 0x3094), (0x1F600, 0x1F64F)):
        assert None not in [COVERAGE[code] for code in range(first, last + 1)]


def test_a_script_that_must_be_shaped_has_none_and_is_shown_by_number() -> None:
    assert show("שלום") == "[U+05E9][U+05DC][U+05D5][U+05DD]"


@pytest.mark.parametrize("name", FURTHER)
def test_a_further_font_has_the_space_that_ends_a_line(name: str) -> None:
    assert [COVERAGE[ord(sign)] for sign in "中☃"] == list(FURTHER)
    assert 0x20 in pdfmetrics.getFont(name).face.charToGlyph


def test_a_character_above_the_basic_plane_is_mapped_as_utf_16() -> None:
    assert "<01> <D83DDE00>" in character_map("map", [0x20, 0x1F600])

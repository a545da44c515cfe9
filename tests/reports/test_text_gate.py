from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from reports.pdf.fonts import COVERAGE, FURTHER, REGULAR
from reports.text import (
    LENGTH_LIMIT,
    MARKS_LIMIT,
    PIECE_LENGTH,
    Markup,
    as_markup,
    clean,
    ended,
    m,
    paragraphs,
    visible,
)
from reports.text import shorten as shortened

AWKWARD = (
    "<>&\"'/\\{}[]=\n\r\t\x00\x07\x1b\x7f\x85"
    "\xa0\u00ad\u0301\u0489\u200b\u200d\u200f\u202e\u2028\u2066\ufeff\ufffd\ue000"
)
TEXTS = st.text(st.one_of(st.sampled_from(AWKWARD + "ab <b>"), st.characters()), max_size=300)
STYLE = ParagraphStyle("plain", fontName=REGULAR, fontSize=9)
HOSTILE = (
    '<img src="/etc/passwd">',
    '<img src="\\\\host\\share\\x"/>',
    '<a href="javascript:alert(1)">click</a>',
    '<para fontSize="1" textColor="white">hidden</para>',
    "<font color=\"__import__('os').system('id')\">x</font>",
    "a<b and c>d & e",
    "AT&T &nbsp; &#x41; &lt;",
    "e.g. <vendor@example.com> wrote",
    "<!-- gone? --> <![CDATA[ here ]]> <?pi ?>",
    "<seqreset/><br/><br/>",
    "\u202egpj.exe safe",
    "مرحبا 中文 \U0001f600",
    "Z\u0335\u0321\u0328\u0322\u0327\u0320a",
    "NUL \x00 BEL \x07 ESC \x1b[31m",
    "{vendor} {0} {__class__}",
    "lone surrogate \ud800.",
)


def printed(markup: Markup) -> str:
    """What ReportLab would print for the markup; raises AssertionError if any part looks unlike the rest."""
    parts = Paragraph(markup, STYLE).frags
    for part in parts:
        assert part.fontName in (REGULAR, *FURTHER), "the font was changed"
        assert (part.fontSize, part.textColor) == (9, STYLE.textColor), "the look was changed"
        assert all(COVERAGE[ord(c)] in ("", part.fontName) for c in part.text), "a font was asked for what it lacks"
        assert not getattr(part, "link", None), "a link was made"
        assert not hasattr(part, "cbDefn"), "an image or callback was made"
    return " ".join("".join(part.text if not getattr(part, "lineBreak", False) else " " for part in parts).split())


def holds(gate: Callable[[str], Markup], text: str) -> None:
    """The property of the gate: what is printed is the visible text, and nothing of it became markup."""
    assert printed(gate(text)).replace(" ", "") == "".join(visible(text, COVERAGE).split())


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_nothing_unprintable_is_left(text: str) -> None:
    kept = clean(text)
    assert not [c for c in kept if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c != "\n"]
    assert not set(kept) & set("\u202e\u200f\u2066\u200b\u200d\ufeff\u00ad\u2028")
    assert unicodedata.is_normalized("NFC", kept)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_the_parser_gives_back_exactly_the_visible_text(text: str) -> None:
    holds(lambda data: as_markup(data, COVERAGE), text)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_a_value_never_becomes_markup(text: str) -> None:
    assert printed(m("[{value}]", COVERAGE, value=text)).startswith("[")
    holds(lambda data: m("{value}", COVERAGE, value=data), text)


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("ab \n<é中"), max_size=9_000))
def test_pieces_are_short_and_say_everything(text: str) -> None:
    pieces = paragraphs(text, COVERAGE)
    printed_pieces = [printed(piece) for piece in pieces]
    assert max(len(piece) for piece in printed_pieces) <= PIECE_LENGTH
    assert "".join("".join(printed_pieces).split()) == "".join(visible(text, COVERAGE).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_text(text: str) -> None:
    holds(lambda data: as_markup(data, COVERAGE), text)


def unescaped(text: str) -> Markup:
    return Markup(visible(text, COVERAGE))


def without_less_than(text: str) -> Markup:
    return Markup(as_markup(text, COVERAGE).replace("&lt;", "<"))


def without_ampersand(text: str) -> Markup:
    return Markup(as_markup(text, COVERAGE).replace("&amp;", "&"))


def without_visible_marks(text: str) -> Markup:
    return Markup(as_markup(text, COVERAGE).replace("[U+202E]", ""))


def without_fallback(text: str) -> Markup:
    return as_markup(text, dict.fromkeys(map(ord, text), ""))


@pytest.mark.parametrize(
    "broken", [unescaped, without_less_than, without_ampersand, without_visible_marks, without_fallback]
)
def test_a_broken_gate_is_noticed(broken: Callable[[str], Markup]) -> None:
    noticed = 0
    for text in HOSTILE:
        try:
            holds(broken, text)
        except Exception:  # a parser that stumbles has noticed it, too
            noticed += 1
    assert noticed > 0


def test_direction_marks_and_control_characters_are_shown() -> None:
    assert clean("a\u202eb\x07") == "a[U+202E]b[U+0007]"


def test_characters_without_width_are_removed() -> None:
    assert clean("pay\u200bpal\u00ad") == "paypal"


def test_a_letter_keeps_at_most_four_marks() -> None:
    marks = [c for c in clean("q" + "\u0335" * 40) if unicodedata.category(c) == "Mn"]
    assert len(marks) == MARKS_LIMIT


def test_what_is_cut_says_so() -> None:
    cut = clean("x" * (3 * LENGTH_LIMIT))
    assert len(cut) <= LENGTH_LIMIT
    assert cut.endswith("the attached data hold the whole text]")
    assert f"{3 * LENGTH_LIMIT - cut.count('x') + cut.rsplit('…', 1)[1].count('x')} further characters" in cut


def test_what_no_font_has_is_shown_by_number() -> None:
    assert as_markup("aم", COVERAGE) == "a[U+0645]"


def test_each_run_is_in_a_font_that_draws_it() -> None:
    said = as_markup("Acme 中文 & \U0001f600, ελληνικά, кириллица", COVERAGE)
    assert said == (
        'Acme <font name="EastAsian">中文</font> &amp; <font name="Symbols">\U0001f600</font>, ελληνικά, кириллица'
    )


def test_a_shortened_text_ends_at_a_word() -> None:
    assert shortened("one two three four five", 15) == "one two three…"


@pytest.mark.parametrize(("text", "said"), [("a use", "a use."), ("a use.", "a use."), ("a use, cut…", "a use, cut…")])
def test_a_sentence_ends_once(text: str, said: str) -> None:
    assert ended(text) == said


def test_markup_passed_as_a_value_is_printed_as_text() -> None:
    assert m("{value}", COVERAGE, value=Markup("<b>x</b>")) == "&lt;b&gt;x&lt;/b&gt;"

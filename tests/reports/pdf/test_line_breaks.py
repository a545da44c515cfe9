"""Lines of Chinese, Japanese and Korean end where a printer of those languages would end them."""

from __future__ import annotations

import pytest

from reports.pdf.line_breaks import Pieces
from reports.pdf.paragraph import P, show
from reports.pdf.styles import BODY

CHINESE = "训练数据包括大量网络文本，其中一部分由机器生成。学習データには（人間が）書いた文章が含まれています。"
WIDTHS = range(60, 200)


def lines(text: str, width: float) -> list[str]:
    """The lines of a paragraph of that width."""
    made = P(show(text), BODY)
    made.wrap(width, 1000)
    if made.blPara.kind == 0:
        return ["".join(words) for _, words in made.blPara.lines]
    return ["".join(word.text for word in line.words) for line in made.blPara.lines]


@pytest.mark.parametrize("text", [CHINESE, f"Их {CHINESE}"], ids=["one font", "two fonts"])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str) -> None:
    for width in WIDTHS:
        found = lines(text, width)
        assert len(found) > 1
        assert not any(line[0] in "，。）" for line in found), width
        assert not any(line[-1] in "（" for line in found), width
        assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_without_the_rule_some_line_begins_with_a_closing_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.pdf.line_breaks._CLOSING", frozenset())
    assert any(line[0] in "，。）" for width in WIDTHS for line in lines(CHINESE, width))


def test_nothing_but_marks_is_still_broken() -> None:
    assert [len(piece) for piece in Pieces("。" * 10)] == [4, 4, 2]
    assert len(lines("。" * 200, 100)) > 10


def test_latin_words_are_torn_nowhere_else() -> None:
    assert list(Pieces("a.b)")) == ["a", ".", "b", ")"]

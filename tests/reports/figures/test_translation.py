"""Every word of a figure in the window can be put into another language; on paper it stays as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from core.assessment.evaluate import Evaluation
from core.comparison.compare import compare
from core.comparison.over_time import over_time
from core.risk.parameters import load_parameters
from core.samples.result import Measure
from questionnaires.library import Library
from reports.figures.ask_next import ask_next_bars
from reports.figures.comparison import comparison_dots
from reports.figures.fan import risk_fan
from reports.figures.gauges import gauge_bars
from reports.figures.readings import reading_bars
from reports.figures.shapes import Figure, Say, Text, as_written
from reports.figures.stages import stages_bar
from reports.figures.trend import trend

WIDTH = 470.0
RARE, GENERAL = (0.10, 0.25, 0.45, 0.70, 1.0), (0.01, 0.05, 0.10, 0.20, 1.0)
READING = Measure("simpson", "1", "share", 0.79, (0.75, 0.82), (0.88, 0.93), "below", "2")
OF_NUMBERS = re.compile("under\u00a01|over\u00a099")
"""Words inside a number, which ``numbers`` writes."""


def figures(evaluation: Evaluation, say: Say) -> Iterator[Figure]:
    """The window's figures of risk and samples, with nothing but digits where data have words."""
    named = tuple(replace(item, question="1", parameter="2") for item in evaluation.risk.ask_next)
    risk = replace(evaluation.risk, ask_next=named)
    yield risk_fan(risk, 0.75, WIDTH, say=say)
    yield gauge_bars(risk, RARE, GENERAL, WIDTH, say)
    yield stages_bar(risk, load_parameters().stages, WIDTH, say)
    yield ask_next_bars(risk, {"1": "3"}, WIDTH, say=say)
    yield reading_bars((READING,), WIDTH, say=say)


def words_of(figure: Figure) -> Iterator[str]:
    yield from (shape.text for shape in figure.shapes if isinstance(shape, Text))
    yield from (*figure.table.head, *(cell for row in figure.table.rows for cell in row), figure.sentence)


def in_signs(words: str) -> str:
    """A language without a Latin letter; gaps in braces stay."""
    return "".join(
        part if part.startswith("{") else re.sub("[A-Za-z]", "ж", part) for part in re.split("({[a-z]+})", words)
    )


def untranslated(drawn: Iterator[Figure]) -> list[str]:
    return [words for figure in drawn for words in words_of(figure) if re.search("[A-Za-z]", OF_NUMBERS.sub("", words))]


def test_no_word_is_left_in_english(worked: dict[str, Evaluation]) -> None:
    for evaluation in worked.values():
        assert untranslated(figures(evaluation, in_signs)) == []


def test_an_untranslated_word_would_be_seen(worked: dict[str, Evaluation]) -> None:
    assert len(untranslated(figures(worked["A_strong_vendor"], as_written))) > 20


def test_heads_and_keys_of_comparisons_can_be_translated(worked: dict[str, Evaluation], library: Library) -> None:
    asked: list[str] = []

    def say(words: str) -> str:
        asked.append(words)
        return in_signs(words)

    comparison = compare([worked["A_strong_vendor"], worked["B_evasive_vendor"]], library)
    for dial in comparison.dials:
        assert not any(re.search("[A-Za-z]", name) for name in comparison_dots(comparison, dial, WIDTH, say).table.head)
    story = over_time([worked["B0_evasive_vendor_meeting_day"], worked["B_evasive_vendor"]], library)
    assert not re.search("[A-Za-z]", trend(story, WIDTH, say=say).table.head[0])
    assert {"average", "as answered", "what is still open", "adverse case", "grade of the evidence"} <= set(asked)

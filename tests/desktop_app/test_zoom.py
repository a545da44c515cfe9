"""At every zoom and size of text each page, part and dialog shows all of its words; no page is scrolled sideways."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.segments import Option
from tests.desktop_app.cut_off import cut_off

FoundAt = Callable[[str, tuple[int, int], int, str], list[str]]
SMALL_LAPTOP = (1024, 640)
"""What 250 % leave of 2560 by 1600."""
USUAL = (1280, 720)


@pytest.fixture
def found_at(tmp_path: Path) -> FoundAt:
    """What is cut off in a window of a process of its own, since the zoom is read when Qt starts."""
    screen = tmp_path / "screen.json"
    room = {"name": "large", "x": 0, "y": 0, "width": 4000, "height": 2500, "logicalDpi": 96, "logicalBaseDpi": 96}
    screen.write_text(json.dumps({"screens": [{**room, "dpr": 1}]}), encoding="utf-8")
    return partial(_found_at, f"offscreen:configfile={screen}")


def _found_at(platform: str, scale: str, size: tuple[int, int], text_percent: int, audit: str) -> list[str]:
    command = [sys.executable, "-m", "tests.desktop_app.zoomed", *(str(number) for number in (*size, text_percent))]
    zoomed = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": platform}
    done = subprocess.run([*command, audit], env=zoomed, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n") if done.stdout.strip() else []


@pytest.mark.slow
@pytest.mark.parametrize("scale", ["1", "1.25", "1.5", "2", "2.5"])
def test_nothing_is_cut_off_at_any_zoom(found_at, scale):
    assert found_at(scale, USUAL, 100, "B_evasive_vendor") == []


@pytest.mark.slow
def test_nothing_is_cut_off_in_a_small_window_at_the_largest_zoom(found_at):
    assert found_at("2.5", SMALL_LAPTOP, 100, "A_strong_vendor") == []


@pytest.mark.slow
@pytest.mark.parametrize("text_percent", [150, 200])
def test_nothing_is_cut_off_with_larger_text(found_at, text_percent):
    assert found_at("1", USUAL, text_percent, "B_evasive_vendor") == []


@pytest.fixture
def box(qtbot) -> QWidget:
    """An empty box of 200 by 100."""
    box = QWidget()
    box.setFixedSize(200, 100)
    qtbot.addWidget(box)
    return box


def seen_in(box: QWidget) -> str:
    box.show()
    return "\n".join(cut_off(box))


def test_what_fits_is_not_spoken_of(box):
    column = QVBoxLayout(box)
    column.addWidget(PlainLabel("Some words that wrap where the box ends"))
    column.addWidget(QPushButton("Open"))
    assert seen_in(box) == ""


def test_a_label_that_is_too_narrow_is_found(box):
    label = PlainLabel("Words that are cut", box, wrap=False)
    label.setFixedWidth(40)
    assert "its words want" in seen_in(box)


def test_a_wrapping_label_that_is_too_low_is_found(box):
    label = PlainLabel("Words that take several lines in a box so narrow", box)
    label.setFixedSize(60, 20)
    assert "20 high, its words want" in seen_in(box)


def test_a_word_longer_than_its_line_is_found(box):
    label = PlainLabel("Incomprehensibilities", box)
    label.setFixedSize(50, 90)
    assert "the word “Incomprehensibilities” wants" in seen_in(box)


def test_a_button_and_a_choice_that_are_cut_are_found(box):
    QPushButton("Save a copy of everything", box).setFixedWidth(50)
    choices = ChoiceList("Choices", [Option("a", "One of several sentences that wrap")], several=False, parent=box)
    choices.setFixedSize(90, 16)
    said = seen_in(box)
    assert "QPushButton “Save a copy of everything”: 50 by" in said
    assert "16 high" in said


def test_words_of_an_empty_field_and_heads_of_columns_that_are_cut_are_found(box):
    field = QLineEdit(box)
    field.setPlaceholderText("Search questions and answers")
    field.setFixedWidth(60)
    table = PlainTable("Table", box)
    table.show_rows(("A long head of a column", "Another long head"), [("a", "b")], frozenset({0, 1}))
    table.setFixedWidth(120)
    said = seen_in(box)
    assert "the words shown while it is empty want" in said
    assert "column “Another long head” is" in said


def test_widgets_on_each_other_outside_their_box_and_scrolled_sideways_are_found(box):
    row = QHBoxLayout(box)
    lower, upper = QPushButton("one"), QPushButton("two")
    row.addWidget(lower)
    row.addWidget(upper)
    outside = QWidget(box)
    outside.setGeometry(190, 0, 40, 20)
    area = QScrollArea(box)
    area.setFixedSize(80, 80)
    wide = QWidget()
    wide.setFixedSize(300, 20)
    area.setWidget(wide)
    box.show()
    upper.move(lower.pos())
    said = seen_in(box)
    assert "lies on" in said
    assert "reaches from 190 to 229 across a QWidget 200 wide" in said
    assert "is scrolled sideways by" in said

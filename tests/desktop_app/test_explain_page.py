from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.pages.explain_page_runs import KINDS, ROUNDS, run_example


def test_the_example_is_the_same_for_the_same_seed():
    assert run_example(3) == run_example(3)
    assert run_example(3) != run_example(4)


def test_replacing_loses_most_kinds_and_adding_keeps_most_on_average():
    replaced, added, partly = ([], [], [])
    for seed in range(30):
        runs = run_example(seed).runs
        for kept, run in zip((replaced, added, partly), runs, strict=True):
            kept.append(run.known(ROUNDS))
    means = [sum(kept) / 30 for kept in (replaced, added, partly)]
    assert means[0] < means[2] < KINDS
    assert means[0] + 15 < means[1]


def test_a_kind_that_was_lost_never_comes_back_where_nothing_new_is_collected():
    for run in run_example(7).runs[:2]:
        known = [run.known(number) for number in range(1, ROUNDS + 1)]
        assert known == sorted(known, reverse=True)


@pytest.fixture
def page(qtbot, window):
    window.aside.show_explanation()
    shown = window.aside.page
    qtbot.waitUntil(lambda: shown.example is not None, timeout=20_000)
    return shown


def test_nothing_moves_by_itself_and_every_round_is_reached_by_key(qtbot, page):
    assert not page.playing
    page.setFocus()
    for _ in range(3):
        qtbot.keyClick(page, Qt.Key.Key_Right)
    assert page.round_number == 4
    qtbot.keyClick(page, Qt.Key.Key_Left)
    assert page.round_number == 3
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert page.round_number == ROUNDS
    assert page._sentence.text().startswith(f"After round {ROUNDS}, of {KINDS} kinds still known: ")
    assert page._bars.view.accessibleDescription().startswith(page._sentence.text())
    assert page._bars.table.rowCount() == 3


def test_playing_goes_on_to_the_last_round_and_stops_there(qtbot, page):
    page._clock.setInterval(1)
    page.play_button.click()
    assert page.play_button.text() == "Pause"
    qtbot.waitUntil(lambda: page.round_number == ROUNDS and not page.playing, timeout=10_000)
    assert page.play_button.text() == "Play"


def test_no_word_of_it_promises_or_threatens(page):
    from PySide6.QtWidgets import QLabel

    said = " ".join(label.text().lower() for label in page.findChildren(QLabel))
    for word in ("will collapse", "safe", "guarantee", "always", "prevents"):
        assert word not in said


def test_going_back_leads_to_what_was_in_front(qtbot, window, open_sample):
    view = open_sample().view
    window.aside.show_explanation()
    assert not view.isVisible()
    qtbot.keyClick(window.aside.page, Qt.Key.Key_Escape)
    assert view.isVisible()
    assert window.aside.page is None
    window.aside.show_explanation()
    qtbot.keyClick(window, "2", Qt.KeyboardModifier.ControlModifier)
    assert view.isVisible()

"""The list of what is due: from the start page and by keys, and on to the question."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from core.audit.follow_ups import Promise, due_list
from desktop_app.pages.follow_ups_page import FollowUpsPage

TODAY = dt.date(2026, 11, 21)
HOSTILE = "<b>x</b>\n" + "W" * 4000


def promise(question: str | None, due: dt.date | None, words: str = "Next week.") -> Promise:
    return Promise("AUD-1", words, words, sample=True, question_id=question, who=words, due=due, said=words)


def test_late_promises_stand_first_with_their_days(qtbot) -> None:
    page = FollowUpsPage()
    qtbot.addWidget(page)
    days = {"TD-1": dt.date(2026, 11, 20), "TD-2": dt.date(2026, 11, 1), None: dt.date(2027, 5, 1), "TD-3": None}
    page.show_due(due_list([promise(which, day) for which, day in days.items()], TODAY), TODAY)
    model = page.table.model()
    shown = [[model.index(row, column).data() for column in range(3)] for row in range(4)]
    assert shown == [
        ["2026-11-01", "20 days", "TD-2"],
        ["2026-11-20", "1 day", "TD-1"],
        ["2027-05-01", "", "Audit again"],
        ["no date", "", "TD-3"],
    ]
    assert page.summary.text() == "2 late and 2 to come, as of 2026-11-21."


def test_return_opens_the_audit_at_the_question(qtbot) -> None:
    page = FollowUpsPage()
    qtbot.addWidget(page)
    page.show()
    page.show_due(due_list([promise("TD-1", TODAY)], TODAY), TODAY)
    with qtbot.waitSignal(page.audit_wanted) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert told.args == ["AUD-1", "TD-1"]


def test_nothing_due_is_said_and_endless_lists_and_words_stay_in_the_window(qtbot) -> None:
    page = FollowUpsPage()
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.show_due((), TODAY)
    assert page.summary.text() == "Nobody owes an answer, and no audit is due to be made again."
    assert not page.table.isVisible()
    page.show_due(due_list([promise(f"TD-{n}", TODAY, HOSTILE) for n in range(20_000)], TODAY), TODAY)
    assert page.table.count() == 20_000
    assert page.table.height() < page.height()
    assert not page.horizontalScrollBar().isVisible()


@pytest.mark.slow
def test_the_window_lists_what_is_due_and_leads_to_the_question(qtbot, window, open_sample) -> None:
    open_sample("B_evasive_vendor")
    window.show_start()
    qtbot.keyClick(window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(
        lambda: window.across.follow_ups is not None and window.across.follow_ups.table.count() == 3, timeout=10_000
    )
    qtbot.keyClick(window.across.follow_ups.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.view is not None, timeout=10_000)
    assert window.across.follow_ups is None
    assert window.view.page("questions").isVisible()
    assert window.view.page("questions").page.form.question_id in ("MS-02", "TD-2.01")

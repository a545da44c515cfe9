"""What has finished or failed is given to the screen reader: each page and dialog that works on something says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from core.audit.follow_ups import Promise, due_list
from desktop_app import exchanges
from desktop_app.backups_dialog import BackupsDialog
from desktop_app.pages.follow_ups_page import FollowUpsPage
from desktop_app.vendor_exchange.send_dialog import SendDialog
from desktop_app.widgets.announce import announce
from desktop_app.widgets.told_label import ToldLabel
from desktop_app.widgets.work_line import WorkCancelledError, WorkLine


def heard(label: ToldLabel | WorkLine) -> list[str]:
    said: list[str] = []
    label.told.connect(said.append)
    return said


def test_an_announcement_is_an_event_of_the_widget_with_its_words(qtbot, monkeypatch):
    """The one way out to a screen reader; everything else here hears ``told``, which is sent with it."""
    sent: list[tuple[str, object]] = []

    def update(event: QAccessibleAnnouncementEvent) -> None:
        sent.append((event.message(), event.object()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    label = ToldLabel()
    qtbot.addWidget(label)
    said = heard(label)
    announce(label, "Saved")
    label.tell("Finished")
    label.setText("only shown")
    assert sent == [("Saved", label), ("Finished", label)]
    assert said == ["Finished"]


def test_work_is_shown_once_it_lasts_and_its_end_is_spoken(qtbot):
    line = WorkLine("Work on the report")
    qtbot.addWidget(line)
    line.show()
    said = heard(line)
    step = line.begin("drawing", "Drawing…")
    assert not line.bar.isVisible()
    qtbot.waitUntil(line.bar.isVisible)
    assert line.stop.isVisible()
    step(3, 0)
    assert line.bar.maximum() == 0
    step(4, 20)
    assert (line.bar.value(), line.bar.maximum()) == (4, 20)
    line.end("drawing", "20 pages.")
    assert not line.bar.isVisible()
    assert not line.stop.isVisible()
    assert said == ["20 pages."]
    with pytest.raises(WorkCancelledError):
        step(5, 20)


def test_a_task_asked_for_again_ends_what_it_was_doing_and_no_other(qtbot):
    line = WorkLine("Work on the report")
    qtbot.addWidget(line)
    saving = line.begin("saving", "Saving…")
    first, second = line.begin("drawing", "Drawing…"), line.begin("drawing", "Drawing…")
    with pytest.raises(WorkCancelledError):
        first(1, 2)
    second(1, 2)
    saving(1, 2)
    line.end("drawing", "")
    saving(2, 2)
    line.cancel()
    with pytest.raises(WorkCancelledError):
        saving(2, 2)


@pytest.mark.slow
def test_files_letters_backups_questions_and_handing_over_are_said(qtbot, window, open_sample, tmp_path, monkeypatch):
    view = open_sample("B0_evasive_vendor_meeting_day").view
    qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=60_000)
    view.go_to("evidence")
    register = view.page("evidence").register
    said = heard(register.state)
    register.add_files([_file(tmp_path / "count.txt")])
    qtbot.waitUntil(lambda: len(said) == 2, timeout=20_000)
    assert said == ["Copying…", "In the register now: count"]

    view.go_to("letters")
    letters = view.page("letters")
    said = heard(letters._state)
    qtbot.waitUntil(letters._copy.isEnabled, timeout=20_000)
    letters.copy()
    assert said == ["Copied. Paste it into a mail."]

    dialog = BackupsDialog(window.session, lambda: True, window)
    said = heard(dialog.message)
    dialog.make.click()
    qtbot.waitUntil(lambda: any("was made and checked" in words for words in said), timeout=20_000)
    dialog.reject()

    window.exchanges.send_questions()
    sending = window.findChild(SendDialog)
    said = heard(sending.message)
    sending.save_to(tmp_path / "questions.html")
    assert said == [f"Saved: {tmp_path / 'questions.html'}"]
    sending.reject()

    spoken: list[str] = []
    monkeypatch.setattr(exchanges, "announce", lambda _place, words: spoken.append(words))
    from desktop_app.handing_over.files import hand_over

    written = hand_over(view.audit.workspace, view.audit.document.audit_id, tmp_path / "audit.headwater")
    window.exchanges._handed_over(written)
    assert spoken[0].startswith("Written: ")


def test_what_is_due_is_said_when_it_has_been_read(qtbot):
    page = FollowUpsPage()
    qtbot.addWidget(page)
    said = heard(page.summary)
    today = dt.date(2026, 11, 21)
    promise = Promise("AUD-1", "V", "P", sample=False, question_id="TD-1", who="x", due=dt.date(2026, 11, 20), said="")
    page.show_due(due_list([promise], today), today)
    page.show_problem("the disk is full")
    assert said == ["1 late and 0 to come, as of 2026-11-21.", "This could not be read: the disk is full"]


def _file(path: Path) -> Path:
    path.write_text("12 of 200", encoding="utf-8")
    return path

"""A window whose audit cannot be saved says so, goes on trying, and is not left without a question."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from sqlalchemy import event

from core.audit.errors import FULL

QUESTION = "TD-2.01"


@pytest.fixture
def full(open_sample):
    """A window with a changed answer that the disk had no room for; the answer's change, and what makes room."""
    window = open_sample("B_evasive_vendor")
    audit = window.view.audit
    engine = audit.workspace._database.engine
    limits: list[int] = []

    def limit(pages: int) -> None:
        """SQLite's limit stands for the disk's. It holds for one connection, so each gets it as it is taken."""
        with engine.connect() as connection:
            limits.append(connection.exec_driver_sql("PRAGMA page_count").scalar_one() + pages)

    def hold_to_limit(taken, *_):
        if limits:
            taken.execute(f"PRAGMA max_page_count={limits[-1]}")

    event.listen(engine, "checkout", hold_to_limit)
    with engine.connect(), engine.connect():  # the window reads in the background: several connections are usual
        pass
    limit(0)
    audit.give_answer(QUESTION, audit.answer(QUESTION).model_copy(update={"text": "long " * 3000}))
    yield window, limit
    limit(1000)


def test_it_is_said_and_saved_when_there_is_room_again(full):
    window, limit = full
    assert window.save_line.words.startswith("Not saved: ")
    assert FULL in window.save_line.words
    again = next(button for button in window.save_line.findChildren(QPushButton) if button.text() == "Try again")
    again.click()
    assert window.save_line.words.startswith("Not saved: ")
    limit(1000)
    again.click()
    assert window.save_line.words == "All changes saved"
    stored = window.view.audit.workspace.load(window.view.audit.document.audit_id)
    assert stored.answers[QUESTION].text == "long " * 3000


def test_the_window_does_not_close_over_it_without_asking(full):
    window, limit = full
    window.close()
    box = window.findChild(QMessageBox)
    assert window.isVisible()
    assert box.text().startswith("Not everything is saved: ")
    box.reject()
    limit(1000)
    window.close()
    assert not window.isVisible()


def test_the_words_stay_as_a_draft_when_the_person_leaves_all_the_same(full, tmp_path):
    window, _ = full
    window.view.show_question(QUESTION)
    window.view.page("questions")
    window.close()
    box = window.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Leave and lose it").click()
    assert not window.isVisible()
    assert "long long" in (tmp_path / "drafts.json").read_text(encoding="utf-8")


def test_a_backup_that_failed_by_itself_is_said_beside_what_is_saved(open_sample, tmp_path, monkeypatch):
    window = open_sample("B_evasive_vendor")
    audit = window.view.audit
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 3600)
    audit.give_answer(QUESTION, audit.answer(QUESTION).model_copy(update={"text": "after an hour"}))
    assert window.save_line.words.startswith("All changes saved, but not backed up: ")
    (tmp_path / "backups").unlink()
    audit.workspace.back_up()

from __future__ import annotations

import json
import stat
import sys

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop_app.settings import Settings
from desktop_app.window import MainWindow

QUESTION = "TD-2.01"


@pytest.fixture
def typing(open_sample):
    """A window with an audit open at a question, whose form does not send words by itself during the test."""
    window = open_sample("B_evasive_vendor")
    window.view.show_question(QUESTION)
    form = window.view.page("questions").page.form
    form._pause.setInterval(10_000_000)
    return window, form


def drafts(folder) -> dict:
    path = folder / "drafts.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def test_words_being_typed_are_on_disk_before_they_are_saved(typing, tmp_path):
    window, form = typing
    form.words.setPlainText("They said they keep a reg")
    window.drafts.keep()
    audit_id = window.view.audit.document.audit_id
    assert drafts(tmp_path) == {audit_id: {QUESTION: "They said they keep a reg"}}
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "drafts.json").stat().st_mode) == 0o600


def test_they_are_kept_without_anybody_asking(qtbot, typing, tmp_path):
    _, form = typing
    form.words.setPlainText("half a sen")
    qtbot.waitUntil(lambda: drafts(tmp_path) != {}, timeout=5000)


def test_saved_words_leave_no_draft(typing, tmp_path):
    window, form = typing
    form.words.setPlainText("half a sen")
    window.drafts.keep()
    form.flush()
    window.drafts.keep()
    assert not (tmp_path / "drafts.json").exists()


def test_what_a_crash_left_is_offered_and_put_back(qtbot, typing, tmp_path, appearance):
    window, form = typing
    audit_id = window.view.audit.document.audit_id
    form.words.setPlainText("half a sentence")
    window.drafts.keep()
    left = (tmp_path / "drafts.json").read_text(encoding="utf-8")
    form.words.setPlainText(window.view.audit.answer(QUESTION).text)
    window.close()
    (tmp_path / "drafts.json").write_text(left, encoding="utf-8")  # as if the window had been killed instead

    again = MainWindow(tmp_path, Settings(), appearance)
    again.open_audit(audit_id)
    qtbot.waitUntil(lambda: again.findChild(QMessageBox) is not None, timeout=20_000)
    box = again.findChild(QMessageBox)
    assert QUESTION in box.text()
    assert "“half a sentence”" in box.text()
    again.drafts.keep()
    assert drafts(tmp_path) == {audit_id: {QUESTION: "half a sentence"}}  # not decided yet
    next(button for button in box.buttons() if button.text() == "Put back").click()
    assert again.view.audit.answer(QUESTION).text == "half a sentence"
    assert again.view.page("questions").page.form.words.toPlainText() == "half a sentence"
    again.drafts.keep()
    assert drafts(tmp_path) == {}
    again.view.audit.undo_stack.undo()
    assert again.view.audit.answer(QUESTION).text != "half a sentence"
    again.close()
    again.deleteLater()
    qtbot.wait(1)


@pytest.mark.parametrize("content", ["", "[]", '{"AUD-1": 3}', '{"AUD-1": {"TD-2.01": 7}}', "{"])
def test_a_damaged_file_of_drafts_stops_nothing(qtbot, window, open_sample, tmp_path, content):
    (tmp_path / "drafts.json").write_text(content, encoding="utf-8")
    open_sample("B_evasive_vendor")
    assert window.findChild(QMessageBox) is None

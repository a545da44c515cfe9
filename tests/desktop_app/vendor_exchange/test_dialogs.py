"""Sending questions and reading answers in, in a real window."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop_app.vendor_exchange.reply_dialog import ReplyDialog
from desktop_app.vendor_exchange.send_dialog import SendDialog
from desktop_app.vendor_exchange.sending import questions_of
from desktop_app.window import MainWindow
from questionnaires.exchange.form import BLOCK, form
from questionnaires.exchange.reply import empty_reply


def reply_to(window: MainWindow, entries: dict[str, object], path: Path) -> Path:
    assert window.view is not None
    audit = window.view.audit
    today = dt.date.today()
    questions = questions_of(audit.document, audit.library, audit.document.packs, today, today + dt.timedelta(days=14))
    page = form(questions).decode()
    start = page.index(">", page.index(f'id="{BLOCK}"')) + 1
    plain = {**empty_reply(questions).model_dump(mode="json", exclude={"problems"}), "entries": entries}
    path.write_text(page[:start] + json.dumps(plain) + page[page.index("</script>", start) :], "utf-8")
    return path


def test_questions_are_written_in_each_shape(qtbot, open_sample: Callable[..., MainWindow], tmp_path: Path) -> None:
    window = open_sample("B0_evasive_vendor_meeting_day")
    window.exchanges.send_questions()
    dialog = window.findChild(SendDialog)
    for shape in ("xlsx", "html", "pdf"):
        dialog.shape.set_selected((shape,))
        dialog.save_to(tmp_path / f"q.{shape}")
        assert (tmp_path / f"q.{shape}").exists(), dialog.message.text()
        assert dialog.message.text().startswith("Saved")
    dialog.due.setText("soon")
    dialog.shape.set_selected(("xlsx",))
    dialog.save_to(tmp_path / "never.xlsx")
    assert dialog.message.text().startswith("Nothing was written")
    assert not (tmp_path / "never.xlsx").exists()
    dialog.reject()


def test_only_chosen_answers_are_taken_and_one_undo_takes_them_back(
    qtbot, open_sample: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_sample("B0_evasive_vendor_meeting_day")
    assert window.view is not None
    audit = window.view.audit
    first, second = (question.id for question in audit.questions()[:2])
    before = audit.document.answers
    said = {name: {"comment": f"Words on {name}", "by": "J. Hale"} for name in (first, second)}
    window.exchanges.show_reply(reply_to(window, said, tmp_path / "back.html"))
    qtbot.waitUntil(lambda: window.findChild(ReplyDialog) is not None, timeout=20_000)
    dialog = window.findChild(ReplyDialog)
    assert audit.document.answers == before
    dialog.set_all(Qt.CheckState.Unchecked)
    assert not dialog.accept_button.isEnabled()
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.list.setCurrentRow(0)
    assert f"Words on {first}" in dialog.new.text()
    dialog.take()
    assert audit.answer(first).text == f"Words on {first}"
    assert audit.document.answers.get(second) == before.get(second)
    assert audit.workspace.load(audit.document.audit_id).answers[first].text == f"Words on {first}"
    audit.undo_stack.undo()
    assert audit.answer(first).text == before[first].text


def test_a_file_that_is_no_reply_is_told_in_a_sentence(
    qtbot, open_sample: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_sample("B0_evasive_vendor_meeting_day")
    place = tmp_path / "brochure.html"
    place.write_text("<h1>Best in class</h1>")
    window.exchanges.show_reply(place)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None, timeout=20_000)
    box = window.findChild(QMessageBox)
    assert "brochure.html" in box.text()
    box.close()

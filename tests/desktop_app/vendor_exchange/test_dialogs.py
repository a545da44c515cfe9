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
    assert f"Words on {first}" in dialog.after.text()
    dialog.take()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert audit.answer(first).text == f"Words on {first}"
    assert audit.document.answers.get(second) == before.get(second)
    assert audit.workspace.load(audit.document.audit_id).answers[first].text == f"Words on {first}"
    (added,) = [name for name in audit.answer(first).evidence if name not in before[first].evidence]
    file = audit.document.evidence[added]
    assert (file.kind, file.file_name, file.received) == ("written", "back.html", dt.date.today())
    assert audit.workspace.attached_file(file.sha256) == (tmp_path / "back.html").read_bytes()
    audit.undo_stack.undo()
    assert audit.answer(first) == before[first]
    assert audit.document.evidence[added].withdrawn


def test_the_returned_file_is_kept_once_and_only_where_that_is_wanted(
    qtbot, open_sample: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_sample("B0_evasive_vendor_meeting_day")
    assert window.view is not None
    audit = window.view.audit
    first, second, third = (question.id for question in audit.questions()[:3])
    register = len(audit.document.evidence)

    def take(keep: bool, *rows: int) -> None:
        entries = {name: {"comment": f"Words on {name}", "by": "J. Hale"} for name in (first, second, third)}
        path = tmp_path / "back.html"
        window.exchanges.show_reply(path if path.exists() else reply_to(window, entries, path))
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ReplyDialog)), timeout=20_000)
        (dialog,) = [one for one in window.findChildren(ReplyDialog) if one.isVisible()]
        assert dialog.keep.isChecked()
        dialog.keep.setChecked(keep)
        for row in range(dialog.list.count()):
            dialog.list.item(row).setCheckState(Qt.CheckState.Checked if row in rows else Qt.CheckState.Unchecked)
        dialog.take()
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)

    take(False, 0)
    assert len(audit.document.evidence) == register
    take(True, 0)
    assert len(audit.document.evidence) == register + 1
    take(True, 0)
    assert len(audit.document.evidence) == register + 1


def test_a_file_that_has_changed_since_it_was_read_is_not_kept_and_nothing_is_taken(
    qtbot, open_sample: Callable[..., MainWindow], tmp_path: Path
) -> None:
    window = open_sample("B0_evasive_vendor_meeting_day")
    assert window.view is not None
    audit = window.view.audit
    first = audit.questions()[0].id
    before = audit.document
    path = reply_to(window, {first: {"comment": "Words", "by": "J. Hale"}}, tmp_path / "back.html")
    window.exchanges.show_reply(path)
    qtbot.waitUntil(lambda: window.findChild(ReplyDialog) is not None, timeout=20_000)
    dialog = window.findChild(ReplyDialog)
    path.write_text("something else", encoding="utf-8")
    dialog.take()
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None, timeout=20_000)
    assert "has changed since its answers were read" in dialog.findChild(QMessageBox).text()
    dialog.findChild(QMessageBox).close()
    assert audit.document == before
    assert dialog.isEnabled()
    assert not dialog.keep.isChecked()
    dialog.reject()


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

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop_app.backups_dialog import BackupsDialog

QUESTION = "TD-2.01"


@pytest.fixture
def dialog(qtbot, open_sample):
    """The dialog on a workspace with one backup, and one answer changed since."""
    window = open_sample("B_evasive_vendor")
    audit = window.view.audit
    backup = audit.workspace.back_up()
    audit.give_answer(QUESTION, audit.answer(QUESTION).model_copy(update={"text": "changed since"}))
    window.show_backups()
    dialog = window.findChild(BackupsDialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    return window, dialog, backup


def test_each_backup_is_listed_with_what_it_holds(dialog):
    window, dialog, _ = dialog
    holds = dialog.table.item(0, 2).text()
    document = window.view.audit.document
    assert holds.splitlines()[1] == f"{document.vendor}: {document.product}"
    assert f"Audits: 1. Answers with their history: {len(document.answers)}." in holds
    assert not dialog.restore.isEnabled()
    dialog.table.selectRow(0)
    assert dialog.restore.isEnabled()


def test_a_backup_is_made_on_wish(qtbot, dialog):
    _, dialog, _ = dialog
    dialog.make.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    assert dialog.message.text().endswith("was made and checked.")


def test_restoring_asks_first_and_then_puts_everything_back(qtbot, dialog):
    window, dialog, backup = dialog
    audit_id, before = window.view.audit.document.audit_id, window.view.audit.answer(QUESTION)
    dialog.table.selectRow(0)
    dialog.restore.click()
    box = dialog.findChild(QMessageBox)
    assert box.text().startswith("Put all audits back to how they were on ")
    next(button for button in box.buttons() if button.text() == "Restore").click()
    qtbot.waitUntil(lambda: dialog.message.text() != "")
    assert dialog.message.text().startswith(f"The audits are as they were in {backup.name}. What they were before")
    assert window.view is None
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    window.open_audit(audit_id)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    assert before.text == "changed since"
    assert window.view.audit.answer(QUESTION).text != "changed since"


def test_nothing_is_restored_from_a_damaged_backup(qtbot, dialog):
    _, dialog, backup = dialog
    backup.write_bytes(backup.read_bytes()[:5000])
    dialog.table.selectRow(0)
    dialog.restore.click()
    box = dialog.findChild(QMessageBox)
    next(button for button in box.buttons() if button.text() == "Restore").click()
    qtbot.waitUntil(lambda: dialog.message.text() != "")
    assert "it is damaged" in dialog.message.text()

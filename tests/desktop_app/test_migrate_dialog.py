"""An audit that was made with older packs, opened in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from core.audit.pack_texts import freeze_packs
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.migrate_dialog import MigrateDialog
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.window import MainWindow
from questionnaires.frozen import freeze
from questionnaires.library import EXAMPLES, load_library

PACK = load_library().packs["meeting_screen"]
FIRST, SECOND, *OTHERS = PACK.questions


def older() -> str:
    """The meeting pack as it might have been: one question under another id, one in other words."""
    first = FIRST.model_copy(update={"id": "MS-99"})
    second = SECOND.model_copy(update={"ask": "Asked in older words?"})
    head = PACK.pack.model_copy(update={"version": "0.4.0"})
    return freeze(PACK.model_copy(update={"pack": head, "questions": (first, second, *OTHERS)}))


@pytest.fixture
def old_audit(tmp_path: Path) -> str:
    document = read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")
    with Workspace.open(tmp_path) as workspace:
        kept = workspace.add(document.model_copy(update={"pack_versions": {"meeting_screen": "0.4.0"}}))
        freeze_packs(workspace, kept.audit_id, {"meeting_screen": older()})
    return kept.audit_id


@pytest.fixture
def opened(qtbot, tmp_path: Path, old_audit: str, appearance: Appearance) -> Iterator[MainWindow]:
    window = MainWindow(tmp_path, Settings(), appearance)
    window.show()
    window.open_audit(old_audit)
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.view.notice.isVisible(), timeout=20_000)
    yield window
    window.close()
    window.deleteLater()
    qtbot.wait(1)


def dialog_of(qtbot, window: MainWindow) -> MigrateDialog:
    qtbot.keyClick(window.view.notice.more, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.findChild(MigrateDialog) is not None, timeout=20_000)
    return window.findChild(MigrateDialog)


def test_the_notice_leads_to_what_differs_and_to_a_copy(qtbot, opened, old_audit):
    assert opened.view.notice.more.text() == "See what is new…"
    before = opened.view.audit.document
    dialog = dialog_of(qtbot, opened)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"{PACK.pack.title}: 0.4.0, now {PACK.pack.version}" in said
    assert f"{SECOND.id}  {SECOND.short}" in said
    assert "MS-99" in said
    qtbot.keyClick(dialog.make, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: opened.view is not None and opened.view.audit.document.audit_id != old_audit, timeout=20_000
    )
    copy = opened.view.audit.document
    assert copy.pack_versions == {"meeting_screen": PACK.pack.version}
    assert copy.answers.keys() <= before.answers.keys()
    assert opened.view.audit.workspace.load(old_audit) == before


def test_answers_given_since_the_audit_was_opened_are_in_the_copy(qtbot, opened, old_audit):
    question = OTHERS[0].id
    audit = opened.view.audit
    audit.give_answer(question, audit.answer(question).model_copy(update={"text": "Said just now"}))
    dialog = dialog_of(qtbot, opened)
    qtbot.keyClick(dialog.make, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: opened.view is not None and opened.view.audit.document.audit_id != old_audit, timeout=20_000
    )
    assert opened.view.audit.answer(question).text == "Said just now"
    assert not opened.view.notice.isVisible()


def test_the_notice_can_be_put_away_and_every_button_says_what_it_is(qtbot, opened):
    for button in opened.view.notice.findChildren(QPushButton):
        assert button.text()
        assert button.accessibleDescription().startswith("Some questions")
    qtbot.keyClick(opened.view.notice.away, Qt.Key.Key_Space)
    assert not opened.view.notice.isVisible()


def test_an_audit_with_todays_packs_says_nothing(qtbot, open_sample):
    window = open_sample("B0_evasive_vendor_meeting_day")
    qtbot.waitUntil(lambda: not window.session.background.is_busy("newer packs"), timeout=20_000)
    assert not window.view.notice.isVisible()

"""An audit handed from one laptop to another through the window: written, looked at, taken in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.audit.exchange.file import read_audit_file
from core.audit.workspace import Workspace
from desktop_app.handing_over.files import compare_file, take_in
from desktop_app.handing_over.take_in_dialog import TakeInDialog
from desktop_app.window import MainWindow
from questionnaires.answer import Answer
from questionnaires.library import load_library

SAID = Answer(status="specific", grade=1, choice=("accumulate",), text="We keep everything.")


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    workspace = Workspace.open(tmp_path / "here")
    yield workspace
    workspace.close()


def dialog_for(qtbot, workspace: Workspace, path: Path) -> TakeInDialog:
    library = load_library()
    dialog = TakeInDialog(compare_file(workspace, path, library), library, path.name)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_an_audit_that_is_not_here_is_shown_and_taken_in_whole(qtbot, here: Workspace, handed) -> None:
    path = handed()
    found = compare_file(here, path, load_library())
    dialog = dialog_for(qtbot, here, path)
    assert "not here yet" in dialog.state.text()
    assert dialog.take.isEnabled()
    with qtbot.waitSignal(dialog.chosen) as taken:
        dialog.take.click()
    audit_id = take_in(here, found, load_library(), taken.args[0])
    assert here.load(audit_id) == read_audit_file(path).document


def test_where_both_sides_differ_a_choice_is_needed_first(qtbot, here: Workspace, handed) -> None:
    library = load_library()
    audit_id = take_in(here, compare_file(here, handed(), library), library, {})
    here.save_answer(audit_id, "TD-2.03", Answer(status="refused", text="Not for you."))
    found = compare_file(here, handed(SAID), library)
    dialog = dialog_for(qtbot, here, handed(SAID))
    assert not dialog.take.isEnabled()
    assert "choose" in dialog.list.item(0).text()
    assert "Not for you." in dialog.before.text()
    assert "We keep everything." in dialog.after.text()
    dialog.side.choose("theirs")
    assert "theirs taken" in dialog.list.item(0).text()
    assert dialog.take.isEnabled()
    take_in(here, found, library, dialog.choices)
    assert here.load(audit_id).answers["TD-2.03"].text == "We keep everything."
    assert [version.answer.text for version in here.history(audit_id, "TD-2.03")][-2:] == ["Not for you.", SAID.text]


def test_a_file_that_changes_nothing_offers_nothing(qtbot, here: Workspace, handed) -> None:
    library = load_library()
    take_in(here, compare_file(here, handed(), library), library, {})
    dialog = dialog_for(qtbot, here, handed())
    assert not dialog.take.isEnabled()
    assert dialog.heading.text().startswith("Nothing differs")


def test_hostile_words_are_shown_as_they_are(qtbot, here: Workspace, handed) -> None:
    dialog = dialog_for(qtbot, here, handed(Answer(status="vague", text="<img src='/etc/passwd'><b>bold</b>")))
    labels = dialog.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_the_window_takes_a_handed_over_audit_in_and_opens_it(qtbot, window: MainWindow, handed) -> None:
    path = handed()
    window.open_file(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(TakeInDialog)), timeout=20_000)
    window.findChildren(TakeInDialog)[0].take.click()
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    assert window.view is not None
    assert window.view.audit.document.audit_id == read_audit_file(path).document.audit_id


def test_a_file_that_is_none_is_refused_in_one_sentence(qtbot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "broken.headwater").write_bytes(b"PK nothing")
    window.open_file(tmp_path / "broken.headwater")
    qtbot.waitUntil(lambda: bool([b for b in window.findChildren(QLabel) if "broken.headwater" in b.text()]))
    assert window.view is None

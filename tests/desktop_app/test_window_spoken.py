"""What a screen reader says, what the sheet of keys says, and what text from outside can do."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from core.audit.document import AuditDocument, Context, EvidenceItem, Person
from desktop_app.key_sheet import KeySheet
from desktop_app.new_audit import NewAuditDialog
from questionnaires.answer import TEXT_LIMIT, Answer

STAGES = ("context", "questions", "evidence", "samples", "risk", "verdict", "letters", "report")
HOSTILE = "<b>&amp;</b><img src='file:///etc/passwd'>\u202eabc\u0000\n" + "W" * 200


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_the_check_sees_a_widget_without_a_name(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    QComboBox(box)
    box.show()
    assert nameless(box) == ["QComboBox in QWidget"]


@pytest.mark.slow
def test_every_widget_that_takes_the_focus_has_a_name(qtbot, window, open_sample):
    assert nameless(window) == []
    view = open_sample("B_evasive_vendor").view
    qtbot.waitUntil(lambda: view.audit.evaluation is not None, timeout=30_000)
    for stage in STAGES:
        view.go_to(stage)
        qtbot.wait(20)
        assert nameless(window) == [], stage
    questions = view.page("questions")
    for question_id in questions.list.rows.question_ids():
        questions.show_question(question_id)
        assert nameless(questions) == [], question_id
    window.new_audit()
    dialog = window.findChild(NewAuditDialog)
    assert nameless(dialog) == []
    dialog.close()
    window.start_meeting()
    for question in window.meeting.questions():
        window.meeting.show_question(question.id)
        assert nameless(window.meeting) == [], question.id


def test_list_rows_say_their_state(window, open_sample):
    rows = open_sample().view.page("questions").list.rows
    spoken = rows.data(rows.index(rows.row_of("TD-8.04")), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("TD-8.04, ")
    assert "Will come back" in spoken


def keys_said(window) -> str:
    """What the sheet of keys says as it is now."""
    window.show_keys()
    (sheet,) = window.findChildren(KeySheet)
    said = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    sheet.close()
    sheet.setParent(None)
    return said


def not_in(said: str, actions: list[QAction]) -> list[str]:
    lines = said.splitlines()
    named = [(action, action.text().replace("&", "").removesuffix("…")) for action in actions if action.shortcuts()]
    shown = QKeySequence.SequenceFormat.NativeText
    return [words for action, words in named if words not in lines or action.shortcut().toString(shown) not in said]


def test_the_sheet_of_keys_lists_every_action_that_has_one(qtbot, window, open_sample):
    open_sample()
    for stage in STAGES:
        window.view.go_to(stage)
    assert window.findChildren(QShortcut) == [], "a key without words cannot be in the sheet"
    with_keys = [action for action in window.findChildren(QAction) if action.shortcuts()]
    assert len(with_keys) > 40
    said = keys_said(window)
    assert not_in(said, with_keys) == []
    assert not_in(said, [QAction("Not there", window, shortcut="Ctrl+F3")]) == ["Not there"]
    for words in ("Search the report", "Ctrl+F", "Shift+F3", "Leave the meeting"):
        assert words in said


def test_pages_beside_the_work_and_the_meeting_have_their_keys_in_the_sheet(qtbot, window, open_sample):
    open_sample()
    for show in (window.aside.show_explanation, window.aside.show_guides, window.aside.show_search):
        show()
        assert not_in(keys_said(window), window.aside.page.findChildren(QAction)) == []
        assert window.aside.page.findChildren(QShortcut) == []
    window.aside.leave()
    window.start_meeting()
    assert not_in(keys_said(window), window.meeting.findChildren(QAction)) == []
    qtbot.keyClick(window.meeting, Qt.Key.Key_F1)
    assert window.findChild(KeySheet) is not None, "the menu bar is hidden, and its key is not"


def test_no_key_means_two_things(window, open_sample):
    open_sample()
    keys = [
        key.toString()
        for action in window.findChildren(QAction)
        if action.isEnabled() and not action.text().startswith("Undo ")
        for key in action.shortcuts()
    ]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.slow
def test_hostile_and_very_long_text_is_shown_as_text(qtbot, window):
    long = "word " * (TEXT_LIMIT // 5 - 1)
    document = AuditDocument(
        audit_id="AUD-X",
        vendor=HOSTILE.replace("\u0000", ""),
        product="<script>alert(1)</script>",
        auditor=Person(name="<i>R.</i>"),
        packs=("meeting_screen",),
        opened=dt.date(2026, 11, 20),
        context=Context(stakes="S3", human_in_loop="no", lane="A", use=long[:4000], worst_case="<a href='x'>y</a>"),
        evidence={"E-<b>": EvidenceItem(title="<h1>title</h1>", kind="written")},
        answers={
            "MS-01": Answer(status="specific", grade=2, text=long, by="<u>x</u>", evidence=("E-<b>",)),
            "MS-02": Answer(status="vague", grade=1, text="<table><tr><td>&nbsp;" * 50),
        },
    )
    window.session.workspace().add(document)
    window.open_audit("AUD-X")
    qtbot.waitUntil(lambda: window.view is not None, timeout=20_000)
    view = window.view
    qtbot.waitUntil(lambda: view.audit.evaluation is not None, timeout=30_000)
    for stage in STAGES:
        view.go_to(stage)
        qtbot.wait(20)
        for label in window.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()[:80]
        assert window.width() <= 1400
    view.show_question("MS-01")
    assert view.page("questions").page.form.words.toPlainText() == long
    window.show_start()
    assert window.width() <= 1400


def test_words_beyond_the_limit_are_refused_with_a_reason(qtbot, window, open_sample):
    view = open_sample().view
    form = view.page("questions").page.form
    question = view.page("questions").list.current
    before = view.audit.answer(question)
    form.words.setPlainText("x" * (TEXT_LIMIT + 1))
    form.flush()
    assert "20000 characters" in form._problem.text()
    assert view.audit.answer(question) == before
    form.words.setPlainText(before.text)

from __future__ import annotations

from PySide6.QtCore import Qt


def search(qtbot, window, words):
    qtbot.keyClick(window, "F", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page = window.aside.page
    qtbot.keyClicks(page.field, words)
    qtbot.waitUntil(lambda: page.summary.text() != "", timeout=10_000)
    return page


def test_what_was_found_opens_the_audit_at_that_place(qtbot, window, open_sample):
    open_sample("B_evasive_vendor")
    audit_id = window.view.audit.document.audit_id
    window.show_start()
    page = search(qtbot, window, "terms")
    answers = [row for row, one in page._found.items() if one.kind == "answer"]
    evidence = [row for row, one in page._found.items() if one.kind == "evidence"]
    assert answers
    wanted = page._found[answers[0]]
    assert wanted.audit_id == audit_id
    page._open(answers[0])
    qtbot.waitUntil(lambda: window.view is not None and window.view.isVisible(), timeout=20_000)
    assert window.view.page("questions").list.current == wanted.place
    assert window.aside.page is None
    if evidence:
        page = search(qtbot, window, "terms")
        page._open(evidence[0])
        qtbot.waitUntil(lambda: window.aside.page is None, timeout=20_000)
        assert window.view.page("evidence").isVisible()


def test_nothing_found_is_said(qtbot, window):
    page = search(qtbot, window, "zebra")
    assert page.summary.text() == "Nothing was found."
    assert not page.open_button.isEnabled()
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert window.start_page.isVisible()


def test_the_field_on_the_start_page_searches_all_audits_at_once(qtbot, window, open_sample):
    assert not window.start_page.search.isVisible(), "there is nothing to search"
    open_sample("B_evasive_vendor")
    window.show_start()
    qtbot.keyClicks(window.start_page.search, "terms")
    qtbot.keyClick(window.start_page.search, Qt.Key.Key_Return)
    page = window.aside.page
    qtbot.waitUntil(lambda: page.summary.text().endswith("places."), timeout=10_000)
    assert page.field.text() == "terms"
    assert page.field.hasFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)
    assert window.start_page.isVisible()
    assert window.start_page.search.text() == ""

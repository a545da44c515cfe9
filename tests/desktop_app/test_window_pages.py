from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtWidgets import QPushButton

from core.audit.workspace import Workspace
from desktop_app.pages.facts_card import FactsCard
from desktop_app.widgets.pdf_file import open_pdf
from desktop_app.widgets.plain_label import PlainLabel

pytestmark = pytest.mark.slow  # each opens a whole audit and has it simulated

STAGES = ("context", "questions", "evidence", "samples", "risk", "verdict", "letters", "report")


def scored(qtbot, window) -> None:
    qtbot.waitUntil(lambda: window.view.audit.evaluation is not None and not window.view.audit.scoring, timeout=30_000)


def show(qtbot, view, stage):
    """Go to a stage and let it show what was worked out."""
    view.go_to(stage)
    qtbot.wait(50)
    return view.page(stage)


def words_on(page) -> str:
    return "\n".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def test_pages_are_built_on_their_first_visit(qtbot, window, open_sample):
    view = open_sample().view
    assert set(view._pages) == {"verdict"}
    view.go_to("risk")
    assert set(view._pages) == {"verdict", "risk"}


def test_control_and_a_digit_go_to_each_stage(qtbot, window, open_sample):
    from PySide6.QtCore import Qt

    view = open_sample().view
    for number, stage in enumerate(STAGES, start=1):
        qtbot.keyClick(window, str(number), Qt.KeyboardModifier.ControlModifier)
        assert view.page(stage).isVisible()


def test_the_sidebar_says_how_far_each_stage_is(qtbot, window, open_sample):
    from desktop_app.widgets.two_line_list import SECOND_LINE

    sidebar = open_sample().view.sidebar
    scored(qtbot, window)
    states = [sidebar.item(row).data(SECOND_LINE) for row in range(sidebar.count())]
    assert states[1] == "46 of 47, 1 open"
    assert states[3] == "healthy, 240 texts"
    assert states[5] == "Defensible"


def test_risk_without_answers_is_unquantified_and_never_called_mild(qtbot, window, open_sample):
    view = open_sample("B_evasive_vendor").view
    scored(qtbot, window)
    page = show(qtbot, view, "risk")
    words = words_on(page)
    assert "Unquantified" in words
    assert "in the adverse case" in words
    assert "Low" not in words.split()
    assert page._fan.view.figure is not None
    assert page._fan.view.accessibleDescription().startswith("Line chart")


def test_ask_next_goes_to_the_question(qtbot, window, open_sample):
    view = open_sample("B_evasive_vendor").view
    scored(qtbot, window)
    show(qtbot, view, "risk")
    first = view.audit.evaluation.risk.ask_next[0].question
    next(b for b in view.page("risk").findChildren(QPushButton) if b.text() == "Ask it").click()
    assert view.page("questions").isVisible()
    assert view.page("questions").list.current == first


def test_a_figure_is_also_a_table(qtbot, window, open_sample):
    view = open_sample().view
    scored(qtbot, window)
    show(qtbot, view, "risk")
    card = view.page("risk")._fan
    card._toggle.click()
    assert card.table.isVisible()
    assert not card.view.isVisible()
    assert card.table.rowCount() == len(card.view.figure.table.rows)


def test_an_answer_changes_the_score_shown(qtbot, window, open_sample):
    view = open_sample().view
    scored(qtbot, window)
    show(qtbot, view, "verdict")
    assert "Defensible" in words_on(view.page("verdict"))
    view.page("verdict").behind.open()
    audit = view.audit
    audit.give_answer("TD-2.01", audit.answer("TD-2.01").model_copy(update={"status": "refused", "value": None}))
    scored(qtbot, window)
    words = words_on(view.page("verdict"))
    assert "Yellow flag" in words
    assert "What limits the verdict" in words


def test_the_verdict_keeps_four_dials_apart(qtbot, window, open_sample):
    view = open_sample("B_evasive_vendor").view
    scored(qtbot, window)
    show(qtbot, view, "verdict")
    view.page("verdict").behind.open()
    qtbot.waitUntil(lambda: "Blocker" in words_on(view.page("verdict")))
    words = words_on(view.page("verdict"))
    for expected in ("Not defensible", "Provisional", "Disclosure", "Practice", "Simulated risk", "Samples"):
        assert expected in words


def test_a_superseded_question_leads_to_the_one_that_took_its_place(qtbot, window, open_sample):
    view = open_sample("B_evasive_vendor").view
    view.show_question("MS-02")
    assert view.page("questions").list.current == "TD-2.01"


def test_the_context_is_stored_when_it_changes(qtbot, window, open_sample, tmp_path):
    view = open_sample().view
    view.go_to("context")
    form = view.page("context")._form
    form._lists["stakes"].press(3)
    form._use.setFocus()
    qtbot.keyClicks(form._use, "X ")
    view.go_to("questions")
    with Workspace.open(tmp_path, read_only=True) as workspace:
        stored = workspace.load(view.audit.document.audit_id).context
    assert stored.stakes == "S3"
    assert "X " in stored.use


def test_the_report_is_shown_and_saved(qtbot, window, open_sample, tmp_path):
    view = open_sample().view
    scored(qtbot, window)
    view.go_to("report")
    page = view.page("report")
    qtbot.waitUntil(lambda: page.preview.pages.count() > 3, timeout=30_000)
    qtbot.waitUntil(lambda: not page.preview._sheet.pixmap().isNull(), timeout=10_000)
    assert "Harrowgate" in page.preview._words[0]
    target = tmp_path / "out" / "report.pdf"
    target.parent.mkdir()
    page.save_to(target)
    qtbot.waitUntil(lambda: "Saved" in page.work.words.text(), timeout=30_000)
    with open_pdf(target) as document:
        assert len(document) == page.preview.pages.count()


def test_a_report_that_cannot_be_written_is_said(qtbot, window, open_sample, tmp_path):
    view = open_sample().view
    scored(qtbot, window)
    view.go_to("report")
    page = view.page("report")
    page.save_to(tmp_path / "no such folder" / "report.pdf")
    qtbot.waitUntil(lambda: "did not work" in page.work.words.text(), timeout=30_000)
    assert "no such folder" in page.work.words.text()


def test_every_answer_of_the_samples_survives_being_shown(qtbot, window, open_sample, tmp_path):
    """Walking through all questions changes no answer: editors show exactly what they would store."""
    view = open_sample().view
    view.go_to("questions")
    before = dict(view.audit.document.answers)
    page = view.page("questions")
    for question_id in page.list.rows.question_ids():
        page.show_question(question_id)
        page.page.form.flush()
        assert not page.page.form._problem.isVisible(), question_id
    assert view.audit.document.answers == before
    with sqlite3.connect(tmp_path / "workspace.db") as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone()[0] == len(before)
    connection.close()


def test_vendor_product_and_packs_are_changed_on_the_context_page_and_stored(qtbot, window, open_sample, tmp_path):
    view = open_sample().view
    audit, before = view.audit, view.audit.document
    shown = len(audit.questions())
    form = show(qtbot, view, "context")._head
    form.vendor.setText("Harrowgate plc")
    form.vendor.editingFinished.emit()
    form.packs._buttons["regulatory_disclosure"].click()
    assert window.windowTitle() == "Harrowgate plc – Headwater"
    assert len(audit.questions()) > shown
    assert window.save_line.words == "All changes saved"
    with Workspace.open(tmp_path, read_only=True) as workspace:
        stored = workspace.load(before.audit_id)
        assert workspace.check_changes().problem is None
    assert (stored.vendor, stored.packs) == ("Harrowgate plc", (*before.packs, "regulatory_disclosure"))
    assert stored.pack_versions.items() >= before.pack_versions.items()
    assert set(view.page("questions").list.rows.question_ids()) == {q.id for q in audit.questions()}


def test_a_pack_with_answers_stays_and_a_missing_name_is_not_stored(qtbot, window, open_sample, tmp_path):
    view = open_sample().view
    before = view.audit.document
    page = show(qtbot, view, "context")
    buttons = page._head.packs._buttons
    assert [pack for pack, button in buttons.items() if not button.isEnabled()] == list(before.packs)
    page._head.vendor.setText("  ")
    page._head.vendor.editingFinished.emit()
    assert "vendor" in page._missing.text()
    assert page._missing.isVisible()
    assert view.audit.document == before


def test_looking_at_the_context_changes_nothing(qtbot, window, open_sample, tmp_path):
    view = open_sample().view
    with Workspace.open(tmp_path, read_only=True) as workspace:
        entries = workspace.check_changes().entries
    show(qtbot, view, "context")
    view.go_to("questions")
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert workspace.check_changes().entries == entries


def test_first_figures_come_without_words_and_say_so(qtbot, window, open_sample):
    view = open_sample().view
    scored(qtbot, window)
    show(qtbot, view, "risk")
    assert "Low" in words_on(view.page("risk"))
    with qtbot.waitSignal(view.audit.live_scored, timeout=10_000):
        view.audit.rescore()
    words = words_on(view.page("risk"))
    assert "First figures" in words
    assert "2,400 simulated futures" in words
    assert "Low" not in words
    assert view.audit.live.rare_case.band is None
    scored(qtbot, window)
    words = words_on(view.page("risk"))
    assert "Low" in words
    assert "First figures" not in words
    assert view.audit.live is None


def test_a_second_click_while_a_sample_opens_adds_no_second_copy(qtbot, window, open_sample, tmp_path):
    window.open_sample("A_strong_vendor")
    open_sample()
    qtbot.wait(50)
    with Workspace.open(tmp_path, read_only=True) as workspace:
        assert len(workspace.audits()) == 1


def test_facts_of_the_product_are_ticked_kept_and_undone(qtbot, window, open_sample, tmp_path):
    view = open_sample("B_evasive_vendor").view
    view.go_to("context")
    facts = view.page("context").findChild(FactsCard)
    before = facts.list.selected()
    facts.list.press(1)
    audit = view.audit
    assert audit.document.version_visible is ("version_visible" not in before)
    with Workspace.open(tmp_path, read_only=True) as stored:
        assert stored.load(audit.document.audit_id).version_visible is audit.document.version_visible
    audit.undo_stack.undo()
    assert facts.list.selected() == before
    assert audit.document.version_visible is ("version_visible" in before)

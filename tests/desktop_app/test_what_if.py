from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.risk.what_if import sliders
from desktop_app.what_if_levers import AmountLever
from desktop_app.widgets.plain_label import PlainLabel

BY_NAME = {slider.parameter: slider for slider in sliders()}


@pytest.mark.parametrize("name", ["generated_share", "anchors"])
def test_every_place_of_a_slider_stands_for_a_value_that_leads_back_to_it(qtbot, name):
    lever = AmountLever(BY_NAME[name])
    qtbot.addWidget(lever)
    assert [lever.place_of(lever.value_at(place)) for place in (0, 1, 37, 99, 100)] == [0, 1, 37, 99, 100]
    assert (lever.value_at(0), lever.value_at(100)) == (BY_NAME[name].low, BY_NAME[name].high)


def words_on(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(PlainLabel) if label.isVisible())


@pytest.mark.slow
def test_imagined_practices_stand_beside_the_stated_ones_and_change_nothing(qtbot, window, open_sample):
    view = open_sample("C_in_house_finetune").view
    audit = view.audit
    qtbot.waitUntil(lambda: audit.evaluation is not None and not audit.scoring, timeout=30_000)
    view.go_to("risk")
    qtbot.wait(50)
    page = view.page("risk")
    before, steps = audit.document, audit.undo_stack.count()
    page.imagine.button.click()
    card = page.what_if
    share = card.levers[0]
    qtbot.waitUntil(lambda: share.isEnabled() and "nothing was moved" in card._sentence.text(), timeout=10_000)
    assert "Imagined, not saved" in words_on(card)
    assert "in the adverse case" in words_on(card)
    assert not card.reset_button.isEnabled()

    start = share.bar.value()
    share.bar.setFocus()
    for _ in range(10):
        qtbot.keyClick(share.bar, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: "instead of" in card._sentence.text(), timeout=10_000)
    assert share.bar.value() == start - 10
    assert share.bar.accessibleDescription().startswith("Imagined: ")
    card.levers[2].choices.choose("accumulate")
    assert "Imagined: new data are added. As stated: " in words_on(card)
    assert audit.document is before
    assert audit.undo_stack.count() == steps

    card.reset_button.click()
    qtbot.waitUntil(lambda: "nothing was moved" in card._sentence.text(), timeout=10_000)
    assert share.bar.value() == start
    assert card.levers[2].choices.current is None


@pytest.mark.slow
def test_every_assumption_leads_to_its_answer_and_waits_one_click_deeper(qtbot, window, open_sample):
    view = open_sample("C_in_house_finetune").view
    qtbot.waitUntil(lambda: view.audit.evaluation is not None and not view.audit.scoring, timeout=30_000)
    view.go_to("risk")
    qtbot.wait(50)
    page = view.page("risk")
    qtbot.waitUntil(lambda: "would fall from" in words_on(page._change), timeout=10_000)
    assert "If each round started again from a clean base" in words_on(page._change)
    assert "What was assumed" not in words_on(page)
    page.behind.open()
    qtbot.wait(20)
    said = words_on(page)
    assert "Share of a round's data that was written by a machine on purpose" in said
    links = {button.text() for button in page._assumptions.findChildren(QPushButton)}
    assert links == {one.question for one in view.audit.evaluation.risk.assumptions if one.question}
    next(b for b in page._assumptions.findChildren(QPushButton) if b.text() == "IF-1.03").click()
    assert view.page("questions").list.current == "IF-1.03"

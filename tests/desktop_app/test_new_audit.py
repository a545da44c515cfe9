"""The dialog of a new audit: what is on public record can be filled in."""

from __future__ import annotations

import pytest

from desktop_app.new_audit import NewAuditDialog
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.library import load_library


@pytest.fixture
def dialog(qtbot, appearance) -> NewAuditDialog:
    dialog = NewAuditDialog(load_library())
    qtbot.addWidget(dialog)
    for field in (dialog._head.vendor, dialog._head.product, dialog._head.auditor):
        field.setText("x")
    for choices in dialog._context._lists.values():
        choices.press(1)
    return dialog


def choose(dialog: NewAuditDialog, developer: str) -> None:
    box = dialog._developer.choice
    box.setCurrentIndex(box.findData(developer))


def test_without_a_developer_nothing_is_filled_in(dialog):
    document = dialog.document()
    assert document.answers == {}
    assert document.evidence == {}


def test_with_a_developer_the_record_is_filled_in_and_its_pack_added(dialog):
    choose(dialog, "Google")
    document = dialog.document()
    assert len(document.answers) == 20
    assert "regulatory_disclosure" in document.packs


def test_the_source_and_licence_are_shown_before_anything_is_filled_in(dialog):
    dialog.show()
    choose(dialog, "Google")
    words = "\n".join(label.text() for label in dialog._developer.findChildren(PlainLabel) if label.isVisible())
    for said in ("5 of 20", "CC BY 4.0", "Foundation Model Transparency Index", "Gemini 2.5 Pro"):
        assert said in words
    choose(dialog, "")
    assert not dialog._developer._words.isVisible()


def test_thirteen_developers_can_be_chosen(dialog):
    assert dialog._developer.choice.count() == 14

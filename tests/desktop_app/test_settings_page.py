"""Settings and branding in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.branding_dialog import BrandingDialog
from desktop_app.pages.settings_page import SettingsDialog
from desktop_app.settings import Settings
from desktop_app.stored_branding import read_branding
from questionnaires.library import load_library

MEETING = load_library().packs["meeting_screen"]
PLAIN = next(question for question in MEETING.questions if not question.ask_in)
GERMAN = f"""\
schema: qpack-text/1
pack: {MEETING.id}
version: {MEETING.pack.version}
language: de
questions: {{{PLAIN.id}: {{short: 'Wessen Modell ist es?', ask: 'Auf welchem KI-Modell läuft das Produkt?'}}}}
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder of packs with a translation and two files that cannot be used."""
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "meeting_screen.de.yaml").write_text(GERMAN, encoding="utf-8")
    (folder / "own.yaml").write_text("schema: qpack/1\n", encoding="utf-8")
    (folder / "training_data.de.yaml").write_text("schema: qpack-text/1\n", encoding="utf-8")
    return folder


def settings_of(qtbot, window) -> SettingsDialog:
    window.preferences.show()
    dialog = window.findChild(SettingsDialog)
    qtbot.waitUntil(lambda: dialog.page.language.count() > 0, timeout=20_000)
    return dialog


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def spoken_names(dialog: QWidget) -> None:
    for widget in dialog.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(dialog):
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), type(widget).__name__


def test_looks_change_at_once_and_are_remembered(qtbot, window, appearance, tmp_path):
    dialog = settings_of(qtbot, window)
    dialog.page.mode.choose("dark")
    dialog.page.text_size.setCurrentIndex(dialog.page.text_size.findData(125))
    assert (appearance.mode, appearance.text_percent) == ("dark", 125)
    assert (Settings.read(tmp_path).mode, Settings.read(tmp_path).text_percent) == ("dark", 125)
    spoken_names(dialog)


def test_each_pack_that_cannot_be_used_is_explained_in_a_sentence(qtbot, packs, window):
    dialog = settings_of(qtbot, window)
    assert any(words.startswith("own.yaml") for words in said(dialog))
    assert not any(words.startswith("training_data.de.yaml") for words in said(dialog))
    dialog.page.language.setCurrentIndex(dialog.page.language.findData("de"))
    qtbot.waitUntil(lambda: any(words.startswith("training_data.de.yaml") for words in said(dialog)), timeout=20_000)
    assert any("Texts that the translation lacks" in words for words in said(dialog))


def test_questions_are_shown_in_the_chosen_language_and_nothing_else_is(qtbot, packs, window, open_sample):
    window.preferences.choose_language("de")
    assert Settings.read(packs.parent).language == "de"
    open_sample("B0_evasive_vendor_meeting_day")
    audit = window.view.audit
    page = window.view.page("questions")
    page.show_question(PLAIN.id)
    assert "Auf welchem KI-Modell läuft das Produkt?" in said(page.page)
    titles = [page.list.rows.index(row).data() for row in range(page.list.rows.rowCount())]
    assert "Wessen Modell ist es?" in titles
    assert audit.library.question(PLAIN.id).ask == load_library().question(PLAIN.id).ask
    assert [pack.pack.language for pack in audit.packs] == [MEETING.pack.language] * len(audit.packs)


def test_branding_is_entered_and_kept(qtbot, window, tmp_path):
    Image.new("RGB", (600, 180), "#204060").save(tmp_path / "logo.png")
    window.preferences.edit_branding()
    dialog = window.findChild(BrandingDialog)
    qtbot.keyClicks(dialog.name, "Field & <b>Partners</b>")
    qtbot.keyClicks(dialog.colour, "#5B2A86")
    assert "White text can be read on it." in dialog.contrast.text()
    qtbot.keyClicks(dialog.line, "For the board only")
    qtbot.keyClicks(dialog.signatories[0][0], "M. Field")
    qtbot.keyClicks(dialog.signatories[0][1], "partner")
    dialog.take_logo(tmp_path / "logo.png")
    assert dialog._picture.pixmap().height() == 72
    spoken_names(dialog)
    dialog.keep()
    kept = read_branding(tmp_path)
    assert (kept.name, kept.colour, kept.signatories[0].in_words) == (
        "Field & <b>Partners</b>",
        "#5B2A86",
        "M. Field, partner",
    )


def test_what_cannot_be_used_is_said_and_nothing_is_kept(qtbot, window, tmp_path):
    window.preferences.edit_branding()
    dialog = window.findChild(BrandingDialog)
    dialog.colour.setText("#F0C000")
    assert "choose a darker one" in dialog.contrast.text()
    dialog.keep()
    assert dialog.isVisible()
    assert "choose a darker one" in dialog.message.text()
    dialog.colour.clear()
    dialog.signatories[1][1].setText("partner")
    dialog.keep()
    assert "a role has no name" in dialog.message.text()
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    dialog.take_logo(tmp_path / "logo.png")
    assert dialog.message.text().startswith("logo.png")
    assert read_branding(tmp_path) is None


@pytest.mark.slow
def test_a_report_in_front_is_drawn_again_with_a_new_branding(qtbot, open_sample, tmp_path):
    window = open_sample("B_evasive_vendor")
    window.view.go_to("report")
    page = window.view.page("report")
    qtbot.waitUntil(lambda: page.preview._words != (), timeout=60_000)
    assert "Field & Partners" not in page.preview._words[0]
    window.preferences.edit_branding()
    dialog = window.findChild(BrandingDialog)
    dialog.name.setText("Field & Partners")
    dialog.keep()
    qtbot.waitUntil(lambda: "Field & Partners" in page.preview._words[0], timeout=60_000)

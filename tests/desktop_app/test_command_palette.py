from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.command_palette import CommandPalette, Entry, matching


def test_every_word_must_match_and_beginnings_come_first():
    entries = [Entry(words, "", lambda: None) for words in ("Open file", "File a report", "Close audit")]
    assert [entry.words for entry in matching(entries, "FILE")] == ["File a report", "Open file"]
    assert [entry.words for entry in matching(entries, "fi op")] == ["Open file"]
    assert matching(entries, "zebra") == []


@pytest.fixture
def palette(qtbot, window, open_sample):
    open_sample()
    qtbot.keyClick(window, "K", Qt.KeyboardModifier.ControlModifier)
    return window.findChild(CommandPalette)


def test_it_lists_what_the_menus_offer_now_and_every_question(window, palette):
    said = [entry.words for entry in palette._entries]
    for words in ("New audit", "A strong vendor", "Larger text", "How collapse happens", "Undo"):
        assert words in said or words == "Undo", words
    for question in window.view.audit.questions():
        assert f"{question.id}  {question.short}" in said
    assert len(said) > 60


def test_typing_and_enter_go_to_a_question(qtbot, window, palette):
    qtbot.keyClicks(palette.field, "TD-3.05")
    assert len(palette.found()) == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.view.page("questions").list.current == "TD-3.05"


def test_the_arrows_choose_while_the_cursor_stays_in_the_field(qtbot, window, palette):
    qtbot.keyClicks(palette.field, "lar")
    first = palette.list.currentRow()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == first + 1
    palette.reject()


def test_an_action_of_a_page_that_is_not_in_front_is_left_out(qtbot, window, open_sample):
    view = open_sample().view
    view.go_to("questions")
    window.show_commands()
    offered = [entry.words for entry in window.findChild(CommandPalette)._entries]
    assert "Search questions" in offered
    assert offered.index("New audit") < offered.index("Next question"), "what the page offers too stands last"
    assert not [words for words in offered if words.startswith("Choose answer")], (
        "what stands on the page is no command"
    )
    window.findChild(CommandPalette).reject()
    window.findChild(CommandPalette).deleteLater()
    qtbot.wait(10)
    view.go_to("context")
    window.show_commands()
    shown = window.findChildren(CommandPalette)[-1]
    assert not any(entry.words == "Search questions" for entry in shown._entries)
    shown.reject()

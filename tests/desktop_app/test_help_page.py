from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.pages.help_page_text import Code, Heading, Item, Paragraph, Table, parse, plain, read_guides


def test_the_few_kinds_of_blocks_are_read():
    text = (
        "One **strong** line\nand `more`, see [there](x.md).\n\n## Next\n\n- first\n  goes on\n2. second\n\n"
        "```sh\na  b\n# c\n```\n| A | B |\n|---|:-:|\n| 1 | *2* |\n"
    )
    assert parse(text) == (
        Paragraph("One strong line and more, see there."),
        Heading(2, "Next"),
        Item("•", "first goes on"),
        Item("2.", "second"),
        Code("a  b\n# c"),
        Table(("A", "B"), (("1", "2"),)),
    )


def test_words_with_single_stars_and_underscores_stay_whole():
    assert plain("2 * 3 and data_share") == "2 * 3 and data_share"


def test_every_guide_has_a_title_and_no_mark_is_left():
    guides = read_guides()
    assert guides[0].id == "quick-start"
    for guide in guides:
        assert guide.title
        for block in guide.blocks:
            if isinstance(block, Heading | Paragraph | Item):
                assert "**" not in block.words
                assert "](" not in block.words


def test_guides_are_chosen_and_left_by_keyboard(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    page = window.aside.page
    for guide in read_guides():
        page.choice.choose(guide.id)
        qtbot.wait(10)
        said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        assert guide.title in said
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.start_page.isVisible()

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from desktop_app.pages.help_page_text import (
    FOLDER,
    Code,
    Heading,
    Item,
    Paragraph,
    Picture,
    Table,
    parse,
    plain,
    read_guides,
)
from desktop_app.widgets.picture import Picture as PictureWidget


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


def test_a_picture_on_a_line_of_its_own_is_one_and_one_from_elsewhere_is_not():
    assert parse("![The **risk**](pictures/risk.png)") == (Picture("pictures/risk.png", "The risk"),)
    assert parse("![x](../secret.png)") == (Paragraph("x"),)
    assert parse("![x](https://example.org/a.png)") == (Paragraph("x"),)


def test_every_picture_of_the_guides_is_there_and_not_too_large_to_ship():
    shown = [block for guide in read_guides() for block in guide.blocks if isinstance(block, Picture)]
    assert len({picture.file for picture in shown}) >= 5
    for picture in shown:
        assert not QImage(str(FOLDER / picture.file)).isNull(), picture.file
        assert (FOLDER / picture.file).stat().st_size < 120_000, picture.file
    held = {f"pictures/{path.name}" for path in (FOLDER / "pictures").iterdir()}
    assert held == {picture.file for picture in shown}, "a picture that no guide shows is not shipped"


def test_a_picture_is_as_wide_as_there_is_room_and_says_what_is_on_it(qtbot, tmp_path):
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(tmp_path / "red.png"))
    picture = PictureWidget(tmp_path / "red.png", "All red")
    qtbot.addWidget(picture)
    picture.resize(200, picture.heightForWidth(200))
    picture.show()
    (canvas,) = (child for child in picture.children() if getattr(child, "accessibleName", str)() == "All red")
    assert canvas.heightForWidth(200) == 100
    assert canvas.heightForWidth(1000) == 200, "never larger than it is"
    assert picture.grab().toImage().pixelColor(190, 50) == QColor("red")
    assert [label.text() for label in picture.findChildren(QLabel)] == ["All red"]


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

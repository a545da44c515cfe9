"""What is drawn, measured in its pixels: the focus can be seen on every kind of widget, and so can every edge."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.theme.tokens import palette_of
from desktop_app.what_if_levers import _QuietSlider
from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.fields import WordsField
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.segments import Option, Segments
from desktop_app.widgets.two_line_list import TwoLineDelegate
from tests.desktop_app.every_page import settle

SEEN = 3.0
SCHEMES = ("light", "dark", "light contrast", "dark contrast")


def luminance(colour: QColor) -> float:
    parts = [part / 255 for part in colour.getRgb()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def grabbed(widget: QWidget) -> QImage:
    """The widget as it is drawn, one pixel to a unit."""
    settle()
    return widget.grab().toImage()


def clearly_changed(before: QImage, after: QImage) -> int:
    """Pixels whose colours before and after are at least 3 to 1 apart, as WCAG 2.2 asks of the look of the focus."""
    pairs = (
        (before.pixelColor(x, y), after.pixelColor(x, y)) for x in range(after.width()) for y in range(after.height())
    )
    return sum(one != other and contrast(one, other) >= SEEN for one, other in pairs)


def choice(several: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        whole = ChoiceList("Choices", [Option("a", "Some words")], several=several)
        return next(iter(whole._buttons.values()))

    return make


def segment(chosen: bool) -> Callable[[], QWidget]:
    def make() -> QWidget:
        whole = Segments("Choice", [Option("a", "Some words", "S")])
        whole.set_current("a" if chosen else None)
        return next(iter(whole._buttons.values()))

    return make


def list_of_words(*, two_lines: bool = False) -> QWidget:
    view = QListView()
    if two_lines:
        view.setItemDelegate(TwoLineDelegate(view))
    view.setModel(QStringListModel(["one", "two"], view))
    view.setCurrentIndex(view.model().index(0, 0))
    return view


KINDS = {
    "button": lambda: QPushButton("Save"),
    "line": lambda: QLineEdit("words"),
    "words": WordsField,
    "list to choose from": QComboBox,
    "slider": _QuietSlider,
    "radio button": choice(several=False),
    "box to tick": choice(several=True),
    "segment": segment(chosen=False),
    "chosen segment": segment(chosen=True),
    "list": list_of_words,
    "list of two lines": lambda: list_of_words(two_lines=True),
}


@pytest.fixture
def coloured(qapp, appearance):
    def give(scheme: str) -> None:
        QApplication.setPalette(palette_of(scheme))

    yield give
    QApplication.setPalette(palette_of("light"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_can_be_seen_around_every_kind_of_widget(qtbot, coloured, scheme, kind):
    coloured(scheme)
    box, widget = QWidget(), KINDS[kind]()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    other = QPushButton("other")
    top = widget.parentWidget() or widget  # a choice comes with its group
    column.addWidget(other)
    column.addWidget(top)
    box.resize(260, 160)
    box.show()
    box.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    before = grabbed(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(widget.hasFocus)
    view = isinstance(widget, QListView)
    lit = widget.visualRect(widget.currentIndex()).size() if view else widget.size()  # type: ignore[attr-defined]
    assert clearly_changed(before, grabbed(widget)) >= 2 * (lit.width() + lit.height()) // 3


def test_the_measure_sees_a_focus_that_cannot_be_seen():
    before, after = QImage(40, 40, QImage.Format.Format_RGB32), QImage(40, 40, QImage.Format.Format_RGB32)
    before.fill(QColor("#FFFFFF"))
    after.fill(QColor("#DDDDDD"))
    assert clearly_changed(before, after) == 0
    after.fill(QColor("#555555"))
    assert clearly_changed(before, after) == 1600


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["button", "line", "words", "list to choose from", "radio button", "box to tick"])
def test_the_edge_of_what_can_be_used_is_seen_on_its_page(qtbot, coloured, scheme, kind):
    coloured(scheme)
    widget = KINDS[kind]()
    top = widget.parentWidget() or widget
    qtbot.addWidget(top)
    top.resize(200, 80)
    top.show()
    picture = grabbed(widget)
    page = palette_of(scheme).color(QPalette.ColorRole.Window)
    row = [picture.pixelColor(x, picture.height() // 2) for x in range(picture.width() // 2)]
    assert max(contrast(pixel, page) for pixel in row) >= SEEN


@pytest.mark.slow
def test_a_palette_of_high_contrast_from_elsewhere_breaks_no_page(qtbot, window, coloured):
    """Black, white and yellow, as a system may set them: every label keeps its contrast and every page is drawn."""
    from tests.desktop_app.every_page import open_and_score, stage_pages

    role = QPalette.ColorRole
    strong = QPalette(QColor("#000000"))
    grounds = (role.Window, role.Base, role.AlternateBase, role.Button, role.ToolTipBase)
    inks = (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.PlaceholderText, role.Mid, role.Dark)
    for which, name in [(ground, "#000000") for ground in grounds] + [(ink, "#FFFFFF") for ink in inks]:
        strong.setColor(which, QColor(name))
    for which, name in ((role.Highlight, "#FFFF00"), (role.HighlightedText, "#000000"), (role.Link, "#FFFF00")):
        strong.setColor(which, QColor(name))
    open_and_score(window)
    QApplication.setPalette(strong)
    for name, _ in stage_pages(window):
        assert not window.grab().isNull()
        for label in window.findChildren(PlainLabel):
            if label.isVisible() and label.text() and label.isEnabled():
                ink, ground = label.palette().color(label.foregroundRole()), strong.color(role.Window)
                assert contrast(ink, ground) >= 4.5, (name, label.text())

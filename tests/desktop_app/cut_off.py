"""Finds words cut off, widgets that lie on each other or outside their parent, and pages wider than the window.

Allowed are: words in fields that are typed into, which scroll; rows of a ``RecordTable``, which end in an ellipsis and
are shown in full below the table; and whatever a page scrolls to downwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QTableView,
    QWidget,
)

from desktop_app.widgets.choice_list import ChoiceList
from desktop_app.widgets.figure_view import FigureView
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.record_table import RecordTable
from desktop_app.widgets.two_line_list import TwoLineDelegate
from tests.desktop_app.every_page import settle

_SLACK = 1
"""Rounding of one unit at broken scale factors."""
_BELOW_FIGURES = 2
"""Units that a figure asks for below itself; a mark beside words, as high as they are, goes without."""
_BETWEEN_LOOKS = 0.25


def cut_off(root: QWidget) -> list[str]:
    """What stays wrong with the sizes in a window or dialog once its layouts had time to settle, one line each."""
    found, before = _cut_off_now(root), None
    while found and found != before:
        settle(_BETWEEN_LOOKS)
        found, before = _cut_off_now(root), found
    return found


def _cut_off_now(root: QWidget) -> list[str]:
    found: list[str] = []
    shown = [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and widget.window() is root.window() and not isinstance(widget.parent(), QLineEdit)
    ]
    for widget in shown:
        found += [f"{name_of(widget)}: {problem}" for problem in _problems(widget)]
    for parent in (root, *shown):
        if parent.layout() is not None:
            found += _overlaps(parent, shown)
    return list(dict.fromkeys(found))


def name_of(widget: QWidget) -> str:
    """Class and words of a widget, to find it by."""
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} “{(words or widget.accessibleName())[:50]}”"


def _problems(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel():
            yield from _of_label(widget)
        case QAbstractButton():
            yield from _of_button(widget)
        case FigureView():
            if widget.height() + _BELOW_FIGURES < widget.heightForWidth(widget.width()):
                yield f"{widget.height()} high, its figure wants {widget.heightForWidth(widget.width())}"
        case QComboBox():
            if widget.width() + _SLACK < widget.minimumSizeHint().width():
                yield f"{widget.width()} wide, its words want {widget.minimumSizeHint().width()}"
        case QLineEdit() if widget.placeholderText() and not widget.text():
            wanted = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
            if wanted > widget.contentsRect().width():
                yield f"the words shown while it is empty want {wanted} of {widget.contentsRect().width()}"
        case QMenuBar():
            yield from (
                f"{action.text()} has no room"
                for action in widget.actions()
                if action.isVisible() and not widget.rect().contains(widget.actionGeometry(action))
            )
        case QHeaderView() if widget.orientation() == Qt.Orientation.Horizontal:
            yield from _of_header(widget)
        case QAbstractItemView():
            yield from _of_rows(widget)
        case QScrollArea() if widget.horizontalScrollBar().maximum() > 0:
            yield f"is scrolled sideways by {widget.horizontalScrollBar().maximum()}"
    if not isinstance(widget, QLabel) and isinstance(widget, QAbstractButton | QComboBox | QLineEdit):
        line = widget.fontMetrics().height()
        if widget.height() + _SLACK < line:
            yield f"{widget.height()} high, a line of its words wants {line}"
    yield from _outside(widget)


def _of_label(label: QLabel) -> Iterator[str]:
    words = label.text()
    if not words:
        return
    room = label.contentsRect().size()
    if not label.wordWrap():
        wanted = label.sizeHint()
        if wanted.width() > label.width() + _SLACK or wanted.height() > label.height() + _SLACK:
            yield f"{_size(label.size())}, its words want {_size(wanted)}"
        return
    if label.heightForWidth(label.width()) > label.height() + _SLACK:
        yield f"{label.height()} high, its words want {label.heightForWidth(label.width())}"
    yield from _long_word(words, label.fontMetrics(), room.width())


def _of_button(button: QAbstractButton) -> Iterator[str]:
    if button.hasHeightForWidth():
        if button.heightForWidth(button.width()) > button.height() + _SLACK:
            yield f"{button.height()} high, its words want {button.heightForWidth(button.width())}"
        if isinstance(button.parent(), ChoiceList):
            left = button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, button) + 16
            yield from _long_word(button.accessibleName(), button.fontMetrics(), button.width() - left)
        return
    wanted = button.sizeHint()
    if wanted.width() > button.width() + _SLACK or wanted.height() > button.height() + _SLACK:
        yield f"{_size(button.size())}, its words want {_size(wanted)}"


def _of_header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for at in range(header.count()):
        if not header.isSectionHidden(at) and header.sectionSize(at) + _SLACK < header.sectionSizeHint(at):
            words = model.headerData(at, Qt.Orientation.Horizontal)
            yield f"column “{words}” is {header.sectionSize(at)} wide and wants {header.sectionSizeHint(at)}"


def _of_rows(view: QAbstractItemView) -> Iterator[str]:
    if isinstance(view, RecordTable) or view.model() is None:
        return
    if isinstance(view, QTableView) and view.horizontalScrollBar().maximum() > 0:
        yield f"is scrolled sideways by {view.horizontalScrollBar().maximum()}"
    model, area = view.model(), view.viewport().rect()
    columns = range(view.horizontalHeader().count()) if isinstance(view, QTableView) else range(1)
    for row in range(model.rowCount(QModelIndex())):
        for column in columns:
            index = model.index(row, column)
            place = view.visualRect(index)
            words = str(index.data() or "")
            if not words or not place.isValid() or not (place.intersects(area) or isinstance(view, PlainTable)):
                continue
            if isinstance(view.itemDelegate(), TwoLineDelegate):
                room = place.width() - 18 - round(view.fontMetrics().height() * 1.15) - 8
                yield from _long_word(words, view.fontMetrics(), room)
            elif isinstance(view, PlainTable):
                wanted = view.sizeHintForIndex(index)
                if place.height() + _SLACK < wanted.height():
                    yield f"row {row}, column {column} is {place.height()} high and wants {wanted.height()}"
                yield from _long_word(words, view.fontMetrics(), place.width() - 4)


def _outside(widget: QWidget) -> Iterator[str]:
    """Whether a widget reaches over the edge of what holds it, other than downwards in what scrolls."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent, QHeaderView | QPlainTextEdit):
        return
    holder = parent.parentWidget()
    scrolled = isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent
    room, place = parent.rect(), widget.geometry()
    if scrolled and isinstance(holder, QScrollArea):
        return  # its own scroll bars say whether it fits
    if place.right() > room.right() + _SLACK or place.left() < room.left() - _SLACK:
        yield f"reaches from {place.left()} to {place.right()} across a {type(parent).__name__} {room.width()} wide"
    if not scrolled and (place.bottom() > room.bottom() + _SLACK or place.top() < room.top() - _SLACK):
        yield f"reaches from {place.top()} to {place.bottom()} down a {type(parent).__name__} {room.height()} high"


def _overlaps(parent: QWidget, shown: list[QWidget]) -> list[str]:
    """Widgets that a layout has put on each other."""
    places = [
        (widget, widget.geometry()) for widget in shown if widget.parent() is parent and not widget.geometry().isEmpty()
    ]
    return [
        f"{name_of(one)} lies on {name_of(other)}"
        for number, (one, place) in enumerate(places)
        for other, beside in places[number + 1 :]
        if min(_shared(place, beside)) > _SLACK
    ]


def _shared(one: QRect, other: QRect) -> tuple[int, int]:
    common = one.intersected(other)
    return (common.width(), common.height())


def _long_word(words: str, metrics: QFontMetrics, room: int) -> Iterator[str]:
    for word in words.split():
        wanted = metrics.horizontalAdvance(word)
        if wanted > room + _SLACK:
            yield f"the word “{word[:40]}” wants {wanted} of {room}"
            return


def _size(size: QSize) -> str:
    return f"{size.width()} by {size.height()}"

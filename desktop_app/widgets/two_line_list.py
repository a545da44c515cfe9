"""List rows of two lines with an icon: stages and questions."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.theme.fonts import with_tabular_digits
from desktop_app.theme.style import draw_focus_ring

SECOND_LINE = Qt.ItemDataRole.UserRole + 1
IS_HEADING = Qt.ItemDataRole.UserRole + 2
ROW_ID = Qt.ItemDataRole.UserRole + 3
_PAD = 9
_Index = QModelIndex | QPersistentModelIndex


class TwoLineDelegate(QStyledItemDelegate):
    """Draws a strong first line, a quiet second one, and headings between groups of rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines, or more where the first one wraps; the width is the list's."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractScrollArea) else 200
        metrics = QFontMetrics(option.font)
        if index.data(IS_HEADING):
            room = QRect(0, 0, width - 2 * _PAD, 10_000)
            lines = QFontMetrics(_strong(option)).boundingRect(room, int(Qt.TextFlag.TextWordWrap), index.data())
            return QSize(width, lines.height() + 2 * _PAD)
        first = self._first_line_area(QRect(0, 0, width, 10_000), metrics)
        height = QFontMetrics(_strong(option)).boundingRect(first, int(Qt.TextFlag.TextWordWrap), index.data()).height()
        second = QFontMetrics(with_tabular_digits(option.font))
        below = second.boundingRect(first, int(Qt.TextFlag.TextWordWrap), index.data(SECOND_LINE) or "").height()
        return QSize(width, height + below + 2 * _PAD + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        self.initStyleOption(option, index)
        palette: QPalette = option.palette
        area: QRect = option.rect
        role = QPalette.ColorRole
        painter.save()
        if index.data(IS_HEADING):
            painter.setFont(_strong(option))
            painter.setPen(palette.color(role.PlaceholderText))
            room = area.adjusted(_PAD, _PAD, -_PAD, -2)
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom), index.data())
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(role.Highlight))
            painter.drawRoundedRect(area.adjusted(3, 1, -3, -1), 5, 5)
            if option.state & QStyle.StateFlag.State_HasFocus:
                ring = QRectF(area.adjusted(5, 3, -5, -3))
                draw_focus_ring(painter, ring, palette, ink=role.HighlightedText)
        metrics = QFontMetrics(option.font)
        room = self._first_line_area(area, metrics)
        side = round(metrics.height() * 1.15)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(picture, QIcon):
            mode = QIcon.Mode.Selected if selected else QIcon.Mode.Normal
            picture.paint(painter, QRect(area.left() + _PAD, area.top() + _PAD, side, side), mode=mode)
        painter.setFont(_strong(option))
        painter.setPen(palette.color(role.HighlightedText if selected else role.Text))
        drawn = painter.drawText(room, int(Qt.TextFlag.TextWordWrap), index.data())
        painter.setFont(with_tabular_digits(option.font))
        painter.setPen(palette.color(role.HighlightedText if selected else role.PlaceholderText))
        second = QRect(room.left(), drawn.bottom() + 2, room.width(), area.bottom() - drawn.bottom())
        painter.drawText(second, int(Qt.TextFlag.TextWordWrap), index.data(SECOND_LINE) or "")
        painter.restore()

    @staticmethod
    def _first_line_area(area: QRect, metrics: QFontMetrics) -> QRect:
        left = _PAD + round(metrics.height() * 1.15) + 8
        return area.adjusted(left, _PAD, -_PAD, 0)


def _strong(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    return font

"""Buttons, boxes to choose from and text fields with an edge that can be seen in light and in dark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionButton

_RADIUS = 5.0
_State = QStyle.StateFlag


def draw_panel(option: QStyleOption, painter: QPainter, *, quiet: bool = False) -> None:
    """A button's ground: outlined, darker while pressed, edged in the accent when it is the default one or focused.

    quiet: no edge until the pointer or the focus is on it.
    """
    role = QPalette.ColorRole
    state = option.state
    touched = bool(state & (_State.State_MouseOver | _State.State_Sunken | _State.State_On))
    default = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    )
    focused = bool(state & _State.State_HasFocus)
    if quiet and not (touched or focused):
        return
    enabled = bool(state & _State.State_Enabled)
    fill = role.Window if touched or not enabled else role.Button
    edge = role.Highlight if (default or focused) and enabled else role.Mid if enabled else role.Midlight
    _box(painter, option.rect, option.palette, fill, edge, 2 if focused else 1)


def draw_field(option: QStyleOption, painter: QPainter) -> None:
    """A text field's ground and edge."""
    role = QPalette.ColorRole
    focused = bool(option.state & _State.State_HasFocus)
    enabled = bool(option.state & _State.State_Enabled)
    edge = role.Highlight if focused else role.Mid if enabled else role.Midlight
    _box(painter, option.rect, option.palette, role.Base, edge, 2 if focused else 1)


def draw_chevron(painter: QPainter, area: QRect, palette: QPalette) -> None:
    """The sign of a box that opens downwards."""
    middle, reach = QPointF(QRectF(area).center()), 3.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.ButtonText), 1.5))
    corners = (QPointF(-reach, -reach / 2), QPointF(0, reach / 2), QPointF(reach, -reach / 2))
    painter.drawPolyline(QPolygonF([middle + corner for corner in corners]))
    painter.restore()


def _box(
    painter: QPainter,
    area: QRect,
    palette: QPalette,
    fill: QPalette.ColorRole,
    edge: QPalette.ColorRole,
    width: int,
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(edge), width))
    painter.setBrush(palette.color(fill))
    inset = width / 2
    painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
    painter.restore()

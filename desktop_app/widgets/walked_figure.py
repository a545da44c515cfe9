"""A figure that the keyboard goes through: arrows lead from one of its values to the next, and each is said."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.theme.style import draw_focus_ring
from desktop_app.widgets.announce import announce
from desktop_app.widgets.figure_view import FigureView, MakeFigure

_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class WalkedFigure(FigureView):
    """``came_to`` carries the words of the value in front; empty where the figure is left or drawn anew."""

    came_to = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at: int | None = None

    def show_figure(self, make: MakeFigure) -> None:
        """Show another figure, from its beginning."""
        super().show_figure(make)
        self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End; past either end the page takes the key and scrolls."""
        rows = () if self.figure is None else self.figure.table.rows
        match event.key():
            case Qt.Key.Key_Home:
                wanted = 0
            case Qt.Key.Key_End:
                wanted = len(rows) - 1
            case key if key in _STEPS:
                wanted = (-1 if self._at is None else self._at) + _STEPS[Qt.Key(key)]
            case _:
                super().keyPressEvent(event)
                return
        if 0 <= wanted < len(rows):
            self._come_to(wanted)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was in front is put away."""
        super().focusOutEvent(event)
        self._forget()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The figure, and a ring where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_focus_ring(QPainter(self), QRectF(self.rect()), self.palette())

    def _come_to(self, row: int) -> None:
        if self.figure is None:
            return
        self._at = row
        table = self.figure.table
        cells = [f"{head}: {cell}" for head, cell in zip(table.head, table.rows[row], strict=True) if cell]
        words = self.tr("{place} of {count}. {values}")
        said = words.format(place=row + 1, count=len(table.rows), values="; ".join(cells))
        self.came_to.emit(said)
        announce(self, said)

    def _forget(self) -> None:
        self._at = None
        self.came_to.emit("")

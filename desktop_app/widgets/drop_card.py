"""A card onto which files can be dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent

from desktop_app.theme.style import draw_focus_ring
from desktop_app.widgets.page import Card


class DropCard(Card):
    """``dropped`` with the paths of local files and folders; a ring shows where files in hand can be let go."""

    dropped = Signal(list)

    def __init__(self, title: str = "") -> None:
        super().__init__(title)
        self.setAcceptDrops(True)
        self._files_above = False

    def show_files_above(self, above: bool) -> None:
        """Show, or show no more, that files in hand can be let go."""
        self._files_above = above
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.show_files_above(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They are held elsewhere."""
        self.show_files_above(False)
        super().dragLeaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, and the ring."""
        super().paintEvent(event)
        if self._files_above:
            draw_focus_ring(QPainter(self), QRectF(self.rect()), self.palette(), 8)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of the files."""
        self.show_files_above(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

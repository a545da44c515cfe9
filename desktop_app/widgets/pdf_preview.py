"""A report page by page, drawn by PDFium: a list of pages on the left, one page at the width of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QScrollArea, QWidget

from desktop_app.background import Background
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.pdf_file import open_pdf
from desktop_app.widgets.pdf_text import Hit, find_words

_THUMBNAIL_WIDTH = 84
_THUMBNAILS, _PAGE, _FINDING = "thumbnails", "page", "finding"
_MARGIN = 16


class PdfPreview(QWidget):
    """Shows a PDF file and marks words in it; pages are drawn in the background."""

    found = Signal(int, int)
    """Which place of the words is shown, counted from 1, and how many there are."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._path: Path | None = None
        self._words: tuple[str, ...] = ()
        self._wanted = ""
        self._hits: tuple[Hit, ...] = ()
        self._hit = 0
        self._shown: tuple[int, QImage] | None = None
        self.pages = QListWidget(self)
        self.pages.setIconSize(QSize(_THUMBNAIL_WIDTH, round(_THUMBNAIL_WIDTH * 1.42)))
        self.pages.setFixedWidth(_THUMBNAIL_WIDTH + 80)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setSpacing(3)
        self.pages.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        name_field(self.pages, self.tr("Pages of the report"))
        self._sheet = QLabel(self)
        self._sheet.setTextFormat(Qt.TextFormat.PlainText)
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sheet.setAccessibleName(self.tr("Page of the report"))
        self._view = QScrollArea(self)
        self._view.setWidget(self._sheet)
        self._view.setWidgetResizable(True)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        name_field(self._view, self.tr("Page of the report"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pages)
        row.addWidget(self._view, 1)
        self.pages.currentRowChanged.connect(self._show_page)

    def show_file(self, path: Path) -> None:
        """Show a file from its first page."""
        self._path = path
        self._background.run(
            _THUMBNAILS, lambda: _thumbnails(path, self.devicePixelRatioF()), self._list_pages, self._failed
        )

    def mark_words(self, words: str) -> None:
        """Mark every place of some words and show the first from the page in front on; no words mark nothing."""
        self._wanted = words
        path = self._path
        if path is not None:
            self._background.run(_FINDING, lambda: find_words(path, words), self._found, self._failed)

    def step(self, by: int) -> None:
        """Show the next place of the words, or the previous one; after the last comes the first."""
        if self._hits:
            self._show_hit((self._hit + by) % len(self._hits))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the width."""
        super().resizeEvent(event)
        self._show_page(self.pages.currentRow())

    def _list_pages(self, drawn: tuple[tuple[QImage, ...], tuple[str, ...]]) -> None:
        images, self._words = drawn
        row = max(0, self.pages.currentRow())
        self.pages.clear()
        for number, image in enumerate(images, start=1):
            picture = QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                picture.addPixmap(QPixmap.fromImage(image), mode)
            item = QListWidgetItem(picture, str(number), self.pages)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("Page {}").format(number))
        self.pages.setCurrentRow(min(row, len(images) - 1))
        if self._wanted:
            self.mark_words(self._wanted)

    def _show_page(self, row: int) -> None:
        path, width = self._path, self._view.viewport().width() - 2 * _MARGIN
        if path is None or row < 0 or width < 50:
            return
        ratio = self.devicePixelRatioF()
        self._sheet.setAccessibleDescription(self._words[row] if row < len(self._words) else "")
        self._background.run(_PAGE, lambda: (row, _draw(path, row, width, ratio)), self._put_page, self._failed)

    def _put_page(self, drawn: tuple[int, QImage]) -> None:
        self._shown = drawn
        self._view.verticalScrollBar().setValue(0)
        self._mark()

    def _found(self, hits: tuple[Hit, ...]) -> None:
        self._hits = hits
        here = max(0, self.pages.currentRow())
        if hits:
            self._show_hit(next((place for place, hit in enumerate(hits) if hit.page >= here), 0))
        else:
            self._mark()
            self.found.emit(0, 0)

    def _show_hit(self, place: int) -> None:
        self._hit = place
        page = self._hits[place].page
        if page == self.pages.currentRow():
            self._mark()
        else:
            self.pages.setCurrentRow(page)  # the page is marked once it is drawn
        self.found.emit(place + 1, len(self._hits))

    def _mark(self) -> None:
        """Put the page in front on the sheet with its places marked, and the current place into sight."""
        if self._shown is None:
            return
        row, image = self._shown
        pixmap = QPixmap.fromImage(image)
        size = pixmap.deviceIndependentSize()
        colour = self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
        in_front: QRectF | None = None
        painter = QPainter(pixmap)
        for place, hit in enumerate(self._hits):
            for area in hit.areas if hit.page == row else ():
                wide, high = size.width(), size.height()
                box = QRectF(area.x() * wide, area.y() * high, area.width() * wide, area.height() * high)
                colour.setAlphaF(0.35 if place == self._hit else 0.18)
                painter.setBrush(colour)
                painter.setPen(QPen(colour.darker(), 1.5) if place == self._hit else Qt.PenStyle.NoPen)
                painter.drawRect(box.adjusted(-1, -1, 1, 1))
                if place == self._hit:
                    in_front = box
        painter.end()
        self._sheet.setPixmap(pixmap)
        if in_front is not None:
            self._sheet.resize(self._sheet.sizeHint())  # so that the page can be scrolled to where it is marked
            self._view.ensureVisible(0, round(in_front.center().y()), 0, self._view.height() // 3)

    def _failed(self, error: Exception) -> None:
        self._sheet.setText(self.tr("The report cannot be shown here: {}").format(error))


def _thumbnails(path: Path, ratio: float) -> tuple[tuple[QImage, ...], tuple[str, ...]]:
    """Small pictures of all pages, and the words on each."""
    with open_pdf(path) as document:
        images = tuple(page_image(page, _THUMBNAIL_WIDTH, ratio) for page in document)
        words = tuple(page.get_textpage().get_text_bounded() for page in document)
    return images, words


def _draw(path: Path, row: int, width: int, ratio: float) -> QImage:
    with open_pdf(path) as document:
        return page_image(document[row], width, ratio)


def page_image(page: object, width: int, ratio: float) -> QImage:
    """The page as a picture ``width`` units wide, sharp at the screen's pixel ratio."""
    scale = width * ratio / page.get_width()  # type: ignore[attr-defined]
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)  # type: ignore[attr-defined]
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
    image.setDevicePixelRatio(ratio)
    return image

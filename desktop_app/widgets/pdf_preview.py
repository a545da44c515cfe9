"""A report page by page, drawn by PDFium: a list of pages on the left, one page at the width of the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QScrollArea, QWidget

from desktop_app.background import Background
from desktop_app.widgets.fields import name_field

_THUMBNAIL_WIDTH = 84
_THUMBNAILS, _PAGE = "thumbnails", "page"
_MARGIN = 16


class PdfPreview(QWidget):
    """Shows a PDF file; pages are drawn in the background."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._path: Path | None = None
        self._words: tuple[str, ...] = ()
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

    def _show_page(self, row: int) -> None:
        path, width = self._path, self._view.viewport().width() - 2 * _MARGIN
        if path is None or row < 0 or width < 50:
            return
        ratio = self.devicePixelRatioF()
        self._sheet.setAccessibleDescription(self._words[row] if row < len(self._words) else "")
        self._background.run(_PAGE, lambda: _draw(path, row, width, ratio), self._put_page, self._failed)

    def _put_page(self, image: QImage) -> None:
        self._sheet.setPixmap(QPixmap.fromImage(image))
        self._view.verticalScrollBar().setValue(0)

    def _failed(self, error: Exception) -> None:
        self._sheet.setText(self.tr("The report cannot be shown here: {}").format(error))


def _thumbnails(path: Path, ratio: float) -> tuple[tuple[QImage, ...], tuple[str, ...]]:
    """Small pictures of all pages, and the words on each."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        images = tuple(_image(page, _THUMBNAIL_WIDTH, ratio) for page in document)
        words = tuple(page.get_textpage().get_text_bounded() for page in document)
    return images, words


def _draw(path: Path, row: int, width: int, ratio: float) -> QImage:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return _image(document[row], width, ratio)


def _image(page: object, width: int, ratio: float) -> QImage:
    """The page as a picture ``width`` units wide, sharp at the screen's pixel ratio."""
    scale = width * ratio / page.get_width()  # type: ignore[attr-defined]
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)  # type: ignore[attr-defined]
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888).copy()
    image.setDevicePixelRatio(ratio)
    return image

"""Printing a PDF as pictures of its pages, so that paper shows what the window shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.widgets.pdf_file import open_pdf
from desktop_app.widgets.pdf_preview import page_image

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_FINEST = 300
"""Dots an inch; more would only make the job larger."""
_POINTS = 72.0


class PrintingError(Exception):
    """The printer could not be used; the sentence says so."""


def ask_for_printer(parent: QWidget, pages: int, then: Callable[[QPrinter], None]) -> None:
    """Open the dialog of printers; ``then`` gets the one chosen, told which of the pages to print."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(QCoreApplication.translate("Printing", "Print the report"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, max(1, pages))
    dialog.accepted.connect(lambda: then(printer))  # which also keeps the printer as long as the dialog
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # the print dialog's own asks for a slot


def print_pdf(path: Path, printer: QPrinter, page_printed: Callable[[int, int], None] | None = None) -> int:
    """Print the pages that the printer was told to, each as large as the paper allows, and return how many.

    page_printed: called with how many are done of how many; what it raises ends the job, as far as the printer lets.
    Raises PrintingError where the printer takes no job.
    """
    with open_pdf(path) as document:
        last = printer.toPage() or len(document)
        wanted = range(max(printer.fromPage(), 1) - 1, min(last, len(document)))
        painter = QPainter()
        if not painter.begin(printer):
            raise PrintingError(f"{printer.printerName() or 'The printer'} cannot be printed to; choose another one.")
        dots = min(_FINEST, printer.resolution())
        paper = printer.pageLayout().paintRectPixels(printer.resolution())
        for place, number in enumerate(wanted):
            if place:
                printer.newPage()
            page = document[number]
            image = page_image(page, round(page.get_width() / _POINTS * dots), 1)
            scale = min(paper.width() / image.width(), paper.height() / image.height())
            width, height = image.width() * scale, image.height() * scale
            painter.drawImage(QRectF((paper.width() - width) / 2, 0, width, height), image)
            page.close()
            if page_printed is not None:
                _go_on_or_abort(page_printed, place + 1, len(wanted), painter, printer)
        painter.end()
    return len(wanted)


def _go_on_or_abort(
    page_printed: Callable[[int, int], None], done: int, wanted: int, painter: QPainter, printer: QPrinter
) -> None:
    try:
        page_printed(done, wanted)
    except Exception:
        printer.abort()
        painter.end()
        raise

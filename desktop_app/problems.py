"""Telling a person what went wrong: one sentence, and the details for whoever helps them."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def show_problem(parent: QWidget | None, sentence: str, details: str = "") -> QMessageBox:
    """Open a dialog with one sentence; ``details`` can be read and copied. Returns at once."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(QCoreApplication.translate("Problem", "Headwater"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.addButton(QMessageBox.StandardButton.Ok)
    if details:
        private = QCoreApplication.translate(
            "Problem",
            "Nothing was sent anywhere. Details can name what you work on: read them before you pass them on.",
        )
        box.setInformativeText(private)
        box.setDetailedText(details)
        words = QCoreApplication.translate("Problem", "Copy details")
        copy = box.addButton(words, QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(details))
    box.open()
    return box


def ask_first(parent: QWidget | None, question: str, yes: str, then: Callable[[], object]) -> QMessageBox:
    """Open a dialog with a question; ``then`` is called for the answer ``yes``, and the other answer is the default."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(QCoreApplication.translate("Problem", "Headwater"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    agreed.clicked.connect(lambda _checked=False: then())
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.open()
    return box


class UnexpectedErrors(QObject):
    """Catches what nobody expected, in any thread: saves first, then says so once.

    save: saves what is open and says whether everything is saved. note: writes the details down.
    """

    _caught = Signal(str)

    def __init__(self, window: QWidget, save: Callable[[], bool], note: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._save = save
        self._note = note
        self._telling = False
        self._caught.connect(self._tell)

    def install(self) -> None:
        """Become the program's last resort for exceptions."""
        sys.excepthook = self._from_main_thread
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._from_cleaning_up

    def _from_main_thread(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._report(kind, error, trace)

    def _from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        self._report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _from_cleaning_up(self, arguments: sys.UnraisableHookArgs) -> None:
        """An error while an object was thrown away: nobody can do anything about it, so it is only written down."""
        error = (arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
        self._note("While cleaning up: " + "".join(traceback.format_exception(*error)))

    def _report(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        self._note(details)
        if sys.stderr is not None:  # a program without a console has none
            sys.stderr.write(details)
        self._caught.emit(details)

    def _tell(self, details: str) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            saved = self._save()
        except Exception:  # saving may be what is broken; the person must hear of both
            saved = False
        if saved:
            sentence = self.tr("Something went wrong that should not have. Your answers are saved; you can go on.")
        else:
            sentence = self.tr("Something went wrong, and the last answer may not be saved. Please check it.")
        box = show_problem(self._window, sentence, details)
        box.finished.connect(self._told)

    def _told(self, _result: int) -> None:
        self._telling = False

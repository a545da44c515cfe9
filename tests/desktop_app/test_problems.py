from __future__ import annotations

import gc
import sys
import threading

import pytest
from PySide6.QtCore import qDebug, qInstallMessageHandler, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop_app.problems import UnexpectedErrors
from desktop_app.qt_messages import note_qt_messages


@pytest.fixture
def hooks(monkeypatch):
    """The program's last resorts, put back after the test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)


def box_of(qtbot, window) -> QMessageBox:
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    return window.findChild(QMessageBox)


def test_what_nobody_expected_saves_first_and_is_said_in_one_sentence(qtbot, window, hooks):
    order = []

    def save() -> bool:
        order.append("saved")
        return True

    notes: list[str] = []
    UnexpectedErrors(window, save, notes.append).install()
    error = RuntimeError("<b>inner</b>")
    sys.excepthook(RuntimeError, error, None)
    box = box_of(qtbot, window)
    assert order == ["saved"]
    assert "RuntimeError: <b>inner</b>" in notes[0]
    assert box.text() == "Something went wrong that should not have. Your answers are saved; you can go on."
    copy = next(button for button in box.findChildren(QPushButton) if button.text() == "Copy details")
    copy.click()
    assert "RuntimeError: <b>inner</b>" in QGuiApplication.clipboard().text()
    assert "RuntimeError: <b>inner</b>" in box.detailedText()
    assert box.informativeText().startswith("Nothing was sent anywhere.")
    box.close()


def test_it_does_not_claim_to_have_saved_when_it_has_not(qtbot, window, hooks):
    def save() -> bool:
        raise OSError("disk full")

    UnexpectedErrors(window, save, print).install()
    sys.excepthook(RuntimeError, RuntimeError("x"), None)
    box = box_of(qtbot, window)
    assert "may not be saved" in box.text()
    box.close()


def test_an_error_in_a_thread_is_caught_too_and_a_storm_gives_one_dialog(qtbot, window, hooks):
    UnexpectedErrors(window, lambda: True, print).install()

    def fail() -> None:
        raise RuntimeError("in a thread")

    for _ in range(5):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    box = box_of(qtbot, window)
    qtbot.wait(50)
    assert len(window.findChildren(QMessageBox)) == 1
    box.close()


def test_an_error_while_cleaning_up_is_written_down_and_disturbs_nobody(qtbot, window, hooks):
    notes: list[str] = []
    UnexpectedErrors(window, lambda: True, notes.append).install()

    class Stubborn:
        def __del__(self) -> None:
            raise RuntimeError("at the end")

    Stubborn()
    gc.collect()
    assert "RuntimeError: at the end" in notes[0]
    assert window.findChild(QMessageBox) is None


def test_what_qt_complains_of_is_written_down_and_small_talk_is_not(capsys):
    notes: list[str] = []
    before = qInstallMessageHandler(None)
    try:
        note_qt_messages(notes.append)
        qWarning("a cable\n is loose")
        qDebug("all is well")
    finally:
        qInstallMessageHandler(before)
    assert notes == ["Qt warning: a cable is loose\n"]
    assert capsys.readouterr().err == notes[0]

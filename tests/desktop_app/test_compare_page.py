"""The compare page: audits of the workspace, side by side and over time."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from desktop_app.comparing import Comparing
from desktop_app.settings import Settings
from desktop_app.theme.appearance import Appearance
from desktop_app.widgets.figure_card import FigureCard
from desktop_app.window import MainWindow
from questionnaires.library import EXAMPLES

HOSTILE = "<b>Vendor</b> & <img src='x'> " + "Very Long Name Holdings International " * 4


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A workspace with three vendors, one of them hostile and long in name."""
    with Workspace.open(tmp_path) as workspace:
        for name in ("D_large_model_moderate_use", "B0_evasive_vendor_meeting_day", "B_evasive_vendor"):
            document = read_audit(EXAMPLES / f"{name}.yaml")
            if name.startswith("D"):
                document = document.model_copy(update={"vendor": HOSTILE.strip()})
            workspace.add(document)
    return tmp_path


@pytest.fixture
def comparing(qtbot, filled: Path, appearance: Appearance):
    window = MainWindow(filled, Settings(), appearance)
    window.show()
    window.compare_audits()
    qtbot.waitUntil(lambda: window.across.comparing is not None, timeout=20_000)
    qtbot.waitUntil(lambda: boxes(window.across.comparing) != [], timeout=20_000)
    yield window.across.comparing
    window.close()
    window.deleteLater()
    qtbot.wait(1)


def boxes(comparing: Comparing) -> list[QWidget]:
    choices = comparing.page.findChildren(QWidget)
    return [widget for widget in choices if type(widget).__name__ == "_Check"]


def button(comparing: Comparing, words: str) -> QPushButton:
    return next(one for one in comparing.page.findChildren(QPushButton) if one.accessibleName() == words)


def compare_all(qtbot, comparing: Comparing, which: slice = slice(None)) -> None:
    for box in boxes(comparing)[which]:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.keyClick(button(comparing, "Compare"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: comparing.page.findChildren(FigureCard) != [], timeout=60_000)
    qtbot.wait(20)


def test_audits_are_chosen_and_compared_by_keys_alone(qtbot, comparing):
    assert not button(comparing, "Compare").isEnabled()
    compare_all(qtbot, comparing)
    assert len(comparing.page.findChildren(FigureCard)) == 4
    said = "\n".join(label.text() for label in comparing.page.findChildren(QLabel))
    assert "told apart" in said
    assert button(comparing, "Save as workbook…").isEnabled()


def test_everything_has_a_spoken_name_and_plain_text(qtbot, comparing):
    compare_all(qtbot, comparing)
    for widget in comparing.page.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(comparing.page):
            spoken = QAccessible.queryAccessibleInterface(widget)
            assert spoken.text(QAccessible.Text.Name), type(widget).__name__
    for label in comparing.page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.slow
def test_two_vendors_over_time_are_explained_not_drawn(qtbot, comparing):
    for box in boxes(comparing):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    comparing.page.compare_wanted.emit(("AUD-2026-0044", "AUD-2026-0042"), True)
    said = comparing.page.findChildren(QLabel)
    qtbot.waitUntil(lambda: any("audits of one vendor" in label.text() for label in said), timeout=60_000)


@pytest.mark.slow
def test_a_vendor_over_time_is_drawn_and_saved(qtbot, comparing, tmp_path):
    comparing.page.compare_wanted.emit(("AUD-2026-0042-M", "AUD-2026-0042"), True)
    qtbot.waitUntil(lambda: len(comparing.page.findChildren(FigureCard)) == 5, timeout=60_000)
    comparing.page.workbook_wanted.emit(tmp_path / "story.xlsx")
    assert (tmp_path / "story.xlsx").stat().st_size > 1000


def test_leaving_goes_back_to_the_start(qtbot, window, comparing):
    qtbot.mouseClick(button(comparing, "Back to start"), Qt.MouseButton.LeftButton)
    assert window.across.comparing is None
    assert window.start_page.isVisible()
    QApplication.processEvents()

"""Every widget that takes the focus says a name to a screen reader, on every page, part and dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from tests.desktop_app.every_page import every_page, open_and_score


def nameless(root: QWidget) -> list[str]:
    """Kinds of widgets that take the focus and say nothing, or only what is typed in them."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_the_check_sees_widgets_without_a_name(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    QComboBox(box)
    QLineEdit(box)
    QPushButton("Open", box)
    box.show()
    assert nameless(box) == ["QComboBox in QWidget", "QLineEdit in QWidget"]


@pytest.mark.slow
@pytest.mark.parametrize("audit", ["A_strong_vendor", "C_in_house_finetune"])
def test_everything_on_every_page_part_and_dialog_has_a_name(window, audit):
    assert nameless(window) == []
    open_and_score(window, audit)
    found = {name: nameless(shown) for name, shown in every_page(window)}
    assert len(found) > 60
    assert {name: kinds for name, kinds in found.items() if kinds} == {}

"""The sheet of keys, made from the actions themselves so that it cannot be out of date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from desktop_app.fit_screen import fit_to_screen
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel

Group = tuple[str, Sequence[QAction]]
_MOST_KEYS = 3
"""Of one action: some systems bind keys of old keyboards too."""


def keys_of(page: QWidget, besides: Sequence[Group]) -> list[QAction]:
    """The actions with keys that belong to a page and are in none of the other groups."""
    known = {action for _, actions in besides for action in actions}
    return [action for action in page.findChildren(QAction) if action.shortcuts() and action not in known]


class KeySheet(QDialog):
    """Lists each group of actions with their keys; actions without a key are left out."""

    def __init__(self, groups: Sequence[Group], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        page = Page(self.tr("Keys"), self.tr("Single letters and digits work while no text field has the cursor."))
        for title, actions in groups:
            with_keys = [action for action in actions if action.shortcuts()]
            if with_keys:
                page.column.addWidget(_group(title, with_keys))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        foot = QVBoxLayout()
        foot.setContentsMargins(28, 8, 28, 0)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(page)
        column.addLayout(foot)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 80, letters * 90))


def _group(title: str, actions: Sequence[QAction]) -> QWidget:
    card = Card(title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(1, 1)
    for line, action in enumerate(actions):
        shown = action.shortcuts()[:_MOST_KEYS]
        keys = card.tr("  or  ").join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in shown)
        grid.addWidget(PlainLabel(keys, strong=True, wrap=False), line, 0)
        grid.addWidget(PlainLabel(action.text().replace("&", "").removesuffix("…")), line, 1)
    card.column.addLayout(grid)
    return card

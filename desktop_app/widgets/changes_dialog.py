"""A dialog of changes: a list of pieces on the left, and the chosen one as it is now beside what it would become."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from desktop_app.fit_screen import fit_to_screen
from desktop_app.widgets.fields import name_field
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel

_WIDE, _HIGH = 165, 92


class ChangesDialog(QDialog):
    """What two dialogs share that show what a file would change; each fills ``list`` and shows the row in front.

    options: room above the two sides, for what is chosen about a piece; notes: room below them.
    """

    def __init__(self, title: str, sides: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.state = PlainLabel(secondary=True)
        self.state.setContentsMargins(16, 0, 16, 0)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = PlainLabel(strong=True, size="heading")
        self.before, self.after = PlainLabel(), PlainLabel()
        self.options, self.notes = QVBoxLayout(), QVBoxLayout()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self.buttons.rejected.connect(self.reject)
        self.buttons.setContentsMargins(16, 0, 16, 0)
        middle = QHBoxLayout()
        middle.setContentsMargins(16, 0, 0, 0)
        middle.addWidget(self.list, 2)
        middle.addWidget(self._detail(sides), 5)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(16, 0, 16, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 16)
        column.addWidget(self.state)
        column.addLayout(middle, 1)
        column.addLayout(self.foot)
        column.addWidget(self.buttons)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * _WIDE, letters * _HIGH))

    def name_list(self, name: str, help_: str) -> None:
        """Give the list what is spoken of it."""
        name_field(self.list, name, help_)

    def warn_of_file(self, warnings: Sequence[str]) -> None:
        """Say what is to be known about the file as a whole; nothing where there is nothing."""
        if warnings:
            card = Card(self.tr("About the file as a whole"))
            for warning in warnings:
                card.column.addWidget(PlainLabel(warning))
            self.notes.addWidget(card)

    def _detail(self, sides: tuple[str, str]) -> Page:
        page = Page("", width_in_letters=100)
        page.setAccessibleName(self.tr("As it is, and as it would be"))
        page.column.addWidget(self.heading)
        page.column.addLayout(self.options)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        for title, words in zip(sides, (self.before, self.after), strict=True):
            card = Card(title)
            card.column.addWidget(words)
            card.column.addStretch(1)
            beside.addWidget(card, 1)
        page.column.addLayout(beside)
        page.column.addLayout(self.notes)
        page.column.addStretch(1)
        return page

"""The guides, in the program and without a network."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.pages.help_page_text import (
    FOLDER,
    Block,
    Code,
    Guide,
    Heading,
    Item,
    Paragraph,
    Table,
    read_guides,
)
from desktop_app.pages.help_page_text import Picture as PictureBlock
from desktop_app.widgets.clear_layout import clear_layout
from desktop_app.widgets.fields import WordsField, name_field
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.picture import Picture
from desktop_app.widgets.plain_label import PlainLabel
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.segments import Option, Segments


class HelpPage(Page):
    """Shows one guide at a time; ``left`` asks to go back."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Guides"), parent=parent, width_in_letters=105)
        self._guides = {guide.id: guide for guide in read_guides()}
        options = [Option(guide.id, guide.title) for guide in self._guides.values()]
        self.choice = Segments(self.tr("Guide"), options, self)
        self.choice.chosen.connect(self.show_guide)
        back = QPushButton(self.tr("&Back"))
        back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self.choice, 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.column.addSpacing(8)
        self._text = QWidget()
        self._blocks = QVBoxLayout(self._text)
        self._blocks.setContentsMargins(0, 0, 0, 0)
        self._blocks.setSpacing(8)
        self.column.addWidget(self._text)
        self.column.addStretch(1)
        leave = QAction(self.tr("Back"), self)
        leave.setShortcut(QKeySequence("Esc"))
        leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.triggered.connect(self.left)
        self.addAction(leave)
        if self._guides:
            self.show_guide(next(iter(self._guides)))

    def show_guide(self, guide_id: str) -> None:
        """Show a guide from its beginning."""
        guide: Guide = self._guides[guide_id]
        self.choice.set_current(guide_id)
        clear_layout(self._blocks)
        self._blocks.addWidget(PlainLabel(guide.title, size="title", strong=True))
        for block in guide.blocks:
            self._blocks.addWidget(self._drawn(block))
        self.verticalScrollBar().setValue(0)

    def _drawn(self, block: Block) -> QWidget:
        match block:
            case Heading(level, words):
                heading = PlainLabel(words, size="heading" if level == 2 else "body", strong=True)
                heading.setContentsMargins(0, 10, 0, 0)
                return heading
            case Paragraph(words):
                return PlainLabel(words)
            case Item(mark, words):
                return _point(mark, words)
            case Code(words):
                return _to_be_typed(words)
            case PictureBlock(file, words):
                return Picture(FOLDER / file, words)
            case Table(head, rows):
                table = PlainTable(self.tr("Table: {}").format(", ".join(head if any(head) else rows[0])))
                table.horizontalHeader().setVisible(any(head))
                table.show_rows(head, rows, frozenset(range(1, len(head))) or frozenset({0}))
                return table


def _point(mark: str, words: str) -> QWidget:
    point = QWidget()
    row = QHBoxLayout(point)
    row.setContentsMargins(10, 0, 0, 0)
    row.setSpacing(8)
    sign = PlainLabel(mark, wrap=False, tabular=True)
    sign.setMinimumWidth(sign.fontMetrics().averageCharWidth() * 2)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(words), 1)
    return point


def _to_be_typed(words: str) -> QWidget:
    """Lines to copy: a field that can be read and selected, and not written in."""
    card = Card()
    lines = WordsField(words.count("\n") + 1)
    lines.setReadOnly(True)
    lines.set_words(words)
    name_field(lines, QCoreApplication.translate("HelpPage", "To be typed"))
    card.column.addWidget(lines)
    return card

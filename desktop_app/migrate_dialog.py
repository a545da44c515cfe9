"""The dialog that shows what is new in the packs of an audit, and makes a copy with today's questions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.fit_screen import fit_to_screen
from desktop_app.newer_packs import NewerPacks
from desktop_app.widgets.page import Card, Page
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.library import Library


class MigrateDialog(QDialog):
    """Shows a difference; ``copy_wanted`` asks for the copy."""

    copy_wanted = Signal()

    def __init__(self, newer: NewerPacks, library: Library, answers: int, parent: QWidget | None = None) -> None:
        """answers: how many the audit has now."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is new in the questions"))
        self._library = library
        lead = self.tr(
            "This audit stays as it is. A copy with today's questions takes every answer along whose question still "
            "fits it; look at reworded questions again."
        )
        page = Page(self.tr("What is new in the questions"), lead, width_in_letters=90)
        found = newer.found
        kept = self.tr("{kept} of {all} answers are taken along.").format(kept=len(newer.copy.answers), all=answers)
        page.column.addWidget(PlainLabel(kept, strong=True))
        versions = [
            self.tr("{title}: {before}, now {now}").format(title=title, before=before, now=now)
            for title, before, now in newer.versions
        ]
        moved = [self.tr("{old}, now asked as {new}").format(old=old, new=self._named(new)) for old, new in found.moved]
        left = [f"{one.question}: {one.cause}" for one in found.left_behind]
        for title, lines in (
            (self.tr("Versions"), versions),
            (self.tr("Not taken along"), left),
            (self.tr("Asked under another number"), moved),
            (self.tr("Asked in other words"), [self._named(name) for name in found.reworded]),
            (self.tr("New questions"), [self._named(name) for name in found.new]),
            (self.tr("Asked no longer"), list(found.gone)),
        ):
            self._add(page, title, lines)
        page.column.addStretch(1)
        self.make = QPushButton(self.tr("Make a copy with today's questions"))
        self.make.clicked.connect(self._accept)
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(28, 8, 28, 0)
        foot.addWidget(self.make)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(page)
        column.addLayout(foot)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 100, letters * 90))

    def _add(self, page: Page, title: str, lines: Iterable[str]) -> None:
        shown = list(lines)
        if shown:
            card = Card(self.tr("{title} ({count})").format(title=title, count=len(shown)))
            card.column.addWidget(PlainLabel("\n".join(shown)))
            page.column.addWidget(card)

    def _named(self, question_id: str) -> str:
        question = self._library.question(question_id)
        return question_id if question is None else f"{question_id}  {question.short}"

    def _accept(self) -> None:
        self.copy_wanted.emit()
        self.accept()

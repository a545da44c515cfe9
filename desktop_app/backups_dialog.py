"""The backups of the workspace: when each was made, what it holds, and putting one back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.fit_screen import fit_to_screen
from desktop_app.problems import ask_first
from desktop_app.session import Session
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_table import PlainTable
from desktop_app.widgets.told_label import ToldLabel

if TYPE_CHECKING:
    from core.audit.restore import Backup

_TASK = "backups"
_HOLDS = 2
"""The column that takes the spare width."""


class BackupsDialog(QDialog):
    """Lists, makes and restores backups in the background; ``let_go`` saves and closes the open audit before a restore.

    ``let_go`` says whether it could: an audit that cannot be saved stays open, and nothing is restored.
    """

    def __init__(self, session: Session, let_go: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Backups"))
        self._session = session
        self._let_go = let_go
        self._backups: tuple[Backup, ...] = ()
        words = self.tr(
            "A copy of all audits is made before anything is upgraded, taken in or removed, every half hour of work "
            "and at the end. Two days of copies are kept, then one a day, a week and a month."
        )
        page = Page(self.tr("Backups"), words)
        self.table = PlainTable(self.tr("Backups, the newest first"))
        self.table.setSelectionMode(PlainTable.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._offer)
        self.message = ToldLabel(strong=True)
        self.message.hide()
        page.column.addWidget(self.message)
        page.column.addWidget(self.table)
        page.column.addStretch(1)
        self.make = QPushButton(self.tr("Back up now"))
        self.make.clicked.connect(self._back_up)
        self.restore = QPushButton(self.tr("Restore…"))
        self.restore.clicked.connect(self._ask)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(28, 8, 28, 0)
        foot.addWidget(self.make)
        foot.addStretch(1)
        foot.addWidget(self.restore)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(page)
        column.addLayout(foot)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 110, letters * 80))
        self._offer()
        self._say(self.tr("Reading the backups…"))
        self._list()

    def _list(self) -> None:
        def work() -> tuple[Backup, ...]:
            from core.audit.restore import list_backups

            return list_backups(self._session.data_dir)

        self._session.background.run(_TASK, work, self._show, self._tell)

    def _show(self, backups: tuple[Backup, ...]) -> None:
        self._backups = backups
        head = (self.tr("Made"), self.tr("Size"), self.tr("Holds"))
        self.table.show_rows(head, [self._row(backup) for backup in backups], frozenset({_HOLDS}))
        if not backups:
            self._say(self.tr("There is no backup yet."))
        elif self.message.text() == self.tr("Reading the backups…"):
            self._say("")
        self._offer()

    def _row(self, backup: Backup) -> tuple[str, str, str]:
        made = backup.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
        if backup.problem is not None:
            holds = self.tr("cannot be read: {}").format(backup.problem)
        else:
            holds = self.tr("Audits: {audits}. Answers with their history: {answers}.").format(
                audits=len(backup.audits), answers=backup.answers
            )
            holds += "".join(f"\n{name}" for name in backup.audits[:3])
            if len(backup.audits) > 3:
                holds += "\n" + self.tr("and {} more").format(len(backup.audits) - 3)
        return made, QLocale().formattedDataSize(backup.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat), holds

    def _chosen(self) -> Backup | None:
        rows = self.table.selectionModel().selectedRows()
        return self._backups[rows[0].row()] if rows else None

    def _offer(self) -> None:
        chosen = self._chosen() if self._backups else None
        self.restore.setEnabled(chosen is not None and chosen.problem is None)

    def _back_up(self) -> None:
        def made(backup: Path) -> None:
            self._say(self.tr("{} was made and checked.").format(backup.name))
            self._list()

        self._session.background.run(_TASK, lambda: self._session.workspace().back_up(), made, self._tell)

    def _ask(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        question = self.tr(
            "Put all audits back to how they were on {}? What they are now is backed up first, so it can be undone."
        )
        moment = chosen.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
        ask_first(self, question.format(moment), self.tr("Restore"), lambda: self._put_back(chosen.path))

    def _put_back(self, backup: Path) -> None:
        if not self._let_go():
            self._say(self.tr("Nothing was restored, since the open audit could not be saved first."))
            return
        self.restore.setEnabled(False)

        def restored(before: Path | None) -> None:
            words = self.tr("The audits are as they were in {}.").format(backup.name)
            if before is not None:
                words += " " + self.tr("What they were before is kept in {}.").format(before.name)
            self._say(words)
            self._list()

        def work() -> Path | None:
            from core.audit.restore import restore

            self._session.let_go()
            return restore(self._session.data_dir, backup)

        self._session.background.run(_TASK, work, restored, self._tell)

    def _say(self, words: str) -> None:
        self.message.setVisible(bool(words))
        if words:
            self.message.tell(words)
        else:
            self.message.clear()

    def _tell(self, error: Exception) -> None:
        self._say(str(error))
        self._offer()

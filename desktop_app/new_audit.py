"""The dialog that starts an audit: who, what, which questions, and the buyer's side."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QVBoxLayout, QWidget

from core.audit.document import AuditDocument
from core.audit.new_id import new_audit_id
from desktop_app.fit_screen import fit_to_screen
from desktop_app.pages.context_form import ContextForm
from desktop_app.pages.developer_form import DeveloperForm
from desktop_app.pages.head_form import HeadForm
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel
from questionnaires.library import Library


class NewAuditDialog(QDialog):
    """Asks for what an audit cannot do without. ``created`` carries the new document."""

    created = Signal(object)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New audit"))
        page = Page(self.tr("New audit"), width_in_letters=90)
        self._head = HeadForm(library)
        self._head.edited.connect(self._check)
        page.column.addWidget(self._head)
        self._developer = DeveloperForm(library)
        page.column.addWidget(self._developer)
        page.column.addWidget(PlainLabel(self.tr("Your side"), size="heading", strong=True))
        self._context = ContextForm(library.vocabulary)
        self._context.changed.connect(self._check)
        page.column.addWidget(self._context)

        self._missing = PlainLabel(secondary=True)
        self._create = QPushButton(self.tr("Create audit"))
        self._create.setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self._create, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        foot = QWidget()
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(28, 8, 28, 16)
        foot_column.addWidget(self._missing)
        foot_column.addWidget(buttons)
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(rule)
        column.addWidget(foot)
        letters = self.fontMetrics().averageCharWidth()
        fit_to_screen(self, QSize(letters * 105, letters * 95))
        self._check()

    def document(self) -> AuditDocument | None:
        """The new audit, or None while something is missing."""
        context, head = self._context.context(), self._head.head()
        if context is None or head is None:
            return None
        document = AuditDocument(audit_id=new_audit_id(), opened=dt.date.today(), context=context, **dict(head))
        return self._developer.filled_in(document)

    def _accept(self) -> None:
        document = self.document()
        if document is not None:
            self.created.emit(document)
            self.accept()

    def _check(self) -> None:
        missing = self._what_is_missing()
        self._create.setEnabled(not missing)
        self._missing.setText(self.tr("Still needed: {}.").format(", ".join(missing)) if missing else "")

    def _what_is_missing(self) -> list[str]:
        missing = self._head.missing()
        unanswered = self._context.unanswered()
        if len(unanswered) == 1:
            missing.append(self.tr("your answer to “{}”").format(unanswered[0]))
        elif unanswered:
            missing.append(self.tr("{} answers about your side").format(len(unanswered)))
        return missing

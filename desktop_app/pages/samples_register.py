"""A button that enters what a check found in the register of evidence, with the hash of the file it was found in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.audit.document import EvidenceItem
from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.plain_label import PlainLabel

_LONGEST = 500


class RegisterRow(QWidget):
    """``offer`` what was found; nothing is entered until a person presses the button."""

    def __init__(self, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit = audit
        self._found: tuple[tuple[str, str, str], ...] = ()
        self.button = QPushButton(self.tr("Enter in the register of evidence"))
        self.state = PlainLabel(secondary=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.state, 1)
        self.button.clicked.connect(self.enter)
        self.hide()

    def offer(self, found: Sequence[tuple[str, str, str]]) -> None:
        """What may be entered: a sentence, and name and SHA-256 of the file, for each."""
        self._found = tuple(found)
        self.state.clear()
        self.button.setEnabled(bool(found) and not self._audit.read_only)
        self.setVisible(bool(found))

    def enter(self) -> None:
        """Enter each as a piece of evidence; one step, which can be undone."""
        items = [
            EvidenceItem(
                title=sentence[:_LONGEST],
                kind="document",
                source=self.tr("our own check"),
                dated=dt.date.today(),
                file_name=name[-255:],
                sha256=sha256,
            )
            for sentence, name, sha256 in self._found
        ]
        added = self._audit.record.add_evidence(items)
        self.button.setEnabled(False)
        self.state.setText(self.tr("Entered as {}. Undo takes it out.").format(", ".join(added)))

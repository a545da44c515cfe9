"""The stage of evidence: the register, what each answer counts for, contradictions, and who signs."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.pages.contradictions_part import ContradictionsPart
from desktop_app.pages.grades_part import GradesPart
from desktop_app.pages.register_part import RegisterPart
from desktop_app.pages.sign_off_part import SignOffPart
from desktop_app.settings import Settings
from desktop_app.widgets.segments import Option, Segments


class EvidencePage(QWidget):
    """Four parts, one at a time; each sends what a person changes and shows what came of it."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Evidence"))
        self.register = RegisterPart(audit, settings)
        self.grades = GradesPart(audit)
        self.contradictions = ContradictionsPart(audit)
        self.sign_off = SignOffPart(audit)
        self._parts = {
            "register": self.register,
            "grades": self.grades,
            "contradictions": self.contradictions,
            "sign_off": self.sign_off,
        }
        names = {
            "register": self.tr("Register"),
            "grades": self.tr("Grades"),
            "contradictions": self.tr("Contradictions"),
            "sign_off": self.tr("Sign-off"),
        }
        self.choice = Segments(self.tr("Part of the evidence"), [Option(which, name) for which, name in names.items()])
        self._stack = QStackedWidget(self)
        for part in self._parts.values():
            self._stack.addWidget(part)
        top = QHBoxLayout()
        top.setContentsMargins(28, 16, 28, 0)
        top.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.choice.chosen.connect(self.show_part)
        self.show_part("register")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on. A focus proxy instead would catch every Tab that comes by."""
        self.choice.setFocus(event.reason())

    def show_part(self, which: str) -> None:
        """Bring one part to the front."""
        self.flush()
        self.choice.set_current(which)
        self._stack.setCurrentWidget(self._parts[which])

    def flush(self) -> None:
        """Send whatever is being typed."""
        for part in (self.register, self.grades, self.contradictions, self.sign_off):
            part.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed is left behind."""
        self.flush()
        super().hideEvent(event)

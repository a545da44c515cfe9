"""What risk, verdict and report have in common: they wait for the score of the open audit and follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.page import Page
from desktop_app.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from core.risk.result import RiskResult


class EvaluatedPage(Page):
    """Calls ``show_evaluation`` for each new score while it is in front, and says when one is being worked out."""

    question_wanted = Signal(str)

    def __init__(self, title: str, audit: OpenAudit, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.audit = audit
        self._shown: Evaluation | None = None
        self._state = PlainLabel(secondary=True)
        self.content = QWidget()
        self.parts = QVBoxLayout(self.content)
        self.parts.setContentsMargins(0, 0, 0, 0)
        self.parts.setSpacing(14)
        self.column.addWidget(self._state)
        self.column.addWidget(self.content)
        self.column.addStretch(1)
        self.content.hide()
        audit.evaluation_started.connect(self._started)
        audit.live_scored.connect(self._live_arrived)
        audit.evaluated.connect(self._arrived)
        audit.evaluation_failed.connect(self._failed)
        self._state.hide()
        if audit.evaluation_problem is not None:
            self._failed(audit.evaluation_problem)
        elif audit.scoring or audit.evaluation is None:
            self._started()

    def show_evaluation(self, evaluation: Evaluation) -> None:
        """Show a score."""
        raise NotImplementedError

    def show_live(self, risk: RiskResult) -> None:
        """Show first figures, where a page has a place for them."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while another page was in front."""
        super().showEvent(event)
        QTimer.singleShot(0, self._catch_up)

    def _started(self) -> None:
        self._state.setText(self.tr("Working it out…"))
        self._state.show()

    def _failed(self, sentence: str) -> None:
        self._state.setText(self.tr("This could not be worked out: {}").format(sentence))
        self._state.show()
        self._shown = None
        self.content.hide()

    def _arrived(self) -> None:
        self._state.hide()
        self._catch_up()

    def _live_arrived(self) -> None:
        if self.isVisible() and self.audit.live is not None:
            self._shown = None
            self.show_live(self.audit.live)

    def _catch_up(self) -> None:
        if self.audit.live is not None:
            self._live_arrived()
            return
        evaluation = self.audit.evaluation
        if self.isVisible() and evaluation is not None and evaluation is not self._shown:
            self._shown = evaluation
            self.content.show()
            self.show_evaluation(evaluation)

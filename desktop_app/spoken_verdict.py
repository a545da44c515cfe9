"""The verdict, given to the screen reader when it becomes another one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.widgets.announce import announce


class SpokenVerdict(QObject):
    """Follows the open audit; the same verdict again is not worth interrupting for. place: where it is spoken from."""

    spoken = Signal(str)
    """What was just given to the screen reader."""

    def __init__(self, audit: OpenAudit, place: QWidget) -> None:
        super().__init__(place)
        self._audit = audit
        self._place = place
        self._verdict = ""
        audit.evaluated.connect(self._evaluated)
        audit.evaluation_failed.connect(self._failed)

    def _evaluated(self) -> None:
        evaluation = self._audit.evaluation
        if evaluation is None or not self._audit.asked():
            return
        verdict = self._audit.library.rules.verdicts.labels[evaluation.assessment.verdict].label
        if verdict != self._verdict:
            self._verdict = verdict
            self._say(self.tr("Worked out: {}").format(verdict))

    def _failed(self, sentence: str) -> None:
        self._verdict = ""
        self._say(self.tr("This could not be worked out: {}").format(sentence))

    def _say(self, words: str) -> None:
        announce(self._place, words)
        self.spoken.emit(words)

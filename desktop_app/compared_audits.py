"""The audits that an open audit's report is compared with: chosen in a dialog, worked out in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.open_audit import OpenAudit

if TYPE_CHECKING:
    from core.audit.loading import AuditSummary
    from questionnaires.library import Library
    from reports.compared import Compared

_LISTING, _COMPARING = "audits to compare", "compared"


class ComparedAudits(QObject):
    """``compared`` is what a report takes, with the ``library`` that has the packs of all of them."""

    begun = Signal()
    changed = Signal()
    failed = Signal(object)

    def __init__(self, audit: OpenAudit, parent: QWidget) -> None:
        super().__init__(parent)
        self._audit = audit
        self._page = parent
        self.compared: Compared | None = None
        self.library: Library = audit.library

    def choose(self) -> None:
        """Ask which audits."""
        workspace, document = self._audit.workspace, self._audit.document

        def read() -> tuple[tuple[AuditSummary, ...], tuple[str, ...]]:
            from core.comparison.predecessors import predecessors

            return workspace.audits(), tuple(one.audit_id for one in predecessors(workspace, document))

        self._audit.background.run(_LISTING, read, self._ask, self.failed.emit)

    def compare_with(self, audit_ids: tuple[str, ...], in_order_of_time: bool) -> None:
        """Put these audits of the workspace beside this one in the report; none takes the comparison out."""
        workspace, library = self._audit.workspace, self._audit.library

        def work() -> tuple[Compared | None, Library]:
            from desktop_app.evaluate_several import evaluate_several
            from reports.compared import Compared

            if not audit_ids:
                return None, library
            evaluations, together = evaluate_several(workspace, audit_ids, library)
            return Compared(evaluations, in_order_of_time), together

        self.begun.emit()
        self._audit.background.run(_COMPARING, work, self._keep, self.failed.emit)

    def forget(self) -> None:
        """What is being worked out is wanted no longer."""
        self._audit.background.cancel(_COMPARING)

    def _ask(self, found: tuple[tuple[AuditSummary, ...], tuple[str, ...]]) -> None:
        from desktop_app.report_comparison import ReportComparison

        dialog = ReportComparison(self._audit.document, *found, self._page)
        dialog.chosen.connect(self.compare_with)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _keep(self, found: tuple[Compared | None, Library]) -> None:
        self.compared, self.library = found
        self.changed.emit()

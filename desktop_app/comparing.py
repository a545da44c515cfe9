"""Between the compare page and the workspace: lists audits, evaluates them in the background, writes the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.audit.errors import WorkspaceError
from core.comparison.compare import compare
from core.comparison.over_time import OverTime, over_time
from desktop_app.evaluate_several import evaluate_several
from desktop_app.pages.compare_page import ComparePage
from desktop_app.session import Session
from desktop_app.settings import Settings
from questionnaires.errors import UnusableInputError

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from core.audit.loading import AuditSummary
    from core.comparison.result import Comparison
    from questionnaires.library import Library

_LISTING, _EVALUATING = "listing", "evaluating"


class Comparing(QObject):
    """Serves one compare page."""

    def __init__(self, session: Session, library: Library, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._library = library
        self._found: Comparison | OverTime | None = None
        self.page = ComparePage(settings)
        self.page.compare_wanted.connect(self._compare)
        self.page.workbook_wanted.connect(self._write)
        self.page.show_state(self.tr("Reading the list of audits…"))
        session.background.run(_LISTING, lambda: session.workspace().audits(), self._listed, self._failed)

    def _listed(self, audits: tuple[AuditSummary, ...]) -> None:
        """Show them; a damaged page of the workspace is found while a person chooses."""
        self.page.show_audits(audits)
        session = self._session
        session.background.run("checking", lambda: session.workspace().wait_for_check(), lambda _: None, self._failed)

    def _compare(self, audit_ids: tuple[str, ...], in_order_of_time: bool) -> None:
        def work() -> tuple[tuple[Evaluation, ...], Library]:
            return evaluate_several(self._session.workspace(), audit_ids, self._library)

        def arrived(evaluated: tuple[tuple[Evaluation, ...], Library]) -> None:
            evaluations, library = evaluated
            try:
                put = over_time if in_order_of_time else compare
                self._found = put(evaluations, library)
            except UnusableInputError as error:
                self._failed(error)
            else:
                self.page.show_comparison(self._found, library)

        self.page.show_state(self.tr("Working it out for {} audits…").format(len(audit_ids)))
        self._session.background.run(_EVALUATING, work, arrived, self._failed)

    def _write(self, path: Path) -> None:
        from reports.exports.comparison_workbook import write_comparison

        if self._found is None:
            return
        try:
            write_comparison(self._found, self._library, path)
        except (WorkspaceError, UnusableInputError) as error:
            self._failed(error)
        else:
            self.page.show_state(self.tr("Saved: {}").format(path))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, WorkspaceError | UnusableInputError):
            raise error
        self.page.show_state(str(error))

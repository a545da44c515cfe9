"""An open audit: the stages on the left, the page of one stage on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.opening import Place
from desktop_app.pages.context_page import ContextPage
from desktop_app.pages.questions_page import QuestionsPage
from desktop_app.settings import Settings
from desktop_app.sidebar import Sidebar, Stage
from desktop_app.spoken_verdict import SpokenVerdict
from desktop_app.stage_states import StageStates
from desktop_app.widgets.notice import Notice

_CONTEXT, _VERDICT = "context", "verdict"


class AuditView(QWidget):
    """Builds each page on its first visit and goes from one to another."""

    questions_built = Signal(list)
    """The actions of the questions page, once it is there."""
    meeting_wanted = Signal()
    explanation_wanted = Signal()

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.audit = audit
        self._settings = settings
        self._stages = (
            Stage(_CONTEXT, self.tr("Context"), "clipboard-list"),
            Stage("questions", self.tr("Questions"), "list-checks"),
            Stage("evidence", self.tr("Evidence"), "paperclip"),
            Stage("samples", self.tr("Samples"), "flask-conical"),
            Stage("risk", self.tr("Risk"), "chart-area"),
            Stage(_VERDICT, self.tr("Verdict"), "scale"),
            Stage("letters", self.tr("Letters"), "mail"),
            Stage("report", self.tr("Report"), "file-text"),
        )
        self.names = {stage.id: stage.name for stage in self._stages}
        self._builders: dict[str, Callable[[], QWidget]] = {
            _CONTEXT: self._context_page,
            "questions": self._questions_page,
            "evidence": self._evidence_page,
            "samples": self._samples_page,
            "risk": self._risk_page,
            _VERDICT: self._verdict_page,
            "letters": self._letters_page,
            "report": self._report_page,
        }
        self._pages: dict[str, QWidget] = {}
        self.sidebar = Sidebar(self._stages, self)
        self.states = StageStates(audit, self.sidebar)
        self.spoken_verdict = SpokenVerdict(audit, self.sidebar)
        self._stack = QStackedWidget(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        front = QVBoxLayout()
        front.setSpacing(0)
        self.notice = Notice(self)
        front.addWidget(self.notice)
        front.addWidget(self._stack, 1)
        row.addLayout(front, 1)
        self.stage_keys = self._make_keys()
        self.sidebar.stage_chosen.connect(self._show)
        self.sidebar.clicked.connect(self._enter)
        self.sidebar.activated.connect(self._enter)
        audit.answer_restored.connect(self.show_question)
        audit.part_restored.connect(self.go_to)

    def open_at(self, place: Place) -> None:
        """Show the page an audit opens on, or the place that is asked for.

        That is what an owner looks for first; an audit without answers begins where it has to.
        """
        if place.question:
            self.show_question(place.question)
        else:
            self.go_to(place.stage or (_VERDICT if self.audit.asked() else _CONTEXT))

    def go_to(self, stage_id: str) -> None:
        """Show the page of a stage."""
        self.sidebar.choose(stage_id)
        self._enter()

    def show_letter(self, letter_id: str) -> None:
        """Show one letter."""
        from desktop_app.pages.letters_page import LettersPage

        self.go_to("letters")
        page = self.page("letters")
        if isinstance(page, LettersPage):
            page.choose(letter_id)

    def show_question(self, question_id: str) -> None:
        """Show one question."""
        self.go_to("questions")
        page = self.page("questions")
        if isinstance(page, QuestionsPage):
            page.show_question(question_id)

    def redraw_report(self) -> None:
        """Draw the report again where it is in front and something it carries has changed."""
        from desktop_app.pages.report_page import ReportPage

        page = self._pages.get("report")
        if isinstance(page, ReportPage):
            page.redraw()

    def page(self, stage_id: str) -> QWidget:
        """The page of a stage, built now if it was not visited yet."""
        if stage_id not in self._pages:
            built = self._builders[stage_id]()
            self._pages[stage_id] = built
            self._stack.addWidget(built)
        return self._pages[stage_id]

    def flush(self) -> None:
        """Send whatever is being typed."""
        for page in self._pages.values():
            if hasattr(page, "flush"):
                page.flush()

    # How it is done

    def _show(self, stage_id: str) -> None:
        self._stack.setCurrentWidget(self.page(stage_id))

    def _enter(self) -> None:
        """Put the keyboard into the page in front; arrows in the sidebar alone do not."""
        page = self._stack.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _context_page(self) -> QWidget:
        return ContextPage(self.audit, self)

    def _questions_page(self) -> QWidget:
        page = QuestionsPage(self.audit, self)
        page.meeting_wanted.connect(self.meeting_wanted)
        self.questions_built.emit(page.keys)
        return page

    def _evidence_page(self) -> QWidget:
        from desktop_app.pages.evidence_page import EvidencePage

        return EvidencePage(self.audit, self._settings, self)

    def _samples_page(self) -> QWidget:
        from desktop_app.pages.samples_page import SamplesPage

        return SamplesPage(self.audit, self._settings, self)

    def _risk_page(self) -> QWidget:
        from desktop_app.pages.risk_page import RiskPage

        page = RiskPage(self.audit, self)
        page.explanation_wanted.connect(self.explanation_wanted)
        page.question_wanted.connect(self.show_question)
        return page

    def _verdict_page(self) -> QWidget:
        from desktop_app.pages.verdict_page import VerdictPage

        page = VerdictPage(self.audit, self)
        page.question_wanted.connect(self.show_question)
        page.questions_wanted.connect(lambda: self.go_to("questions"))
        page.meeting_wanted.connect(self.meeting_wanted)
        return page

    def _letters_page(self) -> QWidget:
        from desktop_app.pages.letters_page import LettersPage

        return LettersPage(self.audit, self._settings, self)

    def _report_page(self) -> QWidget:
        from desktop_app.pages.report_page import ReportPage

        return ReportPage(self.audit, self._settings, self)

    def _make_keys(self) -> list[QAction]:
        keys = []
        for number, stage in enumerate(self._stages, start=1):
            action = QAction(stage.name, self)
            action.setShortcut(QKeySequence(f"Ctrl+{number}"))
            action.triggered.connect(lambda _checked=False, which=stage.id: self.go_to(which))
            keys.append(action)
        return keys

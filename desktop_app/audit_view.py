"""An open audit: the stages on the left, the page of one stage on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.open_audit import OpenAudit
from desktop_app.pages.context_page import ContextPage
from desktop_app.pages.questions_page import QuestionsPage
from desktop_app.settings import Settings
from desktop_app.sidebar import Sidebar, Stage
from desktop_app.widgets.announce import announce
from desktop_app.widgets.notice import Notice
from reports.figures.gauges import word
from reports.figures.numbers import percent


class AuditView(QWidget):
    """Builds each page on its first visit and keeps the states in the sidebar true."""

    questions_built = Signal(list)
    """The actions of the questions page, once it is there."""
    meeting_wanted = Signal()
    explanation_wanted = Signal()
    spoken = Signal(str)
    """What was just given to the screen reader."""

    def __init__(self, audit: OpenAudit, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.audit = audit
        self._settings = settings
        self._spoken_verdict = ""
        self._stages = (
            Stage("context", self.tr("Context"), "clipboard-list"),
            Stage("questions", self.tr("Questions"), "list-checks"),
            Stage("evidence", self.tr("Evidence"), "paperclip"),
            Stage("samples", self.tr("Samples"), "flask-conical"),
            Stage("risk", self.tr("Risk"), "chart-area"),
            Stage("verdict", self.tr("Verdict"), "scale"),
            Stage("letters", self.tr("Letters"), "mail"),
            Stage("report", self.tr("Report"), "file-text"),
        )
        self._builders: dict[str, Callable[[], QWidget]] = {
            "context": self._context_page,
            "questions": self._questions_page,
            "evidence": self._evidence_page,
            "samples": self._samples_page,
            "risk": self._risk_page,
            "verdict": self._verdict_page,
            "letters": self._letters_page,
            "report": self._report_page,
        }
        self._pages: dict[str, QWidget] = {}
        self.sidebar = Sidebar(self._stages, self)
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
        for happened in (audit.answer_changed, audit.context_changed, audit.samples_changed, audit.evaluated):
            happened.connect(self._tell_states)
        audit.evaluation_started.connect(self._tell_states)
        audit.live_scored.connect(self._tell_states)
        audit.evaluated.connect(self._speak_of_verdict)
        audit.evaluation_failed.connect(self._speak_of_failure)
        audit.evaluation_failed.connect(self._tell_states)
        audit.record.changed.connect(self._tell_states)
        audit.answer_restored.connect(self.show_question)
        audit.part_restored.connect(self.go_to)
        self._tell_states()

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

    def _speak_of_verdict(self) -> None:
        """Say a verdict that is another one than before; the same one again is not worth interrupting for."""
        evaluation = self.audit.evaluation
        if evaluation is None:
            return
        verdict = self.audit.library.rules.verdicts.labels[evaluation.assessment.verdict].label
        if verdict != self._spoken_verdict:
            self._spoken_verdict = verdict
            self._say(self.tr("Worked out: {}").format(verdict))

    def _speak_of_failure(self, sentence: str) -> None:
        self._spoken_verdict = ""
        self._say(self.tr("This could not be worked out: {}").format(sentence))

    def _say(self, words: str) -> None:
        announce(self.sidebar, words)
        self.spoken.emit(words)

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

    def _tell_states(self) -> None:
        audit = self.audit
        context = audit.document.context
        stakes = audit.library.vocabulary.stakes[context.stakes].label
        self.sidebar.set_state("context", self.tr("{} stakes").format(stakes))
        settled, total = audit.progress()
        questions = self.tr("{settled} of {total}, {open} open")
        self.sidebar.set_state("questions", questions.format(settled=settled, total=total, open=total - settled))
        register = [item for item in audit.document.evidence.values() if not item.withdrawn]
        contradictions = [item for item in audit.document.contradictions if item.state == "open"]
        evidence = self.tr("{pieces} in the register, contradictions open: {open}")
        self.sidebar.set_state("evidence", evidence.format(pieces=len(register), open=len(contradictions)))
        samples = audit.document.analyser
        measured = self.tr("{reading}, {n} texts").format(reading=samples.reading, n=samples.n)
        self.sidebar.set_state("samples", self.tr("none measured") if samples.reading == "not_run" else measured)
        self._tell_results()

    def _tell_results(self) -> None:
        audit, evaluation = self.audit, self.audit.evaluation
        failed = audit.evaluation_problem is not None
        waiting = self.tr("could not be worked out") if failed else self.tr("working it out")
        if evaluation is None:
            for stage_id in ("risk", "verdict"):
                self.sidebar.set_state(stage_id, waiting)
            for stage_id in ("letters", "report"):
                self.sidebar.set_state(stage_id, self.tr("needs a verdict"))
        if audit.live is not None:
            gauge = audit.live.rare_case
            figures = self.tr("{average}, adverse {adverse}, so far")
            words = figures.format(average=percent(gauge.probability), adverse=percent(gauge.adverse))
            self.sidebar.set_state("risk", words)
        if evaluation is None:
            return
        if audit.live is None:
            self.sidebar.set_state("risk", word(evaluation.risk.rare_case))
        verdict = audit.library.rules.verdicts.labels[evaluation.assessment.verdict].label
        provisional = self.tr("{}, provisional").format(verdict)
        self.sidebar.set_state("verdict", provisional if evaluation.assessment.provisional else verdict)
        self.sidebar.set_state("letters", self.tr("to copy or save"))
        self.sidebar.set_state("report", self.tr("ready to make"))

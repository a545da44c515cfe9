"""The audit that is open: it stores what pages send, has it scored in the background, and tells what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from core.audit.consistency import check_acceptance
from core.audit.document import AuditDocument, SampleSummary
from core.audit.errors import WorkspaceError
from core.audit.follow_ups import as_of
from core.audit.workspace import Workspace
from core.comparison.carry import to_confirm
from core.samples.result import SampleReading
from desktop_app.background import Background
from desktop_app.open_about import OpenAbout
from desktop_app.open_record import OpenRecord
from desktop_app.sample_storage import Samples, plain_reading
from desktop_app.save_state import SaveState
from desktop_app.undo import SetPart
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from questionnaires.pack import Pack, Question
from questionnaires.routing import shown_questions

if TYPE_CHECKING:
    from core.assessment.evaluate import Evaluation
    from core.risk.result import RiskResult

NOT_ASKED = Answer(status="not_asked")
_PAUSE_BEFORE_SCORING_MS = 100
_LIVE, _SCORING = "live", "scoring"
_QUESTIONS, _SAMPLES = "questions", "samples"


class OpenAudit(QObject):
    """One audit of a workspace. Every change is one commit; ``save_state`` says whether all of them succeeded."""

    answer_changed = Signal(str)
    """The id of the question whose answer changed."""
    answer_restored = Signal(str)
    """An undo or redo changed this question's answer: show it."""
    answer_given_elsewhere = Signal(str)
    """This question's answer was changed away from the page of questions."""
    part_restored = Signal(str)
    """An undo or redo changed something that is shown at this stage."""
    context_changed = Signal()
    samples_changed = Signal()
    save_state_changed = Signal()
    evaluation_started = Signal()
    live_scored = Signal()
    """First figures, without any word, are in ``live``; the whole score follows."""
    evaluated = Signal()
    evaluation_failed = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        document: AuditDocument,
        background: Background,
        sample_reading: SampleReading | None = None,
        parent: QObject | None = None,
        last: AuditDocument | None = None,
        wording: Library | None = None,
    ) -> None:
        """last: the audit that this one was begun from, where it is at hand.

        wording: the library in the language that questions are shown in; scores, letters and reports never use it.
        """
        super().__init__(parent)
        self._last = last
        self.workspace = workspace
        self.library = library
        self.wording = wording or library
        self.document = document
        self.background = background
        self.undo_stack = QUndoStack(self)
        self.about = OpenAbout(self)
        self.record = OpenRecord(self)
        self.save_state = SaveState()
        self.evaluation: Evaluation | None = None
        self.evaluation_problem: str | None = None
        self.live: RiskResult | None = None
        self.sample_reading = sample_reading
        self._unsaved: dict[str, Callable[[], object]] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_BEFORE_SCORING_MS)
        self._pause.timeout.connect(self._score)

    # What there is to see

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, because another program holds the workspace."""
        return self.workspace.read_only_reason is not None

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs this audit uses."""
        return self.library.packs_of(self.document.packs)

    @property
    def worded_packs(self) -> tuple[Pack, ...]:
        """The packs this audit uses, in the language that questions are shown in."""
        return self.wording.packs_of(self.document.packs)

    def questions(self) -> tuple[Question, ...]:
        """The questions that apply, in order, as they are shown."""
        return shown_questions(self.worded_packs, self.document.answers, self.document.context.lane)

    def asked(self) -> frozenset[str]:
        """The questions that somebody has put to the vendor, whatever came back."""
        return frozenset(which for which, answer in self.document.answers.items() if answer.status != "not_asked")

    def packs_with_answers(self) -> frozenset[str]:
        """The packs that stay, since something was answered in them."""
        asked = self.asked()
        return frozenset(pack.id for pack in self.packs if any(question.id in asked for question in pack.questions))

    def answer(self, question_id: str) -> Answer:
        """The current answer; "not asked yet" where there is none."""
        return self.document.answers.get(question_id, NOT_ASKED)

    def to_confirm(self, question_id: str) -> bool:
        """Whether the answer is what the last audit said, and nobody has said it again."""
        follows = bool(self.document.follows)
        return follows and to_confirm(self.answer(question_id), self._last, question_id)

    def progress(self) -> tuple[int, int]:
        """How many of the questions that apply have an answer, and how many apply."""
        questions = self.questions()
        return sum(is_settled(self.answer(question.id)) for question in questions), len(questions)

    # What pages ask for

    def give_answer(self, question_id: str, answer: Answer, stage: str = _QUESTIONS) -> None:
        """Change an answer; it can be undone. stage: where it was changed, and where undoing leads."""
        before = self.answer(question_id)
        if answer.due != before.due:
            answer = answer.model_copy(update={"overdue_days": 0})
        if answer != before:
            words = self.tr("answer to {}").format(question_id)
            put = partial(self._put_answer, question_id, stage)
            self.undo_stack.push(SetPart(words, f"{stage} {question_id}", before, answer, put))

    def keep(self, document: AuditDocument, what: str, save: Callable[[], object]) -> None:
        """Go on with a changed audit, save what changed, and score it anew. what: tells what is unsaved apart."""
        self.document = document
        self._save(what, save)
        self.rescore()

    def give_samples(self, reading: SampleReading, summary: SampleSummary) -> None:
        """Record what was measured on the vendor's sample outputs, or what else is kept of it; it can be undone."""
        before = Samples(reading=self.sample_reading, summary=self.document.analyser)
        after = Samples(reading=reading, summary=summary)
        if after != before:
            self.undo_stack.push(SetPart(self.tr("measured samples"), _SAMPLES, before, after, self._put_samples))

    def save_again(self) -> None:
        """Try every change that could not be saved once more."""
        waiting, self._unsaved = self._unsaved, {}
        for what, save in waiting.items():
            self._save(what, save)

    def rescore(self) -> None:
        """Score anew after a short pause; what was being scored is stale."""
        self._forget_scoring()
        self.evaluation_problem = None
        self.evaluation_started.emit()
        self._pause.start()

    @property
    def scoring(self) -> bool:
        """Whether a new score is on its way."""
        return self._pause.isActive() or self.background.is_busy(_SCORING)

    def close(self) -> None:
        """Stop scoring; what is unsaved is tried once more."""
        self._pause.stop()
        self._forget_scoring()
        self.save_again()

    # How it is done

    def _put_samples(self, samples: Samples, jump: bool) -> None:
        self.sample_reading = samples.reading
        document = self.document.model_copy(update={"analyser": samples.summary})
        measured = plain_reading(samples.reading) if samples.reading is not None else None
        save = self.workspace.save_samples
        self.keep(document, _SAMPLES, lambda: save(document.audit_id, samples.summary, measured))
        self.samples_changed.emit()
        if jump:
            self.part_restored.emit(_SAMPLES)

    def _put_answer(self, question_id: str, stage: str, answer: Answer, jump: bool) -> None:
        audit_id, save = self.document.audit_id, self.workspace.save_answer
        document = self.document.with_answer(question_id, answer)
        self.keep(document, question_id, lambda: save(audit_id, question_id, answer))
        self.answer_changed.emit(question_id)
        if stage != _QUESTIONS:
            self.answer_given_elsewhere.emit(question_id)
        if jump and stage == _QUESTIONS:
            self.answer_restored.emit(question_id)
        elif jump:
            self.part_restored.emit(stage)

    def _save(self, what: str, save: Callable[[], object]) -> None:
        try:
            save()
        except (WorkspaceError, UnusableInputError) as error:
            self._unsaved[what] = save
            self.save_state = SaveState(saved=False, problem=str(error))
        else:
            self._unsaved.pop(what, None)
            if not self._unsaved:
                self.save_state = SaveState()
        self.save_state_changed.emit()

    def _score(self) -> None:
        document, library = self.document, self.library
        self.background.run(_LIVE, lambda: _first_figures(document, library), self._live_scored, self._not_scored)
        self.background.run(_SCORING, lambda: _evaluate(document, library), self._scored, self._not_scored)

    def _forget_scoring(self) -> None:
        self.live = None
        for task in (_LIVE, _SCORING):
            self.background.cancel(task)

    def _live_scored(self, risk: RiskResult) -> None:
        self.live = risk
        self.live_scored.emit()

    def _scored(self, evaluation: Evaluation) -> None:
        self.evaluation, self.live = evaluation, None
        self.evaluated.emit()

    def _not_scored(self, error: Exception) -> None:
        self.evaluation, self.live, self.evaluation_problem = None, None, str(error)
        self.evaluation_failed.emit(str(error))


def is_settled(answer: Answer) -> bool:
    """Whether a question needs no further asking: it was answered, or does not apply."""
    return answer.answered or answer.status == "na"


def _first_figures(document: AuditDocument, library: Library) -> RiskResult:
    from core.risk.live import score_live

    return score_live(document.answers, library.packs_of(document.packs), document.context.lane, seed=document.seed)


def _evaluate(document: AuditDocument, library: Library) -> Evaluation:
    from core.assessment.evaluate import evaluate  # the simulation loads while nobody waits for it

    check_acceptance(document)
    return evaluate(as_of(document, dt.date.today()), library)

"""What every letter is filled from: the audit, its verdict, and the day it is written on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.assessment.evaluate import Evaluation
from core.assessment.result import RaisedFinding
from core.audit.document import AuditDocument
from questionnaires.answer import Answer
from questionnaires.letters import LetterKind, LettersFile, LetterWording
from questionnaires.library import Library
from questionnaires.pack import Pack, Question
from questionnaires.routing import shown_questions
from reports.letters.letter import Account, Letter, NoLetter, Recorded, Request
from reports.letters.working_days import working_days_after
from reports.material import months_later
from reports.text import clean, shorten
from reports.words import date_words, verdict_label

_SUBJECT_LENGTH = 200
_NAME_LENGTH = 80


@dataclass(frozen=True)
class Case:
    """One audit on one day.

    comment_asked: the day on which the vendor was asked for comment on the outcome; None while it was not.
    """

    evaluation: Evaluation
    library: Library
    today: dt.date
    comment_asked: dt.date | None = None

    @property
    def document(self) -> AuditDocument:
        """The audit."""
        return self.evaluation.document

    @property
    def file(self) -> LettersFile:
        """The wording of letters."""
        return self.library.letters

    def wording(self, kind: LetterKind) -> LetterWording:
        """The wording of one letter."""
        return self.file.letters[kind]

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The packs of the audit, in its order."""
        return self.library.packs_of(self.document.packs, self.document.audit_id)

    @cached_property
    def applying(self) -> tuple[Question, ...]:
        """The questions that apply, in order."""
        return shown_questions(self.packs, self.document.answers, self.document.context.lane)

    @cached_property
    def given(self) -> tuple[tuple[Question, Answer], ...]:
        """Every answer to a question of the audit's packs that was put to the vendor, in order."""
        return tuple(
            (question, answer)
            for pack in self.packs
            for question in pack.questions
            if (answer := self.document.answers.get(question.id)) is not None and answer.status != "not_asked"
        )

    @property
    def findings(self) -> tuple[RaisedFinding, ...]:
        """The findings, blockers first."""
        return self.evaluation.assessment.findings

    @property
    def red(self) -> bool:
        """Whether the verdict is the worst there is."""
        return self.evaluation.assessment.verdict == "NOT_DEFENSIBLE"

    @property
    def review(self) -> dt.date:
        """When the audit is to be reviewed."""
        document = self.document
        return document.reaudit_due or months_later(document.closed or document.opened, self.file.review_after_months)

    def answer_by(self, kind: LetterKind) -> dt.date:
        """The day by which a letter of today asks for an answer."""
        return working_days_after(self.today, self.file.answer_within_working_days[kind])

    def fill(self, kind: LetterKind, sentence: str, **more: str) -> str:
        """A sentence of ours with its gaps filled in from the audit."""
        verdict = self.evaluation.assessment.verdict
        words: Mapping[str, str] = {
            "vendor": self.document.vendor,
            "product": shorten(self.document.product, _NAME_LENGTH),
            "date": date_words(self.today),
            "answer_by": date_words(self.answer_by(kind)),
            "verdict": verdict_label(self.library, verdict),
            "meaning": self.file.verdict_to_vendor[verdict],
            "review": date_words(self.review),
            **more,
        }
        return clean(sentence.format_map(words))

    def letter(
        self,
        kind: LetterKind,
        *,
        recorded: tuple[Recorded, ...] = (),
        accounts: tuple[Account, ...] = (),
        requests: tuple[Request, ...] = (),
        more: tuple[str, ...] = (),
    ) -> Letter:
        """A letter of this kind in its wording. more: paragraphs before the last ones."""
        wording = self.wording(kind)
        author = self.document.auditor
        concludes = kind in ("comment", "outcome")
        opening = [self.fill(kind, sentence) for sentence in wording.opening]
        if concludes and self.evaluation.assessment.provisional:
            opening.insert(1, clean(self.file.provisional))
        return Letter(
            kind=kind,
            to=shorten(self.document.vendor, _SUBJECT_LENGTH),
            date=self.today,
            subject=shorten(self.fill(kind, wording.subject), _SUBJECT_LENGTH),
            before_sending=self.file.lawyer_line if concludes and self.red else "",
            opening=tuple(opening),
            recorded=recorded,
            accounts=accounts,
            requests_lead=self.fill(kind, wording.requests_lead) if requests or accounts else "",
            requests=requests,
            closing=(*more, *(self.fill(kind, sentence) for sentence in wording.closing)),
            signature=tuple(clean(line) for line in (author.name, author.role) if line.strip()),
        )

    def no_letter(self, kind: LetterKind, sentence: str, due: dt.date | None = None, **more: str) -> NoLetter:
        """Why there is no letter of this kind; ``first_due`` is filled in with the day it may be written."""
        return NoLetter(kind, self.fill(kind, sentence, first_due=date_words(due), **more), due)

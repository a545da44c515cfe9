"""What letters print and ask: answers as they were recorded, and what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from core.assessment.result import RaisedFinding
from questionnaires.answer import UNKNOWN, Answer
from questionnaires.pack import Question
from reports.letters.case import Case
from reports.letters.letter import Recorded, Request
from reports.text import clean
from reports.words import answer_lines, capital, date_words

_OPEN = UNKNOWN | {"not_asked"}


def recorded(case: Case, questions: Iterable[Question]) -> tuple[Recorded, ...]:
    """What was written down for these questions, where they were asked, in the vendor's words."""
    wanted = {question.id for question in questions}
    return tuple(_recorded(case, question, answer) for question, answer in case.given if question.id in wanted)


def _recorded(case: Case, question: Question, answer: Answer) -> Recorded:
    told = Answer(  # the rest of an answer is the buyer's own
        status=answer.status,
        choice=answer.choice,
        value=answer.value,
        basis=None if answer.basis == "asserted" else answer.basis,  # "asserted" is our word for no method
        n=answer.n,
        extra=answer.extra,
    )
    noted = case.file.recorded_as[answer.status]
    if answer.status == "pending" and answer.due is not None:
        noted = f"{noted} by {date_words(answer.due)}"
    said = ", ".join(part for part in (answer.by or "", date_words(answer.date) if answer.date else "") if part)
    return Recorded(
        question=clean(asked(case, question)),
        words=clean(answer.text),
        facts=tuple(clean(line) for line in answer_lines(question, told, case.library)),
        said=clean(said),
        noted_as=clean(noted),
    )


def days_late(answer: Answer, today: dt.date) -> int:
    """Days since a missing answer was due; 0 on the day, negative before it, and for one that nobody promised."""
    if answer.due is not None:
        return (today - answer.due).days
    return answer.overdue_days if answer.overdue else -1


def missing(case: Case, *, must_answer: bool = False) -> Iterator[tuple[Question, Answer]]:
    """Answers that were asked for, did not come and have a day by which they should have.

    A short question that a longer one took the place of is not asked again.
    """
    for question, answer in case.given:
        dated = answer.due is not None or answer.overdue
        wanted = question in case.applying and (question.gate or not must_answer)
        if answer.unknown and dated and wanted:
            yield question, answer


def still_open(case: Case, questions: Iterable[Question]) -> tuple[Request, ...]:
    """A request for each of these questions that nobody has answered, in order."""
    return tuple(
        request_for(case, question, answer)
        for question in questions
        if (answer := case.document.answers.get(question.id, Answer(status="not_asked"))).status in _OPEN
    )


def request_for(case: Case, question: Question, answer: Answer) -> Request:
    """One open question as it is put to the vendor."""
    notes = case.file.notes
    note = ""
    match answer.status:
        case "pending":
            note = notes.promised.format(date=date_words(answer.due)) if answer.due else notes.promised_undated
        case "vague":
            note = notes.be_specific
        case "not_asked":
            note = notes.not_reached
    return Request(clean(question.short), clean(_asked(case, question)), clean(note))


def _asked(case: Case, question: Question) -> str:
    """How an open question is asked again: a must-answer one as its finding puts it, any other as it stands."""
    if question.gate:
        for finding in case.findings:
            if finding.letter and question.id in finding.questions and finding.id not in case.file.asked_in_other_words:
                return finding.letter
    return asked(case, question)


def asked(case: Case, question: Question) -> str:
    """The words that a question is asked with in this audit."""
    return question.asked_in(case.document.context.lane)


def asked_by_findings(case: Case, covered: Collection[str], findings: Iterable[RaisedFinding]) -> tuple[Request, ...]:
    """Requests of findings about what was answered. covered: questions that are asked for anyway."""
    return tuple(
        Request(capital(clean(_about(case, finding))), clean(finding.letter))
        for finding in findings
        if finding.letter
        and finding.id not in case.file.asked_in_other_words
        and not (finding.questions and set(finding.questions) <= set(covered))
    )


def _about(case: Case, finding: RaisedFinding) -> str:
    asked = [question for question in map(case.library.question, finding.questions) if question is not None]
    return asked[0].short if asked else ""

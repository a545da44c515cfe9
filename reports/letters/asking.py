"""The letters that ask: follow-up, reminder, closing of must-answer points, contradictions."""

from __future__ import annotations

import datetime as dt

from core.audit.document import Contradiction
from core.risk.contradictions import find_contradictions
from questionnaires.pack import Question
from reports.letters.case import Case
from reports.letters.letter import Account, Letter, NoLetter, Request
from reports.letters.points import asked_by_findings, days_late, missing, recorded, request_for, still_open
from reports.text import clean


def follow_up(case: Case) -> Letter | NoLetter:
    """What was written down in the meeting, and everything that is still open."""
    if not case.given:
        return case.no_letter("follow_up", case.wording("follow_up").nothing)
    met = asked_in_the_meeting(case)
    asked = [question for question, _ in case.given if question not in met]
    wanted = [question for question in (*met, *asked) if question in case.applying]
    requests = still_open(case, wanted)
    covered = {question.id for question in wanted}
    return case.letter(
        "follow_up",
        recorded=recorded(case, met),
        requests=(*requests, *asked_by_findings(case, _open_ids(case, covered), case.findings)),
    )


def asked_in_the_meeting(case: Case) -> tuple[Question, ...]:
    """The questions of the shortest pack, where any of them was answered; else every question that was."""
    shortest = min(case.packs, key=lambda pack: pack.pack.minutes.typical)
    given = {question.id for question, _ in case.given}
    if any(question.id in given for question in shortest.questions):
        return tuple(question for question in shortest.questions if question.id in given or question in case.applying)
    return tuple(question for question, _ in case.given)


def _open_ids(case: Case, questions: set[str]) -> set[str]:
    return {question.id for question, answer in case.given if question.id in questions and answer.unknown}


def reminder(case: Case) -> Letter | NoLetter:
    """Everything that was promised for today or earlier and did not come."""
    promised = [(question, answer) for question, answer in missing(case)]
    due = [(question, answer) for question, answer in promised if days_late(answer, case.today) >= 0]
    wording = case.wording("reminder")
    if due:
        return case.letter("reminder", requests=tuple(request_for(case, *point) for point in due))
    days = [answer.due for _, answer in promised if answer.due is not None]
    if days:
        return case.no_letter("reminder", wording.not_yet, min(days))
    return case.no_letter("reminder", wording.nothing)


def closing(case: Case) -> Letter | NoLetter:
    """Must-answer points that are so late that they are closed with what there is."""
    limit = case.file.close_after_days
    awaited = list(missing(case, must_answer=True))
    late = [point for point in awaited if days_late(point[1], case.today) >= limit]
    wording = case.wording("closing")
    if late:
        return case.letter("closing", requests=tuple(request_for(case, *point) for point in late))
    days = [answer.due + dt.timedelta(days=limit) for _, answer in awaited if answer.due is not None]
    if days:
        return case.no_letter("closing", wording.not_yet, min(days))
    return case.no_letter("closing", wording.nothing)


def contradiction(case: Case) -> Letter | NoLetter:
    """Every open contradiction, recorded or found between answers, with both accounts as they stand."""
    accounts = (*_recorded_accounts(case), *_found_accounts(case))
    if not accounts:
        return case.no_letter("contradiction", case.wording("contradiction").nothing)
    return case.letter("contradiction", accounts=accounts)


def _recorded_accounts(case: Case) -> tuple[Account, ...]:
    return tuple(
        Account(_subjects(case, item), clean(item.claim_a), clean(item.claim_b))
        for item in case.document.contradictions
        if item.state == "open"
    )


def _subjects(case: Case, item: Contradiction) -> str:
    both = (item.question, item.other_question)
    return "; ".join(dict.fromkeys(_short(case, question) for question in both if question is not None))


def _found_accounts(case: Case) -> tuple[Account, ...]:
    """What the answers contradict each other in, beyond what is recorded."""
    recorded = {(item.claim_a, item.claim_b) for item in case.document.contradictions}
    return tuple(
        Account(
            clean(item.sentence),
            clean(f"{_short(case, item.question_a)}: {item.claim_a}"),
            clean(f"{_short(case, item.question_b)}: {item.claim_b}"),
        )
        for item in find_contradictions(case.document.answers, case.packs)
        if (item.claim_a, item.claim_b) not in recorded
    )


def _short(case: Case, question_id: str) -> str:
    question = case.library.question(question_id)
    return clean(question_id if question is None else question.short)


def requests_of(case: Case, questions: tuple[Question, ...]) -> tuple[Request, ...]:
    """Requests for those of these questions that were asked and not answered."""
    asked = {question.id for question, _ in case.given}
    return still_open(case, tuple(question for question in questions if question.id in asked))

"""The letters that conclude: the comment round, the outcome with its conditions, the review."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from core.assessment.result import RaisedFinding
from questionnaires.pack import Question
from reports.letters.asking import requests_of
from reports.letters.case import Case
from reports.letters.letter import Letter, NoLetter, Request
from reports.letters.points import asked_by_findings, recorded
from reports.letters.working_days import working_days_after
from reports.material import months_later
from reports.words import date_words


def comment(case: Case) -> Letter | NoLetter:
    """What the verdict would be and what it rests on, for the vendor to correct before it is final."""
    if not case.given:
        return case.no_letter("comment", case.wording("comment").nothing)
    deciding = deciding_questions(case)
    requests = (*requests_of(case, deciding), *_of_measurements(case))
    return case.letter("comment", recorded=recorded(case, deciding), requests=requests)


def deciding_questions(case: Case) -> tuple[Question, ...]:
    """The questions behind the rules that hold the verdict where it is; the must-answer ones where no rule does."""
    ids = {question for finding in _deciding(case) for question in finding.questions}
    found = tuple(question for question, _ in case.given if question.id in ids)
    return found or tuple(question for question, _ in case.given if question.gate)


def _deciding(case: Case) -> list[RaisedFinding]:
    binding = {cap.finding for cap in case.evaluation.assessment.caps if cap.binding}
    return [finding for finding in case.findings if finding.id in binding]


def _of_measurements(case: Case) -> tuple[Request, ...]:
    """What was measured, where the verdict rests on it."""
    analyser = case.document.analyser
    if analyser.date is None or not any(finding.id in case.file.measured_findings for finding in _deciding(case)):
        return ()
    day = date_words(analyser.date)
    return (Request("", case.file.notes.measured.format(count=analyser.n, date=day, reading=analyser.reading)),)


def outcome(case: Case) -> Letter | NoLetter:
    """The verdict and its conditions with their dates; the worst verdict only after a comment round."""
    wording = case.wording("outcome")
    if not case.given:
        return case.no_letter("outcome", wording.nothing)
    commented = bool((case.document.signoff.vendor_comment or "").strip())
    if case.red and not commented:
        if case.comment_asked is None:
            return case.no_letter("outcome", wording.not_yet)
        until = working_days_after(case.comment_asked, case.file.answer_within_working_days["comment"])
        if case.today <= until:
            return case.no_letter("outcome", wording.too_early, until)
    return case.letter("outcome", requests=_conditions(case), more=_on_the_comment(case))


def _conditions(case: Case) -> tuple[Request, ...]:
    """What is still asked of the vendor, each with its day."""
    notes = case.file.notes
    start = max(case.document.closed or case.today, case.today)
    by_day = {
        finding.id: notes.wanted_by.format(date=date_words(start + dt.timedelta(days=finding.due_days)))
        for finding in case.findings
    }
    return tuple(
        replace(request, note=by_day[finding.id])
        for finding in case.findings
        for request in asked_by_findings(case, (), (finding,))
    )


def _on_the_comment(case: Case) -> tuple[str, ...]:
    wording, sign_off = case.wording("outcome"), case.document.signoff
    if (sign_off.vendor_comment or "").strip():
        if sign_off.vendor_comment_on is None:
            return (case.fill("outcome", wording.comment_received_undated),)
        day = date_words(sign_off.vendor_comment_on)
        return (case.fill("outcome", wording.comment_received, comment_date=day),)
    if case.comment_asked is not None:
        asked = date_words(case.comment_asked)
        return (case.fill("outcome", wording.comment_missing, comment_asked=asked),)
    return ()


def review(case: Case) -> Letter | NoLetter:
    """The last answers, for the vendor to say what has changed."""
    wording = case.wording("review")
    if not case.given:
        return case.no_letter("review", wording.nothing)
    first = months_earlier(case.review, case.file.review_notice_months)
    if case.today < first:
        return case.no_letter("review", wording.not_yet, first)
    questions = tuple(question for question, _ in case.given)
    return case.letter("review", recorded=recorded(case, questions), requests=requests_of(case, questions))


def months_earlier(date: dt.date, months: int) -> dt.date:
    """The same day some months earlier, or the last day of that month where it has fewer days."""
    return months_later(date, -months)

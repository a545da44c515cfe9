"""Whether an audit makes sense: by itself, and against the packs it says it used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from core.audit.answer_check import check_answer
from core.audit.document import AuditDocument, Contradiction
from questionnaires.errors import UnusableInputError
from questionnaires.library import Library
from questionnaires.pack import Pack, Question


def check_structure(document: AuditDocument, source: str | None = None) -> None:
    """Raise UnusableInputError for the first thing in the audit that contradicts the rest of it."""
    source = source or document.audit_id
    for pack_id in _repeated(document.packs):
        raise UnusableInputError(source, f"pack {pack_id}", "it is listed twice; list it once")
    for pack_id in document.pack_versions:
        if pack_id not in document.packs:
            raise UnusableInputError(source, f"pack_versions {pack_id}", "this pack is not among the audit's packs")
    for contradiction_id in _repeated(contradiction.id for contradiction in document.contradictions):
        raise UnusableInputError(source, f"contradiction {contradiction_id}", "two have this id; number them apart")
    for contradiction in document.contradictions:
        _check_closing(contradiction, source)
    for question_id, answer in document.answers.items():
        for evidence_id in answer.evidence:
            place = f"answer {question_id}, evidence"
            if evidence_id not in document.evidence:
                cause = f"the evidence {evidence_id!r} is not in the audit's list of evidence; add it there"
                raise UnusableInputError(source, place, cause)
            if document.evidence[evidence_id].withdrawn:
                raise UnusableInputError(source, place, f"the evidence {evidence_id!r} was withdrawn; unlink it")
    for name in ("sim_inputs", "what_if"):
        try:
            json.dumps(getattr(document, name), allow_nan=False, default=str)
        except ValueError:
            raise UnusableInputError(source, name, "it must hold finite numbers only") from None


def check_audit(document: AuditDocument, library: Library, source: str | None = None) -> None:
    """Raise UnusableInputError for the first thing that does not fit the packs of the audit.

    source: what the error names, such as a file; the audit's id by default.
    """
    source = source or document.audit_id
    check_structure(document, source)
    packs = library.packs_of(document.packs, source)
    _check_versions(document, packs, source)
    questions = {question.id: question for pack in packs for question in pack.questions}
    for question_id, answer in document.answers.items():
        _check_known(question_id, questions, library, source, f"answer {question_id}")
        check_answer(questions[question_id], answer, library.vocabulary, source)
    for contradiction in document.contradictions:
        for asked in (contradiction.question, contradiction.other_question):
            if asked is not None:
                _check_known(asked, questions, library, source, f"contradiction {contradiction.id}, question")
    check_acceptance(document, source)


def check_acceptance(document: AuditDocument, source: str | None = None) -> None:
    """Raise UnusableInputError for what nobody gave a reason for, or, at critical stakes, no second person accepted."""
    source = source or document.audit_id
    auditor = document.auditor.name
    for question_id, answer in document.answers.items():
        if answer.status == "na" and not answer.reason.strip():
            cause = "'does not apply' needs a reason and who accepted it; write both, or choose another status"
            raise UnusableInputError(source, f"answer {question_id}, reason", cause)
    if document.context.stakes != "S3":
        return
    for question_id, answer in document.answers.items():
        if answer.status == "na" and same_person(answer.accepted_by or auditor, auditor):
            cause = "at critical stakes somebody other than the auditor accepts 'does not apply'; name that person"
            raise UnusableInputError(source, f"answer {question_id}, accepted_by", cause)
    signed = document.signoff
    if signed.reviewed_by and any(same_person(signed.reviewed_by, who) for who in (signed.prepared_by, auditor)):
        cause = f"at critical stakes the reviewer is another person than {signed.reviewed_by}, who made the audit"
        raise UnusableInputError(source, "sign-off, reviewed_by", f"{cause}; name somebody else")


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two names are written alike, capitals and spaces aside."""
    return bool(one and other) and _plain(one) == _plain(other)


def _plain(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _check_closing(contradiction: Contradiction, source: str) -> None:
    """An explanation is a sentence, closing has a name, and one written by mistake is no part of an audit."""
    place = f"contradiction {contradiction.id}"
    if contradiction.state == "withdrawn":
        raise UnusableInputError(source, place, "it was withdrawn, so it is no part of the audit; take it out")
    if contradiction.state in ("explained", "closed") and not contradiction.resolution.strip():
        cause = f"it is {contradiction.state} without an explanation; write one sentence, or leave it open"
        raise UnusableInputError(source, f"{place}, resolution", cause)
    if contradiction.state == "closed" and not (contradiction.closed_by or "").strip():
        raise UnusableInputError(source, f"{place}, closed_by", "it is closed by nobody; name who closed it")


def _check_versions(document: AuditDocument, packs: Sequence[Pack], source: str) -> None:
    """A pack's major version changes when the meaning of a question does, so it must be the same."""
    for pack in packs:
        here = pack.pack.version
        used = document.pack_versions.get(pack.id, here)
        if used.split(".")[0] != here.split(".")[0]:
            cause = f"the audit used version {used}, but this program has {here}, where questions mean something else"
            raise UnusableInputError(source, f"pack {pack.id}", cause)


def _check_known(
    question_id: str, questions: Mapping[str, Question], library: Library, source: str, place: str
) -> None:
    if question_id in questions:
        return
    if library.question(question_id) is None:
        raise UnusableInputError(source, place, f"there is no question {question_id!r}")
    raise UnusableInputError(source, place, f"question {question_id} is in a pack that this audit does not use")


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]

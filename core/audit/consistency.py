"""Whether an audit makes sense: by itself, and against the packs it says it used."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from core.audit.answer_check import check_answer
from core.audit.document import AuditDocument
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
    for question_id, answer in document.answers.items():
        for evidence_id in answer.evidence:
            if evidence_id not in document.evidence:
                cause = f"the evidence {evidence_id!r} is not in the audit's list of evidence; add it there"
                raise UnusableInputError(source, f"answer {question_id}, evidence", cause)
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
        check_answer(questions[question_id], answer, library, source)
    for contradiction in document.contradictions:
        _check_known(contradiction.question, questions, library, source, f"contradiction {contradiction.id}, question")


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

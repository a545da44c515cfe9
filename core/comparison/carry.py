"""The next audit of a product, begun from the last one.

An answer of the last audit is not evidence for this one: models, data and people change, and nobody has said it again.
So it is carried as "not asked yet", with its words, choices and figures filled in, without grade, evidence, promise or
day. It counts nowhere, keeps a must-answer question open and the risk unquantified, until somebody gives it a status;
then it counts as spoken until it is graded. The evidence register is carried, so that a document can be named again,
and so are contradictions that are still open. Samples, sign-off and what the product shows are looked at anew.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.audit.document import AuditDocument
from questionnaires.answer import Answer
from questionnaires.library import Library
from questionnaires.migration import migrate


def begin_again(last: AuditDocument, library: Library, audit_id: str, today: dt.date) -> AuditDocument:
    """A new audit of the same product with the packs of today; its seed is drawn when the workspace takes it in.

    Answers to questions that the packs of today do not ask are left behind; comparing both audits lists them.
    Raises UnusableInputError for a pack that is not in the library.
    """
    packs = library.packs_of(last.packs, last.audit_id)
    carried = migrate(last.answers, packs).answers
    kept: dict[str, Any] = {
        name: getattr(last, name) for name in ("vendor", "product", "client", "auditor", "packs", "context", "sample")
    }
    return AuditDocument(
        audit_id=audit_id,
        opened=today,
        follows=last.audit_id,
        pack_versions={pack.id: pack.pack.version for pack in packs},
        answers={question: _to_confirm(answer) for question, answer in carried.items() if says_something(answer)},
        evidence=last.evidence,
        contradictions=tuple(item for item in last.contradictions if item.state == "open"),
        **kept,
    )


def to_confirm(answer: Answer, last: AuditDocument | None, question_id: str) -> bool:
    """Whether an answer is what an earlier audit said and nobody has given it a status again.

    last: the audit that this one follows; None where it cannot be looked up, which leaves any answer without a status.
    """
    before = answer if last is None else last.answers.get(question_id)
    return answer.status == "not_asked" and says_something(answer) and before is not None and says_something(before)


def says_something(answer: Answer) -> bool:
    """Whether an answer holds words, a choice or figures, whatever its status."""
    return bool(answer.text or answer.choice or answer.value is not None or answer.extra)


def _to_confirm(answer: Answer) -> Answer:
    """The same words without anything that would make them count."""
    filled_in = answer.model_dump(include={"choice", "value", "text", "extra", "basis", "n", "by"})
    return Answer.model_validate({**filled_in, "status": "not_asked"})

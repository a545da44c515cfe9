"""An audit taken apart into the pieces that can be changed one by one, each under a place a person would look for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.audit.document import AuditDocument, Contradiction, EvidenceItem
from questionnaires.answer import Answer, Frozen

HEAD = "head"
CONTEXT = "context"
SAMPLES = "samples"
FACTS = "product facts"
SIGN_OFF = "sign-off"
CLOSING = "closing"
ANSWER = "answer "
EVIDENCE = "evidence "
CONTRADICTION = "contradiction "


class ProductFacts(Frozen):
    """The two facts about the product that the compensated route asks for."""

    version_visible: bool = False
    terms_no_training: bool = False


class Closing(Frozen):
    """When the audit was closed and when the next one is due."""

    closed: dt.date | None = None
    reaudit_due: dt.date | None = None


def pieces_of(document: AuditDocument) -> dict[str, Frozen]:
    """The pieces by place, in the order in which they can be written: evidence before the answers that rest on it."""
    return {
        HEAD: document.head,
        CONTEXT: document.context,
        **{EVIDENCE + name: item for name, item in document.evidence.items()},
        **{ANSWER + question_id: answer for question_id, answer in document.answers.items()},
        **{CONTRADICTION + item.id: item for item in document.contradictions},
        SAMPLES: document.analyser,
        FACTS: ProductFacts(version_visible=document.version_visible, terms_no_training=document.terms_no_training),
        SIGN_OFF: document.signoff,
        CLOSING: Closing(closed=document.closed, reaudit_due=document.reaudit_due),
    }


def says_nothing(piece: Frozen | None) -> bool:
    """Whether there is nothing in a piece that could be lost."""
    if isinstance(piece, Answer):
        return piece == Answer(status="not_asked")
    if isinstance(piece, EvidenceItem | Contradiction):
        return False
    fields = type(piece).model_fields.values() if piece is not None else ()
    return piece is None or (not any(field.is_required() for field in fields) and piece == type(piece)())


def with_piece(document: AuditDocument, place: str, piece: Any) -> AuditDocument:
    """The same audit with one piece added or replaced."""
    if place.startswith(ANSWER):
        return document.with_answer(place.removeprefix(ANSWER), piece)
    if place.startswith(EVIDENCE):
        evidence = {**document.evidence, place.removeprefix(EVIDENCE): piece}
        return document.model_copy(update={"evidence": evidence})
    if place.startswith(CONTRADICTION):
        by_id = {item.id: item for item in document.contradictions} | {piece.id: piece}
        return document.model_copy(update={"contradictions": tuple(by_id.values())})
    if place == HEAD:
        return document.with_head(piece)
    if place in (FACTS, CLOSING):
        return document.model_copy(update=dict(piece))
    return document.model_copy(update={{CONTEXT: "context", SAMPLES: "analyser", SIGN_OFF: "signoff"}[place]: piece})

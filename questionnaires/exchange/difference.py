"""What a vendor's reply would change in an audit: per question the old answer, the new one, and what to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.exchange.for_vendor import VendorQuestion, question_for_vendor, section_title
from questionnaires.exchange.interpreting import days_late, interpret
from questionnaires.exchange.plain_text import one_line, plain
from questionnaires.exchange.reply import Entry, Reply
from questionnaires.pack import Lane, Pack, Question
from questionnaires.vocabulary import Vocabulary

_CONTENT = ("choice", "value", "text", "extra", "basis", "n", "reason")
"""The parts of an answer that say what the vendor says, without who, when and how well backed."""


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that would change. old: None where there is none; warnings: what to look at before taking it."""

    question: Question
    old: Answer | None
    new: Answer
    warnings: tuple[str, ...]
    blank: bool


@dataclass(frozen=True, slots=True)
class VendorDifference:
    """A reply against what is known. unchanged: questions that would stay; warnings: on the file as a whole."""

    audit_id: str
    source: str
    sha256: str
    changes: tuple[AnswerChange, ...]
    unchanged: tuple[str, ...]
    warnings: tuple[str, ...]


def difference(
    reply: Reply,
    packs: Sequence[Pack],
    answers: Mapping[str, Answer],
    vocabulary: Vocabulary,
    *,
    lane: Lane,
    audit_id: str,
    received: dt.date,
    source: str,
    sha256: str,
) -> VendorDifference:
    """Compare a reply with an audit's answers. Nothing is changed by looking.

    packs, lane: those of the audit; received: the day the reply came; source and sha256: of the file.
    Raises UnusableInputError where the reply is to another audit, or to a pack whose questions mean something else now.
    """
    if reply.audit != audit_id:
        cause = f"it answers the questions of audit {one_line(reply.audit, 80)}, not of {audit_id}; nothing was read"
        raise UnusableInputError(source, "", cause)
    warnings = [*map(plain, reply.problems), *_about_packs(reply, packs, source)]
    known = {question.id: (pack, question) for pack in packs for question in pack.questions}
    changes: list[AnswerChange] = []
    unchanged: list[str] = []
    for question_id, (pack, question) in known.items():
        if question_id not in reply.wordings and question_id not in reply.entries:
            continue
        shown = question_for_vendor(question, section_title(pack, question), lane)
        change = _change(question, shown, answers.get(question_id), reply, received, vocabulary)
        if change is None:
            unchanged.append(question_id)
        else:
            changes.append(change)
    warnings += _about_unknown(reply, known)
    return VendorDifference(audit_id, source, sha256, tuple(changes), tuple(unchanged), tuple(warnings))


def _change(
    question: Question, shown: VendorQuestion, old: Answer | None, reply: Reply, received: dt.date,
    vocabulary: Vocabulary,
) -> AnswerChange | None:  # fmt: skip
    entry = reply.entries.get(question.id, Entry())
    if entry.blank:
        return _left_blank(question, old, reply, received)
    new, found = interpret(question, shown, entry, reply, received, vocabulary)
    warnings = [*_about_wording(shown, entry, reply), *found]
    if old is not None and old.status != "not_asked":
        if _same(old, new):
            return None
        if old.evidence:
            new = new.model_copy(update={"evidence": old.evidence})
        if old.grade > new.grade:
            warnings.append(
                f"You graded the earlier answer {old.grade}; this one stays at {new.grade} until you grade it."
            )
        if old.adjust:
            warnings.append("What made the earlier evidence count for less is not carried over; look at it again.")
    return AnswerChange(question, old, new, tuple(warnings), blank=False)


def _left_blank(question: Question, old: Answer | None, reply: Reply, received: dt.date) -> AnswerChange | None:
    """A blank is a promise until the return date and a silence after it; it never takes an answer away."""
    if old is not None and old.status not in ("not_asked", "pending"):
        return None
    promised = old if old is not None and old.status == "pending" else Answer(status="pending")
    due = promised.due or reply.due
    late = max(promised.overdue_days, days_late(due, received))
    new = promised.model_copy(update={"due": due, "overdue_days": late})
    if new == old:
        return None
    state = f"not answered, {late} days late" if late else f"promised for {due.isoformat()}"
    return AnswerChange(question, old, new, (f"Left empty: {state}.",), blank=True)


def _same(old: Answer, new: Answer) -> bool:
    """Whether the vendor says again what is already there; "adjectives only" for it is the reviewer's call."""
    said_before = [getattr(old, name) for name in _CONTENT]
    says_now = [getattr(new, name) for name in _CONTENT]
    kind = old.status == new.status or {old.status, new.status} <= {"specific", "partial", "vague"}
    return said_before == says_now and kind and old.due == new.due


def _about_wording(shown: VendorQuestion, entry: Entry, reply: Reply) -> Iterator[str]:
    sent = reply.wordings.get(shown.id)
    if sent is None:
        yield "The file was sent without this question."
    elif sent != shown.wording:
        yield "The question was worded differently when it was sent; read the answer against the old wording."
    if entry.asked and plain(entry.asked) != plain(shown.ask):
        yield f"The wording was changed in the file to “{one_line(entry.asked, 160)}”."


def _about_packs(reply: Reply, packs: Sequence[Pack], source: str) -> Iterator[str]:
    ours = {pack.id: pack.pack.version for pack in packs}
    for pack_id, version in reply.packs.items():
        here = ours.get(pack_id)
        if here is None:
            yield f"The file holds the questions “{one_line(pack_id, 40)}”, which this audit does not use."
        elif here.split(".")[0] != version.split(".")[0]:
            cause = f"it was sent with version {one_line(version, 20)}, but questions mean something else in {here}"
            raise UnusableInputError(source, f"pack {pack_id}", f"{cause}, which this audit uses; nothing was read")
        elif here != version:
            yield f"The file was sent with version {one_line(version, 20)} of “{pack_id}”; the audit has {here}."


def _about_unknown(reply: Reply, known: Mapping[str, object]) -> Iterator[str]:
    for question_id, entry in reply.entries.items():
        if question_id not in known and not entry.blank:
            words = "; ".join(_everything(entry))
            asked = one_line(question_id, 40)
            yield f"{asked}: there is no such question in this audit. It says: “{one_line(words, 300)}”"


def _everything(entry: Entry) -> Iterator[str]:
    """Every text of an entry."""
    figures = [text for given in entry.figures.values() for text in given.values()]
    said = (entry.status, *entry.answers.values(), *figures, entry.basis, entry.sample_size, entry.due, entry.by)
    yield from (text for text in (*said, entry.evidence, entry.comment, *entry.stray) if text.strip())

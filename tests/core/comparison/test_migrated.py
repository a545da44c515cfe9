from __future__ import annotations

from core.audit.consistency import check_audit
from core.audit.document import AuditDocument
from core.comparison.migrated import migrated
from questionnaires.answer import Answer
from questionnaires.library import Library
from questionnaires.pack import Pack


def older(library: Library) -> Pack:
    """The longest pack as it might have been before: one question under another id, one that is gone since."""
    pack = library.packs["training_data"]
    first = pack.questions[0].model_copy(update={"id": "TD-0.99"})
    gone = pack.questions[1].model_copy(update={"id": "TD-0.98", "concept": "asked_no_more"})
    head = pack.pack.model_copy(update={"version": "0.4.0"})
    return pack.model_copy(update={"pack": head, "questions": (first, gone, *pack.questions[2:])})


def test_a_copy_has_todays_packs_and_every_answer_that_could_follow(
    audits: dict[str, AuditDocument], library: Library
) -> None:
    since = older(library)
    last = audits["A"]
    first, second = library.packs["training_data"].questions[:2]
    answers = {name: one for name, one in last.answers.items() if name not in (first.id, second.id)}
    answers["TD-0.99"] = last.answers[first.id]
    answers["TD-0.98"] = Answer(status="specific", grade=3, text="Something no one asks any more.")
    old = last.model_copy(update={"answers": answers, "pack_versions": {"training_data": "0.4.0"}})
    copy, found = migrated(old, [since], library, "COPY")
    check_audit(copy, library)
    assert copy.answers[first.id] == last.answers[first.id]
    assert found.moved == (("TD-0.99", first.id),)
    assert [one.question for one in found.left_behind] == ["TD-0.98"]
    assert copy.pack_versions == {"training_data": library.packs["training_data"].pack.version}
    assert old.answers["TD-0.98"].text


def test_a_contradiction_follows_its_question_or_is_listed(audits: dict[str, AuditDocument], library: Library) -> None:
    item = audits["B"].contradictions[0]
    lost = item.model_copy(update={"id": "LOST", "question": "TD-0.97"})
    old = audits["B"].model_copy(update={"contradictions": (item, lost)})
    copy, found = migrated(old, [], library, "COPY")
    assert copy.contradictions == (item,)
    assert "contradiction LOST" in found.left_behind[-1].cause

from __future__ import annotations

import datetime as dt

from core.assessment.evaluate import evaluate
from core.audit.consistency import check_audit
from core.audit.document import AuditDocument, Context, Person
from core.audit.public_record import with_public_record
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import load_library
from questionnaires.public_record import public_record

LIBRARY = load_library()
OPENED = dt.date(2026, 11, 21)


def new_audit() -> AuditDocument:
    return AuditDocument(
        audit_id="AUD-1",
        vendor="Reseller Ltd",
        product="Reader",
        auditor=Person(name="M. Field"),
        packs=("training_data",),
        opened=OPENED,
        context=Context(stakes="S2", human_in_loop="yes", lane="B"),
    )


def filled(name: str = "OpenAI") -> AuditDocument:
    return with_public_record(new_audit(), public_record(name, LIBRARY.transparency_index, OPENED), LIBRARY)


def test_the_record_brings_its_pack_its_answers_and_its_source():
    document = filled()
    check_audit(document, LIBRARY)
    assert document.packs == ("training_data", "regulatory_disclosure")
    assert document.pack_versions["regulatory_disclosure"]
    assert len(document.answers) == 20
    (item,) = document.evidence.values()
    assert (item.kind, item.dated) == ("document", dt.date(2025, 12, 9))


def test_an_answer_that_was_given_already_stays():
    given = Answer(status="specific", choice=("yes",), grade=3, text="Their page, saved today.")
    document = new_audit().model_copy(update={"packs": ("regulatory_disclosure",), "answers": {"RD-A01": given}})
    record = public_record("OpenAI", LIBRARY.transparency_index, OPENED)
    assert with_public_record(document, record, LIBRARY).answers["RD-A01"] == given


def test_the_count_of_the_audit_is_the_count_of_the_index():
    for name, met in (("IBM", 20), ("OpenAI", 1), ("xAI", 0)):
        assert evaluate(filled(name), LIBRARY, seed=1, draws=200).assessment.transparency_count == met


def test_silence_on_record_scores_nothing_and_raises_no_finding_about_practice():
    silent = evaluate(filled("xAI"), LIBRARY, seed=1, draws=200).assessment
    assert silent.disclosure == 0
    asked = {question for finding in silent.findings for question in finding.questions}
    assert not {question for question in asked if question.startswith("RD-A")}


def test_it_is_kept_in_the_workspace_and_each_answer_can_be_overridden(tmp_path):
    with Workspace.open(tmp_path) as workspace:
        workspace.add(filled())
        own = Answer(status="specific", choice=("yes",), grade=3, text="Published since; page saved.")
        workspace.save_answer("AUD-1", "RD-A01", own)
        assert workspace.load("AUD-1").answers["RD-A01"] == own
        assert workspace.load("AUD-1").answers["RD-A03"].grade == 3

"""A full audit goes out and comes back in every format: no word, comment, grade or evidence id stays behind."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.consistency import check_audit
from core.audit.document import AuditDocument, Contradiction, EvidenceItem, SignOff
from core.audit.exchange.applying import apply
from core.audit.exchange.difference import difference
from core.audit.exchange.file import read_package, write_package
from core.audit.exchange.package import package_of
from core.audit.pack_texts import freeze_packs, pack_texts
from core.audit.qaudit import read_audit, write_audit
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.frozen import freeze
from questionnaires.library import EXAMPLES, Library
from reports.exports.export import write_export

DAY = dt.date(2026, 11, 20)
FORMATS = ("json", "xlsx", "docx", "pdf")


def full(document: AuditDocument, library: Library) -> AuditDocument:
    """An audit in which every question of all its packs is answered and every field of words says something else."""
    packs = library.packs_of(document.packs)
    ids = [question.id for pack in packs for question in pack.questions]
    evidence = {
        f"Z-{number:03d}": EvidenceItem(
            title=f"title of {which}",
            kind="document",
            source=f"source of {which}",
            dated=DAY,
            received=DAY,
            file_name=f"{number}.pdf",
        )
        for number, which in enumerate(ids)
    }
    answers = {
        which: Answer(
            status="vague" if number % 3 else "pending",
            grade=number % 5,
            text=f"words about {which}, zoë",
            evidence=(f"Z-{number:03d}",),
            by=f"speaker {number}",
            date=DAY,
            due=dt.date(2027, 1, 1) + dt.timedelta(days=number),
            adjust=("stale",),
            adjust_reasons={"stale": f"reason at {which}"},
        )
        for number, which in enumerate(ids)
    }
    contradiction = Contradiction(
        id="X-77",
        question=ids[0],
        other_question=ids[1],
        claim_a="claim one",
        claim_b="claim two",
        why="why not both",
        state="closed",
        resolution="resolved thus",
        closed_by="Closer",
        closed_on=DAY,
    )
    signed = SignOff(
        prepared_by="Preparer",
        prepared_on=DAY,
        reviewed_by="Reviewer",
        reviewed_on=DAY,
        vendor_comment="vendor comment",
        vendor_comment_by="Commenter",
        vendor_comment_on=DAY,
    )
    parts = {"evidence": evidence, "answers": answers, "contradictions": (contradiction,), "signoff": signed}
    return document.model_copy(update={**parts, "closed": DAY, "seed": 7})


@pytest.fixture(scope="module")
def evaluation(library: Library) -> Evaluation:
    document = full(read_audit(EXAMPLES / "B_evasive_vendor.yaml"), library)
    check_audit(document, library)
    return evaluate(document, library, draws=400)


def words_of(document: AuditDocument) -> Iterator[str]:
    """Everything a person wrote that has to be found again."""
    for question_id, answer in document.answers.items():
        yield from (question_id, answer.text, answer.by or "", *answer.evidence, *answer.adjust_reasons.values())
    for evidence_id, item in document.evidence.items():
        yield from (evidence_id, item.title, item.source)
    for one in document.contradictions:
        yield from (one.id, one.question, one.claim_a, one.claim_b, one.why, one.resolution, one.closed_by or "")
    signed = document.signoff
    yield from (signed.vendor_comment or "", signed.vendor_comment_by or "")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\-\ufffe\x02]", "", text)


def text_of(content: bytes, ending: str) -> str:
    match ending:
        case "json":
            return json.dumps(json.loads(content), ensure_ascii=False)
        case "xlsx":
            book = openpyxl.load_workbook(io.BytesIO(content))
            return "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)
        case _:
            word = docx.Document(io.BytesIO(content))
            tables = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
            return "\n".join([*(part.text for part in word.paragraphs), *tables])


@pytest.mark.parametrize("ending", FORMATS)
def test_every_word_and_id_is_in_what_is_handed_out(
    ending: str, evaluation: Evaluation, library: Library, tmp_path: Path, write: Any
) -> None:
    path = tmp_path / f"audit.{ending}"
    if ending == "pdf":
        text = write(evaluation, path).text
    else:
        write_export(evaluation, library, path)
        text = text_of(path.read_bytes(), ending)
    found = squeezed(text)
    missing = sorted({said for said in words_of(evaluation.document) if squeezed(said) not in found})
    assert missing == []


def test_the_vendors_copy_has_no_reason_or_source_of_the_reviewers(
    evaluation: Evaluation, library: Library, tmp_path: Path
) -> None:
    for ending in ("json", "xlsx", "docx"):
        path = tmp_path / f"audit.{ending}"
        write_export(evaluation, library, path, edition="vendor")
        text = text_of(path.read_bytes(), ending)
        assert "words about" in text
        assert "reason at" not in text
        assert "source of" not in text


def test_an_audit_written_as_text_comes_back_equal(evaluation: Evaluation, tmp_path: Path) -> None:
    write_audit(evaluation.document, tmp_path / "audit.yaml")
    assert read_audit(tmp_path / "audit.yaml") == evaluation.document


def test_a_handed_over_audit_comes_back_equal_with_history_packs_and_files(
    evaluation: Evaluation, library: Library, tmp_path: Path
) -> None:
    document = evaluation.document
    audit_id, question = document.audit_id, next(iter(document.answers))
    source = tmp_path / "log.pdf"
    source.write_bytes(b"%PDF log")
    texts = {pack.id: freeze(pack) for pack in library.packs_of(document.packs)}
    with Workspace.open(tmp_path / "here") as here:
        here.add(document)
        here.attach_file(audit_id, "Z-000", source)
        for words in ("first", "second"):
            here.save_answer(audit_id, question, document.answers[question].model_copy(update={"text": words}))
        freeze_packs(here, audit_id, texts)
        sent = here.load(audit_id)
        write_package(package_of(here, audit_id), tmp_path / "audit.headwater")
    received = read_package(tmp_path / "audit.headwater")
    assert received.document == sent
    assert [given.answer.text for given in received.history if given.question == question][1:] == ["first", "second"]
    with Workspace.open(tmp_path / "there") as there:
        assert apply(there, difference(None, received), library) == sent
        assert pack_texts(there, audit_id) == texts
        assert there.attached_file(sent.evidence["Z-000"].sha256 or "") == b"%PDF log"
        assert difference(package_of(there, audit_id), received).changes == ()

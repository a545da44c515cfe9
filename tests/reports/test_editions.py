"""Who may read what: a word planted in every field of an audit, looked for in every byte of every edition."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pikepdf
import pypdfium2
import pytest
from pydantic import BaseModel

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.consistency import check_audit
from core.audit.document import (
    AuditDocument,
    Context,
    Contradiction,
    EvidenceItem,
    Person,
    RecordedRisk,
    SampleSummary,
    SignOff,
)
from core.samples.result import Measure, SampleReading, TailResult
from core.samples.shown import Copies, Repeated, Shown
from core.samples.tail_kit.cases import Case
from core.samples.tail_kit.coverage import tail_coverage
from core.samples.text_set import TextSet
from core.samples.training.check import check_training
from core.samples.training.examples import Example, ExampleSet
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES, Library
from questionnaires.safe_yaml import read_yaml
from reports.editions import ALSO_COMPARED
from reports.exports.export import write_export
from reports.report import write_report
from reports.verify import verify_report

MODELS = (AuditDocument, Person, Context, Answer, EvidenceItem, Contradiction, SampleSummary, SignOff, RecordedRisk)
VENDORS = frozenset(
    {
        *("AuditDocument.audit_id", "AuditDocument.vendor", "AuditDocument.product", "Person.name", "Person.role"),
        *("Answer.text", "Answer.by", "Answer.evidence", "Answer.extra"),
        *("EvidenceItem.title", "EvidenceItem.file_name", "EvidenceItem.sha256"),
        *("Contradiction.id", "Contradiction.claim_a", "Contradiction.claim_b"),
        *("SignOff.prepared_by", "SignOff.reviewed_by", "SignOff.reviewer_role", "SignOff.interest"),
        *("SignOff.vendor_comment", "SignOff.vendor_comment_by"),
    }
)
"""What the vendor said and gave, what was found, and who signed."""
BUYERS = frozenset(
    {
        *("AuditDocument.client", "AuditDocument.follows", "Context.use", "Context.worst_case"),
        *("Answer.adjust_reasons", "Answer.reason", "Answer.accepted_by", "EvidenceItem.source"),
        *("Contradiction.why", "Contradiction.resolution", "Contradiction.closed_by"),
        *("SampleSummary.baseline", "SampleSummary.note", "SignOff.accepted_by"),
        *("AuditDocument.sim_inputs", "AuditDocument.what_if", "RecordedRisk.note"),
    }
)
"""The buyer's own, and nothing of it for the vendor."""
IDS_OF_PACKS = frozenset(
    {
        *("AuditDocument.packs", "AuditDocument.pack_versions", "AuditDocument.answers", "AuditDocument.evidence"),
        *("Answer.choice", "Answer.value", "Contradiction.question", "Contradiction.other_question"),
    }
)
"""Names of packs, questions, choices and rows, which nobody types; ids of evidence stand with the answers."""
NEVER_PRINTED = {"AuditDocument.sim_inputs", "AuditDocument.what_if", "RecordedRisk.note"}


def fields_of_words() -> set[str]:
    """Every field of an audit that can hold text."""
    return {f"{m.__name__}.{name}" for m in MODELS for name, field in m.model_fields.items() if _text(field.annotation)}


def _text(kind: Any) -> bool:
    if get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return False
    if get_origin(kind) in (Union, UnionType, Annotated, tuple, dict):
        return any(_text(part) for part in get_args(kind))
    return kind in (str, Any)


def word(field: str) -> str:
    """A word of no language, another one for each field."""
    return "zq" + re.sub("[^a-z]", "", field.lower()) + "qz"


def planted(library: Library) -> AuditDocument:
    """A worked audit with a word in every field."""
    document = AuditDocument.model_validate(read_yaml(EXAMPLES / "A_strong_vendor.yaml"))
    packs = tuple(dict.fromkeys((*document.packs, "regulatory_disclosure")))
    questions = [question for pack in library.packs_of(packs) for question in pack.questions]
    spared = next(question.id for question in questions if question.na_allowed)
    told = next(question.id for question in questions if question.answer.extra_fields)
    other = next(question.id for question in questions if question.id not in (spared, told))

    def of(model: type[BaseModel], *fields: str) -> dict[str, str]:
        return {field: word(f"{model.__name__}.{field}") for field in fields}

    day = dt.date(2026, 11, 20)
    given = word("Answer.evidence")
    kept = EvidenceItem(kind="written", **of(EvidenceItem, "title", "source", "file_name", "sha256"))
    gone = EvidenceItem(kind="written", title="zqwithdrawnqz", withdrawn=True)
    first = document.answers[told].model_copy(
        update={
            **of(Answer, "text", "by"),
            "evidence": (given,),
            "extra": {"counted_by": word("Answer.extra")},
            "adjust": ("stale",),
            "adjust_reasons": {"stale": word("Answer.adjust_reasons")},
        }
    )
    not_applying = Answer(status="na", **of(Answer, "reason", "accepted_by"))
    closed = Contradiction(
        question=other,
        state="closed",
        closed_on=day,
        **of(Contradiction, "id", "claim_a", "claim_b", "why", "resolution", "closed_by"),
    )
    return document.model_copy(
        update={
            **of(AuditDocument, "audit_id", "vendor", "product", "client", "follows"),
            "packs": packs,
            "auditor": Person(**of(Person, "name", "role")),
            "context": document.context.model_copy(update=of(Context, "use", "worst_case")),
            "answers": {**document.answers, told: first, spared: not_applying},
            "evidence": {**document.evidence, given: kept, "Z-9": gone},
            "contradictions": (closed,),
            "analyser": SampleSummary(reading="watch", n=40, date=day, **of(SampleSummary, "baseline", "note")),
            "signoff": SignOff(**{name: word(f"SignOff.{name}") for name in _texts_of(SignOff)}),
            "sim_inputs": {"planted": word("AuditDocument.sim_inputs")},
            "what_if": ({"planted": word("AuditDocument.what_if")},),
            "risk": RecordedRisk(low=1, central=2, high=3, note=word("RecordedRisk.note")),
        }
    )


def _texts_of(model: type[BaseModel]) -> Iterator[str]:
    return (name for name, field in model.model_fields.items() if _text(field.annotation))


def read(path: Path) -> tuple[str, str]:
    """The printed text of a PDF, and everything else inside it: attachments, metadata, bookmarks, all decoded."""
    with pypdfium2.PdfDocument(path) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    with pikepdf.open(path) as pdf:
        decoded = [o.read_bytes() for o in pdf.objects if hasattr(o, "read_bytes") and "/Length" in o]
        strings = [str(value) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) for value in o.values()]
    return re.sub(r"[\s\-\ufffe\x02]", "", text).lower(), "\n".join(
        [*(d.decode("utf-8", "replace") for d in decoded), *strings]
    )


def bytes_of(path: Path) -> str:
    if path.suffix == ".json":
        return path.read_text("utf-8")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def found_in(text: str) -> set[str]:
    return {field for field in fields_of_words() - IDS_OF_PACKS if word(field) in text}


@pytest.fixture(scope="module")
def audit(library: Library) -> Evaluation:
    document = planted(library)
    check_audit(document, library)
    return evaluate(document, library, seed=7, draws=400)


@pytest.fixture(scope="module")
def reading() -> SampleReading:
    """A reading with words of the buyer, of its training data and of another vendor."""
    human = Measure("simpson", "Chance", "of 10,000 pairs", 104, (98, 110), (79, 88), "above", "More.")
    other = replace(human, measure="other_vendor_simpson", title="zqothervendorqz", sentence="zqothersaidqz")
    examples = tuple(Example(f"text {n}", "human_verified", "zqbatchqz", "") for n in range(9))
    cases = (Case("T-1", "zqpromptqz", (("zqanswerqz",),)),)
    return SampleReading(
        *(40, 4_000, "en", "watch", ("Narrower than the other vendor on zqaxisqz.", "A reason."), (human, other)),
        *(200, {f"zqfileqz{n}.txt": f"{n:064d}" for n in range(12)}, 5, "0", ("zqrateqz",)),
        shown=Shown((Repeated("zqphraseqz", 12, 0),), (), (Copies(3, ("zqexcerptqz",)),), (("zqunusedqz", 30),)),
        tail=TailResult(tail_coverage(cases, TextSet(("No.",), (), ("T-1",)))),
        training=check_training(ExampleSet(examples, (), (), ()), seed=1),
    )


@pytest.fixture(scope="module")
def files(
    audit: Evaluation, reading: SampleReading, library: Library, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], Path]:
    """A report of every edition and an export of every kind, by edition and ending."""
    folder = tmp_path_factory.mktemp("editions")
    made = {}
    for edition in ("client", "vendor", "one-page"):
        made[edition, "pdf"] = folder / f"{edition}.pdf"
        write_report(audit, library, made[edition, "pdf"], edition=edition, samples=reading)  # type: ignore[arg-type]
    for edition in ("client", "vendor"):
        for ending in ("json", "xlsx", "docx"):
            made[edition, ending] = folder / f"{edition}.{ending}"
            write_export(audit, library, made[edition, ending], edition=edition, samples=reading)  # type: ignore[arg-type]
    return made


def test_every_field_of_words_is_either_the_vendors_or_the_buyers() -> None:
    assert fields_of_words() == VENDORS | BUYERS | IDS_OF_PACKS
    assert not VENDORS & BUYERS


def test_the_planted_audit_has_a_word_in_each_of_them(audit: Evaluation) -> None:
    assert found_in(audit.document.model_dump_json()) == VENDORS | BUYERS


def test_the_clients_report_prints_what_was_typed_and_carries_the_rest(files: Mapping[tuple[str, str], Path]) -> None:
    printed, inside = read(files["client", "pdf"])
    assert found_in(inside) == VENDORS | BUYERS
    assert found_in(printed) == (VENDORS | BUYERS) - NEVER_PRINTED


def test_nothing_of_the_buyers_is_in_any_byte_of_the_vendors_report(files: Mapping[tuple[str, str], Path]) -> None:
    printed, inside = read(files["vendor", "pdf"])
    assert found_in(printed) == VENDORS
    assert found_in(inside) == VENDORS
    assert "zqwithdrawnqz" not in printed + inside


def test_the_one_page_edition_prints_the_verdict_and_carries_the_whole_audit(
    files: Mapping[tuple[str, str], Path],
) -> None:
    printed, inside = read(files["one-page", "pdf"])
    assert found_in(printed) >= {"AuditDocument.vendor", "Context.use"}
    assert not found_in(printed) & {"AuditDocument.client", "Answer.by", "EvidenceItem.source", "SignOff.prepared_by"}
    assert found_in(inside) == VENDORS | BUYERS


@pytest.mark.parametrize("ending", ["json", "xlsx", "docx"])
def test_nothing_of_the_buyers_is_in_any_byte_of_the_vendors_exports(
    files: Mapping[tuple[str, str], Path], ending: str
) -> None:
    assert found_in(bytes_of(files["vendor", ending])) & BUYERS == set()
    assert found_in(bytes_of(files["client", ending])) & BUYERS >= {"Answer.reason", "EvidenceItem.source"}


SAMPLES_OF_THE_BUYER = (
    *("zqbatchqz", "zqanswerqz", "zqunusedqz", "zqfileqz"),
    *("zqothervendorqz", "zqothersaidqz", "zqaxisqz", "zqrateqz"),
)


def test_training_data_answer_keys_file_names_and_other_vendors_stay_with_the_buyer(
    files: Mapping[tuple[str, str], Path],
) -> None:
    printed, inside = read(files["vendor", "pdf"])
    everything = printed + inside + "".join(bytes_of(files["vendor", ending]) for ending in ("json", "xlsx", "docx"))
    assert [said for said in SAMPLES_OF_THE_BUYER if said in everything] == []
    assert "".join(ALSO_COMPARED.lower().split()) in printed
    clients = "".join(read(files["client", "pdf"]))
    assert [said for said in SAMPLES_OF_THE_BUYER if said not in clients] == []


@pytest.mark.parametrize("edition", ["client", "vendor", "one-page"])
def test_every_edition_is_verified(files: Mapping[tuple[str, str], Path], edition: str) -> None:
    found = verify_report(files[edition, "pdf"])
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())


def test_advice_in_packs_of_the_auditors_own_stays_with_the_buyer(
    worked: dict[str, Evaluation], library: Library, tmp_path: Path
) -> None:
    meeting = library.packs["meeting_screen"]
    plain = {"id": "ZZ-01", "concept": "house_rules", "carries_to": None, "sim": None, "gate": False, "show_if": None}
    advice = {"why": "zqwhyqz", "strong": "zqstrongqz", "red_flags": ("zqflagqz",), "probe": "zqprobeqz"}
    kind = meeting.questions[0].answer.model_copy(update={"type": "text", "choices": ()})
    question = meeting.questions[0].model_copy(update={**plain, **advice, "verify": "zqverifyqz", "answer": kind})
    head = meeting.pack.model_copy(update={"id": "house", "title": "House rules"})
    own = meeting.model_copy(update={"pack": head, "questions": (question,)})
    with_own = replace(library, packs=MappingProxyType({**library.packs, "house": own}))
    document = worked["D_large_model_moderate_use"].document
    answers = {**document.answers, "ZZ-01": Answer(status="specific", grade=2, text="Own words.")}
    document = document.model_copy(update={"packs": (*document.packs, "house"), "answers": answers})
    evaluation = evaluate(document, with_own, seed=7, draws=400)
    for edition, expected in (("client", 5), ("vendor", 0)):
        path = tmp_path / f"{edition}.pdf"
        write_report(evaluation, with_own, path, edition=edition)  # type: ignore[arg-type]
        inside = read(path)[1]
        assert len(set(re.findall("zq[a-z]+qz", inside))) == expected
        found = verify_report(path)
        assert (found.intact, found.recomputed, found.differences) == (True, True, ())

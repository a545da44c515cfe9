"""No byte of a file for the vendor holds anything of the asker's own side; a planted one would be found."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape

import pikepdf
import pypdfium2
import pytest

from core.audit.document import AuditDocument, Contradiction, EvidenceItem, Person
from desktop_app.vendor_exchange.sending import questions_of
from questionnaires.answer import Answer
from questionnaires.exchange.for_vendor import VendorQuestions
from questionnaires.exchange.form import form
from questionnaires.exchange.workbook import workbook
from questionnaires.library import EXAMPLES, Library
from questionnaires.pack import Pack
from questionnaires.safe_yaml import read_yaml
from reports.meeting_sheet.sheet import meeting_sheet

CANARY = "Quillfeather"
ODD = 0.98765
"""The canary among figures: the practice value of every choice."""
SENT_QUESTION_FIELDS = {"id", "section", "ask", "ask_in", "answer", "na_allowed", "lanes", "show_if"}
"""Parts of a question that may leave, in whole or in part; every other part gets a canary."""
SENT_ANSWER_FIELDS = {"type", "choices", "rows", "unit", "extra_fields", "extra_options", "bands"}
SENT_CHOICE_FIELDS = {"id", "label", "exclusive"}


def planted(pack: Pack) -> Pack:
    """The pack with the canary in every text that is for the person asking, and odd figures in every weight."""
    plain = pack.model_dump(mode="json", by_alias=True)
    head = plain["pack"]
    for name in ("purpose", "closing_line", "legal_note"):
        head[name] = f"{CANARY} {name}"
    for question in plain["questions"]:
        for name in set(question) - SENT_QUESTION_FIELDS:
            question[name] = _marked(question[name], name)
        for name in set(question["answer"]) - SENT_ANSWER_FIELDS:
            question["answer"][name] = _marked(question["answer"][name], name)
        for choice in question["answer"]["choices"]:
            for name in set(choice) - SENT_CHOICE_FIELDS:
                choice[name] = _marked(choice[name], name)
    return Pack.read(_without_nothing(plain))


KEPT = {"concept", "carries_to", "practice_rule", "type", "dynamics", "becomes"}
"""Texts that may only be words of a fixed list; what they are is never written either, but they bear no canary."""


def _marked(value: object, name: str) -> object:
    match value:
        case float() if name == "practice":
            return ODD
        case str() if name not in KEPT and (name, value) != ("practice", "none"):
            return f"{CANARY} {value}"[:40] if name == "short" else f"{CANARY} {value}"
        case list():
            return [_marked(item, name) for item in value]
        case dict() if name in ("maps", "sets", "sets_sim", "evidence"):
            return {key: _marked(item, name) for key, item in value.items()}
        case _:
            return value


def _without_nothing(value: object) -> object:
    """Plain data without keys that hold nothing, which the reader of packs does not know."""
    match value:
        case dict():
            return {key: _without_nothing(item) for key, item in value.items() if item is not None}
        case list():
            return [_without_nothing(item) for item in value]
        case _:
            return value


@pytest.fixture(scope="module")
def secretive(library: Library) -> Library:
    """The library with a canary in everything the vendor must not see."""
    return replace(library, packs={pack.id: planted(pack) for pack in library.packs.values()})


@pytest.fixture(scope="module")
def document(secretive: Library) -> AuditDocument:
    """An audit with a canary everywhere on the buyer's side."""
    audit = AuditDocument.model_validate(read_yaml(EXAMPLES / "B_evasive_vendor.yaml"))
    first = secretive.packs[audit.packs[0]].questions[0].id
    return audit.model_copy(
        update={
            "client": f"{CANARY} client",
            "packs": tuple(secretive.packs),
            "pack_versions": {},
            "context": audit.context.model_copy(update={"use": f"{CANARY} use", "worst_case": f"{CANARY} worst"}),
            "auditor": Person(name=f"{CANARY} auditor", role=f"{CANARY} role"),
            "answers": {
                first: Answer(
                    status="vague", text=f"{CANARY} note", by=f"{CANARY} person", evidence=("E1",),
                    extra={"model_and_version": f"{CANARY} extra"}, reason=f"{CANARY} reason",
                )
            },
            "evidence": {"E1": EvidenceItem(title=f"{CANARY} evidence", kind="written")},
            "contradictions": (Contradiction(id="C1", question=first, claim_a=f"{CANARY} a", claim_b=f"{CANARY} b"),),
            "analyser": audit.analyser.model_copy(update={"note": f"{CANARY} samples"}),
            "signoff": audit.signoff.model_copy(update={"prepared_by": f"{CANARY} preparer"}),
        }
    )  # fmt: skip


def everything_in(content: bytes) -> Iterator[str]:
    """Every byte of a file as text: the file itself, the parts of a zip, the streams, text and metadata of a PDF."""
    yield content.decode("latin-1")
    yield unescape(content.decode("utf-8", "replace"))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield name
                yield package.read(name).decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as pdf:
            for page in pdf:
                text = page.get_textpage()
                yield text.get_text_range()
                text.close()
                page.close()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert not pdf.attachments
            yield str(pdf.docinfo)
            for held in pdf.objects:
                if isinstance(held, pikepdf.Stream):
                    yield held.read_bytes().decode("utf-8", "replace")


def leaks(content: bytes) -> bool:
    return any(CANARY in text or str(ODD) in text for text in everything_in(content))


@pytest.fixture(scope="module")
def questions(document: AuditDocument, secretive: Library) -> VendorQuestions:
    return questions_of(document, secretive, document.packs, dt.date(2026, 11, 21), dt.date(2026, 12, 4))


pytestmark = pytest.mark.slow

WRITERS: dict[str, Callable[[VendorQuestions], bytes]] = {"workbook": workbook, "form": form}


@pytest.mark.parametrize("shape", WRITERS)
def test_nothing_of_the_asker_is_in_any_byte(questions: VendorQuestions, shape: str) -> None:
    assert not leaks(WRITERS[shape](questions))


def test_nothing_of_the_asker_is_on_the_sheet_that_lies_on_the_table(
    document: AuditDocument, secretive: Library
) -> None:
    open_sheet = document.model_copy(update={"answers": {}, "auditor": Person(name="A. Reviewer")})
    assert not leaks(meeting_sheet(open_sheet, secretive))


@pytest.mark.parametrize("shape", WRITERS)
def test_a_canary_among_the_questions_would_be_found(questions: VendorQuestions, shape: str) -> None:
    pack = questions.packs[0]
    asked = replace(pack.questions[0], ask=f"Why? Because of {CANARY}.")
    leaking = replace(questions, packs=(replace(pack, questions=(asked, *pack.questions[1:])),))
    assert leaks(WRITERS[shape](leaking))


def test_a_canary_on_the_sheet_would_be_found(document: AuditDocument, secretive: Library) -> None:
    assert leaks(meeting_sheet(document.model_copy(update={"vendor": CANARY, "answers": {}}), secretive))


def test_the_canary_stands_in_every_text_that_must_stay(secretive: Library) -> None:
    for pack in secretive.packs.values():
        for question in pack.questions:
            held = (question.short, question.why, question.strong, question.probe, question.verify, *question.red_flags,
                    *question.sources, *question.evidence.accept)  # fmt: skip
            assert all(CANARY in text for text in held), question.id


@pytest.mark.parametrize("shape", WRITERS)
def test_what_is_the_reviewers_call_is_never_offered(questions: VendorQuestions, shape: str) -> None:
    texts = [text.casefold() for text in everything_in(WRITERS[shape](questions))]
    for words in ("adjectives only", "not asked yet", "vague", "evidence grade"):
        assert not any(words in text for text in texts), words


@pytest.mark.parametrize("shape", WRITERS)
def test_the_same_questions_give_the_same_bytes(questions: VendorQuestions, shape: str) -> None:
    assert WRITERS[shape](questions) == WRITERS[shape](questions)

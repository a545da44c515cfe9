"""Hostile texts in what goes to a vendor: form, workbook and letters hold them as text and nothing more."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import openpyxl
import pytest

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.document import AuditDocument
from core.audit.follow_ups import as_of
from questionnaires.answer import Answer
from questionnaires.exchange.for_vendor import VendorQuestions, questions_for_vendor
from questionnaires.exchange.form import form
from questionnaires.exchange.form_reading import read_form
from questionnaires.exchange.workbook import workbook
from questionnaires.library import EXAMPLES, Library, load_library
from questionnaires.safe_yaml import read_yaml
from reports.letters.as_text import letter_as_text
from reports.letters.as_word import letter_as_word
from reports.letters.case import Case
from reports.letters.letter import Letter
from reports.letters.writing import all_letters
from reports.text import clean

Corpus = Callable[[int], list[str]]
TODAY = dt.date(2026, 11, 20)
COUNTS = [
    pytest.param(200, marks=pytest.mark.slow),
    pytest.param(2_000, marks=[pytest.mark.soak, pytest.mark.timeout(3_600)]),
]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def plain(library: Library) -> Evaluation:
    (path,) = EXAMPLES.glob("B_*.yaml")
    document = as_of(AuditDocument.model_validate(read_yaml(path)), TODAY)
    return evaluate(document, library, seed=1, draws=200)


class Tags(HTMLParser):
    """Counts elements and the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update([tag, *(f"{tag} {name}" for name, _ in attrs)])


def tags(content: bytes) -> Counter[str]:
    parser = Tags()
    parser.feed(content.decode())
    return parser.found


def usable(texts: list[str]) -> list[str]:
    return [text for text in texts if text.strip() and not any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)]


def questions(library: Library, name: str) -> VendorQuestions:
    packs = library.packs_of(("meeting_screen",))
    return questions_for_vendor(
        packs, {}, "A", audit_id="AUD-1", vendor=name[:300], product=name[:300], sent=TODAY, due=TODAY
    )


@pytest.mark.parametrize("count", COUNTS)
def test_names_add_no_element_and_no_formula_to_what_the_vendor_gets(
    hostile: Corpus, library: Library, count: int
) -> None:
    expected = tags(form(questions(library, "Example")))
    for text in usable(hostile(count)):
        asked = questions(library, text)
        content = form(asked)
        assert tags(content) == expected
        assert read_form(content, "form.html").audit == "AUD-1"
        cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(workbook(asked))) for row in sheet for cell in row]
        assert all(cell.data_type in "sn" and cell.hyperlink is None for cell in cells)


def test_an_element_in_a_form_would_be_seen(library: Library) -> None:
    content = form(questions(library, "Example"))
    assert tags(content.replace(b"Example", b"<b>Example</b>")) != tags(content)


@pytest.mark.parametrize("count", COUNTS)
def test_words_of_a_vendor_come_out_of_letters_as_they_went_in(
    hostile: Corpus, plain: Evaluation, library: Library, count: int
) -> None:
    questions = [item.id for pack in library.packs_of(plain.document.packs) for item in pack.questions]
    texts = usable(hostile(count))
    for start in range(0, len(texts), len(questions)):
        batch = texts[start : start + len(questions)]
        answers = {name: Answer(status="vague", text=text) for name, text in zip(questions, batch, strict=False)}
        document = plain.document.model_copy(
            update={"answers": answers, "vendor": clean(batch[0])[:200].strip() or "x"}
        )
        case = Case(Evaluation(document, plain.risk, plain.assessment), library, TODAY)
        for letter in all_letters(case):
            if not isinstance(letter, Letter):
                continue
            assert letter_as_text(letter)
            with zipfile.ZipFile(io.BytesIO(letter_as_word(letter))) as parts:
                body = parts.read("word/document.xml").decode()
                assert "<w:fldSimple" not in body
                assert "<w:hyperlink" not in body
                assert b'TargetMode="External"' not in parts.read("word/_rels/document.xml.rels")

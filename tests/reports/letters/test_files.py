"""Letters and clauses as text and Word files."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from questionnaires.answer import Answer
from reports.letters.as_text import letter_as_text
from reports.letters.as_word import clauses_as_word, letter_as_word
from reports.letters.clause_list import clause_list, clauses_as_text
from reports.letters.letter import Letter
from reports.letters.writing import write_letter

HOSTILE = '=HYPERLINK("http://x")\n<b>bold</b> \x00\x07\u202eevil\u202c {product} &amp; \U0001f600'


def words_in(packed: bytes) -> str:
    document = docx.Document(io.BytesIO(packed))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def follow_up(case) -> Letter:
    letter = write_letter("follow_up", case)
    assert isinstance(letter, Letter)
    return letter


def test_the_same_letter_gives_the_same_bytes(make_case):
    letter = follow_up(make_case())
    assert letter_as_word(letter) == letter_as_word(letter)
    with zipfile.ZipFile(io.BytesIO(letter_as_word(letter))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_word_and_text_say_the_same(make_case):
    letter = follow_up(make_case())
    inside = words_in(letter_as_word(letter))
    for part in (*letter.opening, *letter.closing, letter.subject, letter.requests_lead):
        assert part in inside
    for item in letter.recorded:
        assert item.words in inside
        assert item.question in inside
    for request in letter.requests:
        assert request.text in inside


def test_hostile_words_are_printed_and_obeyed_by_nobody(make_case):
    case = make_case(changed=lambda document: document.with_answer("MS-03", Answer(status="vague", text=HOSTILE)))
    letter = follow_up(case)
    text = letter_as_text(letter)
    assert "[U+202E]evil" in text
    assert "{product}" in text
    assert "\x00" not in text
    assert "<b>bold</b>" in words_in(letter_as_word(letter))
    with zipfile.ZipFile(io.BytesIO(letter_as_word(letter))) as packed:
        body = packed.read("word/document.xml").decode()
    assert "w:hyperlink" not in body
    assert "instrText" not in body


def test_a_product_named_like_a_gap_is_not_filled_in(make_case):
    case = make_case(changed=lambda document: document.model_copy(update={"product": "{vendor} {x}"}))
    assert "{vendor} {x}" in follow_up(case).subject


@pytest.mark.parametrize("name", ["B_evasive_vendor", "A_strong_vendor", "C_in_house_finetune"])
def test_the_five_terms_to_ask_first_come_first(make_case, library, name):
    found = clause_list(make_case(name).evaluation, library)
    first = found.chapters[0]
    assert len(first.groups) == 5
    assert [term.id for term in first.groups[0].terms] == ["C-WARRANTY", "C-CORRECT"]
    assert "Starting points for a lawyer" in found.lead


def test_every_clause_that_a_finding_calls_for_is_in_the_list_once(make_case, library):
    case = make_case("B_evasive_vendor")
    found = clause_list(case.evaluation, library)
    ids = [term.id for chapter in found.chapters for group in chapter.groups for term in group.terms]
    assert len(ids) == len(set(ids))
    assert {name for finding in case.findings for name in finding.clauses} <= set(ids)


def test_the_contract_on_offer_is_checked_twice(make_case, library):
    text = clauses_as_text(clause_list(make_case("A_strong_vendor").evaluation, library))
    assert "C-ENTIRE" in text
    assert "C-EVIDENCE" in text
    assert "{date}" not in text


def test_clauses_as_word_say_what_the_text_says(make_case, library):
    found = clause_list(make_case("B_evasive_vendor").evaluation, library)
    inside = words_in(clauses_as_word(found))
    for chapter in found.chapters:
        for group in chapter.groups:
            assert all(term.text in inside for term in group.terms)
    assert clauses_as_word(found) == clauses_as_word(found)

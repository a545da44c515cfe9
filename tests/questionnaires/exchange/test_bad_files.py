"""Files that were damaged, edited or made to harm: each is refused in a sentence, or what is wrong is said and kept."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from questionnaires.errors import UnusableInputError
from questionnaires.exchange.difference import AnswerChange, VendorDifference
from questionnaires.exchange.for_vendor import VendorQuestions
from questionnaires.exchange.form import BLOCK, form
from questionnaires.exchange.reply import empty_reply
from questionnaires.exchange.workbook import HEAD
from questionnaires.pack import Pack

TakeIn = Callable[..., VendorDifference]


def change_of(found: VendorDifference, question: str) -> AnswerChange:
    return next(change for change in found.changes if change.question.id == question)


def everything_said(found: VendorDifference) -> str:
    """All texts a person is shown: warnings, and the words of every answer."""
    texts = list(found.warnings)
    for change in found.changes:
        texts += [*change.warnings, change.new.text]
    return "\n".join(texts)


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes | None], added: dict[str, bytes] | None = None
) -> bytes:
    """The same zip with parts changed, left out or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (added or {}).items():
            new.writestr(name, part)
    return target.getvalue()


# Workbooks


def test_added_and_deleted_rows_do_no_harm_and_are_said(
    filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    first, second = (question.id for question in packs[0].questions[:2])
    filled.put(first, "comment", "The first answer.")
    filled.put(second, "comment", "The second answer.")
    sheet, row = filled.places[f"{second}|ask"]
    sheet.insert_rows(row, 3)
    sheet.cell(row + 1, 3).value = "words in a row of our own"
    sheet.delete_rows(5, 2)
    found = take_in(filled.save(tmp_path / "rows.xlsx"))
    assert change_of(found, first).new.text == "The first answer."
    assert change_of(found, second).new.text == "The second answer."
    assert any("belongs to no question" in warning and "a row of our own" in warning for warning in found.warnings)


def test_sorted_rows_are_found_again(filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path) -> None:
    question = packs[0].questions[0].id
    filled.put(question, "comment", "Moved.")
    sheet, _ = filled.places[f"{question}|ask"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    for number, row in enumerate(reversed(rows), 5):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    assert change_of(take_in(filled.save(tmp_path / "sorted.xlsx")), question).new.text == "Moved."


def test_a_changed_id_is_reported_with_its_words(
    filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    first, second = (question.id for question in packs[0].questions[:2])
    filled.put(first, "comment", "Whose words are these?")
    for key, (sheet, row) in list(filled.places.items()):
        if key.startswith(f"{first}|"):
            sheet.cell(row, 7).value = key.replace(first, "XX-9.99")
    sheet, row = filled.places[f"{second}|ask"]
    sheet.cell(row, 1).value = "TD-77"
    found = take_in(filled.save(tmp_path / "ids.xlsx"))
    said = everything_said(found)
    assert "XX-9.99: there is no such question" in said
    assert "Whose words are these?" in said
    assert "its reference was changed to “TD-77”" in said
    assert change_of(found, first).blank


def test_a_changed_wording_in_the_file_is_reported(
    filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    question = packs[0].questions[0].id
    sheet, row = filled.places[f"{question}|ask"]
    sheet.cell(row, 2).value = "Is your model excellent?"
    filled.put(question, "comment", "Yes, very.")
    warnings = change_of(take_in(filled.save(tmp_path / "wording.xlsx")), question).warnings
    assert any("changed in the file to “Is your model excellent?”" in warning for warning in warnings)


def test_a_question_worded_differently_when_it_was_sent_is_reported(
    questions: VendorQuestions, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    question = packs[0].questions[0].id
    plain = empty_reply(questions).model_dump(mode="json", exclude={"problems"})
    plain["wordings"][question] = "0" * 16
    plain["entries"] = {question: {"comment": "An answer."}}
    warnings = change_of(take_in(write_block(questions, json.dumps(plain), tmp_path)), question).warnings
    assert any("worded differently when it was sent" in warning for warning in warnings)


def test_merged_cells_are_said(filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path) -> None:
    question = packs[0].questions[0].id
    sheet, row = filled.places[f"{question}|by"]
    filled.put(question, "by", "J. Hale")
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)
    found = take_in(filled.save(tmp_path / "merged.xlsx"))
    assert change_of(found, question).new.by == "J. Hale"
    assert any(f"C{row}:C{row + 1} were merged" in warning for warning in found.warnings)


def test_a_formula_is_read_as_the_text_it_is(
    filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    question = next(q.id for q in packs[0].questions if q.answer.type == "percent_range")
    filled.put(question, "part:", 0, "E")
    sheet, row = filled.places[f"{question}|part:"]
    sheet.cell(row, 5).value = "=1+1"
    sheet.cell(filled.places[f"{question}|comment"][1], 3).value = '=WEBSERVICE("http://x")'
    found = change_of(take_in(filled.save(tmp_path / "formula.xlsx")), question)
    assert found.new.value is None
    assert '=WEBSERVICE("http://x")' in found.new.text
    assert "=1+1" in found.new.text


def test_words_in_cells_where_nothing_was_asked_are_kept(
    filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    question = packs[0].questions[0].id
    sheet, row = filled.places[f"{question}|ask"]
    sheet.cell(row, 10).value = "a note at the side"
    sheet.cell(row + 1, 5).value = "in the wrong cell"
    added = filled.book.create_sheet("Our remarks")
    added["A1"] = "Please read this first."
    found = take_in(filled.save(tmp_path / "stray.xlsx"))
    said = everything_said(found)
    for words in ("a note at the side", "in the wrong cell", "Please read this first."):
        assert words in said


def test_everything_typed_anywhere_is_somewhere_in_what_is_shown(
    filled: Any, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    ours = {question.id for question in packs[0].questions[:6]}
    typed = []
    for key, (sheet, row) in filled.places.items():
        if key.split("|")[0] in ours:
            for column in range(3, 7):
                typed.append(f"typed{row}x{column}")
                sheet.cell(row, column).value = typed[-1]
    found = take_in(filled.save(tmp_path / "all.xlsx"))
    said = everything_said(found) + "".join(str(change.new.model_dump()) for change in found.changes)
    assert [words for words in typed if words not in said] == []


def test_external_links_and_macros_are_named_and_not_followed(
    blank_workbook: bytes, take_in: TakeIn, tmp_path: Path
) -> None:
    added = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>", "xl/vbaProject.bin": b"\0"}
    place = tmp_path / "links.xlsx"
    place.write_bytes(repacked(blank_workbook, lambda _, part: part, added))
    warnings = take_in(place).warnings
    assert any("other files" in warning for warning in warnings)
    assert any("macros" in warning for warning in warnings)


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_refused(filled: Any, take_in: TakeIn, tmp_path: Path) -> None:
    place = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(place, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("1 Long")
        for row in range(100_000):
            sheet.write_string(row, 0, "x")
    with pytest.raises(UnusableInputError, match="more than 20,000 rows"):
        take_in(place)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"])
def test_a_document_type_is_refused(blank_workbook: bytes, take_in: TakeIn, tmp_path: Path, part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"?>", b"?>" + bomb, 1) if name == part else content

    place = tmp_path / "doctype.xlsx"
    place.write_bytes(repacked(blank_workbook, change))
    with pytest.raises(UnusableInputError, match="document type"):
        take_in(place)


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_is_unpacked(blank_workbook: bytes, take_in: TakeIn, tmp_path: Path) -> None:
    place = tmp_path / "bomb.xlsx"
    place.write_bytes(repacked(blank_workbook, lambda _, part: part, {"xl/media/zero.bin": bytes(150_000_000)}))
    assert place.stat().st_size < 1_000_000
    with pytest.raises(UnusableInputError, match="would unpack to more"):
        take_in(place)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"PK" + bytes(500),
        b"\xd0\xcf\x11\xe0" + bytes(600),
        b"%PDF-1.7",
        b"<html>",
        b"\xff\xfe<\0h\0",
    ],
)
def test_what_is_no_reply_is_refused_in_a_sentence(take_in: TakeIn, tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "something.xlsx"
    place.write_bytes(content)
    with pytest.raises(UnusableInputError) as refused:
        take_in(place)
    assert str(refused.value).startswith("something.xlsx")
    assert str(refused.value).endswith(".")


def test_a_workbook_cut_anywhere_never_raises_anything_else(
    blank_workbook: bytes, take_in: TakeIn, tmp_path: Path
) -> None:
    place = tmp_path / "cut.xlsx"
    for share in range(1, 20):
        place.write_bytes(blank_workbook[: len(blank_workbook) * share // 20])
        with pytest.raises(UnusableInputError):
            take_in(place)


@pytest.mark.parametrize(
    "part",
    ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"],
)
@pytest.mark.slow
@pytest.mark.parametrize("harm", ["missing", "empty", "garbled"])
def test_a_workbook_with_a_harmed_part_never_raises_anything_else(
    blank_workbook: bytes, take_in: TakeIn, tmp_path: Path, part: str, harm: str
) -> None:
    def change(name: str, content: bytes) -> bytes | None:
        if name != part:
            return content
        return {"missing": None, "empty": b"", "garbled": content[: len(content) // 2] + b"<<>&"}[harm]

    place = tmp_path / "harmed.xlsx"
    place.write_bytes(repacked(blank_workbook, change))
    try:
        take_in(place)
    except UnusableInputError as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - either it is read, or this is the only way out


def test_a_workbook_of_somebody_elses_is_refused(take_in: TakeIn, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Ref"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(UnusableInputError, match="not a workbook that Headwater made"):
        take_in(tmp_path / "other.xlsx")


def test_a_damaged_hidden_sheet_is_refused(filled: Any, take_in: TakeIn, tmp_path: Path) -> None:
    for words in ("{", "[]", '{"audit": NaN}', '{"audit": 1, "audit": 2}', "[" * 100_000):
        filled.book[HEAD]["A1"] = words
        with pytest.raises(UnusableInputError):
            take_in(filled.save(tmp_path / "head.xlsx"))


# Pages


def write_block(questions: VendorQuestions, text: str, folder: Path) -> Path:
    page = form(questions).decode()
    start = page.index(">", page.index(f'id="{BLOCK}"')) + 1
    place = folder / "answers.html"
    place.write_text(page[:start] + text + page[page.index("</script>", start) :], "utf-8")
    return place


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", "{}", '{"audit": NaN}', '{"a": 1, "a": 2}', "[" * 100_000, '{"problems": ["x"]}', "</b>"],
)
def test_a_page_whose_answers_are_damaged_is_refused(
    questions: VendorQuestions, take_in: TakeIn, tmp_path: Path, text: str
) -> None:
    with pytest.raises(UnusableInputError):
        take_in(write_block(questions, text, tmp_path))


@pytest.mark.parametrize(
    "edit",
    [
        {"entries": {"TD-1.01": {"grade": 4}}},
        {"entries": {"TD-1.01": {"status": 3}}},
        {"entries": {"TD-1.01": {"figures": {"": {"middle": "3"}}}}},
        {"entries": {"TD-1.01": {"comment": "x" * 30_000}}},
        {"format": "headwater-reply/2"},
        {"due": "soon"},
        {"extra": True},
    ],
)
def test_a_page_edited_into_another_shape_is_refused(
    questions: VendorQuestions, take_in: TakeIn, tmp_path: Path, edit: dict[str, Any]
) -> None:
    plain = empty_reply(questions).model_dump(mode="json", exclude={"problems"})
    with pytest.raises(UnusableInputError) as refused:
        take_in(write_block(questions, json.dumps({**plain, **edit}), tmp_path))
    assert "answers.html" in str(refused.value)


def test_a_page_with_two_sets_of_answers_is_refused(
    questions: VendorQuestions, take_in: TakeIn, tmp_path: Path
) -> None:
    page = form(questions).decode()
    block = page[page.index('<script type="application/json"') : page.index("</script>", page.index(BLOCK)) + 9]
    place = tmp_path / "two.html"
    place.write_text(page.replace("<body>", "<body>" + block), "utf-8")
    with pytest.raises(UnusableInputError, match="two sets of answers"):
        take_in(place)


def test_characters_that_cannot_be_stored_become_visible_signs(
    questions: VendorQuestions, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    question = packs[0].questions[0].id
    plain = empty_reply(questions).model_dump(mode="json", exclude={"problems"})
    plain["entries"] = {question: {"comment": "a\ud800b\x00c\r\nd", "by": "J\x1b[31m. Hale"}}
    new = change_of(take_in(write_block(questions, json.dumps(plain), tmp_path)), question).new
    assert new.text == "a\ufffdb\ufffdc\nd"
    assert new.by == "J\ufffd[31m. Hale"
    new.model_dump_json().encode()


# Either


def test_a_reply_to_another_audit_is_refused(questions: VendorQuestions, take_in: TakeIn, tmp_path: Path) -> None:
    plain = empty_reply(questions).model_dump(mode="json", exclude={"problems"}) | {"audit": "AUD-OTHER"}
    with pytest.raises(UnusableInputError, match="answers the questions of audit AUD-OTHER"):
        take_in(write_block(questions, json.dumps(plain), tmp_path))


def test_another_version_is_said_and_another_major_version_refused(
    questions: VendorQuestions, take_in: TakeIn, packs: tuple[Pack, ...], tmp_path: Path
) -> None:
    plain = empty_reply(questions).model_dump(mode="json", exclude={"problems"})
    major = packs[0].pack.version.split(".")[0]
    plain["packs"] = {packs[0].id: f"{major}.99.0", "unheard_of": "1.0.0"}
    warnings = take_in(write_block(questions, json.dumps(plain), tmp_path)).warnings
    assert any("99.0" in warning for warning in warnings)
    assert any("unheard_of" in warning for warning in warnings)
    plain["packs"] = {packs[0].id: "99.0.0"}
    with pytest.raises(UnusableInputError, match="mean something else"):
        take_in(write_block(questions, json.dumps(plain), tmp_path))


def test_looking_changes_nothing(questions: VendorQuestions, take_in: TakeIn, tmp_path: Path) -> None:
    place = tmp_path / "blank.html"
    place.write_bytes(form(questions))
    assert take_in(place, received=dt.date(2026, 12, 1)) == take_in(place, received=dt.date(2026, 12, 1))

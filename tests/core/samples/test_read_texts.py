from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.samples import read
from core.samples.columns import Columns
from core.samples.errors import SampleError
from core.samples.read import Preview, pasted_texts, preview, read_texts
from core.samples.text_set import Origin


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_a_text_file_is_split_at_lines_of_three_hyphens(tmp_path):
    path = write(tmp_path, "a.txt", "One.\n\nStill one.\n---\nTwo --- and more.\n---\n\nThree.\n")
    assert read_texts([path]).texts == ("One.\n\nStill one.", "Two --- and more.", "Three.")


def test_without_hyphens_two_blank_lines_split(tmp_path):
    path = write(tmp_path, "a.txt", "One.\n\nStill one.\n\n\nTwo.\r\n\r\n\r\nThree.")
    assert read_texts([path]).texts == ("One.\n\nStill one.", "Two.", "Three.")


def test_a_text_file_without_separators_is_one_text_and_says_so(tmp_path):
    found = read_texts([write(tmp_path, "a.txt", "One.\n\nStill one.")])
    assert found.texts == ("One.\n\nStill one.",)
    assert "one text" in found.notes[0]


def test_json_lines_give_text_prompt_and_pair(tmp_path):
    lines = [{"text": "Ä first", "prompt": "Say", "pair": 7}, {"text": "second"}]
    found = read_texts([write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines)) + "\n\n")])
    assert found.texts == ("Ä first", "second")
    assert found.prompts == ("Say", None)
    assert found.prompt_ids == ("7", None)


def test_a_list_of_generations_is_several_answers_to_one_prompt(tmp_path):
    found = read_texts([write(tmp_path, "a.jsonl", json.dumps({"prompt": "Say", "generations": ["a", "b"]}))])
    assert found.texts == ("a", "b")
    assert found.prompt_ids == ("Say", "Say")


def test_a_named_field_groups_texts(tmp_path):
    path = write(tmp_path, "a.csv", "text,Task\nx,t1\ny,t1\n")
    assert read_texts([path], by_prompt="Task").prompt_ids == ("t1", "t1")
    with pytest.raises(SampleError, match=r'a\.csv, line 2: no field "topic"'):
        read_texts([path], by_prompt="topic")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_by_its_header_whatever_separates_the_cells(tmp_path, separator):
    rows = [["id", "Output"], ["1", '"One,\n""two"""'], ["2", "three"]]
    path = write(tmp_path, "a.csv", "\n".join(separator.join(row) for row in rows))
    assert read_texts([path]).texts == ('One,\n"two"', "three")


def test_texts_are_verbatim_and_files_carry_their_hash(tmp_path):
    text = "  Spaces  and\ttabs, “quotes”\u00a0"
    path = write(tmp_path, "a.jsonl", json.dumps({"text": text}))
    found = read_texts([path])
    assert found.texts == (text,)
    assert found.sources == {"a.jsonl": hashlib.sha256(path.read_bytes()).hexdigest()}


def test_two_files_of_the_same_name_keep_both_hashes(tmp_path):
    (tmp_path / "b").mkdir()
    paths = [write(tmp_path, "a.txt", "one"), write(tmp_path / "b", "a.txt", "two")]
    assert len(read_texts(paths).sources) == 2


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("café", "utf-8"),
        ("café".encode("utf-8-sig"), "utf-8"),
        ("café".encode("utf-16"), "utf-16"),
        ("café – “x”".encode("cp1252"), "windows-1252"),
    ],
)
def test_the_encoding_used_is_said(tmp_path, content, encoding):
    found = read_texts([write(tmp_path, "a.txt", content)])
    assert found.texts[0].startswith("café")
    assert found.files[0].encoding == encoding
    assert any("Windows-1252" in note for note in found.notes) == (encoding == "windows-1252")


def test_blank_texts_are_left_out_with_a_note(tmp_path):
    found = read_texts([write(tmp_path, "a.jsonl", '{"text": "x"}\n{"text": "  "}\n{"text": ""}')])
    assert found.texts == ("x",)
    assert "2 blank texts" in found.notes[0]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.jsonl", '{"text": "x"}\n{"text": "y"\n{"text": "z"}', "a.jsonl, line 2: not a JSON object"),
        ("a.jsonl", '{"text": "x"}\n[1]', "a.jsonl, line 2: not a JSON object"),
        ("a.jsonl", '{"text": 3}', 'a.jsonl, line 1: "text" holds no text'),
        ("a.jsonl", '{"words": "x"}', 'a.jsonl, line 1: no field "text"'),
        ("a.jsonl", "[" * 100_000, "a.jsonl, line 1: not a JSON object"),
        ("a.jsonl", '{"text": ' + "9" * 5_000 + "}", "a.jsonl, line 1: not a JSON object"),
        ("a.jsonl", "\n\n", "a.jsonl holds no text"),
        ("a.txt", "", "a.txt holds no text"),
        ("a.csv", "", "a.csv holds no text"),
        ("a.csv", "text,n\nx,1\ny\n", "a.csv, line 3: 1 cells under 2 column names"),
        ("a.csv", 'text\n"x', "a.csv, line 2: broken table"),
        ("a.csv", "text\n" + "x" * 200_000, "a.csv, line 2: broken table"),
        ("a.csv", "id,n\n1,2", 'a.csv, line 2: no field "text"'),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "a.txt is not a text file"),
        ("a.txt", b"\xff\xfe\x41", "a.txt starts like utf-16 text"),
        ("a.txt", b"caf\xe9 \x01", "a.txt is not a text file"),
        ("a.txt", b"caf\xe9 \x81", "a.txt is neither UTF-8 nor Windows-1252"),
        ("a.txt", "x" * 100_001, "a.txt, text 1: the text has 100,001 characters"),
        ("a.docx", "x", "a.docx cannot be read"),
    ],
)
def test_an_unusable_file_is_refused_in_one_sentence_that_names_the_place(tmp_path, name, content, sentence):
    with pytest.raises(SampleError) as refusal:
        read_texts([write(tmp_path, name, content)])
    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)


def test_a_missing_file_a_folder_and_nothing_are_refused(tmp_path):
    with pytest.raises(SampleError, match="was not found"):
        read_texts([tmp_path / "none.txt"])
    with pytest.raises(SampleError, match="is a folder"):
        read_texts([tmp_path])
    with pytest.raises(SampleError, match="No file"):
        read_texts([])


def test_files_that_are_too_large_together_or_too_many_texts_are_refused(tmp_path, monkeypatch):
    paths = [write(tmp_path, "a.txt", "x" * 60), write(tmp_path, "b.txt", "x" * 60)]
    monkeypatch.setattr(read, "MAX_BYTES", 100)
    with pytest.raises(SampleError, match=r"b\.txt: the files together are larger"):
        read_texts(paths)
    monkeypatch.setattr(read, "MAX_TEXTS", 2)
    with pytest.raises(SampleError, match=r"c\.txt, text 3: more than 2 texts"):
        read_texts([write(tmp_path, "c.txt", "x\n---\ny\n---\nz")])


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
@given(
    content=st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path, name, content):
    path = write(tmp_path, name, content)
    with suppress(SampleError):
        assert all(text.strip() for text in read_texts([path]).texts)


def workbook(folder, rows, name="a.xlsx", **cells):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in cells.items():
        book.active[place] = value
    book.save(folder / name)
    return folder / name


def test_a_workbook_is_read_by_its_header(tmp_path):
    path = workbook(tmp_path, [["No", "Output", "Prompt"], [1, "One,\ntwo", "Say"], [2, "three", None]])
    found = read_texts([path])
    assert found.texts == ("One,\ntwo", "three")
    assert found.prompts == ("Say", None)
    assert found.files[0].encoding == "xlsx"


def test_the_first_sheet_that_holds_anything_is_read(tmp_path):
    book = openpyxl.Workbook()
    second = book.create_sheet("Texts")
    second.append(["text"])
    second.append(["one"])
    book.save(tmp_path / "a.xlsx")
    assert read_texts([tmp_path / "a.xlsx"]).texts == ("one",)


def test_a_formula_is_refused_by_its_cell(tmp_path):
    path = workbook(tmp_path, [["text"], ["one"]], A3='=HYPERLINK("http://127.0.0.1","x")')
    with pytest.raises(SampleError, match=r"a\.xlsx, sheet Sheet, cell A3: a formula"):
        read_texts([path])


def test_a_number_where_a_text_should_be_is_refused(tmp_path):
    with pytest.raises(SampleError, match=r'a\.xlsx, row 2: "text" holds no text'):
        read_texts([workbook(tmp_path, [["text"], [3]])])


def archive(folder, parts):
    with zipfile.ZipFile(folder / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return folder / "a.xlsx"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"x.txt": "x"}, "cannot be read as a workbook"),
        ({"xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "document type"),
        ({f"{number}.txt": "" for number in range(2_001)}, "unpacks to more"),
        ({"xl/big.bin": b"\0" * 401_000_000}, "unpacks to more"),
    ],
    ids=["no workbook", "a document type", "thousands of parts", "a bomb"],
)
def test_an_archive_made_to_trick_is_refused(tmp_path, parts, sentence):
    with pytest.raises(SampleError, match=sentence):
        read_texts([archive(tmp_path, parts)])


def test_a_workbook_cut_anywhere_is_refused_or_reads_the_same(tmp_path):
    path = workbook(tmp_path, [["text"], *([f"text {number}"] for number in range(30))])
    whole, data = read_texts([path]).texts, path.read_bytes()
    for kept in range(0, len(data), 97):
        path.write_bytes(data[:kept])
        with suppress(SampleError):
            assert read_texts([path]).texts == whole


def test_a_folder_is_read_file_by_file_and_links_are_left_alone(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    write(folder, "b.txt", "Second.\n\n\nStill second.")
    write(folder, "a.txt", "First.")
    write(folder, "notes.md", "not a sample")
    write(tmp_path, "secret.txt", "elsewhere")
    (folder / "c.txt").symlink_to(tmp_path / "secret.txt")
    found = read_texts([folder])
    assert found.texts == ("First.", "Second.\n\n\nStill second.")
    assert [file.name for file in found.files] == ["a.txt", "b.txt"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(SampleError, match="empty is a folder without samples"):
        read_texts([tmp_path / "empty"])


def test_columns_chosen_by_the_user_say_what_is_what(tmp_path):
    path = write(tmp_path, "a.csv", "Question,Reply,Version,Day,Engine\nWhy?,Because.,2.1,2026-05-01,big\n")
    columns = Columns("reply", "question", "question", "version", "day", "engine")
    found = read_texts([path], columns=columns)
    assert (found.texts, found.prompts, found.prompt_ids) == (("Because.",), ("Why?",), ("Why?",))
    assert found.origins == (Origin("2.1", "2026-05-01", "big"),)
    with pytest.raises(SampleError, match=r'no field "text"; choose which of "Question", "Reply"'):
        read_texts([path])


def test_texts_of_one_file_are_told_apart_by_release(tmp_path):
    rows = [{"text": f"t{number}", "pair": number, "v": "old" if number < 2 else "new"} for number in range(5)]
    path = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    found = read_texts([path], columns=Columns(release="v"))
    assert found.releases == ("old", "new")
    assert [origin.release for origin in found.origins] == ["old", "old", "new", "new", "new"]


def test_a_preview_shows_the_first_rows_of_a_table(tmp_path):
    path = workbook(tmp_path, [["Reply", "Day"], ["one\ntwo", dt.date(2026, 5, 1)], *[["x", None]] * 9])
    shown = preview(path, rows=2)
    assert shown == Preview(("Reply", "Day"), (("one two", "2026-05-01"), ("x", "")))
    assert preview(write(tmp_path, "a.txt", "x")) is None


def test_pasted_texts_are_split_like_a_text_file():
    found = pasted_texts("One.\n---\nTwo.")
    assert found.texts == ("One.", "Two.")
    assert found.sources == {"pasted text": hashlib.sha256(b"One.\n---\nTwo.").hexdigest()}
    with pytest.raises(SampleError, match="pasted text is empty"):
        pasted_texts(" \n ")

from __future__ import annotations

import hashlib
import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.samples import read
from core.samples.errors import SampleError
from core.samples.read import read_texts


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

"""Files from anybody: refused in one sentence, or read as plain values."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from questionnaires.errors import UnusableInputError
from questionnaires.safe_yaml import MAX_BYTES, parse_yaml, read_yaml


def refusal(content: bytes) -> str:
    with pytest.raises(UnusableInputError) as caught:
        parse_yaml(content, "vendor.yaml")
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("vendor.yaml")
    assert sentence.endswith(".")
    return sentence


def test_plain_values_are_read() -> None:
    assert parse_yaml(b"a: 1\nb: [yes please, 2026-11-20]\n", "x") == {
        "a": 1,
        "b": ["yes please", dt.date(2026, 11, 20)],
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a text file"),
        (b"a: \x00b", "not a text file"),
        (b"a: [1, 2", "line 1: it is not valid YAML"),
        (b"a: 1\na: 2\n", "line 2: the key 'a' appears twice"),
        (b"a:\n  no: 1\n", "line 2: the bare word 'no' is read as true or false"),
        (b"a: &x 1\nb: *x\n", "line 2: it uses YAML aliases"),
        (b"a: !!python/object/apply:os.system ['true']\n", "not valid YAML"),
        (b"a: !!binary x\n", "not valid YAML"),
        (b"a: 2026-99-99\n", "cannot be read"),
        (b"? [a, b]\n: 1\n", "a key must be a single word"),
        (b"[" * 5000, "nested"),
        (b"a: \x07\n", "characters that YAML does not allow"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_an_exploding_file_is_refused_before_it_explodes() -> None:
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 10)}]" for i in range(1, 10)]
    start = time.perf_counter()
    assert "aliases" in refusal("\n".join(lines).encode())
    assert time.perf_counter() - start < 5


def test_a_file_larger_than_the_limit_is_refused_by_its_size(tmp_path) -> None:
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: '" + b"x" * MAX_BYTES + b"'")
    with pytest.raises(UnusableInputError, match=r"big\.yaml: the file has .* MB"):
        read_yaml(big)


def test_a_missing_file_and_a_folder_are_named(tmp_path) -> None:
    with pytest.raises(UnusableInputError, match=r"gone\.yaml: there is no such file"):
        read_yaml(tmp_path / "gone.yaml")
    with pytest.raises(UnusableInputError, match="it is a folder"):
        read_yaml(tmp_path)

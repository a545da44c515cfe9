"""A damaged file never ends in anything but an answer or one sentence, and never passes for the report it was."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from questionnaires.errors import UnusableInputError
from reports.verification.pdf_values import PdfReadError, Reference, read_value
from reports.verification.revisions import read_revision, unpack
from reports.verify import Verification

Check = Callable[[bytes], Verification]
SPACE = b"\x00\t\n\x0c\r "
IDENTIFIER = b"% ReportLab generated PDF document -- digest (opensource)"


def outcome(check: Check, data: bytes) -> str:
    try:
        found = check(data)
    except UnusableInputError as error:
        return "refused" if str(error).startswith("report.pdf: ") and "\n" not in str(error) else str(error)
    return "intact" if found.intact else "changed"


@pytest.mark.slow
def test_a_file_with_one_byte_changed_is_never_taken_for_the_report(one_page: bytes, check: Check) -> None:
    rng = np.random.default_rng(8)
    outcomes: list[str] = []
    for place in rng.choice(len(one_page), 150, replace=False):
        data = bytearray(one_page)
        data[place] ^= int(rng.integers(1, 256))
        outcomes.append(outcome(check, bytes(data)))
        in_identifier = abs(place - one_page.index(IDENTIFIER)) < 150
        is_space = one_page[place] in SPACE and data[place] in SPACE
        assert outcomes[-1] != "intact" or in_identifier or is_space, place
    assert outcomes.count("changed") > 50
    assert set(outcomes) <= {"changed", "refused", "intact"}


def test_a_file_cut_anywhere_is_never_taken_for_the_report(one_page: bytes, check: Check) -> None:
    for kept in np.linspace(0, len(one_page) - 2, 25, dtype=int):
        assert outcome(check, one_page[:kept]) != "intact", kept


@pytest.mark.parametrize(
    "value",
    [
        b"[" * 500,
        b"<<" * 500,
        b"(" * 500,
        b"<< /A 1 /A 2 >>",
        b"<<",
        b"<zz>",
        b"",
        b"(no end",
        b"[1 2",
        b"1" * 400,
    ],
)
def test_a_value_without_end_or_sense_is_refused_at_once(value: bytes) -> None:
    with pytest.raises(PdfReadError):
        read_value(value, 0)


def test_values_are_read_as_they_are_written() -> None:
    text = rb"<< /A#20B [ 1 -2.5 true null (a\(b\)\101\n) <4142> 12 0 R ] /C << /D /E >> >> rest"
    value, end = read_value(text, 0)
    assert value == {"A B": [1, -2.5, True, None, b"a(b)A\n", b"AB", Reference(12, 0)], "C": {"D": "E"}}
    assert text[end:] == b" rest"


def test_a_stream_that_grows_without_end_is_refused() -> None:
    import zlib

    with pytest.raises(PdfReadError, match="too large"):
        unpack(zlib.compress(bytes(10_000_000)), most=1_000_000)


def test_an_object_given_twice_is_refused(one_page: bytes) -> None:
    begin, end = one_page.index(b"1 0 obj"), one_page.index(b"2 0 obj")
    with pytest.raises(PdfReadError, match="twice"):
        read_revision(one_page[:end] + one_page[begin:end] + one_page[end:])

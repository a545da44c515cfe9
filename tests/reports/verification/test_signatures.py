"""An invisible signature is no change; whatever hides behind one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reports.verify import Verification

Check = Callable[[bytes], Verification]


def test_an_appended_signature_is_recognised_and_not_judged(one_page: bytes, forge: Any, check: Check) -> None:
    found = check(forge(one_page).signed())
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())
    assert "A signature of" in found.explanation
    assert "your PDF reader can tell whose it is" in found.explanation


def test_a_second_signature_is_recognised_too(one_page: bytes, forge: Any, check: Check) -> None:
    once = forge(one_page).signed()
    with_field = forge(once)
    form, field, signature = (max(with_field.objects) + step for step in (1, 2, 3))
    twice = with_field.appended(
        {
            field: b"<< /FT /Sig /T (Signature2) /Type /Annot /Subtype /Widget /F 132 /Rect [ 0 0 0 0 ] >>",
            signature: b"<< /Type /Sig /ByteRange [0 10 20 30] /Contents <00AB> >>",
            form: b"<< /Fields [ %d 0 R ] /SigFlags 3 >>" % field,
        }
    )
    assert check(twice).intact is True


@pytest.mark.parametrize(
    "hidden",
    [
        {"box": b"[ 0 0 500 500 ]"},
        {"page": b"/Rotate 90 "},
        {"page": b"/AA << >> "},
        {"catalog": b"/OpenAction 1 0 R "},
    ],
)
def test_a_change_behind_a_signature_is_named(
    one_page: bytes, forge: Any, check: Check, hidden: dict[str, bytes]
) -> None:
    found = check(forge(one_page).signed(**hidden))
    assert found.intact is False
    assert any("were added after the report was made" in said for said in found.differences)

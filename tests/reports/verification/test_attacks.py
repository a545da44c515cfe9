"""Every way we know to change a report is noticed and named rightly."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Callable
from typing import Any, get_args

import pikepdf
import pytest

from core.assessment.evaluate import Evaluation
from questionnaires.errors import UnusableInputError
from questionnaires.library import load_library
from reports.branding import Branding
from reports.editions import Edition
from reports.report import draw
from reports.verification.comparison import REWRITTEN
from reports.verify import Verification

Check = Callable[[bytes], Verification]


def named(found: Verification, *words: str) -> bool:
    """Whether the file is called changed, and one of the differences says all the words."""
    return found.intact is False and any(all(word in said for word in words) for said in found.differences)


def test_a_report_as_it_was_made_is_intact_and_recomputed(one_page: bytes, check: Check) -> None:
    found = check(one_page)
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())
    assert "byte for byte" in found.explanation


@pytest.mark.slow
def test_every_worked_report_is_intact(reports: dict[str, Any], check: Check) -> None:
    for name, report in reports.items():
        found = check(report.file.path.read_bytes())
        assert (found.intact, found.recomputed, found.differences) == (True, True, ()), name


@pytest.mark.slow
@pytest.mark.parametrize("edition", get_args(Edition))
def test_every_edition_is_intact(worked: dict[str, Evaluation], check: Check, edition: Edition) -> None:
    found = check(draw(worked["B0_evasive_vendor_meeting_day"], load_library(), edition=edition).content)
    assert (found.intact, found.recomputed, found.differences) == (True, True, ())


def test_another_compression_is_no_change(whole: bytes, forge: Any, check: Check) -> None:
    forgery = forge(whole)
    for number in forgery.find(rb"/FlateDecode"):
        forgery.put(number, forgery.content(number), level=1)
    assert forgery.written() != whole
    found = check(forgery.written())
    assert (found.intact, found.differences) == (True, ())
    assert "only the packing differs" in found.explanation


def test_a_changed_grade_in_the_audit_is_named_with_what_it_moves(one_page: bytes, forge: Any, check: Check) -> None:
    def better(audit: Any) -> None:
        weak = next(answer for answer in audit["answers"].values() if answer["status"] == "specific")
        weak["grade"] = (weak["grade"] + 1) % 5

    forgery = forge(one_page)
    forgery.edit_json("audit.json", better)
    found = check(forgery.written())
    assert not found.recomputed
    assert named(found, "audit.json is not the audit that the results were computed from")
    assert named(found, "assessment, disclosure", "the file says")


def test_a_changed_word_in_the_audit_is_named_although_no_number_moves(
    one_page: bytes, forge: Any, check: Check
) -> None:
    forgery = forge(one_page)
    forgery.edit_json("audit.json", lambda audit: next(iter(audit["answers"].values())).update(text="We never said."))
    found = check(forgery.written())
    assert found.recomputed
    assert named(found, "audit.json is not the audit")


def test_a_changed_verdict_is_named(one_page: bytes, forge: Any, check: Check) -> None:
    forgery = forge(one_page)
    forgery.edit_json("result.json", lambda result: result["assessment"].update(verdict="DEFENSIBLE"))
    found = check(forgery.written())
    assert not found.recomputed
    assert named(found, 'assessment, verdict: the file says "DEFENSIBLE", its data give "CONDITIONAL"')
    assert named(found, "result.json differs")
    assert not named(found, "page")


def test_a_changed_risk_is_named(one_page: bytes, forge: Any, check: Check) -> None:
    forgery = forge(one_page)
    forgery.edit_json("result.json", lambda result: result["risk"]["rare_case"].update(probability=0.01))
    found = check(forgery.written())
    assert not found.recomputed
    assert named(found, "risk, rare case, probability: the file says 0.01")


def test_other_data_put_under_the_same_pages_are_named(
    worked: dict[str, Evaluation], whole: bytes, forge: Any, check: Check
) -> None:
    other = forge(draw(worked["A_strong_vendor"], load_library()).content)
    forgery = forge(whole)
    for name in ("audit.json", "result.json"):
        forgery.put(forgery.attached(name), other.content(other.attached(name)))
    found = check(forgery.written())
    assert found.recomputed
    assert named(found, "pages, its data give")


def test_an_audit_changed_together_with_its_fingerprint_does_not_fit_the_pages(
    whole: bytes, forge: Any, check: Check
) -> None:
    forgery = forge(whole)
    audit = forgery.edit_json("audit.json", lambda audit: audit.update(product="A much better product"))
    digest = hashlib.sha256(audit).hexdigest()
    forgery.edit_json("result.json", lambda result: result.update(audit_sha256=digest))
    found = check(forgery.written())
    assert found.recomputed
    assert named(found, "pages 1")


def test_another_name_on_the_report_is_named(worked: dict[str, Evaluation], forge: Any, check: Check) -> None:
    evaluation, branding = worked["D_large_model_moderate_use"], Branding(name="Okafor & Partners")
    data = draw(evaluation, load_library(), branding=branding).content
    assert check(data).intact is True
    forgery = forge(data)
    forgery.edit_json("branding.json", lambda own: own.update(name="Somebody else"))
    assert named(check(forgery.written()), "page 1 is not as the data give it")


def test_text_moved_off_the_page_is_named_with_its_page(whole: bytes, forge: Any, check: Check) -> None:
    forgery = forge(whole)
    number = forgery.pages()[3]
    content = forgery.content(number)
    assert b" Tm" in content
    forgery.put(number, content.replace(b"1 0 0 1 0 ", b"1 0 0 1 9000 ", 1))
    assert named(check(forgery.written()), "page 4 is not as the data give it")


@pytest.mark.parametrize(
    ("pattern", "old", "new", "words"),
    [
        (rb"/S /Figure", b"/Alt (", b"/Alt (All is well. ", "what is read aloud differs"),
        (rb"/Type /Pages\b", b"/Count 1 ", b"/Count 2 ", "the layout of the file differs"),
        (rb"/Type /Page\b[^s]", b"595.2756 841.8898", b"595.2756 500.0000", "the frames of pages differ"),
        (rb"/Type /Metadata", b"Headwater", b"Headwind!", "what the file says about itself differs"),
        (rb"/Type /FontDescriptor", b"/Ascent ", b"/Ascent 1", "the fonts differ"),
    ],
)
def test_what_stands_beside_the_page_is_named(
    one_page: bytes, forge: Any, check: Check, pattern: bytes, old: bytes, new: bytes, words: str
) -> None:
    forgery = forge(one_page)
    forgery.replace(forgery.find(pattern)[0], old, new)
    assert named(check(forgery.written()), words)


def test_a_font_that_shows_other_letters_is_named(one_page: bytes, forge: Any, check: Check) -> None:
    forgery = forge(one_page)
    number = next(number for number, item in forgery.objects.items() if b"/Length1" in item)
    content = bytearray(forgery.content(number))
    content[-40] ^= 1
    forgery.put(number, bytes(content))
    assert named(check(forgery.written()), "the fonts differ")


def test_a_page_replaced_in_an_appended_revision_is_named(whole: bytes, forge: Any, check: Check) -> None:
    forgery = forge(whole)
    number = forgery.pages()[1]
    drawn = zlib.compress(b"BT ET")
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)
    changed = forgery.appended({number: stream})
    assert changed.startswith(whole), "comparing the beginning alone would not notice it"
    found = check(changed)
    assert found.recomputed
    assert named(found, "bytes were added after the report was made", "what is shown on page 2")


def test_an_attack_passes_where_what_was_appended_is_taken_for_a_signature(
    one_page: bytes, forge: Any, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = forge(one_page).appended({forge(one_page).pages()[0]: b"<< >>"})
    assert check(changed).intact is False
    monkeypatch.setattr("reports.verification.appended.is_signature", lambda *_: True)
    assert check(changed).intact is True


def test_an_attack_passes_where_only_the_data_are_looked_at(
    one_page: bytes, forge: Any, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgery = forge(one_page)
    forgery.put(forgery.pages()[0], b"BT ET")
    assert check(forgery.written()).intact is False
    monkeypatch.setattr("reports.verify.differences", lambda *_: [])
    assert check(forgery.written()).intact is True


def test_another_list_of_pages_in_an_appended_revision_is_named(one_page: bytes, forge: Any, check: Check) -> None:
    forgery = forge(one_page)
    (root,) = forgery.find(rb"/Type /Catalog\b")
    found = check(forgery.appended({root: b"<< /Type /Catalog /Pages 99999 0 R >>"}))
    assert named(found, "more than a signature")


def test_bytes_after_the_end_are_named_and_white_space_is_not(one_page: bytes, check: Check) -> None:
    assert named(check(one_page + b"\n1 0 obj\n"), "they cannot be read")
    assert check(one_page + b"\r\n").intact is True


@pytest.mark.parametrize(
    "settings",
    [{}, {"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"qdf": True}],
    ids=["plain", "for the web", "in object streams", "unpacked"],
)
def test_of_a_file_saved_again_the_numbers_are_checked_and_the_pages_not_judged(
    one_page: bytes, check: Check, settings: dict[str, Any]
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page)) as pdf:
        pdf.save(out, **settings)
    cannot_be_told(check(out.getvalue()))


def test_a_file_saved_again_with_other_data_is_a_changed_one(one_page: bytes, forge: Any, check: Check) -> None:
    forgery = forge(one_page)
    forgery.edit_json("result.json", lambda result: result["assessment"].update(verdict="DEFENSIBLE"))
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(forgery.written())) as pdf:
        pdf.save(out)
    assert named(check(out.getvalue()), 'verdict: the file says "DEFENSIBLE"')


def test_of_a_table_that_points_to_a_hidden_object_the_pages_are_not_believed(
    one_page: bytes, forge: Any, check: Check
) -> None:
    forgery = forge(one_page)
    number = forgery.pages()[0]
    place = one_page.index(forgery.objects[number])
    moved = one_page.replace(b"%010d 00000 n" % place, b"%010d 00000 n" % 15)
    assert moved != one_page
    cannot_be_told(check(moved))


def cannot_be_told(found: Verification) -> None:
    """The answer where another program, or an attacker, wrote the file anew around the data as they were."""
    assert (found.intact, found.recomputed) == (None, True)
    assert found.differences == (REWRITTEN,)
    assert "every number follows from it" in found.explanation
    assert "Do not rely on the pages" in found.explanation


@pytest.mark.parametrize("kept", [0.98, 0.97])
def test_a_cut_file_is_named(whole: bytes, check: Check, kept: float) -> None:
    found = check(whole[: int(kept * len(whole))])
    assert found.recomputed
    assert named(found, "the file is cut off after")


def test_an_encrypted_file_is_refused_in_one_sentence(whole: bytes, check: Check) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="", owner="secret"))
    with pytest.raises(UnusableInputError, match=r"^report\.pdf: it is encrypted; ask for the report without a"):
        check(out.getvalue())


def test_what_is_not_ours_is_refused_in_one_sentence(one_page: bytes, check: Check) -> None:
    empty = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(empty)
    cases = {
        b"Dear all, ...": "not a PDF",
        b"": "not a PDF",
        empty.getvalue(): "holds no audit: .* printed or converted",
    }
    for data, words in {**cases, one_page[:4_000]: "cut off after 4000 bytes"}.items():
        with pytest.raises(UnusableInputError, match=words):
            check(data)


def test_samples_changed_in_the_results_do_not_fit_the_pages(
    worked: dict[str, Evaluation], forge: Any, check: Check
) -> None:
    from core.samples.result import SampleReading

    reading = SampleReading(210, 40_000, "en", "watch", ("Narrower than its own past.",), (), 200, {}, 5, "0")
    data = draw(worked["D_large_model_moderate_use"], load_library(), edition="one-page", samples=reading).content
    assert "as recorded" in check(data).explanation
    forgery = forge(data)
    forgery.edit_json("result.json", lambda result: result["samples"].update(overall="healthy"))
    assert named(check(forgery.written()), "page 1 is not as the data give it")


@pytest.mark.parametrize("key", ["version", "drawn_with"])
def test_of_another_versions_report_the_numbers_are_recomputed_and_the_pages_not_judged(
    one_page: bytes, forge: Any, check: Check, key: str
) -> None:
    def newer(result: Any) -> None:
        target = result["assessment"] if key == "version" else result
        target[key] = "99.0" if key == "version" else "ReportLab 99"

    forgery = forge(one_page)
    forgery.edit_json("result.json", newer)
    found = check(forgery.written())
    assert (found.intact, found.recomputed) == (None, True)
    assert "99" in found.explanation
    assert "The pages were not compared" in found.explanation


def test_another_versions_data_that_cannot_be_read_are_refused(one_page: bytes, forge: Any, check: Check) -> None:
    forgery = forge(one_page)
    forgery.edit_json("result.json", lambda result: result["assessment"].update(version="99.0"))
    forgery.edit_json("audit.json", lambda audit: audit.update(invention=1))
    with pytest.raises(UnusableInputError, match=r"made by Headwater 99\.0, .* verify it with that version\.$"):
        check(forgery.written())


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("result.json", {"risk": {"seed": 7, "draws": 10**12}}, "number of draws"),
        ("result.json", {"risk": {"seed": "7", "draws": 400}}, "no seed"),
        ("result.json", {"edition": "mine"}, "no edition"),
        ("result.json", {"samples": {"texts": "x"}}, "not as a report writes them"),
        ("audit.json", {"packs": ["nonsense"]}, "this pack is not among"),
        ("audit.json", {"vendor": 3}, "audit.json is not an audit"),
        ("audit.json", {"answers": {"TD-9.99": {"status": "specific"}}}, "TD-9.99"),
    ],
)
def test_data_changed_beyond_use_are_named(
    one_page: bytes, forge: Any, check: Check, name: str, change: dict[str, Any], words: str
) -> None:
    forgery = forge(one_page)
    forgery.edit_json(name, lambda data: data.update(change))
    found = check(forgery.written())
    assert not found.recomputed
    assert named(found, words)


def test_data_that_are_no_numbers_are_named(one_page: bytes, forge: Any, check: Check) -> None:
    forgery = forge(one_page)
    number = forgery.attached("result.json")
    data = json.loads(forgery.content(number))
    data["risk"]["rare_case"]["probability"] = float("nan")
    forgery.put(number, json.dumps(data, sort_keys=True).encode())
    assert named(check(forgery.written()), "not readable JSON")

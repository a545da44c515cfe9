from __future__ import annotations

import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from core.audit.document import AuditDocument
from core.audit.errors import WorkspaceError
from core.audit.qaudit import check_audit, read_audit, write_audit
from questionnaires.answer import Answer
from questionnaires.errors import UnusableInputError
from questionnaires.library import EXAMPLES, load_library

WORKED = sorted(EXAMPLES.glob("*.yaml"))
MEETING = EXAMPLES / "B0_evasive_vendor_meeting_day.yaml"
EVASIVE = EXAMPLES / "B_evasive_vendor.yaml"


@pytest.mark.parametrize("path", WORKED, ids=lambda path: path.stem)
def test_every_worked_audit_fits_its_packs(path: Path) -> None:
    check_audit(read_audit(path), load_library(), path.name)


@pytest.mark.parametrize("path", WORKED, ids=lambda path: path.stem)
def test_a_written_audit_reads_back_equal_and_is_written_the_same_again(path: Path, tmp_path: Path) -> None:
    document = read_audit(path)
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    write_audit(document, first)
    assert read_audit(first) == document
    write_audit(read_audit(first), second)
    assert second.read_bytes() == first.read_bytes()


texts = st.text(max_size=60) | st.sampled_from(
    ["yes", "no", "on", "off", "y", "N", "null", "~", "2026-01-01", "1e3", "0x1f", "1_000", "12:30:45", ".nan", "- a"]
)


@settings(max_examples=40)
@given(text=texts, word=texts)
def test_any_text_survives_a_file(text: str, word: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    answer = Answer(status="vague", text=text, extra={"word": word}, by=word)
    document = read_audit(MEETING).with_answer("MS-01", answer)
    write_audit(document, path)
    assert read_audit(path) == document


@settings(max_examples=40)
@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_any_finite_number_survives_a_file(number: float, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    document = read_audit(MEETING).with_answer("MS-05", Answer(status="specific", value=number))
    write_audit(document, path)
    assert read_audit(path) == document


@pytest.mark.parametrize("word", ["no", "y", "2026-01-01", "1.0", "null", "0o17"])
def test_ids_that_yaml_would_take_for_something_else_stay_words(word: str, tmp_path: Path) -> None:
    document = read_audit(MEETING)
    document = document.model_copy(
        update={
            "evidence": {**document.evidence, word: document.evidence["B-01"]},
            "answers": {"MS-09": Answer(status="specific", choice=(word,), evidence=(word,))},
        }
    )
    path = tmp_path / "audit.yaml"
    write_audit(document, path)
    assert read_audit(path) == document
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert loaded["answers"]["MS-09"]["choice"] == [word]


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "audit.yaml"
    document = read_audit(MEETING)
    write_audit(document, path)
    before = path.read_bytes()
    with pytest.raises(UnusableInputError, match=r"audit\.yaml, answers MS-01 grade"):
        write_audit(document.with_answer("MS-01", Answer(status="vague").model_copy(update={"grade": 9})), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_writing_where_one_may_not_is_one_sentence(folder_of_ordinary_user: Path) -> None:
    folder_of_ordinary_user.mkdir(mode=0o500)
    path = folder_of_ordinary_user / "audit.yaml"
    with pytest.raises(WorkspaceError, match=r"audit\.yaml: it cannot be written to; check who may write to it"):
        write_audit(read_audit(MEETING), path)
    assert list(folder_of_ordinary_user.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this kind exist on POSIX systems only")
def test_a_written_audit_is_readable_by_the_user_only(tmp_path: Path) -> None:
    path = tmp_path / "audit.yaml"
    write_audit(read_audit(MEETING), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def refusal(content: bytes | str, tmp_path: Path) -> str:
    """The sentence with which a file is refused; the file and its folder stay as they were."""
    path = tmp_path / "B_vendor.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    before = path.read_bytes()
    with pytest.raises(UnusableInputError) as caught:
        check_audit(read_audit(path), load_library(), path.name)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    sentence = str(caught.value)
    assert sentence.startswith("B_vendor.yaml")
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


def bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "it does not hold keys and values at the top level."),
        ("just words", "it does not hold keys and values at the top level."),
        ("- a\n- b\n", "it does not hold keys and values at the top level."),
        ("answers: {MS-01: [", "line 1: it is not valid YAML"),
        ("schema: qaudit/1\n\tvendor: x", "line 2: it is not valid YAML"),
        (bytes(range(256)) * 20, "it is not a text file"),
        (b"SQLite format 3\x00" + b"\x00" * 4000, "it is not a text file"),
        (bomb(), "line 2: it uses YAML aliases"),
        ("schema: qaudit/1\nschema: qaudit/1\n", "line 2: the key 'schema' appears twice"),
        ("a: !!python/object/apply:os.system [ls]", "line 1: it is not valid YAML"),
        ("[" * 5000, "levels deep"),
        ("text: '" + "x" * 10_000_000 + "'", "more than the 4 MB allowed"),
    ],
    ids=[
        "empty", "words", "list", "cut off", "tab", "binary", "database", "alias bomb", "doubled key", "tag", "nested",
        "10 MB",
    ],
)  # fmt: skip
def test_a_file_that_is_no_audit_is_refused_in_one_sentence(content: bytes | str, part: str, tmp_path: Path) -> None:
    assert part in refusal(content, tmp_path)


Edit = Callable[[dict[str, Any]], object]


def answer(question_id: str, **parts: object) -> Edit:
    return lambda audit: audit["answers"].update({question_id: {"status": "specific", "grade": 2, **parts}})


def put(key: str, value: object) -> Edit:
    return lambda audit: audit.update({key: value})


SHARES = {"licensed": {"best": 60}, "crawled": {"best": 46}}


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (lambda audit: audit.pop("vendor"), "vendor: it is missing."),
        (lambda audit: audit["context"].pop("stakes"), "context stakes: it is missing."),
        (put("vendor", ""), "vendor: "),
        (put("verdict", "fine"), "verdict: this key is not known here."),
        (put("schema", "qaudit/9"), "schema: 'qaudit/9' is not one of 'qaudit/1'."),
        (
            put("packs", ["meeting_screen", "training_data", "poetry"]),
            "pack poetry: there is no such pack; there are meeting_screen,",
        ),
        (
            put("packs", ["meeting_screen", "training_data", "training_data"]),
            "pack training_data: it is listed twice; list it once.",
        ),
        (
            put("pack_versions", {"training_data": "2.0.0"}),
            "pack training_data: the audit used version 2.0.0, but this program has ",
        ),
        (put("pack_versions", {"poetry": "1.0.0"}), "pack_versions poetry: this pack is not among the audit's packs."),
        (answer("TD-9.99"), "answer TD-9.99: there is no question 'TD-9.99'."),
        (answer("IF-1.02"), "answer IF-1.02: question IF-1.02 is in a pack that this audit does not use."),
        (
            answer("TD-1.03", value={"low": 20, "best": 140}),
            "answer TD-1.03, value best: it is 140 %, but a share lies between 0 and 100.",
        ),
        (answer("TD-1.03", value={"low": -1}), "answer TD-1.03, value low: it is -1 %, but a share lies between"),
        (answer("TD-1.03", value=140), "answer TD-1.03, value: it is 140 %, but a share lies between 0 and 100."),
        (answer("TD-1.03", value={"low": 9, "high": 8}), "answers TD-1.03 value: low, best and high must not decrease"),
        (answer("TD-1.03", value={"low": float("nan")}), "answers TD-1.03 value low: it must be a finite number"),
        (answer("TD-1.03", value={"low": float("inf")}), "answers TD-1.03 value low: it must be a finite number"),
        (answer("TD-1.03", value={"lo": 3}), "answers TD-1.03 value"),
        (answer("TD-1.03", choice="yes"), "answer TD-1.03, choice: this question has no choices; remove it."),
        (
            answer("TD-2.01", value={"pretraining": {"best": 101}}),
            "answer TD-2.01, value pretraining best: it is 101 %, but a share lies between 0 and 100.",
        ),
        (
            answer("TD-2.01", value={"training": {"best": 1}}),
            "answer TD-2.01, value training: there is no such row; there are pretraining, later_training.",
        ),
        (answer("TD-2.01", value={"best": 3}), "answer TD-2.01, value: it must be low, best and high for each stage."),
        (answer("TD-1.02", value=SHARES), "answer TD-1.02, value: the shares add up to 106 %, more than 105."),
        (answer("TD-1.02", value={"stolen": {"best": 1}}), "answer TD-1.02, value stolen: there is no such row"),
        (answer("TD-4.01", value=-3), "answer TD-4.01, value: it is -3, but a count cannot be below 0."),
        (answer("TD-4.01", value="2026-01-01"), "answer TD-4.01, value: it must be a figure or low, best and high."),
        (answer("TD-5.03", value=3), "answer TD-5.03, value: this question takes no figure; put it in the text."),
        (answer("TD-8.02", choice="maybe"), "answer TD-8.02, choice: 'maybe' is not one of yes, partly, no."),
        (answer("TD-1.01", choice=["own_tune", "stolen"]), "answer TD-1.01, choice: 'stolen' is not one of own_pretr"),
        (
            answer("TD-7.01", choice=["dated", "rolling"]),
            "answer TD-7.01, choice: several are given, but only one is allowed.",
        ),
        (answer("TD-1.01", choice=["own_tune"] * 2), "answer TD-1.01, choice: the same choice is given twice."),
        (
            answer("TD-1.01", status="na", reason="We say so"),
            "answer TD-1.01, status: 'does not apply' is not allowed here; choose another status.",
        ),
        (answer("TD-1.01", status="maybe"), "answers TD-1.01 status: 'maybe' is not one of 'specific', 'partial',"),
        (answer("TD-1.01", grade=5), "answers TD-1.01 grade: "),
        (answer("TD-1.01", text="x" * 100_000), "answers TD-1.01 text: "),
        (
            answer("TD-1.01", evidence=["B-99"]),
            "answer TD-1.01, evidence: the evidence 'B-99' is not in the audit's list of evidence; add it there.",
        ),
        (
            lambda audit: audit["contradictions"][0].update(question="TD-0.00"),
            "contradiction X-01, question: there is no question 'TD-0.00'.",
        ),
        (
            lambda audit: audit["contradictions"].append(audit["contradictions"][0].copy()),
            "contradiction X-01: two have this id; number them apart.",
        ),
        (put("sim_inputs", {"share": float("nan")}), "sim_inputs: it must hold finite numbers only."),
    ],
)
def test_an_audit_with_one_mistake_is_refused_with_file_place_and_cause(
    edit: Edit, sentence: str, tmp_path: Path
) -> None:
    audit = yaml.safe_load(EVASIVE.read_text(encoding="utf-8"))
    edit(audit)
    content = yaml.safe_dump(audit)
    assert refusal(content, tmp_path).startswith(f"B_vendor.yaml, {sentence}")


@pytest.mark.parametrize(("reason", "refused"), [("", True), ("We publish nothing produced with it; R. Okafor", False)])
def test_does_not_apply_needs_a_question_that_allows_it_and_a_reason(
    reason: str, refused: bool, meeting: AuditDocument
) -> None:
    packs = ("meeting_screen", "regulatory_disclosure")
    document = meeting.model_copy(update={"packs": packs}).with_answer("RD-B11", Answer(status="na", reason=reason))
    if refused:
        with pytest.raises(UnusableInputError, match="reason: 'does not apply' needs a reason and who accepted it"):
            check_audit(document, load_library())
    else:
        check_audit(document, load_library())


def test_a_declined_answer_may_still_name_a_choice(meeting: AuditDocument) -> None:
    check_audit(meeting.with_answer("MS-06", Answer(status="refused", choice="accumulate")), load_library())


def test_shares_may_miss_a_hundred_by_the_tolerance(meeting: AuditDocument) -> None:
    shares = {"licensed": {"best": 60}, "crawled": {"best": 45}}
    document = meeting.model_copy(update={"packs": ("training_data",), "pack_versions": {}, "answers": {}})
    check_audit(document.with_answer("TD-1.02", Answer(status="specific", value=shares)), load_library())

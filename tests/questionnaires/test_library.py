"""The shipped packs, rules and audits fit together, and a damaged one is named."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from questionnaires.check import check_pack
from questionnaires.errors import UnusableInputError
from questionnaires.library import FOLDER, load_library, read_pack, shipped_packs
from questionnaires.rule_check import check_rules

LIBRARY = load_library()


@pytest.mark.parametrize("path", shipped_packs(), ids=lambda path: path.stem)
def test_a_shipped_pack_has_no_problem(path: Path) -> None:
    assert check_pack(read_pack(path), LIBRARY, path.name) == ()


@pytest.mark.parametrize("path", shipped_packs(), ids=lambda path: path.stem)
def test_a_shipped_pack_keeps_the_published_schema(path: Path) -> None:
    schema = json.loads((FOLDER / "rules" / "pack.schema.json").read_text())
    jsonschema.validate(yaml.safe_load(path.read_text()), schema)


def test_the_rules_name_only_what_exists() -> None:
    assert check_rules(LIBRARY) == ()


def test_the_library_holds_the_bank() -> None:
    assert sum(len(pack.questions) for pack in LIBRARY.packs.values()) == 131
    assert [question.id for question in LIBRARY.packs["meeting_screen"].questions if question.gate] == [
        "MS-02",
        "MS-04",
        "MS-05",
        "MS-06",
        "MS-11",
    ]


ALL_QUESTIONS = [question for pack in LIBRARY.packs.values() for question in pack.questions]
JARGON = ("p-value", "posterior", "epoch", "logit", "hyperparameter")


@pytest.mark.parametrize("question", ALL_QUESTIONS, ids=lambda question: question.id)
def test_every_question_says_why_it_is_asked_and_what_to_listen_for(question) -> None:
    helps = (question.why, question.strong, question.probe, question.verify, *question.red_flags)
    for text in helps:
        assert text.strip() == text
        assert len(text) > 3, text
        assert text not in (question.ask, question.short)
        assert not any(word in text.lower() for word in JARGON), text
        assert "gate" not in text.lower().split(), text
    assert question.probe.endswith((".", "?")), question.probe


@pytest.mark.parametrize("pack", LIBRARY.packs.values(), ids=lambda pack: pack.id)
def test_every_pack_says_what_changed_and_why(pack) -> None:
    newest = pack.pack.changelog[0]
    assert (newest.version, newest.date) == (pack.pack.version, pack.pack.date)
    assert newest.what.endswith(".")
    assert newest.why.endswith(".")


def test_the_meeting_is_honest_about_its_time() -> None:
    meeting = LIBRARY.packs["meeting_screen"]
    assert 20 <= meeting.pack.minutes.typical <= meeting.pack.minutes.max <= 25
    assert meeting.pack.minutes.typical * 60 / len(meeting.questions) >= 80  # seconds for each question
    for question in meeting.questions:
        assert question.ask.count("?") <= 2, question.id
        assert len(question.ask.split()) <= 35, question.id


def test_who_builds_on_another_model_is_asked_what_the_supplier_said() -> None:
    about_data = [question for question in LIBRARY.packs["meeting_screen"].questions if question.ask_in]
    assert {"MS-02", "MS-03", "MS-04", "MS-05", "MS-06", "MS-07"} <= {question.id for question in about_data}
    for question in about_data:
        assert question.asked_in("B").startswith("What has your supplier told you")
        assert question.asked_in("B").endswith("will you ask?")
        assert question.asked_in("A") == question.ask


def test_an_outsider_who_can_change_nothing_is_the_best_answer_and_raises_nothing() -> None:
    question = LIBRARY.question("TD-8.01")
    assert question is not None
    assert question.answer.type == "choice"
    none_can, something_can = question.answer.choice("closed"), question.answer.choice("open")
    assert none_can is not None
    assert something_can is not None
    assert (none_can.practice, something_can.practice) == (1.0, 0.0)
    about_it = [json.dumps(found.model_dump(mode="json")) for found in LIBRARY.findings.values()]
    about_it = [found for found in about_it if "untrusted_sources" in found]
    assert about_it
    assert not any('"closed"' in found for found in about_it)


def test_the_same_words_stand_for_the_same_in_every_pack_that_asks_of_the_vendor() -> None:
    for one in ALL_QUESTIONS:
        for other in ALL_QUESTIONS:
            if one.carries_to == other.id:
                known = {choice.id for choice in other.answer.choices}
                assert {choice.becomes or choice.id for choice in one.answer.choices} <= known


def test_an_unknown_pack_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnusableInputError, match=r"the audit, pack nonsense: there is no such pack; there are meeting"):
        LIBRARY.packs_of(["nonsense"])


def a_pack_with(tmp_path: Path, **changes: object) -> Path:
    data = yaml.safe_load((FOLDER / "packs" / "meeting_screen.yaml").read_text())
    data["pack"]["id"] = "my_pack"
    for index, question in enumerate(data["questions"]):
        question["id"] = f"ZZ-{index + 1:02d}"
    data["questions"][0].update(changes)
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(data))
    return path


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weight": 9}, "mine.yaml, questions ZZ-01 weight: 9 is more than 5"),
        ({"short": "x" * 49}, "mine.yaml, questions ZZ-01 short: the text has more than 48 characters"),
        ({"colour": "red"}, "mine.yaml, questions ZZ-01 colour: this key is not known here"),
        ({"answer": {"type": "choice"}}, "mine.yaml, questions ZZ-01 answer: an answer of type choice needs choices"),
        ({"answer": {"type": "telepathy"}}, "mine.yaml, questions ZZ-01 answer type: 'telepathy' is not one of"),
    ],
)
def test_a_pack_that_does_not_fit_names_file_question_and_cause(tmp_path, changes, sentence) -> None:
    with pytest.raises(UnusableInputError) as caught:
        read_pack(a_pack_with(tmp_path, **changes))
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"id": "TD-1.01"}, "this id belongs to the pack training_data"),
        ({"section": "99"}, "there is no section 99"),
        ({"sources": ["S-NOBODY"]}, "there is no source S-NOBODY"),
        ({"show_if": {"q": "ZZ-77", "has": "x"}}, "there is no question ZZ-77"),
        ({"carries_to": "TD-2.01"}, "does not ask the same thing"),
        ({"sim": {"param": "phase_of_moon", "from": "value"}}, "there is no simulation parameter phase_of_moon"),
        ({"ask": "why " * 90}, "more than the 76"),
        ({"answer": {"type": "yes_partly_no"}, "ask": "Which parts could an outsider change?"}, "choices of its own"),
        (
            {"answer": {"type": "yes_partly_no"}, "ask": "Is it ours?", "ask_in": {"B": "What did they say?"}},
            "choices of its own",
        ),
        ({"answer": {"type": "choice", "choices": [{"id": "x", "label": "Not known"}]}}, "never a choice"),
        (
            {"carries_to": "TD-1.01", "answer": {"type": "choice", "choices": [{"id": "magic", "label": "By magic"}]}},
            "the choice magic does not exist in TD-1.01",
        ),
        (
            {
                "concept": "regime",
                "carries_to": "TD-2.03",
                "answer": {"type": "choice", "choices": [{"id": "single", "label": "Once", "sim": "replace"}]},
            },
            "another value in the simulation",
        ),
        ({"lanes": ["A"], "ask_in": {"B": "And your supplier?"}}, "lane B, in which it is not asked"),
        ({"carries_to": "TD-1.01", "answer": {"type": "number"}}, "an answer of type number does not fit TD-1.01"),
        (
            {"answer": {"type": "percent_range", "bands": [{"id": "lots", "label": "Lots", "low": 50}]}},
            "must end at 100 percent",
        ),
        (
            {
                "answer": {
                    "type": "number",
                    "practice_bands": [[100, 0.2], [900, 1.0]],
                    "bands": [{"id": "some", "label": "Some", "low": 50, "high": 500}],
                }
            },
            "reaches across a limit",
        ),
    ],
)
def test_the_check_sees_each_fault(tmp_path, changes, problem) -> None:
    path = a_pack_with(tmp_path, **changes)
    problems = check_pack(read_pack(path), LIBRARY, path.name)
    assert any(problem in str(found) for found in problems), problems


def test_a_changelog_that_does_not_speak_of_the_version_is_seen(tmp_path) -> None:
    path = a_pack_with(tmp_path)
    data = yaml.safe_load(path.read_text())
    data["pack"]["version"] = "9.0.0"
    path.write_text(yaml.safe_dump(data))
    (problem,) = check_pack(read_pack(path), LIBRARY, path.name)
    assert "must speak of version 9.0.0" in str(problem)


def test_the_pack_above_has_no_other_fault(tmp_path) -> None:
    path = a_pack_with(tmp_path)
    assert check_pack(read_pack(path), LIBRARY, path.name) == ()

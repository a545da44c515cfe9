"""The shipped packs, rules and audits fit together, and a damaged one is named."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from questionnaires.check import check_pack, check_rules
from questionnaires.errors import UnusableInputError
from questionnaires.library import FOLDER, load_library, read_pack, shipped_packs

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
    assert sum(len(pack.questions) for pack in LIBRARY.packs.values()) == 125
    assert len({rule.id for rule in LIBRARY.rules.never_averaged}) == 32
    assert [question.id for question in LIBRARY.packs["meeting_screen"].questions if question.gate] == [
        "MS-02",
        "MS-04",
        "MS-05",
        "MS-06",
    ]


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
        ({"findings": ["F-NOTHING"]}, "there is no finding F-NOTHING"),
        ({"show_if": {"q": "ZZ-77", "has": "x"}}, "there is no question ZZ-77"),
        ({"carries_to": "TD-2.01"}, "does not ask the same thing"),
        ({"sim": {"param": "phase_of_moon", "from": "value"}}, "there is no simulation parameter phase_of_moon"),
        ({"ask": "why " * 90}, "more than the 76"),
    ],
)
def test_the_check_sees_each_fault(tmp_path, changes, problem) -> None:
    path = a_pack_with(tmp_path, **changes)
    problems = check_pack(read_pack(path), LIBRARY, path.name)
    assert any(problem in str(found) for found in problems), problems


def test_the_pack_above_has_no_other_fault(tmp_path) -> None:
    path = a_pack_with(tmp_path)
    assert check_pack(read_pack(path), LIBRARY, path.name) == ()

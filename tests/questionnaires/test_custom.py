from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from questionnaires.answer import Answer
from questionnaires.custom import FOLDER, check_custom, own_questions, scored_packs, with_custom_packs
from questionnaires.errors import UnusableInputError
from questionnaires.library import load_library
from questionnaires.pack import Pack

LIBRARY = load_library()


def question(**changes: Any) -> dict[str, Any]:
    shipped = LIBRARY.packs["meeting_screen"].questions[0].model_dump(mode="json", by_alias=True, exclude_defaults=True)
    plain = {name: shipped[name] for name in ("why", "strong", "red_flags", "probe", "verify", "evidence")}
    plain |= {name: shipped[name] for name in ("dynamics", "maps", "sources", "weight") if name in shipped}
    own = {"id": "ZZ-01", "section": "1", "concept": "house_rules_insurance", "short": "Insured?", "ask": "Insured?"}
    choices = [{"id": "full", "label": "Fully"}, {"id": "none", "label": "Not at all"}]
    return {**plain, **own, "answer": {"type": "choice", "choices": choices}, **changes}


def pack(*questions: dict[str, Any], **head: Any) -> dict[str, Any]:
    plain = LIBRARY.packs["meeting_screen"].pack.model_dump(mode="json")
    own = {"id": "house_rules", "title": "House rules", "sections": [{"id": "1", "title": "Insurance"}]}
    return {"schema": "qpack/1", "pack": {**plain, **own, **head}, "questions": list(questions or (question(),))}


def causes(plain: dict[str, Any]) -> list[str]:
    return [problem.cause for problem in check_custom(Pack.read(plain), LIBRARY, "house.yaml")]


def write(folder: Path, name: str, plain: dict[str, Any]) -> None:
    (folder / name).write_text(yaml.safe_dump(plain, sort_keys=False))


def test_a_plain_pack_of_your_own_is_accepted_and_its_file_remembered(tmp_path: Path) -> None:
    write(tmp_path, "house.yaml", pack())
    found = with_custom_packs(LIBRARY, tmp_path)
    assert found.problems == ()
    assert found.origin["house_rules"].name == "house.yaml"
    assert "house_rules" in found.library.packs
    assert list(LIBRARY.packs) == [name for name in found.library.packs if name != "house_rules"]
    assert FOLDER == "packs"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"gate": True}, "must be answered"),
        ({"sim": {"param": "synthetic_share", "from": "value"}}, "feeds the simulation"),
        ({"carries_to": "TD-2.01"}, "carries its answer"),
        ({"concept": "synthetic_share"}, "must begin with the pack's own name"),
        ({"show_if": {"q": "TD-2.01", "status_in": ["specific"]}}, "a question of another pack"),
        ({"id": "TD-9.99"}, "belong to a pack that ships"),
        (
            {"answer": {"type": "choice", "choices": [{"id": "x", "label": "X", "sets": {"lane": "B"}}]}},
            "settles the lane",
        ),
        (
            {"answer": {"type": "choice", "choices": [{"id": "x", "label": "X", "sets_sim": {"regime": "a"}}]}},
            "simulation",
        ),
    ],
)
def test_whatever_would_give_it_power_is_refused(changed: dict[str, Any], word: str) -> None:
    assert any(word in cause for cause in causes(pack(question(**changed))))


def test_the_id_of_a_shipped_pack_cannot_be_taken() -> None:
    assert any("ships with Headwater" in cause for cause in causes(pack(id="training_data")))


@pytest.mark.parametrize(
    ("plain", "word"),
    [
        (pack() | {"schema": "qpack/2"}, "is not one of 'qpack/1'"),
        (pack() | {"rules": {"caps": []}}, "this key is not known here"),
        (pack(question(), question()), "used twice"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained_in_one_sentence_and_left_out(
    tmp_path: Path, plain: dict[str, Any], word: str
) -> None:
    write(tmp_path, "house.yaml", plain)
    found = with_custom_packs(LIBRARY, tmp_path)
    assert len(found.problems) == 1
    assert found.problems[0].startswith("house.yaml")
    assert word in found.problems[0]
    assert found.library.packs == LIBRARY.packs


def test_two_files_with_one_id_keep_the_first_and_name_both(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", pack())
    write(tmp_path, "b.yaml", pack(question(id="ZY-01")))
    found = with_custom_packs(LIBRARY, tmp_path)
    assert found.origin["house_rules"].name == "a.yaml"
    assert "a.yaml" in found.problems[0]
    assert found.problems[0].startswith("b.yaml")


def test_a_missing_folder_holds_no_packs(tmp_path: Path) -> None:
    assert with_custom_packs(LIBRARY, tmp_path / "none").origin == {}


def test_only_shipped_packs_are_scored() -> None:
    assert scored_packs(("training_data", "house_rules"), "AUD-1") == ("training_data",)
    with pytest.raises(UnusableInputError, match="lead to no verdict"):
        scored_packs(("house_rules",), "AUD-1")


def test_its_own_questions_are_counted_where_they_apply() -> None:
    own = Pack.read(pack(question(weight=3), question(id="ZZ-02", weight=1), question(id="ZZ-04", lanes=["B"])))
    answers = {"ZZ-01": Answer(status="specific", grade=1), "ZZ-02": Answer(status="not_asked")}
    assert own_questions(own, answers, "A") == (1, 2)
    assert own_questions(own, answers, "B") == (1, 3)
    assert own_questions(own, {}, "A") == (0, 2)

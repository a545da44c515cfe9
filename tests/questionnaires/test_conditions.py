"""Conditions of the rules: few words, and an unknown one is refused with a sentence."""

from __future__ import annotations

import pytest
import yaml

from questionnaires.conditions import RuleCondition
from questionnaires.errors import UnusableInputError
from questionnaires.library import FOLDER, load_library
from questionnaires.reading import validate
from questionnaires.rule_check import check_rules
from questionnaires.rules import ScoringRules

LIBRARY = load_library()
RULES = yaml.safe_load((FOLDER / "rules" / "scoring.yaml").read_text())


def with_condition(condition) -> dict:
    caps = [{**cap, "if": condition} if cap["id"] == "CAP-SHARE" else cap for cap in RULES["never_averaged"]]
    return {**RULES, "never_averaged": caps}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"unknwon": "synthetic_share"}, "not known here"),
        ({"unknown": "regime", "asked": "regime"}, "exactly one test"),
        ({}, "exactly one test"),
        ({"any": []}, ""),
        ({"choice": {"concept": "regime"}}, "exactly one of any_of, only and none_of"),
        ({"choice": {"concept": "regime", "any_of": ["a"], "only": ["b"]}}, "exactly one of any_of, only and none_of"),
        ({"figure": {"concept": "human_anchor"}}, "at_least, above or below"),
        ({"rare_case_from": "dreadful"}, "not one of"),
        ({"stakes": ["S9"]}, "not one of"),
    ],
)
def test_a_condition_that_says_nothing_or_too_much_is_refused_by_name(condition, words) -> None:
    with pytest.raises(UnusableInputError) as refused:
        validate(with_condition(condition), ScoringRules, "scoring.yaml")
    assert "CAP-SHARE" in str(refused.value)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"unknown": "sythetic_share"}, "no question asks about sythetic_share"),
        ({"choice": {"concept": "regime", "any_of": ["swap"]}}, "no question about regime offers the choice swap"),
    ],
)
def test_a_concept_or_choice_that_no_question_has_is_named(condition, words) -> None:
    rule = LIBRARY.rules.cap("CAP-SHARE").model_copy(update={"condition": RuleCondition.model_validate(condition)})
    rules = LIBRARY.rules.model_copy(update={"never_averaged": (rule, *LIBRARY.rules.never_averaged[1:])})
    changed = type(LIBRARY)(**{**{f: getattr(LIBRARY, f) for f in LIBRARY.__slots__}, "rules": rules})
    assert any(words in str(problem) for problem in check_rules(changed))


def test_a_version_without_its_reason_is_refused() -> None:
    with pytest.raises(UnusableInputError, match="changelog begins with version"):
        validate({**RULES, "version": "9.9.9"}, ScoringRules, "scoring.yaml")

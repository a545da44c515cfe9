"""Advice for the use as data (``rules/advice.yaml``): what is acceptable, what to check, what to leave alone."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from questionnaires.answer import Frozen
from questionnaires.conditions import RuleCondition
from questionnaires.pack import Verdict


class AdviceRule(Frozen):
    """One piece of advice, the verdicts it belongs to and when it is given."""

    id: str = Field(pattern=r"^A-[A-Z-]+$")
    kind: Literal["acceptable", "check", "avoid"]
    verdicts: tuple[Verdict, ...] = Field(min_length=1)
    when: RuleCondition
    text: str


class AdviceFile(Frozen):
    """Everything in ``rules/advice.yaml``."""

    format: Literal["qadvice/1"] = Field(alias="schema")
    version: str
    advice: tuple[AdviceRule, ...]

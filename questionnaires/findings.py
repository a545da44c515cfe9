"""Findings: what to say, what to do, what to ask the vendor, which clauses to put in the contract."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from questionnaires.answer import Frozen
from questionnaires.conditions import RuleCondition


class Finding(Frozen):
    """What is said when something is found. Words in braces are filled in from the audit; owner does the action.

    raised_when: the condition that raises it; None where only the caps that name it do.
    """

    severity: Literal["blocker", "major", "minor", "note"]
    title: str
    plain: str
    action: str
    letter: str | None
    clauses: tuple[str, ...]
    owner: Literal["vendor", "buyer", "consultant", "lawyer"] = "vendor"
    due_days: int = Field(default=10, ge=0)
    raised_when: RuleCondition | None = None


class FindingsFile(Frozen):
    """Everything in ``rules/findings.yaml``."""

    format: Literal["qfindings/1"] = Field(alias="schema")
    version: str
    default_rule: str
    findings: dict[str, Finding]

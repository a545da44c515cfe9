"""Letters to the vendor and terms for a contract: their wording, with gaps that an audit fills."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Literal, Self

from pydantic import Field, model_validator

from questionnaires.answer import Frozen, Status
from questionnaires.pack import Verdict

LetterKind = Literal["follow_up", "reminder", "closing", "contradiction", "comment", "outcome", "review"]
"""The letters, in the order in which an audit comes to them."""

GAPS = frozenset(
    {
        *("vendor", "product", "date", "answer_by", "first_due", "verdict", "meaning", "review"),
        *("comment_date", "comment_asked"),
    }
)
"""What a letter may have filled in; anything else in braces is a mistake in the file."""


class Clause(Frozen):
    """A starting point for a lawyer, not legal text to sign."""

    title: str
    text: str


class FirstTerm(Frozen):
    """One of the terms to ask for first: in plain words, and the clauses that say it."""

    ask: str
    clauses: tuple[str, ...] = Field(min_length=1)


class ContractCheck(Frozen):
    """Something to look for in the contract that is offered, and the clause that mends it."""

    clause: str
    check: str


class Terms(Frozen):
    """How the clauses of an audit are set out. own: clauses that bind only the buyer's own procedure."""

    lead: str
    ask_first_lead: str
    further_lead: str
    checks_lead: str
    own_lead: str
    ask_first: tuple[FirstTerm, ...]
    checks: tuple[ContractCheck, ...]
    own: tuple[str, ...]


class LetterWording(Frozen):
    """A letter with gaps to fill.

    when: when it is sent, in words. nothing: said instead of a letter where the audit gives it nothing to say;
    not_yet: the same where its day has not come; the rest of the sentences belong to the outcome.
    """

    title: str
    when: str
    subject: str
    opening: tuple[str, ...] = Field(min_length=1)
    requests_lead: str
    closing: tuple[str, ...] = Field(min_length=1)
    nothing: str
    not_yet: str = ""
    too_early: str = ""
    comment_received: str = ""
    comment_received_undated: str = ""
    comment_missing: str = ""

    @model_validator(mode="after")
    def _gaps_are_known(self) -> Self:
        unknown = {gap for sentence in self._sentences() for gap in gaps_in(sentence)} - GAPS
        if unknown:
            raise ValueError(f"{{{min(unknown)}}} is not something that a letter can fill in")
        return self

    def _sentences(self) -> Iterator[str]:
        for value in dict(self).values():
            yield from (value,) if isinstance(value, str) else value


class RequestNotes(Frozen):
    """What is added to a request, by the state of its answer; {date} and the like are filled in."""

    promised: str
    promised_undated: str
    be_specific: str
    not_reached: str
    wanted_by: str
    measured: str


class LettersFile(Frozen):
    """Everything in ``rules/letters.yaml``.

    answer_within_working_days: Monday to Friday; public holidays are not known to the program.
    asked_in_other_words: findings whose request a letter makes elsewhere, or whose words are for the buyer.
    measured_findings: findings that rest on measured outputs.
    recorded_as: how each kind of answer is put to the vendor.
    """

    format: Literal["qletters/1"] = Field(alias="schema")
    version: str
    answer_within_working_days: dict[LetterKind, int]
    close_after_days: int = Field(ge=1)
    review_notice_months: int = Field(ge=0)
    review_after_months: int = Field(ge=1)
    asked_in_other_words: frozenset[str]
    measured_findings: frozenset[str]
    lawyer_line: str
    recorded_as: dict[Status, str]
    verdict_to_vendor: dict[Verdict, str]
    provisional: str
    notes: RequestNotes
    letters: dict[LetterKind, LetterWording]
    terms: Terms
    clauses: dict[str, Clause]

    @model_validator(mode="after")
    def _clauses_exist(self) -> Self:
        terms = self.terms
        named = [*(clause for term in terms.ask_first for clause in term.clauses), *terms.own]
        named += [check.clause for check in terms.checks]
        missing = [clause for clause in named if clause not in self.clauses]
        if missing:
            raise ValueError(f"there is no clause {missing[0]}")
        return self


def gaps_in(sentence: str) -> frozenset[str]:
    """The names in braces of a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)

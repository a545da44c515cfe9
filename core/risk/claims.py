"""Which parameters a question feeds, and every claim in the answers to a set of questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.risk.answer_reader import AnswerReader
from core.risk.claim import Claim
from core.risk.parameters import Parameters
from questionnaires.answer import Answer
from questionnaires.pack import Question


def asks_for(question: Question, parameters: Parameters) -> frozenset[str]:
    """The parameters that a full answer to the question settles; empty where it feeds nothing."""
    concept = parameters.concepts.get(question.concept)
    if concept is not None:
        return frozenset() if concept.parameter is None else frozenset({concept.parameter})
    if question.sim is None:
        return frozenset()
    if question.answer.type == "breakdown":
        crawled = {"crawled"} if parameters.breakdown_rows.crawled in question.answer.rows else set()
        return frozenset({"generated_share", *crawled})
    return _linked({question.sim.param, *question.sim.also}, parameters)


def feeds(question: Question, parameters: Parameters) -> frozenset[str]:
    """The parameters that an answer to the question may tell us, including what single choices say by the way."""
    if question.sim is None:
        return asks_for(question, parameters)
    by_the_way = {name for choice in question.answer.choices for name in choice.sets_sim}
    return asks_for(question, parameters) | _linked(by_the_way, parameters)


def _linked(names: Collection[str], parameters: Parameters) -> frozenset[str]:
    return frozenset(parameters.links[name].parameter for name in names if name in parameters.links)


def read_claims(
    questions: Sequence[Question], answers: Mapping[str, Answer], parameters: Parameters
) -> tuple[Claim, ...]:
    """Every claim in the answers to these questions; without a value, or in adjectives only, nothing is claimed."""
    return tuple(
        claim
        for question in questions
        if (answer := answers.get(question.id)) is not None and answer.answered
        for claim in AnswerReader(question, answer, parameters).claims()
    )

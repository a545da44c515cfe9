"""The adverse case: every open question that feeds the simulation at its worst answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.risk.claims import Claim, asks_for, feeds
from core.risk.engine import Run, run_engine
from core.risk.parameters import Parameters
from questionnaires.answer import Answer
from questionnaires.pack import Question

Harm = Callable[[Run], tuple[float, float]]
"""How bad a run is: the chance of loss, and a mean that tells runs with the same chance apart."""


def tells_nothing(question: Question, answers: Mapping[str, Answer], claims: Sequence[Claim]) -> bool:
    """Whether the simulation got nothing from a question that feeds it; an accepted "does not apply" is an answer."""
    answer = answers.get(question.id)
    if answer is not None and answer.status == "na":
        return False
    return all(claim.question != question.id for claim in claims)


def open_parameters(
    questions: Sequence[Question], answers: Mapping[str, Answer], claims: Sequence[Claim], parameters: Parameters
) -> tuple[str, ...]:
    """Parameters that a shown question asks for and no answer settles, in the order of the parameter file.

    A question that was answered but for one part leaves that part open; some parameters stay open with another one.
    """
    told = {claim.parameter for claim in claims}
    told_by = {(claim.question, claim.parameter) for claim in claims}
    silent: set[str] = set()
    for question in questions:
        answer = answers.get(question.id)
        if answer is not None and answer.status == "na":
            continue
        if tells_nothing(question, answers, claims):
            silent |= feeds(question, parameters)
        else:
            silent |= {name for name in asks_for(question, parameters) if (question.id, name) not in told_by}
    unsettled = {name for name in silent if parameters.parameters[name].settled_by == "all" or name not in told}
    hidden = {name for one in unsettled for name in parameters.parameters[one].hides}
    return tuple(name for name in parameters.parameters if name in unsettled | (hidden - told))


def worst_settings(
    names: Sequence[str], claims: Sequence[Claim], parameters: Parameters, harm: Harm, *, draws: int, seed: int
) -> dict[str, float]:
    """The most harmful value of each open parameter.

    Where the parameter file names several candidates, each is tried in turn with all others held at their worst so far.
    """
    candidates = {
        name: [parameters.parameters[name].number(value) for value in parameters.parameters[name].worst]
        for name in names
    }
    settings = {name: values[0] for name, values in candidates.items()}

    def harm_of(trial: Mapping[str, float]) -> tuple[float, float]:
        return harm(run_engine(parameters, claims, draws=draws, seed=seed, settings=trial))

    if all(len(values) == 1 for values in candidates.values()):
        return settings
    most = harm_of(settings)
    for name, values in candidates.items():
        for value in values[1:]:
            trial = {**settings, name: value}
            if (done := harm_of(trial)) > most:
                settings, most = trial, done
    return settings


def rare_case_harm(run: Run) -> tuple[float, float]:
    """Chance of early loss; among equals, the lower tail coverage."""
    return run.early, -float(run.outcome.tail_coverage.mean())


def general_harm(run: Run) -> tuple[float, float]:
    """Chance of late loss; among equals, less variance and more errors."""
    return run.late, float((run.outcome.error_mass - run.outcome.variance_retained).mean())

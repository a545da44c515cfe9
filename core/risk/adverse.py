"""The adverse case: every open question that feeds the simulation at its worst answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.risk.claim import Claim
from core.risk.claims import asks_for, feeds
from core.risk.engine import Engine, Run
from core.risk.parameters import Parameters
from questionnaires.answer import Answer
from questionnaires.pack import Question

Harm = Callable[[Run], tuple[float, float]]
"""How bad a run is: the chance of loss, and a mean that tells runs with the same chance apart."""


def does_not_apply(question: Question, answers: Mapping[str, Answer]) -> bool:
    """Whether "does not apply" was given as the answer, and the question allows it."""
    answer = answers.get(question.id)
    return answer is not None and answer.status == "na" and bool(question.na_allowed)


def tells_nothing(question: Question, answers: Mapping[str, Answer], claims: Sequence[Claim]) -> bool:
    """Whether the simulation got nothing from a question that feeds it; an accepted "does not apply" is an answer."""
    return not does_not_apply(question, answers) and all(claim.question != question.id for claim in claims)


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
        if does_not_apply(question, answers):
            continue
        if tells_nothing(question, answers, claims):
            silent |= feeds(question, parameters)
        else:
            silent |= {name for name in asks_for(question, parameters) if (question.id, name) not in told_by}
    unsettled = {name for name in silent if parameters.parameters[name].settled_by == "all" or name not in told}
    hidden = {name for one in unsettled for name in parameters.parameters[one].hides}
    return tuple(name for name in parameters.parameters if name in unsettled | (hidden - told))


def worst_settings(
    names: Sequence[str], claims: Sequence[Claim], engine: Engine, harms: Sequence[Harm], *, draws: int
) -> tuple[dict[str, float], ...]:
    """The most harmful value of each open parameter, once for each way to measure harm.

    Where the parameter file names several candidates, each is tried against the first of all others; what harms more is
    combined, unless the combination harms less than one of them alone.
    """
    candidates = {
        name: [one.number(value) for value in one.worst] for name, one in engine.parameters.parameters.items()
    }
    first = {name: candidates[name][0] for name in names}
    changes = [{name: value} for name in names for value in candidates[name][1:]]
    if not changes:
        return tuple(first for _ in harms)

    def tried(*changes: Mapping[str, float]) -> tuple[Run, ...]:
        return engine.run_each([{**first, **change} for change in changes], claims, draws=draws)

    unchanged, *runs = tried({}, *changes)
    found = []
    for harm in harms:
        harmful = [
            (harm(run), change) for run, change in zip(runs, changes, strict=True) if harm(run) > harm(unchanged)
        ]
        harmful.sort(key=lambda pair: pair[0])
        together = {name: value for _, change in harmful for name, value in change.items()}
        if len(together) > 1 and harm(tried(together)[0]) < harmful[-1][0]:
            together = harmful[-1][1]
        found.append({**first, **together})
    return tuple(found)


def best_settings(names: Sequence[str], parameters: Parameters) -> dict[str, float]:
    """The most protective value of each open parameter."""
    chosen = {name: parameters.parameters[name] for name in names}
    return {name: one.number(one.best) for name, one in chosen.items() if one.best is not None}


def rare_case_harm(run: Run) -> tuple[float, float]:
    """Chance of early loss; among equals, the lower tail coverage."""
    return run.early, -float(run.outcome.tail_coverage.mean())


def general_harm(run: Run) -> tuple[float, float]:
    """Chance of late loss; among equals, less variance and more errors."""
    return run.late, float((run.outcome.error_mass - run.outcome.variance_retained).mean())

"""What the rules must keep beyond their shape: every finding, clause, cap, concept and choice they name exists."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.check import Problem
from questionnaires.conditions import RuleCondition
from questionnaires.library import Library


def check_rules(library: Library) -> tuple[Problem, ...]:
    """Every problem of caps, the compensated route, findings and advice; empty when there is none."""
    return tuple(Problem("rules", place, cause) for place, cause in _causes(library))


def _causes(library: Library) -> Iterator[tuple[str, str]]:
    for place, condition in conditions_of(library):
        for cause in _condition_causes(condition, library):
            yield place, cause
    rules, route = library.rules, library.rules.compensated_route
    for rule in rules.never_averaged:
        if rule.finding not in library.findings:
            yield rule.id, f"there is no finding {rule.finding}"
    known = {rule.id for rule in rules.never_averaged}
    for cap in (*route.ruled_out_by, *route.known_limit_caps):
        if cap not in known:
            yield "compensated_route", f"there is no cap {cap}"
    raised_by_caps = {rule.finding for rule in rules.never_averaged}
    for name, finding in library.findings.items():
        for clause in finding.clauses:
            if clause not in library.clauses:
                yield name, f"there is no clause {clause}"
        if finding.raised_when is None and name not in raised_by_caps:
            yield name, "nothing raises it"


def conditions_of(library: Library) -> Iterator[tuple[str, RuleCondition]]:
    """Every condition of the rules, with the id of what it belongs to."""
    for rule in library.rules.never_averaged:
        yield rule.id, rule.condition
    route = library.rules.compensated_route
    yield "compensated_route", route.condition
    for stakes in ("S1", "S2", "S3"):
        yield f"compensated_route {stakes}", route.at(stakes).condition
    for name, finding in library.findings.items():
        if finding.raised_when is not None:
            yield name, finding.raised_when
    for advice in library.advice:
        yield advice.id, advice.when


def _condition_causes(condition: RuleCondition, library: Library) -> Iterator[str]:
    choices: dict[str, set[str]] = {}
    for pack in library.packs.values():
        for question in pack.questions:
            offered = {choice.id for choice in question.answer.choices}
            if question.answer.type == "yes_partly_no":
                offered = {"yes", "partly", "no"}
            choices.setdefault(question.concept, set()).update(offered)
    for concept in sorted(condition.concepts() - choices.keys()):
        yield f"no question asks about {concept}"
    for test in condition.choices():
        for choice in sorted(set(test.ids) - choices.get(test.concept, set())):
            yield f"no question about {test.concept} offers the choice {choice}"

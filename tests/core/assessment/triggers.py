"""Every way in which a finding can be raised, read from its own condition and from the caps that name it."""

from __future__ import annotations

from itertools import product

from questionnaires.conditions import RuleCondition
from questionnaires.library import Library

Facts = frozenset[str]
"""What holds when a finding is raised in one way, each in the words of the condition."""


def triggers_of(finding: str, library: Library) -> list[Facts]:
    """Each way to raise a finding, as the facts that hold then."""
    conditions = [rule.condition for rule in library.rules.never_averaged if rule.finding == finding]
    own = library.findings[finding].raised_when
    ways = [way for condition in [*conditions, *([own] if own is not None else [])] for way in _ways(condition)]
    return sorted(set(ways), key=sorted)


def _ways(condition: RuleCondition) -> list[Facts]:
    if condition.any is not None:
        return [way for part in condition.any for way in _ways(part)]
    if condition.all is not None:
        return [frozenset().union(*parts) for parts in product(*(_ways(part) for part in condition.all))]
    if condition.negated is not None:
        return [frozenset({f"not {fact}" for way in _ways(condition.negated) for fact in way})]
    if condition.choice is not None:
        test = condition.choice
        if test.any_of is not None:
            return [frozenset({f"{test.concept} is {choice}"}) for choice in test.any_of]
        how = "nothing but" if test.only is not None else "answered, but not"
        return [frozenset({f"{test.concept} is {how} {' or '.join(test.ids)}"})]
    if condition.figure is not None:
        bounds = condition.figure.model_dump(exclude_none=True, exclude={"concept"})
        said = " and ".join(f"{name.replace('_', ' ')} {bound:g}" for name, bound in bounds.items())
        return [frozenset({f"{condition.figure.concept} is {said}"})]
    value = getattr(condition, condition.test)
    if isinstance(value, tuple):
        return [frozenset({f"{condition.test} {one}"}) for one in value]
    return [frozenset({f"{condition.test} {value}"})]

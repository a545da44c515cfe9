"""The dials of several audits, each figure with the range that what is still open leaves it.

Disclosure: a question that was not asked could still earn nothing or everything, and a promise may be kept or not.
Practice: weight that no answer speaks of could still turn out not protective at all, or fully.
Gauges: from the lower end of the interval to its upper end or the adverse case, whichever is worse, so that a vendor
who says nothing is never told apart as the better one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.comparison.result import Dial, DialName, Side, Span
from core.risk.result import Gauge


def dials_of(sides: Sequence[Side]) -> tuple[Dial, ...]:
    """Disclosure, practice and the two gauges of every side."""
    answers_rest_on = tuple(_questions_and_rules(side) for side in sides)
    gauges_rest_on = tuple(_parameters(side) for side in sides)
    kinds: tuple[tuple[DialName, Callable[[Side], Span], tuple[str, ...]], ...] = (
        ("disclosure", _disclosure, answers_rest_on),
        ("practice", _practice, answers_rest_on),
        ("rare_case", lambda side: _gauge(side.rare_case), gauges_rest_on),
        ("general", lambda side: _gauge(side.general), gauges_rest_on),
    )
    return tuple(Dial(name, tuple(span(side) for side in sides), bases) for name, span, bases in kinds)


def _disclosure(side: Side) -> Span:
    low = side.disclosure * side.coverage
    high = side.disclosure_if_promises_kept * side.coverage + (1 - side.coverage)
    return Span(side.disclosure, min(low, side.disclosure), max(high, side.disclosure))


def _practice(side: Side) -> Span:
    if side.practice is None:
        return Span(None, 0.0, 1.0)
    known = side.practice_coverage * side.coverage
    return Span(side.practice, side.practice * known, side.practice * known + (1 - known))


def _gauge(gauge: Gauge) -> Span:
    low, high = gauge.interval
    worst = max(high, gauge.adverse, gauge.probability)
    return Span(gauge.probability, min(low, gauge.probability), worst, gauge.adverse)


def _questions_and_rules(side: Side) -> str:
    packs = ", ".join(f"{pack} {version.partition('.')[0]}" for pack, version in side.counted)
    return f"{packs}; rules {side.rules_version.partition('.')[0]}"


def _parameters(side: Side) -> str:
    return f"{side.audit_id}'s own parameters" if side.custom_parameters else f"parameters {side.parameters_version}"

"""How wide a stated percentage really is, by how it was arrived at. Shares from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from core.risk.parameter_tables import PercentRules
from questionnaires.answer import Answer, ExtraValue, Range

Interval = tuple[float, float, float]
"""Low, best and high."""


def wilson_interval(share: float, n: int, z: float) -> tuple[float, float]:
    """Wilson's score interval for a share seen in a random sample of ``n``. Source: Wilson, JASA 22:209 (1927)."""
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def corrected_for_detector(
    flagged: float, n: int, catch_rate: float, false_alarm_rate: float, rules: PercentRules
) -> Interval | None:
    """What is likely there, behind what a detector flagged; None where it cannot be told from zero.

    true = (flagged - false alarms) / (catch rate - false alarms); the sampling interval of ``flagged`` is stretched by
    the same divisor. Source: Rogan and Gladen, Am J Epidemiol 107:71 (1978).
    """
    separation = catch_rate - false_alarm_rate
    if separation < rules.detector_needs_separation or flagged < false_alarm_rate:
        return None
    half = rules.interval_z * sqrt(flagged * (1 - flagged) / n) / separation
    best = min((flagged - false_alarm_rate) / separation, 1.0)
    return max(0.0, best - half), best, min(1.0, best + half)


def share_interval(stated: Range, answer: Answer, rules: PercentRules, *, basis_asked: bool = True) -> Interval | None:
    """The interval behind a stated percentage, never narrower than what was stated; None where it says nothing.

    basis_asked: False where the form has no place for a basis; then the stated range stands as it is.
    A percentage without a method counts as asserted, as does a detector without its error rates.
    """
    best = _share(stated.central)
    low, high = _share(stated.lowest), _share(stated.highest)
    if answer.basis is None and not basis_asked:
        return low, best, high
    if answer.basis == "sampled" and answer.n:
        wide = wilson_interval(best, answer.n, rules.interval_z)
    elif answer.basis == "detected" and (rates := _detector_rates(answer.extra)) and answer.n:
        return corrected_for_detector(best, answer.n, *rates, rules)
    else:
        half = rules.half_width[_width_named(answer)]
        wide = max(0.0, best - half), min(1.0, best + half)
    return min(low, wide[0]), best, max(high, wide[1])


def is_asserted(answer: Answer) -> bool:
    """Whether a percentage came without a method that can be checked."""
    return _width_named(answer) == "asserted"


def _width_named(answer: Answer) -> str:
    if answer.basis == "counted":
        return "counted"
    if answer.basis == "estimated" or (answer.basis == "sampled" and not answer.n):
        return "estimated"
    if answer.basis == "sampled" or (answer.basis == "detected" and answer.n and _detector_rates(answer.extra)):
        return "measured"
    return "asserted"


def _detector_rates(extra: Mapping[str, ExtraValue]) -> tuple[float, float] | None:
    """Catch rate and false-alarm rate, where both were given in percent."""
    catch, false_alarms = extra.get("catch_rate"), extra.get("false_alarm_rate")
    if isinstance(catch, bool) or isinstance(false_alarms, bool):
        return None
    if isinstance(catch, (int, float)) and isinstance(false_alarms, (int, float)):
        return _share(catch), _share(false_alarms)
    return None


def _share(percent: float) -> float:
    return min(max(percent / 100, 0.0), 1.0)

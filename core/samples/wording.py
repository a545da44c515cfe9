"""The sentences of a reading, in plain units."""

from __future__ import annotations

from collections.abc import Sequence

from core.samples.compare import Comparison
from core.samples.measures.set_measure import SetMeasure
from core.samples.result import Reading


def spoken_value(measure: SetMeasure, value: float) -> str:
    """A value as a person reads it: shares in percent, others with three digits."""
    if measure.unit == "share":
        return f"{100 * value:.3g} %"
    return _digits(value, 3)


def spoken_difference(measure: SetMeasure, difference: float) -> str:
    """A difference as a person reads it: of shares in points."""
    if measure.unit == "share":
        points = f"{100 * difference:.2g}"
        return f"{points} point" if points == "1" else f"{points} points"
    return _digits(difference, 2)


def _digits(value: float, digits: int) -> str:
    """Rounded to so many digits, and never written as a power of ten."""
    return f"{float(f'{value:.{digits}g}'):,g}"


def compared_sentence(comparison: Comparison, adjusted_p: float, reading: Reading, other: str) -> str:
    """What one comparison found, with its p value; where it found nothing, what it could have found."""
    measure = comparison.measure
    values = (
        f"The sample {measure.finding.format(value=spoken_value(measure, comparison.value))};"
        f" {other}, with as much text, {spoken_value(measure, comparison.reference)}"
    )
    if reading == "within":
        return (
            f"{values} (no difference beyond chance, p = {adjusted_p:.2g}; a difference of"
            f" {spoken_difference(measure, comparison.detectable)} would be found four times out of five)."
        )
    side = "narrower" if comparison.narrower else "wider"
    return f"{values} ({side}, p = {adjusted_p:.2g})."


def described_sentence(measure: SetMeasure, value: float) -> str:
    """What one measure says where there is no reference."""
    return (
        f"The sample {measure.finding.format(value=spoken_value(measure, value))}; without reference text of equal"
        " size this cannot be called much or little."
    )


def listed(items: Sequence[str]) -> str:
    """Items as "a, b and c"."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))

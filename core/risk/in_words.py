"""Values of parameters as a person reads them: shares in percent, counts in groups of three, categories in words."""

from __future__ import annotations

import numpy as np

from core.risk.distributions import Floats
from core.risk.grouped import grouped
from core.risk.parameters import Parameter

_COUNTED = ("examples", "rounds", "months")


def values_in_words(parameter: Parameter, values: Floats) -> str:
    """What draws of a parameter amount to: the middle with 5th and 95th percentile, or categories with their shares."""
    if parameter.values:
        shares = [float((values == position).mean()) for position in range(len(parameter.values))]
        return _categories(list(zip(parameter.labels.values(), shares, strict=True)))
    if parameter.unit == "yes or no":
        share = float((values > 0).mean())
        return _categories([("yes", share), ("no", 1 - share)])
    low, middle, high = (float(figure) for figure in np.quantile(values, (0.05, 0.5, 0.95)))
    unit = _unit(parameter)
    ends = [_figure(figure, parameter) for figure in (low, middle, high)]
    if len(set(ends)) == 1:
        return f"{ends[1]}{unit}"
    return f"{ends[1]}{unit} ({ends[0]} to {ends[2]}{' %' if unit == ' %' else ''})"


def value_in_words(parameter: Parameter, value: float) -> str:
    """One value of a parameter, as the engine holds it."""
    return values_in_words(parameter, np.array([value]))


def percent_in_words(share: float) -> str:
    """A share as a whole percentage without the sign; "under 1" and "over 99" where rounding would claim too much."""
    if 0 < share < 0.01:
        return "under 1"
    if 0.99 < share < 1:
        return "over 99"
    return f"{100 * share:.0f}"


def _categories(shares: list[tuple[str, float]]) -> str:
    if any(share == 1 for _, share in shares):
        return next(word for word, share in shares if share == 1)
    return ", ".join(f"{word} {percent_in_words(share)} %" for word, share in shares if share > 0)


def _figure(value: float, parameter: Parameter) -> str:
    if parameter.unit in ("share", "ratio"):
        return percent_in_words(value)
    if parameter.unit in _COUNTED:
        return grouped(value)
    return f"{value:.2g}" if value >= 0 else f"\N{MINUS SIGN}{-value:.2g}"


def _unit(parameter: Parameter) -> str:
    match parameter.unit:
        case "share" | "ratio":
            return " %"
        case "odds ratio":
            return " times"
        case "exponent":
            return ""
        case unit:
            return f" {unit}"

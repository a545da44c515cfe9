"""Where every parameter's value came from, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.risk.claim import Claim
from core.risk.elicitation import Draws
from core.risk.parameters import Parameter, Parameters
from core.risk.result import Assumption


def assumptions_of(
    draws: Draws, before: Draws, claims: Sequence[Claim], parameters: Parameters
) -> tuple[Assumption, ...]:
    """One entry for each answer to each parameter, and one for each parameter that no answer reached.

    before: the same draws without any answer, to say how far the answers moved the parameter.
    """
    found = []
    for name, parameter in parameters.parameters.items():
        value = _in_words(parameter, name, draws)
        about = [claim for claim in claims if claim.parameter == name]
        if about:
            moved = f"{value}; without answers {_in_words(parameter, name, before)}"
            found += [
                Assumption(name, parameter.meaning, moved, claim.question, claim.grade, claim.weight, parameter.basis)
                for claim in about
            ]
        else:
            found.append(Assumption(name, parameter.meaning, f"prior: {value}", None, None, 0.0, parameter.basis))
    return tuple(found)


def _in_words(parameter: Parameter, name: str, draws: Draws) -> str:
    values = draws.values[name]
    if parameter.values:
        shares = [(float((values == position).mean()), word) for position, word in enumerate(parameter.values)]
        return ", ".join(f"{word.replace('_', ' ')} {100 * share:.0f} %" for share, word in shares if share > 0)
    if parameter.unit == "yes or no":
        return f"yes in {100 * float(values.mean()):.0f} % of the draws"
    low, middle, high = (float(figure) for figure in np.quantile(values, (0.05, 0.5, 0.95)))
    if low == high:
        return _figure(middle, parameter.unit)
    return f"{_figure(middle, parameter.unit)} ({_figure(low, '')} to {_figure(high, '')})"


def _figure(value: float, unit: str) -> str:
    digits = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{digits} {unit}".strip()

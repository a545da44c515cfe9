"""Where every parameter's value came from, in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.risk.claim import Claim
from core.risk.elicitation import Draws
from core.risk.in_words import values_in_words
from core.risk.parameters import Parameters
from core.risk.result import Assumption


def assumptions_of(
    draws: Draws, before: Draws, claims: Sequence[Claim], parameters: Parameters
) -> tuple[Assumption, ...]:
    """One entry for each answer to each parameter, and one for each parameter that no answer reached.

    before: the same draws without any answer, to say how far the answers moved the parameter.
    """
    found = []
    for name, parameter in parameters.parameters.items():
        value = values_in_words(parameter, draws.values[name])
        before_answers = parameter.while_unknown or values_in_words(parameter, before.values[name])
        about = [claim for claim in claims if claim.parameter == name]
        moved = f"{value}; without answers {before_answers}"
        found += [
            Assumption(name, parameter.meaning, moved, claim.question, claim.grade, claim.weight, parameter.basis)
            for claim in about
        ]
        if not about:
            found.append(Assumption(name, parameter.meaning, before_answers, None, None, 0.0, parameter.basis))
    return tuple(found)

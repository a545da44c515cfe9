"""What would have to change: newly collected human data a round needs, cases a reference set can hold.

Closed forms, for sentences a person can act on; they speak of averages over many rounds, not of one draw.
"""

from __future__ import annotations

from math import ceil, expm1, log, log1p


def needed_fresh_share(tail_rate: float, coverage: float) -> float:
    """Share of newly collected human data in each round that keeps a rare case at ``coverage`` of its real rate.

    tail_rate: rate of the case in generated text, relative to the text it learnt from. coverage: wanted, 0 to 1.
    r = T (1-a) / (1 - T a), from the stationary rate r / (1 - (1-r) a) when each round replaces the last.
    """
    _check_share("tail_rate", tail_rate)
    _check_share("coverage", coverage)
    if coverage == 1 and tail_rate == 1:
        return 0.0
    return coverage * (1 - tail_rate) / (1 - coverage * tail_rate)


def stationary_coverage(tail_rate: float, fresh_share: float) -> float:
    """Coverage of a rare case after many rounds that replace their data: r / (1 - (1-r) a); inverse of the above."""
    _check_share("tail_rate", tail_rate)
    _check_share("fresh_share", fresh_share)
    kept = (1 - fresh_share) * tail_rate
    return 1.0 if kept == 1 else fresh_share / (1 - kept)


def tail_bracket(tail_rate: float, fresh_share: float) -> tuple[float, float]:
    """Between which ends the rate of a rare case settles, whatever the model: r and r / (1 - (1-r) a).

    Lower end: machine-written text adds nothing; upper end: it goes on adding what it adds in its first generation.
    """
    _check_share("tail_rate", tail_rate)
    _check_share("fresh_share", fresh_share)
    return fresh_share, stationary_coverage(tail_rate, fresh_share)


def tail_bracket_sentence(tail_rate: float, fresh_share: float) -> str:
    """The bracket in plain words."""
    low, high = (100 * end for end in tail_bracket(tail_rate, fresh_share))
    return (
        f"With {100 * fresh_share:.0f} % newly collected human data in each round, rare cases settle between "
        f"{low:.0f} % and {high:.0f} % of their real rate: the first if machine-written text adds nothing to them, the "
        "second if it goes on adding what it adds in its first generation."
    )


def needed_reference_set(frequency: float, certainty: float = 0.95) -> int:
    """Fewest representative human examples that hold a case of that frequency with that certainty."""
    if not 0 < frequency < 1:
        raise ValueError(f"frequency must lie between 0 and 1, got {frequency}")
    if not 0 < certainty < 1:
        raise ValueError(f"certainty must lie between 0 and 1, got {certainty}")
    return ceil(log1p(-certainty) / log1p(-frequency))


def chance_in_reference_set(frequency: float, examples: int) -> float:
    """Chance that a representative set of human examples holds at least one of a case: 1 - (1-f)^H."""
    _check_share("frequency", frequency)
    if examples < 0:
        raise ValueError(f"examples must not be negative, got {examples}")
    if frequency == 1:
        return 1.0 if examples else 0.0
    return -expm1(examples * log1p(-frequency))


def rarest_case_held(examples: int, certainty: float = 0.95) -> float:
    """Frequency of the rarest case that a representative set of that many examples holds with that certainty."""
    if examples < 1:
        raise ValueError(f"examples must be at least 1, got {examples}")
    if not 0 < certainty < 1:
        raise ValueError(f"certainty must lie between 0 and 1, got {certainty}")
    return -expm1(log1p(-certainty) / examples)


def reference_set_sentence(examples: int, certainty: float = 0.95) -> str:
    """What a reference set of that size protects, and what it does not, in plain words."""
    one_in = round(1 / rarest_case_held(examples, certainty))
    rarer = 10 ** (int(log(one_in, 10)) + 1) * 10
    chance = chance_in_reference_set(1 / rarer, examples)
    return (
        f"{examples:,} representative human examples hold a case that occurs once in {one_in:,} with "
        f"{100 * certainty:.0f} % certainty; for a case that occurs once in {rarer:,} the chance is "
        f"{100 * chance:.0f} %."
    )


def fresh_share_sentence(tail_rates: tuple[float, float, float], coverage: float) -> str:
    """How much newly collected human data a round needs.

    tail_rates: low, middle and high estimate of the rate of rare cases in generated text.
    """
    most, middle, least = (100 * needed_fresh_share(rate, coverage) for rate in tail_rates)
    return (
        f"To keep rare cases at {100 * coverage:.0f} % of their representation where each round replaces the last, "
        f"about {middle:.0f} % of each round ({least:.0f} to {most:.0f} %) would have to be newly collected human data."
    )


def _check_share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must lie between 0 and 1, got {value}")

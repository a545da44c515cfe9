"""The statement of risk in calibrated language."""

from __future__ import annotations

from collections.abc import Sequence

from core.risk.parameters import Parameters
from core.risk.result import AskNext, Gauge


def calibrated(probability: float, parameters: Parameters) -> str:
    """The words for a probability."""
    return next(term.words for term in parameters.wording if probability <= term.up_to)


def statement(
    gauge: Gauge, *, quantified: bool, ask: Sequence[AskNext], anything_open: bool, parameters: Parameters
) -> str:
    """What may be said about the rare-case gauge: figure and interval, what it is not, what would narrow it most.

    Where silence could hide much, average and adverse case stand together. Calibrated words wait, as the band does, for
    answers that can carry them.
    """
    low, high = gauge.interval
    loss = f"rare cases lose more than {_quarter(parameters)} of their representation"
    within = f"within {parameters.horizon_months} months"
    span = _span(low, high, anything_open)
    words = f": {calibrated(gauge.probability, parameters)}" if gauge.band else ""
    if quantified:
        first = (
            f"Under the stated answers, a simulation of the training-data loop puts the chance that {loss} {within} at "
            f"{chance_in_words(gauge.probability)} ({span}){words}."
        )
    else:
        first = (
            f"Too little was answered to quantify the chance that {loss} {within}: a simulation of the training-data "
            f"loop gives {chance_in_words(gauge.probability)} on average ({span}), and "
            f"{chance_in_words(gauge.adverse)} if the open questions hide the worst answers."
        )
    sentences = [first, "It does not measure the vendor's model."]
    if ask and ask[0].share_of_variance > 0:
        sentences.append(f"The answer that would narrow this most: {ask[0].parameter}.")
    return " ".join(sentences)


def _quarter(parameters: Parameters) -> str:
    lost = 1 - parameters.stages.early_coverage_below
    return "a quarter" if abs(lost - 0.25) < 1e-9 else chance_in_words(lost)


def _span(low: float, high: float, anything_open: bool) -> str:
    if round(100 * low) == round(100 * high):
        return "with hardly any spread"
    reason = "the questions left open" if anything_open else "how far the answers can be relied on"
    return f"{100 * low:.0f}-{100 * high:.0f} % depending on {reason}"


def chance_in_words(share: float) -> str:
    """A simulated chance in percent; a simulation never proves none or all, so neither is printed."""
    if share < 0.01:
        return "under 1 %"
    if share > 0.99:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def chance_beside(after: float, before: float) -> str:
    """A chance and the one it takes the place of, which may read alike."""
    words, was = chance_in_words(after), chance_in_words(before)
    return f"{words}, as before" if words == was else f"{words} instead of {was}"

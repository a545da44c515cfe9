"""The worst stage that each simulated future reaches: none, early, late or total, as parts of one bar."""

from __future__ import annotations

from core.risk.parameter_tables import StageLimits
from core.risk.result import RiskResult
from reports.figures.numbers import chance, percent
from reports.figures.shapes import Colour, Figure, FigureTable, Rect, Say, Shape, Text, as_written

_STAGES: tuple[tuple[str, Colour, str], ...] = (
    ("none", "step 1", "rare cases kept"),
    ("early", "step 2", "rare cases lost"),
    ("late", "step 4", "loss shows everywhere"),
    ("total", "step 5", "hardly any variety left"),
)
"""Each stage with its fill and a few words, in the order they are reached."""
_BAR, _KEY, _SWATCH = 16.0, 34.0, 7.0


def stages_bar(risk: RiskResult, limits: StageLimits, width: float, say: Say = as_written) -> Figure:
    """One bar as wide as all futures together, with its key below; nothing is said by colour alone.

    The bar shows the average over what is not known, so its sentence never goes without the adverse case.
    """
    shares = [float(getattr(risk.stages, name)) for name, _, _ in _STAGES]
    column = width / len(_STAGES)
    shapes: list[Shape] = []
    start = 0.0
    for place, ((name, fill, words), share) in enumerate(zip(_STAGES, shares, strict=True)):
        if share > 0:
            shapes.append(Rect(start * width, 0, share * width, _BAR, fill=fill, edge="muted"))
        start += share
        left = place * column
        shapes += [
            Rect(left, _BAR + 9, _SWATCH, _SWATCH, fill=fill, edge="muted"),
            Text(left + _SWATCH + 5, _BAR + 15.5, f"{say(name)}: {chance(share)}", 8, bold=True),
            Text(left + _SWATCH + 5, _BAR + 26, say(words), 7.5, "muted"),
        ]
    in_share = say("{stage} in {share}")
    said = ", ".join(
        in_share.format(stage=say(name), share=chance(share))
        for (name, _, _), share in zip(_STAGES, shares, strict=True)
    )
    on_average = say("Worst stage that the simulated futures reach on average: {stages}.").format(stages=said)
    sentence = f"{on_average} {in_adverse_case(risk, say)}"
    return Figure(width, _BAR + _KEY, tuple(shapes), sentence, _table(shares, limits, say))


def in_adverse_case(risk: RiskResult, say: Say = as_written) -> str:
    """What becomes of the bar where every open question has its worst answer."""
    early, late = chance(risk.rare_case.adverse), chance(risk.general.adverse)
    said = say(
        "If every open question has its worst answer, {early} of the futures reach the early stage or worse, and "
        "{late} the late stage or worse."
    )
    return said.format(early=early, late=late)


def _table(shares: list[float], limits: StageLimits, say: Say) -> FigureTable:
    kept = percent(limits.early_coverage_below)
    variety, errors = percent(limits.late_variance_below), percent(limits.late_errors_above)
    meanings = (
        say("Rare cases keep {kept} or more of their place").format(kept=kept),
        say("Rare cases keep less than {kept}").format(kept=kept),
        say("Less than {variety} of the variety is left, or more than {errors} is wrong").format(
            variety=variety, errors=errors
        ),
        say("Less than {variety} of the variety is left").format(variety=percent(limits.total_variance_below)),
    )
    rows = tuple(
        (say(name).capitalize(), meaning, chance(share))
        for (name, _, _), meaning, share in zip(_STAGES, meanings, shares, strict=True)
    )
    return FigureTable((say("Worst stage"), say("What it means"), say("Futures")), rows)

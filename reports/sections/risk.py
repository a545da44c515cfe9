"""The simulated risk: how rare cases fare, the two gauges, what would narrow them, and every assumption."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from core.risk.change import FREQUENCY
from core.risk.parameters import Parameters
from core.risk.remedies import (
    fresh_share_sentence,
    needed_fresh_share,
    needed_reference_set,
    reference_set_sentence,
    tail_bracket_sentence,
)
from core.risk.result import Assumption, RiskResult, Spread
from reports.figures.ask_next import ask_next_bars
from reports.figures.fan import risk_fan
from reports.figures.gauges import gauge_bars
from reports.figures.numbers import figure, percent, percent_range
from reports.figures.stages import in_adverse_case, stages_bar
from reports.material import Material
from reports.pdf.blocks import Heading, bullets, gap, heading
from reports.pdf.drawing import FigureFlowable
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CAPTION, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import data_table, facts_table, figure_table, with_heading
from reports.words import capital, joined, unbroken

_USUAL = "default"
"""How text is drawn where nobody says otherwise, as a row of the parameters' table."""
_NINE_IN_TEN = 1.645  # standard deviations to either side of the mean of a normal distribution


def risk(material: Material) -> list[Flowable]:
    """The pages on the simulation."""
    return [
        *heading("Simulated risk", "risk", 1),
        P(show(unbroken(material.risk.sentence)), LEAD),
        *_unquantified(material),
        *_fan(material.risk, material.parameters),
        *_gauges(material.risk, material.parameters),
        *_stages(material.risk, material.parameters),
        *_how_to_read(material.risk),
        *_ask_next(material),
        *_what_keeps(material.parameters),
        *_assumptions(material),
    ]


def _unquantified(material: Material) -> list[Flowable]:
    if material.risk.quantified:
        return []
    gates = joined(f"{gate} {material.short(gate)}" for gate in material.risk.open_gates)
    why = "The answers do not narrow the risk enough to give it a word."
    end = "" if gates.endswith("?") else "."
    waiting = f" Open and needed for it: {gates}{end}" if gates else ""
    return [P(fill("<b>Unquantified.</b> {why}", why=why + waiting), BODY)]


def _fan(result: RiskResult, parameters: Parameters) -> list[Flowable]:
    fan = risk_fan(result, parameters.stages.early_coverage_below, TEXT_WIDTH)
    lines = fill(
        "<b>Figure A.</b> Lines are medians of {draws} simulated futures; bands hold nine in ten of them. Below the "
        "dark line, so much of the rare cases is lost that the early stage is reached.",
        draws=figure(result.draws),
    )
    return [
        gap(4),
        FigureFlowable(fan),
        P(lines, CAPTION),
        figure_table(fan.table, _shared(128, len(fan.table.head))),
    ]


def _gauges(result: RiskResult, parameters: Parameters) -> list[Flowable]:
    bands = parameters.bands
    rare, general = (
        (limits.low, limits.guarded, limits.elevated, limits.high, 1.0) for limits in (bands.rare_case, bands.general)
    )
    gauges = gauge_bars(result, rare, general, TEXT_WIDTH)
    block = [
        Heading("The two gauges", 2, "gauges"),
        FigureFlowable(gauges),
        P(fill("<b>Figure B.</b> Each band takes the same room; its limits stand below it."), CAPTION),
        figure_table(gauges.table, _shared(128, len(gauges.table.head))),
        gap(6),
    ]
    return [KeepTogether(block)]


def _stages(result: RiskResult, parameters: Parameters) -> list[Flowable]:
    bar = stages_bar(result, parameters.stages, TEXT_WIDTH)
    block = [
        Heading("How far it goes", 2, "stages"),
        gap(2),
        FigureFlowable(bar),
        P(fill("The average: every simulated future is counted once, at the worst stage it reaches."), CAPTION),
        P(fill("<b>The adverse case.</b> {said}", said=unbroken(in_adverse_case(result))), BODY),
        figure_table(bar.table, (90, TEXT_WIDTH - 160, 70)),
        gap(6),
    ]
    return [KeepTogether(block)]


def _how_to_read(result: RiskResult) -> list[Flowable]:
    return [
        *heading("How to read it", "how-to-read-risk", room=150),
        *[P(show(line), BODY) for line in _HOW_TO_READ],
        facts_table(
            [
                ("Rare cases kept", show(_spread(result.tail_coverage))),
                ("Variety kept", show(_spread(result.variance_retained))),
                ("Share of errors", show(_spread(result.error_mass))),
            ]
        ),
        gap(6),
    ]


_HOW_TO_READ = (
    "The rare-case gauge is the chance that unusual but real cases lose so much of their place in the model that the "
    "early stage of collapse is reached. The general gauge is the chance that the damage shows everywhere: half the "
    "variety gone, or errors in the majority. The second is worse, so its limits are lower.",
    "The average stands for everything we do not know. The adverse case sets every open question to its worst answer. "
    "The distance between the two is what better answers are worth.",
    "This is a scenario, not a forecast of the vendor's product. The mechanism is documented for training in which "
    "machine-made data replace human data; where human data stay in and new data are added, published work finds the "
    "loss bounded.",
)


def _shared(first: float, columns: int) -> list[float]:
    """Widths of a table whose columns after the first share the rest."""
    return [first, *[(TEXT_WIDTH - first) / (columns - 1)] * (columns - 1)]


def _spread(spread: Spread) -> str:
    return f"{percent(spread.p50)} in the middle case, {percent_range(spread.p05, spread.p95)} in nine of ten"


def _ask_next(material: Material) -> list[Flowable]:
    if not material.risk.ask_next:
        return []
    titles = {item.question: material.short(item.question) for item in material.risk.ask_next}
    bars = ask_next_bars(material.risk, titles, TEXT_WIDTH)
    block = [
        Heading("What would narrow it most", 2, "ask-next"),
        P(fill("Open questions, the most telling first. Dot: the best answer; diamond: the worst."), BODY),
        gap(4),
        FigureFlowable(bars),
        P(fill("<b>Figure C.</b> The dashed line is the average today."), CAPTION),
    ]
    widths = (128, 132, 55, 55, TEXT_WIDTH - 370)
    return [KeepTogether(block), figure_table(bars.table, widths)]


def _what_keeps(parameters: Parameters) -> list[Flowable]:
    """What a round would need so that rare cases stay; closed forms at the general assumption about decoding."""
    mean, deviation = parameters.decoding.table[_USUAL].tail
    rates = (mean - _NINE_IN_TEN * deviation, mean, mean + _NINE_IN_TEN * deviation)
    kept = parameters.stages.early_coverage_below
    said = (
        fresh_share_sentence(rates, kept),
        tail_bracket_sentence(mean, needed_fresh_share(mean, kept)),
        reference_set_sentence(needed_reference_set(FREQUENCY)),
    )
    title = heading("What would keep rare cases", "what-keeps")
    return [*title, *bullets([show(unbroken(sentence)) for sentence in said]), gap(6)]


def _assumptions(material: Material) -> list[Flowable]:
    rows = [_assumption(material, assumption) for assumption in material.risk.assumptions]
    if not rows:
        return []
    title = [
        *heading("What the simulation assumed", "assumptions"),
        P(
            fill(
                "Where an answer is backed by less than full proof, part of the simulated futures ignore it and use "
                "the general assumption; the weight says how many follow the answer."
            ),
            BODY,
        ),
    ]
    table = data_table(
        ("Parameter", "Value used", "Where it comes from", "Weight"), rows, (128, 182, TEXT_WIDTH - 350, 40)
    )
    return with_heading(title, table)


def _assumption(material: Material, assumption: Assumption) -> list[Flowable]:
    if assumption.question is None:
        origin = fill("No answer: general assumption, {basis}", basis=assumption.basis)
    else:
        grade = "" if assumption.grade is None else f", grade\u00a0{assumption.grade}"
        origin = fill(
            "{id} {short}{grade}", id=assumption.question, short=material.short(assumption.question), grade=grade
        )
    return [
        P(show(capital(assumption.meaning)), CELL_BOLD),
        P(show(unbroken(assumption.value)), CELL),
        P(origin, CELL_SMALL),
        P(show(percent(assumption.weight) if assumption.question else "–"), CELL),
    ]

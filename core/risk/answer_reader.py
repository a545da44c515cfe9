"""Reads one answer: its words, figures, rows and extra fields become claims about parameters of the training loop."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from math import exp, log, sqrt

from core.risk.claim import Claim
from core.risk.distributions import Certain, Chance, ChoiceOf, Distribution, LogNormal, LogUniform, Triangular, Uniform
from core.risk.parameter_tables import GradeWeight, Link
from core.risk.parameters import Parameter, Parameters
from core.risk.percent import is_asserted, share_interval
from core.risk.row_formula import read_rows
from questionnaires.answer import Answer, ExtraValue, Range
from questionnaires.evidence import effective_grade
from questionnaires.pack import STAGES, Question

Z90 = 1.645
"""Half-width of a 90 % interval in standard deviations."""


class AnswerReader:
    """Reads one answer to one question."""

    def __init__(self, question: Question, answer: Answer, parameters: Parameters) -> None:
        self.question = question
        self.answer = answer
        self.parameters = parameters
        self.grade = effective_grade(answer)
        self.belief: GradeWeight = parameters.evidence[self.grade]

    def claims(self) -> Iterator[Claim]:
        """Everything the answer claims, parameter by parameter."""
        concept = self.parameters.concepts.get(self.question.concept)
        if concept is not None:
            yield from self._from_concept()
        elif self.question.sim is None:
            return
        elif self.question.answer.type == "breakdown":
            yield from self._from_breakdown()
        else:
            yield from self._from_link()

    def _claim(self, parameter: str, says: Distribution | None, *, partial: bool = False) -> Iterator[Claim]:
        if says is None:
            return
        weight = self.belief.weight
        if partial or self.answer.status == "partial":
            weight *= self.parameters.partial_answer_weight
        yield Claim(parameter, self.question.id, self.grade, weight, says)

    def _from_concept(self) -> Iterator[Claim]:
        link = self.parameters.concepts[self.question.concept]
        if link.parameter is None:
            return
        value = self.answer.value
        if link.value:
            yield from self._value_claim(link.parameter, value)
        for choice in self.answer.choice:
            if choice in link.choices:
                yield from self._claim(link.parameter, Chance(probability=link.choices[choice]))
        if link.bands and isinstance(value, (int, float, Range)):
            percent = _as_range(value).central
            chance = next((chance for end, chance in link.bands if percent < end), link.bands[-1][1])
            yield from self._claim(link.parameter, Chance(probability=chance))
        fields = self.parameters.inherited_fields
        given = {name: _number(self.answer.extra.get(field)) for name, field in dict(fields).items()}
        figures = {name: figure.central for name, figure in given.items() if figure is not None}
        if figures and sorted(figures.values()) == list(figures.values()):
            yield from self._value_claim("inherited_share", Range.model_validate(figures))

    def _from_breakdown(self) -> Iterator[Claim]:
        """Shares of the rows; a complete table without crawled pages says that there are none."""
        sim = self.question.sim
        value = self.answer.value
        if sim is None or not isinstance(value, dict):
            return
        rows = {
            row: share_interval(part, self.answer, self.parameters.percent_basis, basis_asked=False)
            for row, part in value.items()
        }
        shares = {row: interval for row, interval in rows.items() if interval is not None}
        generated = read_rows(sim.source, shares, set(self.question.answer.rows))
        if generated is not None:
            if self.parameters.links[sim.param].parameter == "human_floor":
                generated = (1 - generated[2], 1 - generated[1], 1 - generated[0])
            yield from self._claim("generated_share", self._share(*generated))
        crawled = self.parameters.breakdown_rows.crawled
        if crawled in shares:
            yield from self._claim("crawled", self._share(*shares[crawled]))
        elif crawled not in self.question.answer.rows and generated is not None:
            yield from self._claim("crawled", Certain(value=0.0))

    def _from_link(self) -> Iterator[Claim]:
        sim = self.question.sim
        if sim is None:
            return
        spec = self.question.answer
        chosen = [choice for choice in spec.choices if choice.id in self.answer.choice]
        if sim.source == "choice":
            values = [choice.sim for choice in chosen if choice.sim is not None]
            yield from self._word_claims(sim.param, values)
        elif sim.source == "value":
            yield from self._link_value(sim.param, self.answer.value)
        elif sim.source in spec.extra_fields:
            yield from self._link_extra(sim.param, sim.source)
        for name in sorted({name for choice in chosen for name in choice.sets_sim}):
            yield from self._word_claims(name, [choice.sets_sim[name] for choice in chosen if name in choice.sets_sim])
        for name, extra_field in sim.also.items():
            yield from self._link_extra(name, extra_field)

    def _link_extra(self, name: str, extra_field: str) -> Iterator[Claim]:
        raw = self.answer.extra.get(extra_field)
        if raw is None or name not in self.parameters.links:
            return
        word = {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else str(raw).strip().lower()
        if word in self.parameters.links[name].words:
            yield from self._word_claims(name, [word])
        elif (figure := _number(raw)) is not None:
            yield from self._link_value(name, figure)

    def _link_value(self, name: str, value: object) -> Iterator[Claim]:
        link = self.parameters.links.get(name)
        if link is None:
            return
        if self.parameters.parameters[link.parameter].values:
            if link.steps and isinstance(value, (int, float, Range)):
                yield from self._word_claims(name, [_as_range(value).central])
            return
        if link.per is not None and isinstance(value, (int, float, Range)):
            rate = _as_range(value)
            rates = (rate.highest, rate.central, rate.lowest)
            months = [link.per / figure if figure > 0 else float("inf") for figure in rates]
            ends = self.parameters.parameters[link.parameter].range or (0.0, 1.0)
            low, best, high = (min(max(month, ends[0]), ends[1]) for month in months)
            value = Range(low=low, best=best, high=high)
        yield from self._value_claim(link.parameter, value)

    def _value_claim(self, parameter: str, value: object) -> Iterator[Claim]:
        """A number, a range, or a range for each stage; of several stages the highest counts."""
        target = self.parameters.parameters[parameter]
        missing_stage = False
        if isinstance(value, dict):
            stages = [part for part in value.values() if isinstance(part, Range)]
            if not stages:
                return
            missing_stage = self.question.answer.type == "stage_percent" and not set(STAGES) <= set(value)
            value = max(stages, key=lambda part: part.central)
        if not isinstance(value, (int, float, Range)):
            return
        stated = _as_range(value)
        if target.unit != "share":
            yield from self._claim(parameter, self._count(stated, target))
            return
        asked = self.question.answer.type in ("percent_range", "stage_percent")
        interval = share_interval(stated, self.answer, self.parameters.percent_basis, basis_asked=asked)
        if interval is not None:
            partial = missing_stage or (asked and is_asserted(self.answer))
            rough = stated.best is None and stated.lowest < stated.highest
            says = self._rough_share(*interval) if rough else self._share(*interval)
            yield from self._claim(parameter, says, partial=partial)

    def _word_claims(self, name: str, values: Sequence[bool | float | str]) -> Iterator[Claim]:
        """What the chosen words stand for. Several checks count as the best of them, other words as equally likely."""
        link = self.parameters.links.get(name)
        if link is None or not values:
            return
        target = self.parameters.parameters[link.parameter]
        if self.question.answer.type == "multi_choice" and all(_is_number(value) for value in values):
            values = [max(float(value) for value in values)]
        meant = [word for value in values if (word := _meaning(value, link, target)) is not None]
        if not meant:
            return
        if target.values:
            weights = {category: float(meant.count(category)) for category in target.values}
            yield from self._claim(link.parameter, ChoiceOf(weights=weights))
            return
        figures = sorted(float(figure) for figure in meant)
        figure = figures[-1] if target.combine == "highest" else figures[0]
        exact = target.unit != "share" or figure in (0.0, 1.0)
        yield from self._claim(link.parameter, Certain(value=figure) if exact else self._share(figure, figure, figure))

    def _share(self, low: float, best: float, high: float) -> Distribution:
        """A share around ``best``, at least as wide as the grade's concentration allows."""
        low, high = self._at_least_as_wide(low, best, high)
        return Triangular(low=low, mode=best, high=high)

    def _rough_share(self, low: float, middle: float, high: float) -> Distribution:
        """A share given as a band only: nothing speaks for one value inside it over another."""
        low, high = self._at_least_as_wide(low, middle, high)
        return Uniform(low=low, high=high)

    def _at_least_as_wide(self, low: float, best: float, high: float) -> tuple[float, float]:
        sd = sqrt(max(best * (1 - best), 1e-4) / (self.belief.concentration + 1))
        return max(0.0, min(low, best - Z90 * sd)), min(1.0, max(high, best + Z90 * sd))

    def _count(self, stated: Range, target: Parameter) -> Distribution:
        """A count around its best figure, or over all orders of a band; zero is certain where zero is allowed."""
        low, best, high = (target.number(figure) for figure in (stated.lowest, stated.central, stated.highest))
        if best <= 0:
            return Certain(value=0.0)
        half = log(high / max(low, 0.5)) / 2 if high > low else 0.0
        if stated.best is None and half > 0:
            middle, half = high / exp(half), max(half, Z90 * self.belief.log_sd)
            return LogUniform(low=middle / exp(half), high=middle * exp(half))
        return LogNormal(median=best, log_sd=max(self.belief.log_sd, half / Z90))


def _is_number(value: bool | float | str) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _meaning(value: bool | float | str, link: Link, target: Parameter) -> str | float | None:
    """What a pack's word or number stands for in the parameter's own terms; None where it stands for nothing."""
    word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    if word in link.words:
        return link.words[word]
    if isinstance(value, (bool, str)):
        return value if isinstance(value, str) and value in target.values else None
    if link.steps:
        return next((category for end, category in link.steps if value <= end), link.steps[-1][1])
    return None if target.values else target.number(value)


def _as_range(value: float | Range) -> Range:
    return value if isinstance(value, Range) else Range(best=value)


def _number(raw: ExtraValue | None) -> Range | None:
    """A figure, or the two ends of "1 to 5", in an extra field."""
    if raw is None or isinstance(raw, (bool, dt.date)):
        return None
    if isinstance(raw, (int, float)):
        return Range(best=float(raw))
    figures = [float(figure) for figure in re.findall(r"\d{1,12}(?:\.\d{1,6})?", raw[:200].replace(",", ""))]
    if not 1 <= len(figures) <= 2 or figures != sorted(figures):
        return None
    return Range(low=figures[0], high=figures[-1])

"""Whatever is answered, the result is finite, in range, in order, and its adverse case no calmer than its average."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from core.risk.score import score_risk
from questionnaires.answer import Answer, Range
from questionnaires.library import load_library
from questionnaires.pack import Question

FEEDING = [
    (pack.id, question)
    for pack in load_library().packs.values()
    for question in pack.questions
    if question.sim is not None or question.concept in ("tail_sampling", "verifier_independence")
]
FIGURES = st.floats(0, 1e7, allow_nan=False) | st.sampled_from([0.0, 1.0, 50.0, 100.0])


def ranges() -> st.SearchStrategy[Range]:
    return st.tuples(FIGURES, FIGURES, FIGURES).map(sorted).map(lambda f: Range(low=f[0], best=f[1], high=f[2]))


@st.composite
def answers(draw: st.DrawFn, question: Question) -> Answer:
    spec = question.answer
    rows = {"stage_percent": ("pretraining", "later_training"), "breakdown": spec.rows}.get(spec.type, ())
    value: Any = draw(ranges() | FIGURES)
    if rows:
        value = draw(st.dictionaries(st.sampled_from(rows), ranges(), min_size=1))
    chosen = draw(st.lists(st.sampled_from([c.id for c in spec.choices] or ["yes", "partly", "no"]), max_size=2))
    extra = draw(
        st.dictionaries(st.sampled_from(spec.extra_fields or ("note",)), FIGURES | st.booleans() | st.text(max_size=12))
    )
    return Answer(
        status=draw(st.sampled_from(["specific", "partial", "vague", "refused", "na"])),
        grade=draw(st.integers(0, 4)),
        choice=tuple(chosen),
        value=value,
        extra=extra,
        basis=draw(st.sampled_from([None, "counted", "sampled", "detected", "estimated", "asserted"])),
        n=draw(st.none() | st.integers(1, 10_000)),
    )


@st.composite
def audits(draw: st.DrawFn) -> tuple[tuple[str, ...], dict[str, Answer]]:
    asked = draw(st.lists(st.sampled_from(FEEDING), min_size=1, max_size=8, unique_by=lambda pair: pair[1].id))
    given_answers = {question.id: draw(answers(question)) for _, question in asked}
    return tuple(dict.fromkeys(pack for pack, _ in asked)), given_answers


@seed(20)
@settings(max_examples=20, deadline=None, database=None)
@given(audits(), st.sampled_from(["A", "B", "C"]))
def test_every_result_is_finite_in_range_and_in_order(audit, lane):
    names, given_answers = audit
    result = score_risk(given_answers, load_library().packs_of(names), lane, seed=3, draws=200)
    for gauge in (result.rare_case, result.general):
        low, high = gauge.interval
        assert 0 <= low <= high <= 1
        assert 0 <= gauge.probability <= gauge.adverse <= 1
    for spread in (result.tail_coverage, result.variance_retained, result.error_mass):
        assert 0 <= spread.p05 <= spread.p50 <= spread.p95 <= 1
    for entry in result.ask_next:
        assert 0 <= entry.share_of_variance <= 1
        assert 0 <= entry.probability_if_best <= entry.probability_if_worst <= 1
    assert all(math.isfinite(entry.weight) and 0 <= entry.weight <= 1 for entry in result.assumptions)
    assert "nan" not in result.sentence

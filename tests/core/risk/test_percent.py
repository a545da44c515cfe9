from __future__ import annotations

import pytest

from core.risk.parameters import load_parameters
from core.risk.percent import corrected_for_detector, is_asserted, share_interval, wilson_interval
from questionnaires.answer import Answer, Range

RULES = load_parameters().percent_basis
STATED = Range(best=40)


def interval(**answer: object) -> tuple[float, float, float] | None:
    return share_interval(STATED, Answer.model_validate({"status": "specific", **answer}), RULES)


def test_wilson_interval_is_the_published_one():
    assert wilson_interval(19 / 50, 50, 1.96) == pytest.approx((0.2586, 0.5186), abs=5e-4)
    assert wilson_interval(0.0, 10, 1.96) == pytest.approx((0.0, 0.2775), abs=5e-4)


def test_each_basis_is_as_wide_as_its_method():
    assert interval(basis="counted") == pytest.approx((0.38, 0.40, 0.42))
    assert interval(basis="estimated") == pytest.approx((0.25, 0.40, 0.55))
    assert interval(basis="asserted") == pytest.approx((0.10, 0.40, 0.70))
    sampled = interval(basis="sampled", n=50)
    assert sampled is not None
    assert sampled == pytest.approx((0.276, 0.40, 0.538), abs=1e-3)


def test_a_percentage_without_method_is_an_assertion():
    assert interval() == interval(basis="asserted")
    assert is_asserted(Answer(status="specific"))
    assert not is_asserted(Answer(status="specific", basis="counted"))


def test_a_stated_range_is_never_narrowed():
    wide = share_interval(Range(low=5, best=40, high=90), Answer(status="specific", basis="counted"), RULES)
    assert wide == pytest.approx((0.05, 0.40, 0.90))


def test_a_detector_is_corrected_for_its_error_rates():
    found = corrected_for_detector(0.40, 400, 0.80, 0.10, RULES)
    assert found is not None
    assert found[1] == pytest.approx(0.30 / 0.70)
    assert found[2] - found[0] == pytest.approx(2 * 1.96 * (0.4 * 0.6 / 400) ** 0.5 / 0.70)


@pytest.mark.parametrize(("flagged", "catch", "false_alarms"), [(0.40, 0.50, 0.30), (0.05, 0.80, 0.10)])
def test_a_detector_that_cannot_tell_the_figure_from_zero_gives_no_figure(flagged, catch, false_alarms):
    assert corrected_for_detector(flagged, 400, catch, false_alarms, RULES) is None


def test_a_detector_without_error_rates_is_an_assertion():
    assert interval(basis="detected", n=400) == interval(basis="asserted")
    with_rates = interval(basis="detected", n=400, extra={"catch_rate": 80, "false_alarm_rate": 10})
    assert with_rates is not None
    assert with_rates[1] == pytest.approx(0.30 / 0.70)

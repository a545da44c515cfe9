from __future__ import annotations

import json

import numpy as np
import pytest

from core.simulation.result import summarise
from core.simulation.systems import run
from core.version import program_version


@pytest.fixture(scope="module")
def result():
    return run("gaussian", {"estimator": "unbiased"}, samples=50, rounds=4, trajectories=30, seed=7)


def test_a_result_carries_everything_needed_to_repeat_it(result):
    assert (result.seed, result.version, result.trajectories) == (7, program_version(), 30)
    assert result.parameters["samples"] == 50
    assert result.parameters["estimator"] == "unbiased"
    assert result.parameters["fresh_human"] == 0.0


def test_every_quantity_has_a_value_for_each_round(result):
    for name in ("mean_error", "variance", "log_variance", "w2"):
        assert result.mean[name].shape == result.standard_error[name].shape == (4,)
        assert result.quantiles[name].shape == (5, 4)
        assert np.all(np.diff(result.quantiles[name], axis=0) >= 0)


def test_json_has_the_promised_keys_and_only_plain_values(result):
    plain = json.loads(json.dumps(result.as_json(), allow_nan=False))
    promised = {"system", "regime", "rounds", "mean", "standard_error", "theory", "seed", "version"}
    assert promised <= set(plain)
    assert plain["rounds"] == [1, 2, 3, 4]
    assert len(plain["mean"]["variance"]) == 4


def test_a_result_cannot_be_changed(result):
    with pytest.raises(ValueError, match="read-only"):
        result.mean["variance"][0] = 2
    with pytest.raises(TypeError):
        result.mean["variance"] = np.zeros(4)


def test_summary_of_known_paths():
    mean, error, quantiles, _ = summarise({"q": np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])}, {})
    assert mean["q"][0] == 3
    assert error["q"][0] == pytest.approx(np.sqrt(2.5 / 5))
    assert quantiles["q"][2, 0] == 3


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_value_that_is_no_number_is_an_error_and_not_a_figure(bad):
    path = np.ones((3, 2))
    path[1, 0] = bad
    with pytest.raises(ValueError, match="q left the range of numbers in round 2"):
        summarise({"q": path}, {})

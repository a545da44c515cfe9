from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.simulation.blocks import sample_in_blocks
from core.simulation.regimes import REGIMES, Plan
from core.simulation.system import PLANNED, START
from core.simulation.systems import SYSTEMS, run

SMALL = {"samples": 40, "rounds": 4, "trajectories": 5}
TEXT = "The river rises in the hills. It runs past the mill, under two bridges, and out to the grey sea. " * 3


TRAINED = ("vae", "transformer")
"""Systems that train a network: minutes at the ends of their ranges, which their own tests cover."""


@pytest.fixture(scope="module")
def needed(tmp_path_factory):
    """Options without which a system cannot run."""
    path = tmp_path_factory.mktemp("text") / "river.txt"
    path.write_text(TEXT, encoding="utf-8")
    brief = {
        "ngram": {"text": str(path)},
        "vae": {"epochs": 1},
        "transformer": {"epochs": 1, "pretraining": 1, "length": 8, "beams": 2},
    }
    return {name: brief.get(name, {}) for name in SYSTEMS}


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_describes_itself_and_runs_with_its_defaults_named(name, needed):
    system = SYSTEMS[name]
    plain = system.as_json()
    assert set(plain) >= {"name", "quantities", "options", "source"}
    result = run(name, {option.name: option.default for option in system.options} | needed[name], **SMALL, seed=3)
    assert list(result.mean) == list(system.quantities)
    assert set(result.theory) <= set(system.quantities)


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(name, needed):
    first, again, other = (run(name, needed[name], **SMALL, seed=seed) for seed in (3, 3, 4))
    for quantity, mean in first.mean.items():
        assert np.array_equal(mean, again.mean[quantity])
    assert any(not np.array_equal(mean, other.mean[quantity]) for quantity, mean in first.mean.items())


EVERY_REGIME = [(name, regime) for name in SYSTEMS if name not in TRAINED for regime in SYSTEMS[name].regimes]


def test_the_documented_table_says_what_the_systems_know():
    lines = (Path(__file__).parents[3] / "docs" / "method-simulation.md").read_text(encoding="utf-8").splitlines()
    rows = {cells[1].strip(" `"): [cell.strip() for cell in cells[2:6]] for cells in (line.split("|") for line in lines)
            if len(cells) == 9 and cells[1].startswith(" `")}  # fmt: skip
    expected = {}
    for name, system in SYSTEMS.items():
        has = {option.name for option in system.options}
        kept = "blended" if "base" in has else "start" if "start" in has else "refused"
        regimes = "all three" if set(system.regimes) == set(REGIMES) else ", ".join(system.regimes)
        expected[name] = [regimes, *("yes" if name in has else "refused" for name in ("anchors", "teacher")), kept]
    assert rows == expected


@pytest.mark.parametrize(("name", "regime"), EVERY_REGIME)
def test_a_run_is_the_same_whatever_runs_beside_it_and_on_any_number_of_threads(name, regime, needed):
    system, plan = SYSTEMS[name], Plan(regime, samples=40, rounds=3)
    scenario = system.build(plan, system.read_options(needed[name]))
    few = sample_in_blocks(scenario, 3, seed=5, threads=1)
    many = sample_in_blocks(scenario, scenario.block + 3, seed=5, threads=3)
    for quantity in system.quantities:
        assert np.array_equal(few[quantity], many[quantity][:, :3])


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_system_has_or_refuses_every_option_of_the_plan_and_every_regime(name, needed):
    system = SYSTEMS[name]
    has = {option.name for option in system.options} | set(system.regimes)
    every = {option.name for option in PLANNED} | set(REGIMES)
    assert every - has == set(system.refuses) - {"fresh_human"}
    for refused in system.refuses:
        if refused in REGIMES:
            with pytest.raises(ValueError, match=f"{name} runs with regime .*, got '{refused}': "):
                run(name, needed[name], regime=refused, **SMALL)
        elif refused == "fresh_human":
            with pytest.raises(ValueError, match=f"{name} has no fresh_human: "):
                run(name, needed[name], fresh_human=0.5, **SMALL)
        else:
            with pytest.raises(ValueError, match=f"{name} has no {refused}: "):
                run(name, {**needed[name], refused: 0.5}, **SMALL)


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, o.name) for name in SYSTEMS for o in SYSTEMS[name].options if o in (*PLANNED, START)],
)
def test_every_option_of_the_plan_changes_the_numbers(name, option, needed):
    value: str | float = "base" if option == "start" else 0.4
    setup = {**SMALL, "samples": 60, "seed": 3}
    plain, changed = (run(name, needed[name] | given, **setup) for given in ({}, {option: value}))
    assert any(not np.array_equal(mean, changed.mean[quantity]) for quantity, mean in plain.mean.items())


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_regime_it_names_runs(name, needed):
    for regime in SYSTEMS[name].regimes:
        assert run(name, needed[name], regime=regime, **SMALL, seed=1).regime == regime


def test_a_drawn_seed_is_recorded_and_repeats_the_run():
    drawn = run("gaussian", **SMALL)
    again = run("gaussian", **SMALL, seed=drawn.seed)
    assert np.array_equal(drawn.mean["w2"], again.mean["w2"])


def test_options_may_be_given_as_typed():
    typed = run("categorical", {"types": "30", "anchors": "0.5"}, **SMALL, seed=1)
    meant = run("categorical", {"types": 30, "anchors": 0.5}, **SMALL, seed=1)
    assert typed.parameters == meant.parameters


@pytest.mark.parametrize(
    ("name", "options", "settings", "sentence"),
    [
        ("gauss", {}, {}, "there is no system 'gauss'; there are gaussian, "),
        ("gaussian", {"types": 3}, {}, "gaussian has no option 'types'; it has estimator"),
        ("gaussian", {"estimator": "best"}, {}, "estimator must be one of mle, unbiased, got 'best'"),
        ("gaussian", {}, {"samples": 1}, "samples must be at least 2 to fit a variance, got 1"),
        ("gaussian", {}, {"samples": 0}, "samples must be at least 1, got 0"),
        ("gaussian", {}, {"rounds": -2}, "rounds must be at least 1, got -2"),
        ("gaussian", {}, {"trajectories": 1}, "trajectories must be at least 2"),
        ("gaussian", {}, {"trajectories": 10**7, "rounds": 2}, "trajectories times rounds must be at most 10,000,000"),
        ("gaussian", {}, {"seed": -1}, "seed must be at least 0, got -1"),
        ("gaussian", {}, {"regime": "both"}, "gaussian runs with regime replace, accumulate, fixed-budget, got 'both'"),
        ("gaussian", {}, {"fresh_human": 2.0}, "fresh_human is a share and must lie between 0 and 1, got 2.0"),
        ("gaussian", {"anchors": "many"}, {}, "anchors must be a number, got 'many'"),
        ("categorical", {"types": 1}, {}, "types must lie between 2 and 1e\\+06, got 1"),
        ("categorical", {"types": 2.5}, {}, "types must be a whole number, got 2.5"),
        ("categorical", {"types": "nan"}, {}, "types must be a whole number, got 'nan'"),
        ("gaussian", {"anchors": 0.2}, {"regime": "accumulate"}, "anchors must be 0 with regime accumulate"),
        ("gaussian", {"base": 1.5}, {}, "base must lie between 0 and 1, got 1.5"),
        ("gaussian", {"base": 0.6, "carry_over": 0.6}, {}, "base and carry_over must add up to at most 1"),
        ("gaussian", {"anchors": 0.6, "teacher": 0.6}, {}, "fresh_human, anchors and teacher are shares of one batch"),
        ("weighting", {"anchors": 0.2}, {}, "weighting has no anchors: "),
        ("regression", {}, {"regime": "fixed-budget", "samples": 10**6, "rounds": 50}, "must be at most 20,000,000"),
        ("bootstrap", {}, {"samples": 10**8}, "samples times rounds must be at most 20,000,000"),
        ("ngram", {}, {}, "text must name a text file to learn from"),
        ("ngram", {"text": "/nowhere/at all.txt"}, {}, "text /nowhere/at all.txt cannot be read: No such file"),
        ("categorical", {}, {"regime": "fixed-budget", "samples": 10**8, "rounds": 11}, "samples times rounds"),
    ],
)
def test_wrong_settings_are_refused_in_one_sentence(name, options, settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        run(name, options, **settings)


def test_numbers_that_grow_out_of_range_are_an_error_and_no_figure():
    with pytest.raises(ValueError, match="mean_error left the range of numbers in round"):
        run("gaussian", {"sampling_variance": 100}, samples=60, rounds=400, trajectories=2, seed=1)


def test_a_run_of_a_slow_system_says_how_far_it_is_and_can_be_stopped_within_a_trajectory(needed):
    heard = []

    def stop_early(done, wanted):
        heard.append((done, wanted))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("vae", needed["vae"], samples=40, rounds=4, trajectories=2, seed=1, progress=stop_early)
    assert [done for done, _ in heard] == [1, 2, 3]
    assert len({wanted for _, wanted in heard}) == 1
    assert heard[0][1] >= 8


def test_describing_the_systems_loads_no_network_library():
    code = "import sys; from core.simulation.systems import SYSTEMS; [s.as_json() for s in SYSTEMS.values()];"
    code += "print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


@st.composite
def requests(draw):
    """A system with options and settings from the ends and the middle of their ranges."""
    name = draw(st.sampled_from([name for name in SYSTEMS if name not in TRAINED]))
    options = {}
    for option in SYSTEMS[name].options:
        if option.kind == "choice":
            options[option.name] = draw(st.sampled_from(option.choices))
        elif option.kind == "switch":
            options[option.name] = draw(st.booleans())
        elif option.kind in ("integer", "number"):
            ends = [option.minimum, min(option.maximum, 50), option.default]
            options[option.name] = draw(st.sampled_from(ends))
    chosen = {
        "regime": draw(st.sampled_from(SYSTEMS[name].regimes)),
        "samples": draw(st.sampled_from([1, 2, 3, 10, 60])),
        "rounds": draw(st.sampled_from([1, 2, 20])),
        "fresh_human": draw(st.sampled_from([0.0, 0.1, 0.5, 1.0])),
    }
    return name, options, chosen


@pytest.mark.slow
@settings(derandomize=True, deadline=None, max_examples=200)
@given(request=requests())
def test_whatever_is_asked_the_answer_is_finite_numbers_or_one_sentence(request, needed):
    name, options, chosen = request
    try:
        result = run(name, options | needed[name], **chosen, trajectories=2, seed=1)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = ""
        figures = [*result.mean.values(), *result.standard_error.values(), *result.quantiles.values()]
        assert all(np.isfinite(figure).all() for figure in figures)
    assert not refusal or (len(refusal) > 20 and "\n" not in refusal)

"""The command ``simulate``: every option reaches the simulation, and whatever makes no sense is one sentence."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from core.simulation.systems import SYSTEMS
from desktop_app.command_line import main

SMALL = ["--samples", "40", "--rounds", "4", "--trajectories", "20", "--seed", "3"]
TEXT = "The river rises in the hills. It runs past the mill, under two bridges, and out to the grey sea. " * 5


def run_json(capsys, *arguments):
    assert main(["simulate", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["gaussian", "--anchors", "0.2", "--teacher", "0.1", "--teacher-shift", "1", "--base", "0.1"],
        ["gaussian", "--regime", "fixed-budget", "--carry-over", "0.5", "--estimator", "unbiased"],
        ["mixture", "--regime", "fixed-budget", "--start", "base", "--teacher", "0.2"],
        ["pareto", "--regime", "fixed-budget", "--known-minimum", "on", "--teacher", "0.2", "--teacher-tail", "2"],
        ["uniform", "--anchors", "0.2", "--fresh-human", "0.1"],
        ["bootstrap", "--anchors", "0.2", "--family", "pareto"],
        ["regression", "--regime", "fixed-budget", "--features", "3", "--teacher", "0.2", "--teacher-difference", "1"],
        ["strong-collapse", "--regime", "fixed-budget", "--features", "3", "--fresh-human", "0.5"],
        ["exponential-family", "--regime", "accumulate", "--family", "poisson", "--base", "0.2"],
        ["boltzmann", "--regime", "fixed-budget", "--start", "base"],
        ["error-sources", "--anchors", "0.2", "--approximation", "off"],
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)
def test_every_option_is_taken_and_recorded(arguments, capsys):
    found = run_json(capsys, *arguments, *SMALL)
    for name, value in zip(arguments[1::2], arguments[2::2], strict=True):
        recorded = {**found["parameters"], "regime": found["regime"]}[name.removeprefix("--").replace("-", "_")]
        if isinstance(recorded, bool):
            assert recorded is (value == "on")
        else:
            assert recorded == (value if isinstance(recorded, str) else float(value))


def test_the_options_of_a_word_model_are_taken(tmp_path, capsys):
    text = tmp_path / "river.txt"
    text.write_text(TEXT, encoding="utf-8")
    remedies = ["--anchors", "0.2", "--teacher", "0.2", "--teacher-temperature", "0.5", "--base", "0.1"]
    found = run_json(capsys, "ngram", "--text", str(text), *remedies, *SMALL)
    assert found["parameters"]["teacher_temperature"] == 0.5
    assert found["theory"] == {}


def test_the_plot_shows_mean_band_and_theory_of_every_quantity(tmp_path, capsys):
    plot = tmp_path / "out.svg"
    run_json(capsys, "gaussian", "--regime", "accumulate", *SMALL, "--plot", str(plot))
    words = [element.text for element in ElementTree.parse(plot).iter() if element.text]
    for quantity in ("mean error", "variance", "log variance", "w2"):
        assert quantity in words
    assert words.count("mean") == 4
    assert words.count("theory (dashed)") == 2


def test_the_list_says_what_each_system_refuses_and_why(capsys):
    listed = {system["name"]: system for system in run_json(capsys, "list")["systems"]}
    assert set(listed) == set(SYSTEMS)
    assert "real_points" in listed["weighting"]["refuses"]["fresh_human"]
    assert listed["regression"]["regimes"] == ["replace", "accumulate", "fixed-budget"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gaussian", "--samples", "-4"], "samples must be at least 1, got -4"),
        (["gaussian", "--rounds", "0"], "rounds must be at least 1"),
        (["gaussian", "--fresh-human", "1.5"], "fresh_human is a share and must lie between 0 and 1"),
        (["gaussian", "--anchors", "2"], "anchors must lie between 0 and 1, got 2"),
        (["gaussian", "--anchors", "nan"], "anchors must lie between 0 and 1, got nan"),
        (["gaussian", "--anchors", "0.5", "--regime", "accumulate"], "anchors must be 0 with regime accumulate"),
        (["gaussian", "--base", "0.7", "--carry-over", "0.7"], "base and carry_over must add up to at most 1"),
        (["gaussian", "--anchors", "0.6", "--fresh-human", "0.6"], "are shares of one batch and must add up to"),
        (["weighting", "--anchors", "0.5"], "weighting has no anchors: the question is"),
        (["verifier", "--regime", "accumulate"], "verifier runs with regime replace, got 'accumulate': the published"),
        (["strong-collapse", "--teacher", "0.5"], "strong-collapse has no teacher: the synthetic labels are"),
        (["gaussian", "--colour", "red"], "gaussian has no option 'colour'"),
        (["gaussian", "--anchors"], "--anchors is not an option with a value"),
        (["ngram"], "text must name a text file"),
        (["ngram", "--text", "EMPTY"], "must hold at least 2 different words, it has 0"),
        (["transformer", "--text", "EMPTY"], "is empty; name a text file with words in it"),
        (["transformer", "--model", "FOLDER"], "has no .safetensors file"),
        (["transformer", "--model", "CODE"], "brings program code (modeling_own.py), which is never run"),
        (["gaussian", "--sampling-variance", "100", "--rounds", "400"], "left the range of numbers in round"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_whatever_makes_no_sense_is_one_sentence_and_nothing_else(arguments, words, tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("")
    for name in ("folder", "code"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "config.json").write_text("{}")
    (tmp_path / "code" / "model.safetensors").write_bytes(b"")
    (tmp_path / "code" / "modeling_own.py").write_text("raise SystemExit")
    places = {"EMPTY": "empty.txt", "FOLDER": "folder", "CODE": "code"}
    given = [str(tmp_path / places[word]) if word in places else word for word in arguments]
    assert main(["simulate", *given, "--trajectories", "2", "--seed", "1", "--plot", str(tmp_path / "p.svg")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    said = captured.err.strip().splitlines()[-1]
    assert words in said
    assert said.endswith(".")
    assert not (tmp_path / "p.svg").exists()

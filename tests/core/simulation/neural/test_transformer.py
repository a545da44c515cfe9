from __future__ import annotations

import shutil

import numpy as np
import pytest

from core.simulation.blocks import sample_in_blocks
from core.simulation.neural.demonstration_text import demonstration_text
from core.simulation.neural.transformer import QUANTITIES, SYSTEM
from core.simulation.regimes import REGIMES, Plan

QUICK = {"epochs": 1, "length": 8}
MADE_HERE = {"pretraining": 1, "vocabulary": 60}


def scenario(regime="replace", fresh_human=0.0, samples=20, rounds=2, **options):
    here = {} if "model" in options else MADE_HERE
    return SYSTEM.build(Plan(regime, samples, rounds, fresh_human), SYSTEM.read_options({**QUICK, **here, **options}))


def measured(scenario, seed=1):
    values = scenario.sample(1, np.random.default_rng(seed))
    assert list(values) == list(QUANTITIES)
    assert all(value.shape == (scenario.plan.rounds, 1) for value in values.values())
    assert all(np.isfinite(value).all() for value in values.values())
    shares = [value for name, value in values.items() if not name.startswith("perplexity")]
    assert all((share >= 0).all() and (share <= 1).all() for share in shares)
    assert values["perplexity_ratio"][0, 0] == 1
    return values


@pytest.mark.parametrize("regime", REGIMES)
@pytest.mark.parametrize("fresh_human", [0.0, 0.1, 1.0])
def test_every_regime_measures_every_quantity_in_every_round(regime, fresh_human):
    measured(scenario(regime, fresh_human))


@pytest.mark.parametrize(
    "options",
    [
        {"sampling": "beam", "beams": 2},
        {"sampling": "temperature", "temperature": 0.7},
        {"sampling": "nucleus", "nucleus": 0.5},
        {"sampling": "nucleus", "nucleus": 0.5, "temperature": 0.7},
        {"start": "last"},
        {"pretraining": 0},
    ],
)
def test_every_way_of_writing_and_starting_runs(options):
    measured(scenario(**options))


def test_the_same_seed_gives_the_same_numbers_whatever_runs_beside_it():
    run = scenario(sampling="temperature")
    one, two = (sample_in_blocks(run, 2, seed=5, threads=threads) for threads in (1, 2))
    other = sample_in_blocks(run, 2, seed=6)
    for quantity in QUANTITIES:
        assert np.array_equal(one[quantity], two[quantity])
    assert not np.array_equal(one["perplexity"], other["perplexity"])
    assert one["perplexity"][0, 0] != one["perplexity"][0, 1]


def test_rounds_that_start_from_the_base_or_from_the_last_model_agree_in_round_1_alone():
    base, last = (measured(scenario(start=start))["perplexity"][:, 0] for start in ("base", "last"))
    assert base[0] == last[0]
    assert base[1] != last[1]


def test_training_lowers_the_perplexity_of_held_out_text():
    little, more = (measured(scenario(pretraining=number))["perplexity"][0, 0] for number in (1, 20))
    assert more < 0.7 * little


def test_progress_counts_passes_and_written_groups_and_may_stop_the_run():
    seen = []
    scenario(samples=70).sample(1, np.random.default_rng(1), lambda done, wanted: seen.append((done, wanted)))
    assert seen == [(number, 7) for number in range(1, 8)]

    def stop(done: int, wanted: int) -> None:
        if done == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        scenario().sample(1, np.random.default_rng(1), stop)
    measured(scenario(rounds=1))


def test_the_named_file_is_what_is_learnt(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(demonstration_text(2000, seed=4))
    own, made_up = measured(scenario(text=str(file))), measured(scenario())
    assert own["perplexity"][0, 0] != made_up["perplexity"][0, 0]


@pytest.mark.parametrize("sampling", ["beam", "nucleus"])
def test_a_folder_of_the_published_family_runs_as_published(saved_opt, sampling):
    """The weights of 125 million that the figures were published with are the user's to bring; this one is tiny."""
    options = {"beams": 2} if sampling == "beam" else {}
    values = measured(scenario(model=str(saved_opt), fresh_human=0.1, sampling=sampling, rounds=3, **options))
    assert values["perplexity"][-1, 0] != values["perplexity"][0, 0]


def test_fixed_anchors_are_the_same_blocks_in_every_round():
    fixed, fresh = (
        measured(SYSTEM.build(plan, SYSTEM.read_options({**QUICK, **MADE_HERE, "beams": 1})))["perplexity"]
        for plan in (Plan("replace", 20, 3, anchors=0.5), Plan("replace", 20, 3, fresh_human=0.5))
    )
    assert fixed[2, 0] != fresh[2, 0]


def test_a_folder_with_a_model_is_trained_further_and_left_as_it_was(saved_model):
    before = {path.name: path.read_bytes() for path in saved_model.iterdir()}
    measured(scenario(model=str(saved_model), sampling="temperature"))
    assert {path.name: path.read_bytes() for path in saved_model.iterdir()} == before


def test_nothing_is_printed(saved_model, capfd):
    measured(scenario(model=str(saved_model)))
    assert capfd.readouterr() == ("", "")


def test_a_folder_whose_model_reads_too_little_at_once_is_refused(saved_model):
    with pytest.raises(ValueError, match=r"length must be at most 16 for the model in .*, got 17"):
        scenario(model=str(saved_model), length=17).sample(1, np.random.default_rng(1))


@pytest.mark.parametrize(
    ("name", "content"),
    [("model.safetensors", b"not weights"), ("config.json", b"{}"), ("tokenizer.json", b"{}")],
)
def test_a_damaged_folder_is_refused_in_one_sentence(saved_model, tmp_path, name, content):
    folder = shutil.copytree(saved_model, tmp_path / "model")
    (folder / name).write_bytes(content)
    with pytest.raises(ValueError, match=r"could not be loaded as a language model: .+") as refused:
        scenario(model=str(folder)).sample(1, np.random.default_rng(1))
    assert "\n" not in str(refused.value)


def test_the_folder_is_checked_before_anything_runs(saved_model, tmp_path):
    folder = shutil.copytree(saved_model, tmp_path / "model")
    (folder / "modeling_own.py").write_text("raise SystemExit")
    with pytest.raises(ValueError, match="brings program code"):
        scenario(model=str(folder))


def test_the_switches_against_the_network_are_set_before_transformers():
    import subprocess
    import sys

    code = """
import os
from core.simulation.neural import language_model
from huggingface_hub import constants
print([os.environ[name] for name in language_model.offline.SWITCHES], constants.is_offline_mode())
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['1', '1', '1', '1'] True"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"beams": 3, "sampling": "nucleus"}, "beams has a meaning with sampling beam only, got sampling nucleus"),
        ({"temperature": 0.5}, "temperature has no meaning with sampling beam; choose temperature or nucleus"),
        ({"nucleus": 0.5, "sampling": "temperature"}, "nucleus has a meaning with sampling nucleus only"),
        ({"model": "x", "vocabulary": 70}, "vocabulary has a meaning for a model made here only; leave it out"),
        ({"model": "x", "pretraining": 3}, "pretraining has a meaning for a model made here only; leave it out"),
        ({"model": "no-such-folder"}, "no-such-folder is not a folder"),
        ({"text": "no-such-text"}, "no-such-text could not be read: No such file or directory"),
        ({"length": -1}, "length must lie between 4 and 512, got -1"),
        ({"epochs": 0}, "epochs must lie between 1 and 1000, got 0"),
        ({"vocabulary": -2}, "vocabulary must lie between"),
        ({"temperature": 0.0, "sampling": "temperature"}, "temperature must lie between 0.05 and 5, got 0.0"),
        ({"sampling": "greedy"}, "sampling must be one of beam, temperature, nucleus, got 'greedy'"),
    ],
)
def test_wrong_or_contradictory_options_are_refused_in_one_sentence(options, sentence):
    with pytest.raises(ValueError, match=sentence):
        scenario(**options)


@pytest.mark.parametrize("samples", [1, 2])
@pytest.mark.parametrize(
    "options",
    [
        {"beams": 20, "vocabulary": 10},
        {"beams": 1, "length": 4},
        {"sampling": "temperature", "temperature": 0.05, "start": "last"},
        {"sampling": "temperature", "temperature": 5.0},
        {"sampling": "nucleus", "nucleus": 0.01},
        {"sampling": "nucleus", "nucleus": 1.0, "epochs": 50},
    ],
)
def test_the_ends_of_the_ranges_give_finite_numbers(tmp_path, samples, options):
    file = tmp_path / "text.txt"
    file.write_text(demonstration_text(600))
    measured(scenario(text=str(file), samples=samples, rounds=3, **options))


def test_too_many_samples_are_refused():
    with pytest.raises(ValueError, match="samples must be at most 100,000 for transformer, got 100001"):
        scenario(samples=100_001)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (demonstration_text(100), "the text gives 11 blocks of 8 words to learn, fewer than the 20 samples; name a"),
        ("word " * 1000, "the last tenth of the text, which is held out, has too few words; name a longer text"),
    ],
)
def test_a_text_too_short_for_the_settings_is_refused(tmp_path, text, sentence):
    file = tmp_path / "text.txt"
    file.write_text(text)
    with pytest.raises(ValueError, match=sentence):
        scenario(text=str(file)).sample(1, np.random.default_rng(1))

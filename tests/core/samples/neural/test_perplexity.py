"""Bits a token under a tiny model made here, and what it takes to be loaded at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from core.samples.contrast import REFERENCE
from core.samples.errors import SampleError
from core.samples.matching import Matched
from core.samples.neural.perplexity import BitsPerToken
from core.samples.neural_tools import WITHOUT, NeuralTools
from core.samples.predictability import predictability

WORDS = 500


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, made_texts: Callable[[int, int, int], tuple[str, ...]]) -> Path:
    """A model that knows nothing: every word costs about log2(500) bits."""
    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = Tokenizer(models.WordLevel(unk_token="the"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.train_from_iterator(made_texts(200, 60, 1), trainers.WordLevelTrainer(vocab_size=WORDS))
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="the").save_pretrained(folder)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        shape = GPT2Config(vocab_size=WORDS, n_positions=64, n_embd=16, n_layer=1, n_head=2, bos_token_id=0)
        GPT2LMHeadModel(shape).save_pretrained(folder)
    return folder


def test_a_model_that_knows_nothing_pays_the_size_of_its_vocabulary(
    folder: Path, made_texts: Callable[[int, int, int], tuple[str, ...]]
) -> None:
    told: list[tuple[int, int]] = []
    bits = BitsPerToken(folder, None, lambda done, wanted: told.append((done, wanted)))(made_texts(4, 50, 2))
    assert bits == pytest.approx(np.log2(WORDS), abs=0.3)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_text_seen_before_costs_nothing_and_says_the_same(
    folder: Path, tmp_path: Path, made_texts: Callable[[int, int, int], tuple[str, ...]]
) -> None:
    told: list[tuple[int, int]] = []
    texts = (*made_texts(20, 50, 2), "too short")
    first = BitsPerToken(folder, tmp_path / "said.db", lambda done, wanted: told.append((done, wanted)))(texts)
    assert told[-1] == (21, 21)
    told.clear()
    again = BitsPerToken(folder, tmp_path / "said.db", lambda done, wanted: told.append((done, wanted)))
    np.testing.assert_array_equal(again(texts), first)
    assert told == []
    again((*texts, "the of and to in a is that it was for on are"))
    assert told == [(1, 1)]


def test_what_another_model_said_is_not_looked_up(folder: Path, tmp_path: Path) -> None:
    text = "the of and to in a is that it was for on are as"
    BitsPerToken(folder, tmp_path / "said.db")([text])
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    settings = (other / "generation_config.json").read_text("utf-8")
    (other / "generation_config.json").write_text(settings + "\n", encoding="utf-8")
    told: list[int] = []
    BitsPerToken(other, tmp_path / "said.db", lambda done, _wanted: told.append(done))([text])
    assert told == [1]


def test_a_text_longer_than_the_model_reads_is_cut_and_a_short_one_left_out(folder: Path) -> None:
    bits = BitsPerToken(folder)(["the of " * 500, "the of and", ""])
    assert np.isfinite(bits).tolist() == [True, False, False]


def test_a_folder_without_a_model_is_refused_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SampleError, match=r"no config\.json"):
        BitsPerToken(tmp_path)
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(SampleError, match="cannot be used as a language model") as refused:
        BitsPerToken(tmp_path)
    assert "\n" not in str(refused.value)


def matched(ours: int, theirs: int) -> Matched:
    return Matched(("a",) * ours, ("b",) * theirs, (), False, 0, 60, (0, 0))


def tools(ours: np.ndarray, theirs: np.ndarray) -> NeuralTools:
    return NeuralTools(bits=lambda texts: ours if texts[0] == "a" else theirs, model="a small model")


def test_more_predictable_texts_read_below_and_nobody_is_accused() -> None:
    rng = np.random.default_rng(1)
    made = tools(rng.normal(3, 0.5, 40), rng.normal(4, 0.5, 40))
    (reading,) = predictability(matched(40, 40), REFERENCE, made, rng)
    assert (reading.reading, reading.unit) == ("below", "bits")
    assert "To a small model" in reading.sentence
    assert "says nothing of who wrote" in reading.sentence


def test_equal_texts_read_within_as_often_as_chance_says() -> None:
    """A 5 % test of 100 equal pairs: more than 13 that differ come about once in 1,000."""
    rng = np.random.default_rng(5)
    pairs = ((rng.normal(4, 0.5, 30), rng.normal(4, 0.5, 30)) for _ in range(100))
    found = [predictability(matched(30, 30), REFERENCE, tools(*pair), rng)[0].reading for pair in pairs]
    assert sum(reading != "within" for reading in found) <= 13


def test_without_a_model_nothing_is_said() -> None:
    assert predictability(matched(30, 30), REFERENCE, WITHOUT, np.random.default_rng(1)) == ()

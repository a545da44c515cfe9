"""The watermark check against texts that transformers itself marked, and against texts it did not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import SynthIDTextWatermarkingConfig, WatermarkDetector, WatermarkingConfig

from core.samples.errors import SampleError
from core.samples.neural.watermark.check import MOST_RUNS, check_watermark
from core.samples.neural.watermark.config import KgwConfig, check_config, read_config
from core.samples.neural.watermark.kgw import green_share_z, window_width
from core.samples.neural.watermark.tokens import different_windows
from core.samples.text_set import TextSet
from tests.core.samples.neural.marking_model import VOCABULARY, Model, made_model

KEY = 15485863
KEYS = (654, 400, 836, 123, 340, 443, 597, 160, 57, 29)
KGW = {"scheme": "kgw", "vocab_size": VOCABULARY, "hashing_key": KEY, "greenlist_ratio": 0.25}
SYNTHID = {"scheme": "synthid", "keys": list(KEYS), "ngram_len": 5}
VERIFIABLE = {"tokenizer": "tokenizer.json", "generation_device": "cpu", "implementation": "transformers"}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, made_texts: Callable[[int, int, int], tuple[str, ...]]) -> Model:
    return made_model(tmp_path_factory.mktemp("model"), made_texts(400, 60, 1))


@pytest.fixture
def disclosed(model: Model) -> Callable[..., Path]:
    """Writes a configuration beside the tokenizer; ``vocab_size`` is the model's unless said otherwise."""

    def write(scheme: dict[str, Any], **changes: Any) -> Path:
        size = {"vocab_size": model.tokenizer.get_vocab_size()} if scheme is KGW else {}
        path = model.folder / "watermark.json"
        path.write_text(json.dumps({**scheme, **VERIFIABLE, **size, **changes}))
        return path

    return write


@pytest.fixture(scope="module")
def kgw_texts(model: Model) -> TextSet:
    return model.texts(WatermarkingConfig(greenlist_ratio=0.25, bias=3.0, hashing_key=KEY, seeding_scheme="lefthash"))


@pytest.fixture(scope="module")
def synthid_texts(model: Model) -> TextSet:
    return model.texts(SynthIDTextWatermarkingConfig(ngram_len=5, keys=list(KEYS)))


@pytest.fixture(scope="module")
def plain_texts(model: Model) -> TextSet:
    return model.texts(None)


def test_the_right_key_finds_the_list_watermark(kgw_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    reading = check_watermark(kgw_texts, disclosed(KGW), seed=1)
    assert reading.detected is True
    assert reading.z is not None
    assert reading.z > 9
    assert "none of 24 keys" in reading.sentence


def test_the_right_keys_find_the_tournament_watermark(synthid_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    reading = check_watermark(synthid_texts, disclosed(SYNTHID), seed=1)
    assert reading.detected is True
    assert reading.z is not None
    assert reading.z > 9


@pytest.mark.parametrize(
    ("scheme", "changes"),
    [(KGW, {"hashing_key": 7}), (SYNTHID, {"keys": [key + 1 for key in KEYS]})],
    ids=["list", "tournament"],
)
def test_a_wrong_key_finds_nothing(
    kgw_texts: TextSet, synthid_texts: TextSet, disclosed: Callable[..., Path], scheme: Any, changes: Any
) -> None:
    reading = check_watermark(kgw_texts if scheme is KGW else synthid_texts, disclosed(scheme, **changes), seed=1)
    assert reading.detected is False
    assert reading.z is not None
    assert abs(reading.z) < 4


def test_a_vocabulary_one_too_large_finds_nothing(
    model: Model, kgw_texts: TextSet, disclosed: Callable[..., Path]
) -> None:
    size = model.tokenizer.get_vocab_size() + 1
    assert check_watermark(kgw_texts, disclosed(KGW, vocab_size=size), seed=1).detected is False


@pytest.mark.parametrize("scheme", [KGW, SYNTHID], ids=["list", "tournament"])
def test_texts_without_a_watermark_are_not_accused(
    plain_texts: TextSet, disclosed: Callable[..., Path], scheme: Any
) -> None:
    """The disclosed key is one of 25 that mean nothing to these texts: found by chance less than once in 10,000."""
    assert check_watermark(plain_texts, disclosed(scheme), seed=2).detected is False


@pytest.mark.parametrize(
    "unknown",
    [{"generation_device": "other"}, {"generation_device": "unknown"}, {"implementation": "unknown"}],
)
def test_what_cannot_be_followed_is_not_refuted(
    plain_texts: TextSet, disclosed: Callable[..., Path], unknown: dict[str, str]
) -> None:
    reading = check_watermark(plain_texts, disclosed(KGW, **unknown), seed=2)
    assert reading.detected is None
    assert reading.sentence.startswith("Not verifiable here")


def test_without_the_tokenizer_nothing_is_verifiable(kgw_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    reading = check_watermark(kgw_texts, disclosed(KGW, tokenizer=""), seed=1)
    assert (reading.detected, reading.z, reading.p_value, reading.runs) == (None, None, None, 0)
    assert reading.sentence.startswith("Not verifiable here: the vendor did not say which tokenizer")


def test_what_is_found_counts_whatever_the_device(kgw_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    assert check_watermark(kgw_texts, disclosed(KGW, generation_device="unknown"), seed=1).detected is True


def test_too_little_text_is_not_judged(kgw_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    reading = check_watermark(TextSet(("A short text.",)), disclosed(KGW), seed=1)
    assert (reading.detected, reading.z, reading.p_value) == (None, None, None)
    assert reading.sentence.startswith("Cannot tell")


def test_repeating_a_text_does_not_make_a_watermark(plain_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    once = check_watermark(plain_texts, disclosed(KGW), seed=4)
    often = check_watermark(TextSet(plain_texts.texts * 20), disclosed(KGW), seed=4)
    assert (once.z, once.runs) == (often.z, often.runs)


def test_the_same_seed_gives_the_same_reading(kgw_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    assert check_watermark(kgw_texts, disclosed(KGW), seed=5) == check_watermark(kgw_texts, disclosed(KGW), seed=5)


def test_a_seed_is_drawn_and_recorded(kgw_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    drawn = check_watermark(kgw_texts, disclosed(KGW))
    assert check_watermark(kgw_texts, disclosed(KGW), seed=drawn.seed) == drawn


@pytest.mark.parametrize(("seeding", "context"), [("lefthash", 1), ("lefthash", 2), ("selfhash", 1), ("selfhash", 3)])
def test_the_score_is_that_of_the_published_detector(model: Model, seeding: Any, context: int) -> None:
    """Transformers' own detector, one text, each run counted once."""
    ids = model.write(None, texts=1)
    settings = {"greenlist_ratio": 0.25, "hashing_key": 99, "seeding_scheme": seeding, "context_width": context}
    detector = WatermarkDetector(model.network.config, "cpu", {**settings, "bias": 2.0}, ignore_repeated_ngrams=True)
    config = KgwConfig(scheme="kgw", tokenizer="-", vocab_size=model.network.config.vocab_size, **settings)
    width = window_width(config)
    runs = different_windows([ids[0].numpy()], width, MOST_RUNS, np.random.default_rng(0))
    assert green_share_z(runs, config, 99) == pytest.approx(float(detector(ids, return_dict=True).z_score[0]))


def test_progress_counts_the_keys_and_can_stop_the_check(kgw_texts: TextSet, disclosed: Callable[..., Path]) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, wanted: int) -> None:
        told.append((done, wanted))
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_watermark(kgw_texts, disclosed(KGW), seed=1, progress=stop)
    assert told == [(1, 25), (2, 25)]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({}, "scheme"),
        ({"scheme": "other"}, "scheme"),
        ({**KGW, "tokenizer": "t", "hashing_key": "15485863"}, "hashing_key"),
        ({**KGW, "tokenizer": "t", "greenlist_ratio": 1.0}, "greenlist_ratio"),
        ({**KGW, "tokenizer": "t", "code": "import os"}, "code"),
        ({**SYNTHID, "tokenizer": "t", "keys": []}, "keys"),
        ([], "watermark.json"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_refused_in_one_sentence(raw: Any, words: str) -> None:
    with pytest.raises(SampleError, match=words) as refused:
        check_config(raw, "watermark.json")
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_configuration_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "watermark.json"
    with pytest.raises(SampleError, match=r"watermark\.json was not found"):
        read_config(path)
    path.write_text("{")
    with pytest.raises(SampleError, match="cannot be read as JSON"):
        read_config(path)
    path.write_text(" " * 200_000)
    with pytest.raises(SampleError, match="too large"):
        read_config(path)


def test_a_tokenizer_that_is_missing_or_none_is_refused(
    model: Model, kgw_texts: TextSet, disclosed: Callable[..., Path]
) -> None:
    with pytest.raises(SampleError, match=r"has no tokenizer\.json"):
        check_watermark(kgw_texts, disclosed(KGW, tokenizer="nowhere"), seed=1)
    (model.folder / "broken.json").write_text("{}")
    with pytest.raises(SampleError, match="is not a tokenizer"):
        check_watermark(kgw_texts, disclosed(KGW, tokenizer="broken.json"), seed=1)


def test_a_tokenizer_that_does_not_fit_the_vocabulary_is_named(
    kgw_texts: TextSet, disclosed: Callable[..., Path]
) -> None:
    with pytest.raises(SampleError, match="vocab_size"):
        check_watermark(kgw_texts, disclosed(KGW, vocab_size=50), seed=1)


@pytest.mark.slow
def test_keys_nobody_used_score_as_chance_does_on_human_texts(
    real_texts: Callable[..., TextSet], disclosed: Callable[..., Path], model: Model
) -> None:
    """150 human texts, 24 keys and the disclosed one: counted once each, runs of tokens spread as chance says."""
    human = real_texts("paired/writing_gpt-4.jsonl", "human")
    reading = check_watermark(human, disclosed(KGW, tokenizer=str(words_of(human, model.folder))), seed=6)
    assert reading.detected is False
    assert reading.placebo_spread is not None
    assert 0.6 < reading.placebo_spread < 1.5


def words_of(texts: TextSet, folder: Path) -> Path:
    """A tokenizer with one number for each of the commonest words of these texts."""
    tokenizer = Tokenizer(models.WordLevel(unk_token="the"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.train_from_iterator(texts.texts, trainers.WordLevelTrainer(vocab_size=2_000))
    tokenizer.save(str(folder / "words.json"))
    return folder / "words.json"

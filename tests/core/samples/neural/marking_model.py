"""A tiny language model that marks its texts with transformers' own classes, made for a test."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel, SynthIDTextWatermarkingConfig, WatermarkingConfig

from core.samples.text_set import TextSet

VOCABULARY = 3_000


@dataclass(frozen=True)
class Model:
    """A tiny model with a tokenizer, and texts it wrote."""

    folder: Path
    network: Any
    tokenizer: Tokenizer

    def write(self, marked: Any, texts: int = 12, length: int = 120) -> torch.Tensor:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(3)
            start = torch.full((texts, 1), 5)
            settings = {"do_sample": True, "max_new_tokens": length, "pad_token_id": 0, "eos_token_id": None}
            written: torch.Tensor = self.network.generate(start, watermarking_config=marked, **settings)
        return written[:, 1:]

    def texts(self, marked: Any) -> TextSet:
        return TextSet(tuple(self.tokenizer.decode(row.tolist()) for row in self.write(marked)))


def made_model(folder: Path, texts: Sequence[str]) -> Model:
    """A model with random weights, and in the folder a tokenizer with a number for each word of the texts."""
    tokenizer = Tokenizer(models.WordLevel(unk_token="the"))  # one number a word: text and numbers say the same
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.train_from_iterator(texts, trainers.WordLevelTrainer(vocab_size=VOCABULARY))
    tokenizer.save(str(folder / "tokenizer.json"))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        size = tokenizer.get_vocab_size()
        shape = GPT2Config(vocab_size=size, n_positions=160, n_embd=32, n_layer=1, n_head=2, bos_token_id=0)
        network = GPT2LMHeadModel(shape).eval()
    return Model(folder, network, tokenizer)


def marked_files(folder: Path) -> Mapping[str, Path]:
    """Texts marked with a list of favoured words and with a tournament, plain ones, and what a vendor discloses.

    By name: "kgw", "synthid" and "plain" texts; "kgw config", "synthid config", and "unknown config" of a vendor that
    does not say what device the first was made on.
    """
    model = made_model(folder, [" ".join(f"w{(n * n + k * 31) % 2500}" for k in range(60)) for n in range(400)])
    made_with = {"tokenizer": "tokenizer.json", "generation_device": "cpu", "implementation": "transformers"}
    lists = {"greenlist_ratio": 0.25, "hashing_key": 15485863, "seeding_scheme": "lefthash"}
    tournament = {"keys": [654, 400, 836, 123, 340, 443], "ngram_len": 5}
    texts = {
        "kgw": WatermarkingConfig(bias=3.0, **lists),
        "synthid": SynthIDTextWatermarkingConfig(**tournament),
        "plain": None,
    }
    size = {"vocab_size": model.tokenizer.get_vocab_size()}
    disclosed = {
        "kgw config": {"scheme": "kgw", **made_with, **lists, **size},
        "synthid config": {"scheme": "synthid", **made_with, **tournament},
        "unknown config": {"scheme": "kgw", **made_with, **lists, **size, "generation_device": "unknown"},
    }
    files = {name: folder / f"{name}.txt" for name in texts} | {name: folder / f"{name}.json" for name in disclosed}
    for name, marking in texts.items():
        files[name].write_text("\n---\n".join(model.texts(marking).texts), encoding="utf-8")
    for name, said in disclosed.items():
        files[name].write_text(json.dumps(said), encoding="utf-8")
    return files

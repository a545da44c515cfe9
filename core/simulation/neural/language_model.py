"""A language model that is trained further, writes on, and is asked how well it foresees a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch

from core.neural import offline  # noqa: F401 - before transformers, which reads the switches once

# isort: split
from transformers import AutoModelForCausalLM, AutoTokenizer, OPTConfig, OPTForCausalLM
from transformers.utils import logging

from core.neural.model_folder import check_model_folder
from core.simulation.neural.steps import Steps
from core.simulation.neural.training_set import passes
from core.simulation.neural.training_text import Blocks
from core.simulation.neural.transformer import GROUP_WRITTEN, Writing
from core.simulation.neural.words import Vocabulary, split_words

GROUP = 8
WIDTH, LAYERS, HEADS = 64, 2, 4
RATE_FROM_SCRATCH, RATE_MADE_HERE, RATE_FOLDER = 2e-3, 5e-4, 2e-5
"""Steps of the optimiser: for a fresh small model, and for a folder's as in the published program."""


class Numbering(Protocol):
    """Turns text into numbers and back into words."""

    def encode(self, text: str) -> list[int]:
        """The numbers of a text."""

    def words(self, numbers: Iterable[int]) -> list[str]:
        """The words that the numbers stand for."""


class FolderNumbering:
    """The tokenizer of a model's folder."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer

    def encode(self, text: str) -> list[int]:
        """The token numbers of a text, without marks for its start and end."""
        return list(self._tokenizer.encode(text, add_special_tokens=False, verbose=False))

    def words(self, numbers: Iterable[int]) -> list[str]:
        """The words of the text that the tokens stand for."""
        return split_words(self._tokenizer.decode(list(numbers), skip_special_tokens=True))


class LanguageModel:
    """A network with its numbering; blocks are arrays of numbers of shape (blocks, length)."""

    def __init__(self, network: Any, numbering: Numbering, learning_rate: float) -> None:
        self.numbering = numbering
        self._network = network.eval()
        self._learning_rate = learning_rate

    def copy_weights(self) -> dict[str, torch.Tensor]:
        """The weights as they are now."""
        return {name: weights.clone() for name, weights in self._network.state_dict().items()}

    def put_back(self, weights: Mapping[str, torch.Tensor]) -> None:
        """Make the weights what they were when they were copied."""
        self._network.load_state_dict(weights)

    def learn_from_scratch(self, blocks: Blocks, epochs: int, rng: np.random.Generator, steps: Steps) -> None:
        """Train a model that has learnt nothing yet: ``epochs`` passes over the blocks."""
        self._train(blocks, epochs, len(blocks), RATE_FROM_SCRATCH, rng, steps)

    def train(self, blocks: Blocks, epochs: int, a_pass: int, rng: np.random.Generator, steps: Steps) -> None:
        """Train further: ``epochs`` passes over ``a_pass`` of the blocks."""
        self._train(blocks, epochs, a_pass, self._learning_rate, rng, steps)

    def _train(
        self, blocks: Blocks, epochs: int, a_pass: int, rate: float, rng: np.random.Generator, steps: Steps
    ) -> None:
        optimiser = torch.optim.AdamW(self._network.parameters(), rate)
        data = torch.from_numpy(blocks)
        self._network.train()
        for _ in range(epochs):
            for rows in passes(len(blocks), a_pass, rng, GROUP):
                optimiser.zero_grad()
                torch.autograd.backward(self._loss(data[torch.from_numpy(rows)]))
                optimiser.step()
            steps.step()
        self._network.eval()

    @torch.no_grad()
    def perplexity(self, blocks: Blocks) -> float:
        """Exponential of the mean surprise a number, the first of each block left out."""
        groups = torch.split(torch.from_numpy(blocks), GROUP)
        surprise = sum(float(self._loss(group)) * len(group) for group in groups)
        return float(np.exp(surprise / len(blocks)))

    def write_on(self, blocks: Blocks, writing: Writing, steps: Steps) -> Blocks:
        """What follows each block, as long as the block."""
        length = blocks.shape[1]
        settings = _settings(writing, length, self._network.config)
        written = []
        for group in torch.split(torch.from_numpy(blocks), GROUP_WRITTEN):
            whole = self._network.generate(group, attention_mask=torch.ones_like(group), **settings)
            written.append(whole[:, length:].numpy())
            steps.step()
        return np.concatenate(written)

    def _loss(self, group: torch.Tensor) -> torch.Tensor:
        loss: torch.Tensor = self._network(input_ids=group, labels=group).loss
        return loss


def make_model(vocabulary: Vocabulary, length: int) -> LanguageModel:
    """An untrained model of two layers, wide 64, that reads and writes on blocks of so many words."""
    config = OPTConfig(
        vocab_size=len(vocabulary),
        hidden_size=WIDTH,
        word_embed_proj_dim=WIDTH,
        ffn_dim=4 * WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        max_position_embeddings=2 * length,
        dropout=0.0,
        attention_dropout=0.0,
        pad_token_id=0,
        bos_token_id=None,
        eos_token_id=None,
    )
    return LanguageModel(OPTForCausalLM(config), vocabulary, RATE_MADE_HERE)


def load_model(folder: Path, length: int) -> LanguageModel:
    """The model of a folder; ValueError, in one sentence, if it cannot be used for blocks of so many tokens."""
    check_model_folder(folder)
    messages: Any = logging
    messages.disable_progress_bar()
    messages.set_verbosity_error()
    plain = {"local_files_only": True, "trust_remote_code": False}
    try:
        network = AutoModelForCausalLM.from_pretrained(folder, use_safetensors=True, dtype=torch.float32, **plain)
        tokenizer = AutoTokenizer.from_pretrained(folder, **plain)
    except Exception as error:
        reason = str(error).strip().split("\n")[0].rstrip(".")
        raise ValueError(f"{folder} could not be loaded as a language model: {reason}") from error
    places = getattr(network.config, "max_position_embeddings", 2 * length)
    if places < 2 * length:
        raise ValueError(f"length must be at most {places // 2} for the model in {folder}, got {length}")
    return LanguageModel(network, FolderNumbering(tokenizer), RATE_FOLDER)


def _settings(writing: Writing, length: int, config: Any) -> dict[str, Any]:
    padding = config.pad_token_id if config.pad_token_id is not None else 0
    plain = {
        "max_new_tokens": length,
        "min_new_tokens": length,
        "pad_token_id": padding,
        "suppress_tokens": [padding],
        "repetition_penalty": 1.0,
    }
    if writing.sampling == "beam":
        return {**plain, "num_beams": writing.beams, "do_sample": False}
    nucleus = writing.nucleus if writing.sampling == "nucleus" else 1.0
    return {
        **plain,
        "num_beams": 1,
        "do_sample": True,
        "temperature": writing.temperature,
        "top_k": 0,
        "top_p": nucleus,
    }

"""Recursive training of a small language model on text that its predecessor wrote.

A tenth of a text is held out. Round 1 trains a base model on blocks of the rest; each round then writes on from the
blocks it was trained on, and the next round trains the base, or the last round's model, on what was written, or on that
and a share of original blocks, drawn anew. The base comes from a folder, or is made here and has learnt the whole text.

Each round takes the same number of steps, however much data has been accumulated.

Sources: Shumailov et al., Nature 631:755 (2024), and the program published with it: a language model of 125 million
weights, blocks of 64 words, beam search, 5 passes without and 10 passes with a tenth of the original data. A model of
this size shows the same order, not the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import numpy as np

from core.neural.extra import require_extra
from core.neural.model_folder import check_model_folder
from core.simulation.neural.demonstration_text import demonstration_text
from core.simulation.neural.training_text import read_text
from core.simulation.regimes import Plan
from core.simulation.result import Floats, Value
from core.simulation.system import ANCHORS, Option, Progress, Start, System

Sampling = Literal["beam", "temperature", "nucleus"]

MOST_SAMPLES = 100_000
GROUP_WRITTEN = 64
TEXT_FOR_A_SAMPLE = 6
"""Blocks of made-up text for each block of a round, so that original data drawn anew are mostly new."""
MOST_MADE_UP = 1_000_000
"""Words of made-up text at most; whoever wants more brings a text."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How the model chooses the next word.

    beam: the most probable continuation that a search keeping ``beams`` candidates finds.
    temperature: at random, probabilities raised to the power 1/``temperature``; 1 leaves them as they are.
    nucleus: as temperature, among the most probable words that together have the probability ``nucleus``.
    """

    sampling: Sampling = "beam"
    beams: int = 5
    temperature: float = 1.0
    nucleus: float = 0.9

    def __post_init__(self) -> None:
        if self.sampling != "beam" and self.beams != 5:
            raise ValueError(f"beams has a meaning with sampling beam only, got sampling {self.sampling}")
        if self.sampling == "beam" and self.temperature != 1:
            raise ValueError("temperature has no meaning with sampling beam; choose temperature or nucleus")
        if self.sampling != "nucleus" and self.nucleus != 0.9:
            raise ValueError(f"nucleus has a meaning with sampling nucleus only, got sampling {self.sampling}")


@dataclass(frozen=True, slots=True)
class TransformerScenario:
    """What is run.

    text: the original text.
    folder: a model and its tokenizer to start from; None for a small one made here.
    writing: how the model writes.
    start: each round trains the model that stood before round 1 (base), or goes on with the last round's (last).
    epochs: passes over as many blocks as ``plan.samples`` in each round.
    pretraining: passes over the whole text before round 1, for a model made here.
    length: words (for a folder, its tokens) in a block.
    vocabulary: most words that a model made here knows.

    Raises ValueError for more samples than fit into memory.
    """

    plan: Plan
    text: str
    folder: Path | None = None
    writing: Writing = Writing()
    start: Start = "base"
    epochs: int = 5
    pretraining: int = 10
    length: int = 32
    vocabulary: int = 2000

    def __post_init__(self) -> None:
        if self.plan.samples > MOST_SAMPLES:
            raise ValueError(f"samples must be at most {MOST_SAMPLES:,} for transformer, got {self.plan.samples}")

    @property
    def block(self) -> int:
        """Trajectories drawn together: one, since each is a long run."""
        return 1

    @property
    def steps(self) -> int:
        """Passes over the text or the blocks, and groups of blocks written, in one run."""
        groups = -(-self.plan.samples // GROUP_WRITTEN)
        pretraining = self.pretraining if self.folder is None else 0
        return pretraining + self.plan.rounds * (self.epochs + groups)

    def sample(
        self, trajectories: int, rng: np.random.Generator, progress: Progress | None = None
    ) -> dict[str, Floats]:
        """Independent runs of every quantity, shape (rounds, trajectories), one after the other.

        progress: called after every step of a run with steps done and wanted of that run; what it raises ends it.

        Raises ValueError for a text too short for the settings and for a folder that cannot be used.
        """
        from core.simulation.neural.transformer_rounds import train_models

        runs = [train_models(self, rng, progress) for _ in range(trajectories)]
        return {name: np.column_stack([run[name] for run in runs]) for name in QUANTITIES}

    def theory(self) -> dict[str, Floats]:
        """Nothing: no closed form is known."""
        return {}


def _build(plan: Plan, options: Mapping[str, Value]) -> TransformerScenario:
    require_extra("transformer", "torch", "transformers", "safetensors")
    length = int(options["length"])
    folder = Path(str(options["model"])) if options["model"] else None
    if folder is not None:
        for name in ("pretraining", "vocabulary"):
            if options[name] != DEFAULTS[name]:
                raise ValueError(f"{name} has a meaning for a model made here only; leave it out or leave out model")
        check_model_folder(folder)
    writing = Writing(
        cast(Sampling, options["sampling"]),
        int(options["beams"]),
        float(options["temperature"]),
        float(options["nucleus"]),
    )
    if options["text"]:
        text = read_text(Path(str(options["text"])))
    else:
        text = demonstration_text(min(MOST_MADE_UP, TEXT_FOR_A_SAMPLE * plan.samples * length))
    return TransformerScenario(
        plan,
        text,
        folder,
        writing,
        cast(Start, options["start"]),
        int(options["epochs"]),
        int(options["pretraining"]),
        length,
        int(options["vocabulary"]),
    )


QUANTITIES = {
    "perplexity": "how many words the model wavers between on held-out original text: lower is better",
    "perplexity_ratio": "perplexity over its value in round 1",
    "distinct_1": "different words over all words of what the round wrote",
    "distinct_2": "different sequences of two words over all of them",
    "distinct_3": "different sequences of three words over all of them",
    "repetition": "share of sequences of three words that already stood in the same written block",
    "tail_coverage": "share of the held-out text's rare words that the round still wrote",
}

OPTIONS = (
    Option("text", "file", "", "the original text, a UTF-8 file; without one, made-up sentences"),
    Option("model", "file", "", "folder with a language model to start from; without one, a small one is made"),
    Option(
        "sampling",
        "choice",
        "beam",
        "how the next word is chosen",
        choices=("beam", "temperature", "nucleus"),
    ),
    Option("beams", "integer", 5, "candidates kept by the search, with sampling beam", 1, 20),
    Option("temperature", "number", 1.0, "below 1 favours probable words, without sampling beam", 0.05, 5),
    Option("nucleus", "number", 0.9, "probability of the words chosen from, with sampling nucleus", 0.01, 1),
    Option(
        "start",
        "choice",
        "base",
        "what each round trains further: the model before round 1, or the last round's",
        choices=("base", "last"),
    ),
    Option("epochs", "integer", 5, "passes over the training blocks in each round", 1, 1000),
    Option("pretraining", "integer", 10, "passes over the whole text before round 1, for a model made here", 0, 1000),
    Option("length", "integer", 32, "words in a block", 4, 512),
    Option("vocabulary", "integer", 2000, "most words that a model made here knows", 10, 50_000),
    ANCHORS,
)
DEFAULTS = {option.name: option.default for option in OPTIONS}

SYSTEM = System(
    name="transformer",
    title="A small language model trained on text that its predecessor wrote (needs torch and transformers)",
    quantities=QUANTITIES,
    options=OPTIONS,
    source="Shumailov et al., Nature 631:755 (2024), at a small size",
    build=_build,
    samples=128,
    rounds=3,
    trajectories=2,
    refuses={
        "teacher": "no published figure has one; fresh_human stands for text from outside the loop",
        "base": "weights of networks cannot be averaged here; start base trains every round from the base model",
        "carry_over": "weights of networks cannot be averaged here; start last goes on from the last round's model",
    },
)

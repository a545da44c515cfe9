"""The rounds of the language model: training, writing and measuring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.simulation.neural.language_model import LanguageModel, load_model, make_model
from core.simulation.neural.repeatable import repeatable
from core.simulation.neural.steps import Steps
from core.simulation.neural.text_measures import coverage, distinct_share, rare_words, repetition_share
from core.simulation.neural.training_set import draw_rows, rows_material
from core.simulation.neural.training_text import Blocks, blocks, divide
from core.simulation.neural.transformer import TransformerScenario
from core.simulation.neural.words import UNKNOWN, Vocabulary, split_words
from core.simulation.result import Floats
from core.simulation.rounds import train_rounds
from core.simulation.system import Progress

MOST_HELD_OUT = 200


def train_models(
    scenario: TransformerScenario, rng: np.random.Generator, progress: Progress | None = None
) -> dict[str, Floats]:
    """One run: for each quantity its value in each round, shape (rounds,)."""
    plan, length = scenario.plan, scenario.length
    steps = Steps(scenario.steps, progress)
    measured: list[dict[str, float]] = []
    with repeatable(int(rng.integers(2**63))):
        learnt, held_out = divide(scenario.text)
        model = _start(scenario, learnt)
        material = _number(model, learnt, held_out, scenario)
        if scenario.folder is None:
            pairs = material.learnt[: len(material.learnt) // 2 * 2].reshape(-1, 2 * length)
            model.learn_from_scratch(pairs, scenario.pretraining, rng, steps)
        base = model.copy_weights()

        def learn(_round_index: int, training: Blocks) -> Callable[[int], Blocks]:
            if scenario.start == "base":
                model.put_back(base)
            model.train(training, scenario.epochs, plan.samples, rng, steps)
            written = model.write_on(draw_rows(training, plan.samples, rng), scenario.writing, steps)
            measured.append(_measure(model, written, material))
            return lambda number: written[:number]

        train_rounds(plan, rows_material(lambda number: draw_rows(material.learnt, number, rng), rng), learn)
    values = {name: np.array([each[name] for each in measured]) for name in measured[0]}
    return {**values, "perplexity_ratio": values["perplexity"] / values["perplexity"][0]}


@dataclass(frozen=True, slots=True)
class Material:
    """One text in the numbers of one model: blocks to learn, blocks held out, rare words of what is held out."""

    learnt: Blocks
    held_out: Blocks
    rare: frozenset[str]


def _start(scenario: TransformerScenario, learnt: str) -> LanguageModel:
    if scenario.folder is not None:
        return load_model(scenario.folder, scenario.length)
    return make_model(Vocabulary(split_words(learnt), scenario.vocabulary), scenario.length)


def _number(model: LanguageModel, learnt: str, held_out: str, scenario: TransformerScenario) -> Material:
    to_learn, to_hold = model.numbering.encode(learnt), model.numbering.encode(held_out)
    known = model.numbering.words(to_learn), model.numbering.words(to_hold)
    rare = rare_words(*known) - {UNKNOWN}
    material = Material(blocks(to_learn, scenario.length), blocks(to_hold, scenario.length)[:MOST_HELD_OUT], rare)
    if len(material.learnt) < max(2, scenario.plan.samples):
        raise ValueError(
            f"the text gives {len(material.learnt)} blocks of {scenario.length} words to learn, fewer than the "
            f"{scenario.plan.samples} samples; name a longer text or lower samples or length"
        )
    if not len(material.held_out) or not rare:
        raise ValueError("the last tenth of the text, which is held out, has too few words; name a longer text")
    return material


def _measure(model: LanguageModel, written: Blocks, material: Material) -> dict[str, float]:
    texts = [model.numbering.words(block) for block in written]
    return {
        "perplexity": model.perplexity(material.held_out),
        "distinct_1": distinct_share(texts, 1),
        "distinct_2": distinct_share(texts, 2),
        "distinct_3": distinct_share(texts, 3),
        "repetition": repetition_share(texts),
        "tail_coverage": coverage(texts, material.rare),
    }

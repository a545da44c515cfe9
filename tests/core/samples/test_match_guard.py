"""The guard that looks at what texts say: other kinds of text are refused, the same kind is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from core.samples.contrast import REFERENCE
from core.samples.match_guard import match_guard, precision_and_coverage
from core.samples.matching import Matched, NotComparableError
from core.samples.measure import measure
from core.samples.neural_tools import WITHOUT, NeuralTools, Vectors
from core.samples.text_set import TextSet

MATCHED = Matched(("a",) * 40, ("b",) * 40, (), False, 0, 60, (0, 0))


def cloud(texts: int, centre: int, spread: float, seed: int) -> Vectors:
    """Points of length 1 around one direction of twenty."""
    points = np.random.default_rng(seed).normal(0, spread, (texts, 20))
    points[:, centre] += 1
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def sides(sample: Vectors, reference: Vectors) -> NeuralTools:
    return NeuralTools(lambda texts: sample if texts[0] == "a" else reference)


def test_the_same_kind_of_text_passes_with_its_readings() -> None:
    readings = match_guard(MATCHED, REFERENCE, sides(cloud(40, 0, 0.2, 1), cloud(40, 0, 0.2, 2)))
    assert [item.measure for item in readings] == ["match_precision", "match_coverage"]
    assert all(item.value is not None and item.value > 0.8 for item in readings)


ONE, ANOTHER = cloud(40, 0, 0.2, 1), cloud(40, 5, 0.2, 2)
BOTH = np.vstack([ONE[:20], ANOTHER[:20]])


@pytest.mark.parametrize(
    ("sample", "reference"),
    [(ANOTHER, ONE), (cloud(40, 0, 0.2, 3), BOTH), (BOTH, cloud(40, 0, 0.2, 3))],
    ids=["about something else", "about half of it", "half of it about something else"],
)
def test_another_kind_of_text_is_refused(sample: Vectors, reference: Vectors) -> None:
    with pytest.raises(NotComparableError, match="different kinds"):
        match_guard(MATCHED, REFERENCE, sides(sample, reference))


def test_without_a_model_nothing_is_said() -> None:
    assert match_guard(MATCHED, REFERENCE, WITHOUT) == ()


def test_the_shares_are_those_of_a_plain_count() -> None:
    sample, reference = cloud(30, 0, 0.4, 1), cloud(35, 0, 0.3, 2)
    reach = [sorted(1 - float(a @ b) for j, b in enumerate(reference) if j != i)[4] for i, a in enumerate(reference)]
    near = [[1 - float(s @ r) <= reach[j] + 1e-7 for j, r in enumerate(reference)] for s in sample]
    plain = np.mean([any(row) for row in near]), np.mean([any(row[j] for row in near) for j in range(35)])
    assert precision_and_coverage(sample, reference) == pytest.approx(plain)


@pytest.fixture(scope="module")
def tools() -> NeuralTools:
    from core.samples.neural.embedding_model import installed_folder
    from core.samples.neural.embeddings import Embedder

    folder = installed_folder()
    assert folder is not None
    return NeuralTools(Embedder(folder))


def part(texts: TextSet, chosen: Sequence[int]) -> TextSet:
    return replace(
        texts,
        texts=tuple(texts.texts[place] for place in chosen),
        prompt_ids=tuple(texts.prompt_ids[place] for place in chosen) if texts.prompt_ids else (),
        prompts=(),
    )


@pytest.mark.slow
def test_essays_of_learners_against_stories_are_refused(real_texts: Callable[..., TextSet], tools: NeuralTools) -> None:
    """Counting words lets this pair through; 0 of 100 draws at 60 texts passed the guard."""
    essays = part(real_texts("controls/TOEFL_real_91.jsonl"), range(40))
    stories = part(real_texts("paired/writing_gpt-4.jsonl", "human"), range(80))
    reading = measure(essays, stories, seed=1, tools=tools)
    assert reading.overall == "inconclusive"
    assert any("different kinds" in reason for reason in reading.reasons)


@pytest.mark.slow
def test_stories_of_a_model_against_stories_of_people_are_compared(
    real_texts: Callable[..., TextSet], tools: NeuralTools
) -> None:
    """0 of 100 draws at 60 texts were refused."""
    model = part(real_texts("paired/writing_gpt-4.jsonl", "gpt-4"), range(60))
    stories = part(real_texts("paired/writing_gpt-4.jsonl", "human"), range(60, 140))
    reading = measure(model, stories, seed=1, tools=tools)
    assert {"match_precision", "match_coverage"} <= {item.measure for item in reading.readings}

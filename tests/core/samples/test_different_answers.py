from __future__ import annotations

import numpy as np
import pytest

from core.samples.alike_answers import answers, different_answers
from core.samples.contrast import EARLIER
from core.samples.measures.vendi import effective_number
from core.samples.neural_tools import NeuralTools
from core.samples.same_prompt import same_prompt_readings
from core.samples.text_set import TextSet


def random_points(count, dimensions, seed):
    points = np.random.default_rng(seed).normal(size=(count, dimensions))
    return points / np.linalg.norm(points, axis=1, keepdims=True)


def exponential_of_entropy(eigenvalues):
    kept = eigenvalues[eigenvalues > 1e-12]
    return np.exp(-(kept * np.log(kept)).sum())


@pytest.mark.parametrize(("count", "dimensions"), [(10, 100), (100, 10), (80, 120), (50, 50), (2, 3)])
def test_the_number_of_different_answers_is_that_of_the_full_kernel_and_of_its_dual(count, dimensions):
    points = random_points(count, dimensions, count)
    full = exponential_of_entropy(np.linalg.eigvalsh(points @ points.T / count))
    dual = exponential_of_entropy(np.linalg.eigvalsh(points.T @ points / count))
    assert full == pytest.approx(dual, rel=1e-9)
    assert effective_number(points) == pytest.approx(full, rel=1e-9)


@pytest.mark.parametrize("count", [1, 2, 10, 40])
def test_equal_answers_count_as_one_and_unrelated_ones_each(count):
    one = random_points(1, 384, 5)
    assert effective_number(np.repeat(one, count, axis=0)) == pytest.approx(1, abs=1e-9)
    assert effective_number(np.eye(384)[:count]) == pytest.approx(count, rel=1e-9)
    assert effective_number(np.repeat(np.eye(384)[:2], count, axis=0)) == pytest.approx(2, rel=1e-9)


def asked(kinds, each, prompts=25):
    """Every prompt has ``kinds`` wholly different answers, each given ``each`` times in turn."""
    rows = [(f"p{prompt}", f"answer {kind}") for prompt in range(prompts) for _ in range(each) for kind in range(kinds)]
    return TextSet(tuple(text for _, text in rows), prompt_ids=tuple(prompt for prompt, _ in rows))


def of_kind(texts):
    return np.eye(16, dtype=np.float32)[[int(text.split()[-1]) for text in texts]]


def varied(texts, others):
    readings = same_prompt_readings(texts, others, np.random.default_rng(0), NeuralTools(embed=of_kind))
    return [reading for reading in readings if reading.measure.endswith("different_answers")]


def test_a_reading_says_how_many_different_answers_those_given_amount_to():
    (reading,) = varied(asked(2, 5), {})
    assert reading.value == pytest.approx(2)
    assert reading.unit == "answers"
    assert reading.sentence.startswith(
        "10 answers to one prompt are as varied as 2 wholly different ones on average over 25 prompts; without"
    )


def test_fewer_different_answers_than_the_earlier_release_gave_are_told_as_narrower():
    (reading,) = varied(asked(2, 6), {EARLIER: asked(4, 3)})
    assert (reading.measure, reading.reading) == ("earlier_different_answers", "below")
    assert "as varied as 2 wholly different ones on average over 25 prompts; the earlier release 4 (narrower" in (
        reading.sentence
    )


def test_a_release_asked_more_often_is_not_more_varied_for_that():
    """Four kinds of answers on both sides; three answers a prompt against twelve would show three kinds beside four."""
    (reading,) = varied(asked(4, 3), {EARLIER: asked(4, 1)})
    assert reading.reading == "within"
    assert reading.sentence.startswith("4 answers")
    few = answers(asked(3, 1), of_kind)
    assert different_answers(few).values.mean() == pytest.approx(3)


def test_only_prompts_that_both_answer_repeatedly_are_compared():
    ours, theirs = asked(2, 2, prompts=40), asked(2, 2, prompts=22)
    (reading,) = varied(ours, {EARLIER: theirs})
    assert "over 22 prompts" in reading.sentence
    (alone,) = varied(ours, {EARLIER: asked(2, 2, prompts=10)})
    assert alone.reference_interval is None

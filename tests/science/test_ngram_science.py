"""Word models on a text: vocabulary kept against the closed form, and the chain against plain counting."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from core.simulation.ngram import NgramScenario, count_pairs, make_chain, read_tokens, write
from core.simulation.regimes import Plan
from core.simulation.systems import run

Z_LIMIT = 4.5  # about one false alarm in 150,000 comparisons


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    """A made-up text of 30,000 words with Zipf-like frequencies in which each word prefers its neighbours."""
    rng = np.random.default_rng(1)
    shares = 1 / (np.arange(3000) + 2.7)
    shares /= shares.sum()
    words = rng.choice(3000, 30_000, p=shares)
    follow = rng.random(30_000) < 0.4
    words[1:][follow[1:]] = (words[:-1][follow[1:]] * 7 + 1) % 3000
    path = tmp_path_factory.mktemp("text") / "made.txt"
    path.write_text(" ".join(f"w{word}" for word in words), encoding="utf-8")
    return str(path)


@pytest.mark.slow
@pytest.mark.parametrize("fresh", [0.0, 0.1])
def test_pairs_of_words_forget_as_fast_as_independent_words(text, fresh):
    result = run("ngram", {"text": text}, samples=30_000, rounds=10, fresh_human=fresh, trajectories=4, seed=2)
    words = len(np.unique(read_tokens(text)))
    gap = (result.mean["survivors"] - result.theory["survivors"]) / words
    assert np.all(np.abs(gap) < 0.02)
    assert np.all(np.abs(result.mean["coverage"] - result.theory["coverage"]) < 0.02)
    assert result.theory["survivors"][-1] / result.theory["survivors"][0] < 0.9


def test_single_words_follow_the_closed_form(text):
    result = run("ngram", {"text": text, "order": 1}, samples=10_000, rounds=10, trajectories=64, seed=2)
    gap = np.abs(result.mean["survivors"] - result.theory["survivors"])
    assert np.all(gap < 0.01 * result.theory["survivors"] + Z_LIMIT * result.standard_error["survivors"])
    assert np.all(gap < 0.05 * result.theory["survivors"])


def test_the_comparison_sees_five_percent_more_words(text):
    result = run("ngram", {"text": text, "order": 1}, samples=10_000, rounds=10, trajectories=64, seed=2)
    gap = np.abs(1.05 * result.mean["survivors"] - result.theory["survivors"])
    assert np.all(gap > 0.01 * result.theory["survivors"] + Z_LIMIT * result.standard_error["survivors"])


def test_a_fitted_chain_writes_pairs_as_often_as_it_read_them():
    tokens = np.array([0, 1, 0, 2, 0, 1, 1, 2, 2, 0, 1, 0])
    written = np.array(write(make_chain(count_pairs([tokens], 3)), np.random.default_rng(3), 400_000))
    seen = np.zeros((3, 3))
    np.add.at(seen, (tokens[:-1], tokens[1:]), 1)
    made = np.zeros((3, 3))
    np.add.at(made, (written[:, :-1].ravel(), written[:, 1:].ravel()), 1)
    rows = made.sum(axis=1, keepdims=True)
    expected = seen / seen.sum(axis=1, keepdims=True)
    assert np.all(np.abs(made / rows - expected) <= Z_LIMIT * np.sqrt(expected * (1 - expected) / rows))


@pytest.mark.slow
def test_a_plain_chain_written_word_by_word_forgets_the_same():
    plan, rng = Plan("replace", 200, 4, fresh_human=0.1), np.random.default_rng(4)
    tokens = rng.choice(60, 3000, p=np.arange(1, 61)[::-1] / 1830)
    naive = []
    for _ in range(300):
        following = {word: tokens[1:][tokens[:-1] == word] for word in range(60)}

        def chain(data, pairs, count):
            if count == 0:
                return []
            stretches, length = max(1, round(count / 100)), round(count / max(1, round(count / 100)))
            lines = []
            for _ in range(stretches):
                line = [rng.choice(data)]
                while len(line) < length:
                    options = pairs.get(line[-1], ())
                    line.append(rng.choice(options if len(options) else data))
                lines.append(line)
            return lines

        lines = chain(tokens, following, plan.samples)
        for _ in range(plan.rounds - 1):
            data, pairs = np.concatenate(lines), {}
            for line in lines:
                for one, two in pairwise(line):
                    pairs.setdefault(one, []).append(two)
            lines = chain(data, pairs, plan.own_points) + chain(tokens, following, plan.fresh_points)
        naive.append(len(set(np.concatenate(lines))))
    fast = NgramScenario(plan, tokens).sample(300, rng)["survivors"][-1]
    assert abs(np.mean(naive) - fast.mean()) < Z_LIMIT * np.sqrt((np.var(naive) + fast.var()) / 300)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(ValueError, match="is not written in UTF-8"):
        read_tokens(str(path))
    path.write_text("one one one", encoding="utf-8")
    with pytest.raises(ValueError, match="at least 2 different words, it has 1"):
        read_tokens(str(path))

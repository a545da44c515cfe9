"""Word models on a text: vocabulary kept against the closed form, and the chain against plain counting."""

from __future__ import annotations

from collections import Counter, defaultdict
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


def write_words(rng, model, count):
    """Word by word from (first words, shares) and {word: (next words, shares)}, in stretches of about 100."""
    if count == 0:
        return []
    stretches = max(1, round(count / 100))
    lines = []
    for _ in range(stretches):
        line = [rng.choice(*model[0])]
        while len(line) < round(count / stretches):
            line.append(rng.choice(*model[1].get(line[-1], model[0])))
        lines.append(line)
    return lines


def learn_words(blend):
    """A model from [(share, lines)], each part's pairs and words counted as shares of that part."""
    words, pairs = Counter(), Counter()
    for share, lines in blend:
        counted = Counter(word for line in lines for word in line)
        follow = Counter(pair for line in lines for pair in pairwise(line))
        for word, times in counted.items():
            words[word] += share * times / counted.total()
        for pair, times in follow.items():
            pairs[pair] += share * times / follow.total()
    after = defaultdict(lambda: ([], []))
    for (one, two), share in pairs.items():
        after[one][0].append(two)
        after[one][1].append(share)

    def scaled(kinds, shares):
        return kinds, True, np.array(shares) / np.sum(shares)

    def options(kinds, shares):
        kinds, _, shares = scaled(kinds, shares)
        return kinds, None, True, shares

    return options(*map(list, zip(*words.items(), strict=True))), {one: options(*two) for one, two in after.items()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "plan",
    [
        Plan("replace", 200, 4, fresh_human=0.1),
        Plan("replace", 200, 3, anchors=0.5, base=0.2),
        Plan("fixed-budget", 400, 4, teacher=0.25),
    ],
    ids=lambda plan: f"{plan.regime}-{plan.base:g}",
)
def test_a_plain_chain_written_word_by_word_forgets_the_same(plan):
    rng = np.random.default_rng(4)
    tokens = rng.choice(60, 1500, p=np.arange(1, 61)[::-1] / 1830)
    text = [tokens.tolist()]
    clean, naive, runs = learn_words([(1, text)]), [], 60
    for _ in range(runs):
        anchors = write_words(rng, clean, plan.anchor_points)
        pool = anchors + write_words(rng, clean, plan.samples - plan.anchor_points)
        for _ in range(plan.rounds):
            lines = pool
            if plan.regime == "fixed-budget":
                places = rng.permutation(len(pool))[: round(plan.samples / 100)]
                lines = [pool[place] for place in places]
            model = learn_words([(1 - plan.base, lines), (plan.base, text)] if plan.base else [(1, lines)])
            batch = write_words(rng, model, plan.own_points) + write_words(rng, clean, plan.fresh_points)
            pool = (anchors if plan.regime == "replace" else pool) + batch
            pool = pool + write_words(rng, clean, plan.teacher_points)
        shares = model[0][3]
        naive.append((len(shares), 1 - np.sum(shares**2)))
    fast = NgramScenario(plan, tokens).sample(200, rng)
    for values, quantity in zip(np.array(naive).T, ("survivors", "heterozygosity"), strict=True):
        last = fast[quantity][-1]
        error = np.sqrt(values.var() / runs + last.var() / 200)
        assert abs(values.mean() - last.mean()) <= Z_LIMIT * error, quantity


def test_remedies_keep_words_in_their_order(text):
    """Means of four runs: closed loop, anchors, a cautious teacher, fresh human text, accumulating."""
    kept = [
        run("ngram", {"text": text, **options}, regime=regime, samples=5000, rounds=6, trajectories=4, seed=5, **more)
        for options, regime, more in (
            ({}, "replace", {}),
            ({"anchors": 0.3}, "replace", {}),
            ({"teacher": 0.3, "teacher_temperature": 0.5}, "replace", {}),
            ({}, "replace", {"fresh_human": 0.3}),
            ({}, "accumulate", {}),
        )
    ]
    survivors = [result.mean["survivors"][-1] for result in kept]
    assert survivors == sorted(survivors)
    budget = run("ngram", {"text": text}, regime="fixed-budget", samples=5000, rounds=6, trajectories=4, seed=5)
    assert survivors[0] < budget.mean["survivors"][-1] < survivors[-1]


def test_a_clean_base_keeps_every_word_and_carrying_over_keeps_more_than_a_closed_loop(text):
    setup = {"samples": 2000, "rounds": 6, "trajectories": 4, "seed": 5}
    words = len(np.unique(read_tokens(text)))
    base = run("ngram", {"text": text, "base": 0.1}, **setup)
    assert np.all(base.mean["survivors"] == words)
    carried, closed = (run("ngram", {"text": text, "carry_over": share}, **setup) for share in (0.5, 0.0))
    assert carried.mean["tail"][-1] > 2 * closed.mean["tail"][-1]


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(ValueError, match="is not written in UTF-8"):
        read_tokens(str(path))
    path.write_text("one one one", encoding="utf-8")
    with pytest.raises(ValueError, match="at least 2 different words, it has 1"):
        read_tokens(str(path))

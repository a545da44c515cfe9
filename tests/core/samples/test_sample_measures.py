from __future__ import annotations

import bz2
import zlib
from collections import Counter
from itertools import combinations, pairwise
from math import comb

import numpy as np
import pytest

from core.samples.compare import evaluate
from core.samples.language import function_words, guess_language
from core.samples.measures.compression import COMPRESSION
from core.samples.measures.coverage import everyday_coverage, occasional_coverage, rare_coverage
from core.samples.measures.cross_gain import CROSS_GAIN
from core.samples.measures.distinct import DISTINCT_1, DISTINCT_2, DISTINCT_3, DISTINCT_4, NGRAM_DIVERSITY
from core.samples.measures.mtld import MTLD
from core.samples.measures.overlap import PAIR_OVERLAP
from core.samples.measures.pair_groups import groups_of
from core.samples.measures.rouge import ROUGE_L, rouge_l
from core.samples.measures.rules_of_thumb import (
    SENTENCE_VARIATION,
    TYPE_TOKEN_RATIO,
    WORD_ENTROPY,
    sentence_variation,
)
from core.samples.measures.running_variety import RUN, RUNNING_VARIETY
from core.samples.measures.self_bleu import SELF_BLEU
from core.samples.measures.simpson import SIMPSON
from core.samples.measures.skeleton import SKELETON, skeletons
from core.samples.measures.unseen import UNSEEN
from core.samples.measures.vocabulary import WORDS_OF_2000
from core.samples.tokens import TextIndex, after_words, first_words, words

SHORT = (
    "One two three. Four. Five six!",
    "the cat sat on the mat",
    "The cat sat on the hat!",
    "a dog",
    "",
    "mat mat mat mat mat",
    "A b c d. E f? G h i.",
    "one",
)


def grams(text, size):
    found = words(text)
    return [tuple(found[start : start + size]) for start in range(len(found) - size + 1)]


def plain_distinct(texts, size):
    every = [gram for text in texts for gram in grams(text, size)]
    return len(set(every)) / len(every) if every else float("nan")


def plain_overlap(texts):
    sets = [set(grams(text, 3)) for text in texts]
    pairs = [len(one & other) for one, other in combinations(sets, 2)]
    return 10_000 * np.mean(pairs) / np.mean([len(one) for one in sets])


def plain_simpson(texts):
    counts = Counter(word for text in texts for word in words(text))
    total = sum(counts.values())
    return 10_000 * sum(count * (count - 1) for count in counts.values()) / (total * (total - 1))


def plain_compression(texts):
    return plain_times("".join(f"{text}\n" for text in texts).encode())


def plain_skeleton(texts):
    order = ["_", *sorted(function_words("en"))]
    return plain_times(bytes(order.index(w) if w in order else 0 for t in texts for w in words(t)))


def plain_times(data):
    return len(data) / len(bz2.compress(data, 9))


def plain_longest_common(one, other):
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if a == b else max(lengths[i][j + 1], lengths[i + 1][j])
    return lengths[-1][-1]


def plain_rouge_l(texts):
    pairs = [(words(one), words(other)) for one, other in combinations(texts, 2)]
    return np.mean([2 * plain_longest_common(*pair) / sum(map(len, pair)) for pair in pairs if any(pair)])


def plain_self_bleu(texts):
    values = []
    for place, text in enumerate(texts):
        if len(words(text)) < 4:
            continue
        logs = []
        for size in (1, 2, 3, 4):
            ours = Counter(grams(text, size))
            others = [Counter(grams(other, size)) for i, other in enumerate(texts) if i != place]
            found = sum(min(count, max(other[gram] for other in others)) for gram, count in ours.items())
            logs.append(np.log((found or 0.1) / ours.total()))
        values.append(np.exp(np.mean(logs)))
    return np.mean(values)


def plain_entropy(texts):
    counts = Counter(word for text in texts for word in words(text))
    return -sum(count / counts.total() * np.log2(count / counts.total()) for count in counts.values())


def plain_ratio(texts):
    split = [words(text) for text in texts if words(text)]
    return np.mean([len(set(found)) / len(found) for found in split])


def plain_running(texts):
    values = []
    for found in map(words, texts):
        runs = [len(set(found[start : start + RUN])) / RUN for start in range(len(found) - RUN + 1)]
        values += [np.mean(runs)] if runs else []
    return np.mean(values) if values else float("nan")


def plain_variation(texts):
    values = [value for text in texts if not np.isnan(value := sentence_variation(text))]
    return np.mean(values) if values else float("nan")


def plain_mtld_pieces(found):
    pieces = 0.0
    while found:
        shares = [len(set(found[:end])) / end for end in range(1, len(found) + 1)]
        ended = [end for end, share in enumerate(shares, start=1) if share <= 0.72]
        if not ended:
            return pieces + (1 - shares[-1]) / 0.28
        pieces, found = pieces + 1, found[ended[0] :]
    return pieces


def plain_mtld(texts):
    values = []
    for found in filter(None, map(words, texts)):
        both = [len(found) / (plain_mtld_pieces(row) or 1) for row in (found, found[::-1])]
        values.append(sum(both) / 2)
    return np.mean(values)


def plain_used_once(texts):
    counts = Counter(word for text in texts for word in words(text))
    return sum(count == 1 for count in counts.values()) / counts.total()


def plain_words_of_2000(texts):
    counts = Counter(word for text in texts for word in words(text))
    total = counts.total()
    if total < 2_000:
        return float("nan")
    ways = comb(total, 2_000)
    missed = {count: comb(total - count, 2_000) / ways for count in set(counts.values())}
    return sum(1 - missed[count] for count in counts.values()) / 2_000


PLAIN = {
    MTLD: plain_mtld,
    UNSEEN: plain_used_once,
    DISTINCT_1: lambda texts: plain_distinct(texts, 1),
    DISTINCT_2: lambda texts: plain_distinct(texts, 2),
    DISTINCT_3: lambda texts: plain_distinct(texts, 3),
    DISTINCT_4: lambda texts: plain_distinct(texts, 4),
    NGRAM_DIVERSITY: lambda texts: sum(plain_distinct(texts, size) for size in (1, 2, 3, 4)),
    PAIR_OVERLAP: plain_overlap,
    SIMPSON: plain_simpson,
    COMPRESSION: plain_compression,
    SKELETON: plain_skeleton,
    ROUGE_L: plain_rouge_l,
    SELF_BLEU: plain_self_bleu,
    WORD_ENTROPY: plain_entropy,
    TYPE_TOKEN_RATIO: plain_ratio,
    SENTENCE_VARIATION: plain_variation,
    RUNNING_VARIETY: plain_running,
}
SLOW_TO_WRITE_PLAINLY = {ROUGE_L: 6, SELF_BLEU: 20}


@pytest.mark.parametrize("measure", PLAIN, ids=lambda measure: measure.key)
def test_a_measure_of_every_subset_equals_the_plain_formula_on_that_subset(measure, made_texts):
    texts = (*SHORT, *made_texts(20, 60, 3))
    rng = np.random.default_rng(5)
    chosen = rng.random((SLOW_TO_WRITE_PLAINLY.get(measure, 150), len(texts))) < 0.6
    expected = [PLAIN[measure]([text for text, here in zip(texts, row, strict=True) if here]) for row in chosen]
    np.testing.assert_allclose(evaluate(measure, TextIndex(texts), chosen), expected, rtol=1e-9)


def test_words_of_two_thousand_equal_the_hypergeometric_law_on_every_subset(made_texts):
    texts = made_texts(40, 100, 3)
    chosen = np.random.default_rng(5).random((25, 40)) < np.linspace(0.3, 1, 25)[:, None]
    expected = [plain_words_of_2000([text for text, here in zip(texts, row, strict=True) if here]) for row in chosen]
    assert 0 < np.isnan(expected).sum() < 25
    np.testing.assert_allclose(evaluate(WORDS_OF_2000, TextIndex(texts), chosen), expected, rtol=1e-9)


def test_words_of_two_thousand_are_what_drawing_them_gives(made_texts):
    """400 draws: beyond 4.5 standard errors once in 150,000."""
    texts = made_texts(60, 100, 3)
    (value,) = evaluate(WORDS_OF_2000, TextIndex(texts), np.ones((1, 60), bool))
    every, rng = np.array([word for text in texts for word in words(text)]), np.random.default_rng(1)
    drawn = [len(set(rng.choice(every, 2_000, replace=False).tolist())) / 2_000 for _ in range(400)]
    assert abs(np.mean(drawn) - value) < 4.5 * np.std(drawn) / 20


def test_the_gain_by_knowing_another_text_is_the_mean_over_the_pairs_of_a_subset(made_texts):
    texts = (*made_texts(6, 60, 3), "", "one two three")
    alone = [len(zlib.compress(text.encode(), 9, wbits=-15)) for text in texts]
    chosen = np.random.default_rng(5).random((20, len(texts))) < 0.6
    found = evaluate(CROSS_GAIN, TextIndex(texts), chosen)
    (order,) = groups_of(len(texts))
    for value, row in zip(found, chosen, strict=True):
        gains = []
        for seen, text in combinations([place for place in order.tolist() if row[place] and texts[place]], 2):
            packer = zlib.compressobj(9, wbits=-15, zdict=texts[seen].encode())
            gains.append(1 - len(packer.compress(texts[text].encode()) + packer.flush()) / alone[text])
        assert value == pytest.approx(np.mean(gains)) if gains else np.isnan(value)


def test_knowing_a_copy_makes_a_text_nearly_vanish_and_knowing_a_stranger_helps_nothing(made_texts):
    (text,) = made_texts(1, 100, 1)
    rng = np.random.default_rng(2)
    strangers = ["".join(rng.choice(list(letters), 800)) for letters in ("abcdefghijklm", "nopqrstuvwxyz")]
    copies = [text] * 5
    assert evaluate(CROSS_GAIN, TextIndex(copies), np.ones((1, 5), bool))[0] > 0.95
    assert abs(evaluate(CROSS_GAIN, TextIndex(strangers), np.ones((1, 2), bool))[0]) < 0.01


def test_rouge_l_agrees_with_a_published_library():
    from rapidfuzz.distance import LCSseq

    rng = np.random.default_rng(4)
    texts = [rng.integers(0, 12, length).tolist() for length in (1, 5, 64, 0, 65, 200, 63, 1, 130)]
    pairs = [(text, before) for place, text in enumerate(texts) for before in texts[:place]]
    expected = [2 * LCSseq.similarity(*pair) / sum(map(len, pair)) for pair in pairs]
    assert rouge_l(texts) == pytest.approx(expected)


@pytest.mark.parametrize("texts", [0, 1, 2, 63, 64, 100, 1_000, 5_000])
def test_texts_are_grouped_evenly_and_each_once(texts):
    groups = groups_of(texts)
    assert sorted(place for group in groups for place in group.tolist()) == list(range(texts))
    sizes = [len(group) for group in groups]
    assert max(sizes) - min(sizes) <= 1
    assert sum(size * (size - 1) // 2 for size in sizes) >= min(2_000, texts * (texts - 1) // 2)


def test_the_pairs_of_a_few_groups_stand_for_all(made_texts):
    """Texts drawn from one source 40 times: the mean over groups against that over all pairs."""
    off = []
    for seed in range(40):
        texts = made_texts(120, 25, seed)
        grouped = float(evaluate(ROUGE_L, TextIndex(texts), np.ones((1, 120), bool))[0])
        off.append(grouped - np.nanmean(rouge_l([words(text) for text in texts])))
    assert abs(np.mean(off)) < 4.5 * np.std(off) / 40**0.5  # no bias; one false alarm in 150,000
    assert np.std(off) < 0.0015


@pytest.mark.parametrize("make", [everyday_coverage, occasional_coverage, rare_coverage])
def test_coverage_of_every_subset_equals_the_plain_formula(make, made_texts):
    reference = made_texts(100, 50, 1)
    texts = made_texts(30, 50, 2)
    spread = Counter(word for text in reference for word in set(words(text)))
    counted = {everyday_coverage: range(3, 101), occasional_coverage: (2,), rare_coverage: (1,)}[make]
    vocabulary = {word for word, count in spread.items() if count in counted}
    chosen = np.random.default_rng(5).random((40, len(texts))) < 0.5
    expected = [
        len(vocabulary & {word for text, here in zip(texts, row, strict=True) if here for word in words(text)})
        / len(vocabulary)
        for row in chosen
    ]
    np.testing.assert_allclose(evaluate(make(reference, "the reference"), TextIndex(texts), chosen), expected)


def test_grams_are_equal_exactly_when_their_words_are(made_texts):
    texts = (*SHORT, *made_texts(30, 40, 8))
    index = TextIndex(texts)
    for size in (1, 2, 3, 4, 5):
        numbers, owners = index.grams(size)
        expected = [(text, gram) for text, content in enumerate(texts) for gram in grams(content, size)]
        assert owners.tolist() == [text for text, _ in expected]
        assert len(set(numbers.tolist())) == len({gram for _, gram in expected})
        assert len(set(zip(numbers.tolist(), (gram for _, gram in expected), strict=True))) == len(
            set(numbers.tolist())
        )


@pytest.mark.parametrize("measure", [PAIR_OVERLAP, SIMPSON, CROSS_GAIN, WORDS_OF_2000], ids=lambda measure: measure.key)
def test_the_expected_value_of_a_size_free_measure_drifts_less_than_ten_percent(measure, made_texts):
    values = drift(measure, made_texts)
    assert abs(values[1] / values[0] - 1) < 0.10


def test_the_check_above_sees_the_drift_of_a_measure_that_depends_on_size(made_texts):
    values = drift(DISTINCT_1, made_texts)
    assert abs(values[1] / values[0] - 1) > 0.10


def drift(measure, made_texts):
    """Mean over 40 subsets of 50 texts, and the value of all 1,000 texts of 100 words."""
    index = TextIndex(made_texts(1_000, 100, 11))
    rng = np.random.default_rng(12)
    fifties = np.array([rng.permutation(np.arange(1_000) < 50) for _ in range(40)])
    return evaluate(measure, index, fifties).mean(), evaluate(measure, index, np.ones((1, 1_000), bool))[0]


def test_skeletons_keep_function_words_only():
    first, second = skeletons(TextIndex(["The old man, and the sea; don’t go!", "And THE cat"]))
    names = ["_", *sorted(function_words("en"))]
    assert " ".join(names[number] for number in first) == "the _ _ and the _ don't _"
    assert " ".join(names[number] for number in second) == "and the _"


def test_compression_is_the_same_on_any_number_of_threads(monkeypatch, made_texts):
    index, chosen = TextIndex(made_texts(40, 50, 1)), np.random.default_rng(2).random((30, 40)) < 0.5
    found = []
    for threads in (1, 2, 7):
        monkeypatch.setattr("core.samples.measures.compression.os.cpu_count", lambda threads=threads: threads)
        found.append([evaluate(measure, index, chosen).tolist() for measure in (COMPRESSION, SKELETON)])
    assert found[0] == found[1] == found[2]


def test_words_join_over_apostrophes_and_hyphens():
    assert words("Don’t re-enter: 3 O'Neil_x") == ["don't", "re-enter", "3", "o'neil", "x"]


def test_cutting_keeps_the_original_text():
    text = "“One,” two -- THREE. four"
    assert first_words(text, 3) == "“One,” two -- THREE"
    assert first_words(text, 9) == text
    assert after_words(text, 2) == "THREE. four"
    assert after_words(text, 4) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The house was on the hill and we could see it from the road when it was not too dark. ", "en"),
        ("Das Haus stand auf dem Hügel und wir konnten es von der Straße sehen, wenn es nicht zu dunkel war. ", "de"),
        ("La maison était sur la colline et nous pouvions la voir de la route quand il ne faisait pas nuit. ", "fr"),
        ("La casa estaba en la colina y nosotros no podíamos verla desde el camino con la niebla de la tarde. ", "es"),
        ("def f(x): return x + 1; print(f(2)); import os; class A: pass; raise ValueError(x) ", None),
        ("Dom stał na wzgórzu i widzieliśmy go z drogi, kiedy nie było zbyt ciemno. ", None),
    ],
)
def test_a_language_is_told_by_its_function_words_or_not_at_all(text, language):
    assert guess_language([text] * 10) == language
    assert guess_language([text[:20]]) is None


def test_word_pairs_do_not_run_from_one_text_into_the_next():
    index = TextIndex(["a b", "c d"])
    assert sorted(zip(index.grams(2)[1].tolist(), pairwise("ab"), strict=False)) == [(0, ("a", "b"))]
    assert len(index.grams(2)[0]) == 2

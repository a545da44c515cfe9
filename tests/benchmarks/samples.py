"""How fast sample outputs are read, by hand: ``python -m tests.benchmarks.samples`` from the repository root.

Ratios are against plain implementations of the same formula in the same run, checked to give the same number; the whole
reading of 10,000 texts of 150 words is timed in a process of its own for its peak memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from core.samples.candidates import Candidates
from core.samples.compare import evaluate
from core.samples.contrast import REFERENCE, contrast
from core.samples.matching import match
from core.samples.measure import measure
from core.samples.measures.distinct import NGRAM_DIVERSITY
from core.samples.measures.duplicates import find_repeats
from core.samples.measures.overlap import PAIR_OVERLAP
from core.samples.measures.rouge import ROUGE_L
from core.samples.measures.self_bleu import SELF_BLEU
from core.samples.measures.set_measure import SetMeasure
from core.samples.measures.simpson import SIMPSON
from core.samples.read import read_texts
from core.samples.text_set import TextSet
from core.samples.tokens import TextIndex, words

TEXTS = 10_000
WORDS = 150


def made_texts(texts: int, seed: int) -> list[str]:
    """Texts of 150 words drawn from a Zipf distribution over 30,000 made-up words."""
    rng = np.random.default_rng(seed)
    vocabulary = np.array(["the", "of", "and", "to", "in", "is"] + [f"word{number}" for number in range(30_000)])
    weights = 1 / (np.arange(len(vocabulary)) + 2.7)
    return [" ".join(row) for row in rng.choice(vocabulary, (texts, WORDS), p=weights / weights.sum())]


def grams(text: str, size: int) -> list[tuple[str, ...]]:
    found = words(text)
    return [tuple(found[start : start + size]) for start in range(len(found) - size + 1)]


def plain_diversity(texts: Sequence[str]) -> float:
    total = 0.0
    for size in (1, 2, 3, 4):
        every = [gram for text in texts for gram in grams(text, size)]
        total += len(set(every)) / len(every)
    return total


def plain_overlap(texts: Sequence[str]) -> float:
    sets = [set(grams(text, 3)) for text in texts]
    shared = [len(one & other) for one, other in combinations(sets, 2)]
    return 10_000 * float(np.mean(shared) / np.mean([len(one) for one in sets]))


def plain_simpson(texts: Sequence[str]) -> float:
    counts = Counter(word for text in texts for word in words(text))
    total = sum(counts.values())
    return 10_000 * sum(count * (count - 1) for count in counts.values()) / (total * (total - 1))


def plain_near_repeats(texts: Sequence[str]) -> float:
    sets = [set(grams(text, 5)) for text in texts]
    pairs = combinations(range(len(texts)), 2)
    return len({j for i, j in pairs if len(sets[i] & sets[j]) >= 0.5 * len(sets[i] | sets[j])})


def plain_rouge_l(texts: Sequence[str]) -> float:
    """ROUGE-L over all pairs by the table of common subsequences."""
    values = []
    for one, other in combinations([words(text) for text in texts], 2):
        above = [0] * (len(other) + 1)
        for word in one:
            row = [0]
            for place, there in enumerate(other):
                row.append(above[place] + 1 if word == there else max(row[place], above[place + 1]))
            above = row
        values.append(2 * above[-1] / (len(one) + len(other)))
    return float(np.mean(values))


def plain_self_bleu(texts: Sequence[str]) -> float:
    """Each text against all others as references, counted anew for each text."""
    values = []
    for place, text in enumerate(texts):
        logs = []
        for size in (1, 2, 3, 4):
            ours = Counter(grams(text, size))
            most: Counter[tuple[str, ...]] = Counter()
            for other, reference in enumerate(texts):
                if other != place:
                    most |= Counter(grams(reference, size))
            found = sum(min(count, most[gram]) for gram, count in ours.items())
            logs.append(np.log((found or 0.1) / ours.total()))
        values.append(np.exp(np.mean(logs)))
    return float(np.mean(values))


def timed(task: Callable[[Sequence[str]], float], texts: Sequence[str]) -> tuple[float, float]:
    start = time.perf_counter()
    value = task(texts)
    return value, time.perf_counter() - start


def all_texts(set_measure: SetMeasure) -> Callable[[Sequence[str]], float]:
    return lambda texts: float(evaluate(set_measure, TextIndex(texts), np.ones((1, len(texts)), bool))[0])


def near_repeats(texts: Sequence[str]) -> float:
    """Texts that repeat an earlier one, exactly or nearly."""
    repeats = find_repeats(TextIndex(texts))
    return float(((repeats.exact >= 0) | (repeats.near >= 0)).sum())


def report(name: str, texts: Sequence[str], ours: float, plain: float) -> None:
    print(f"{name:24} {len(texts):6} texts {ours:8.3f} s  plain {plain:8.3f} s  {plain / ours:7.1f} times faster")


def compare_with_plain(
    name: str,
    texts: Sequence[str],
    ours: Callable[[Sequence[str]], float],
    plain: Callable[[Sequence[str]], float],
    tolerance: float = 1e-6,
) -> None:
    our_value, our_seconds = timed(ours, texts)
    plain_value, plain_seconds = timed(plain, texts)
    assert np.isclose(our_value, plain_value, rtol=tolerance), (name, our_value, plain_value)
    report(name, texts, our_seconds, plain_seconds)


def two_hundred_halves(texts: Sequence[str]) -> None:
    """What a permutation test asks for: one measure of 200 random halves. Of the plain ones 10 are timed."""
    chosen = np.array([np.random.default_rng(row).permutation(len(texts)) < len(texts) // 2 for row in range(200)])
    index = TextIndex(texts)
    start = time.perf_counter()
    evaluate(NGRAM_DIVERSITY, index, chosen)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    for row in chosen[:10]:
        plain_diversity([texts[position] for position in np.flatnonzero(row)])
    report("diversity, 200 halves", texts, ours, 20 * (time.perf_counter() - start))


def read_and_measure(folder: str) -> None:
    """Run in a process of its own: reads and measures 10,000 texts against 10,000, prints seconds and peak memory."""
    start = time.perf_counter()
    sample, reference = (read_texts([Path(folder) / f"{name}.jsonl"]) for name in ("sample", "reference"))
    read = time.perf_counter()
    index = TextIndex(sample.texts)
    find_repeats(index)
    counted = time.perf_counter()
    del index
    reading = measure(sample, reference, seed=1)
    measured = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"read {2 * TEXTS} texts: {read - start:.1f} s; repeats of {TEXTS}: {counted - read:.1f} s;", end=" ")
    print(f"whole reading against {TEXTS}: {measured - counted:.1f} s ({reading.overall}); peak memory {peak:.0f} MB")


def matched_comparison() -> None:
    """Every measure on 500 texts of 100 words a side, with 199 relabellings."""
    texts = [" ".join(text.split()[:100]) for text in made_texts(1_500, 3)]
    parts = (("a", texts[:500]), ("b", texts[500:]))
    sides = [Candidates(name, tuple(part), (None,) * len(part)) for name, part in parts]
    matched = match(sides[0], sides[1], np.random.default_rng(0))
    start, cpu = time.perf_counter(), time.process_time()
    contrast(matched, REFERENCE, "en", np.random.default_rng(0))
    took, used = time.perf_counter() - start, time.process_time() - cpu
    print(f"matched comparison, 500 texts a side: {took:.1f} s, {used:.1f} s of processor time")


def growth() -> None:
    """The reading of a set without a reference, which grows with the number of texts until a part of it is read."""
    for count in (1_000, 10_000, 100_000):
        texts = TextSet(tuple(made_texts(count, 5)))
        start = time.perf_counter()
        measure(texts, seed=1)
        print(f"reading of {count:7} texts: {time.perf_counter() - start:6.1f} s")


def main() -> None:
    """Prints one line a comparison."""
    hundred, two_hundred = made_texts(100, 2), made_texts(200, 2)
    compare_with_plain("ROUGE-L, 2,000 pairs", hundred, all_texts(ROUGE_L), plain_rouge_l, tolerance=0.02)
    compare_with_plain("self-BLEU", two_hundred, all_texts(SELF_BLEU), plain_self_bleu)
    matched_comparison()
    growth()
    for count in (100, 1_000):
        texts = made_texts(count, 1)
        compare_with_plain("n-gram diversity", texts, all_texts(NGRAM_DIVERSITY), plain_diversity)
        compare_with_plain("Simpson", texts, all_texts(SIMPSON), plain_simpson)
        compare_with_plain("pair overlap", texts, all_texts(PAIR_OVERLAP), plain_overlap)
        copied = [*texts[: count // 2], *(text.replace(" word1 ", " copied ") for text in texts[: count // 2])]
        compare_with_plain("near repeats", copied, near_repeats, plain_near_repeats)
        two_hundred_halves(texts)
    with TemporaryDirectory() as folder:
        for seed, name in enumerate(("sample", "reference")):
            lines = [json.dumps({"text": text}) for text in made_texts(TEXTS, seed)]
            (Path(folder) / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        subprocess.run([sys.executable, "-m", "tests.benchmarks.samples", folder], check=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read_and_measure(sys.argv[1])
    else:
        main()

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

from core.samples.compare import evaluate
from core.samples.measure import measure
from core.samples.measures.distinct import NGRAM_DIVERSITY
from core.samples.measures.duplicates import find_repeats
from core.samples.measures.overlap import PAIR_OVERLAP
from core.samples.measures.set_measure import SetMeasure
from core.samples.measures.simpson import SIMPSON
from core.samples.read import read_texts
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
    name: str, texts: Sequence[str], ours: Callable[[Sequence[str]], float], plain: Callable[[Sequence[str]], float]
) -> None:
    our_value, our_seconds = timed(ours, texts)
    plain_value, plain_seconds = timed(plain, texts)
    assert np.isclose(our_value, plain_value), (name, our_value, plain_value)
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


def main() -> None:
    """Prints one line a comparison."""
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

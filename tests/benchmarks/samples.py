"""How fast sample outputs are read, by hand: ``python -m tests.benchmarks.samples`` from the repository root.

Ratios are against plain implementations of the same formula in the same run, checked to give the same number, and are
of processor time, which a busy machine hardly changes; ours is the median of five runs where it takes less than a
second. Each whole reading runs in a process of its own, for its peak memory. What is wanted stands beside what was
found.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, product
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
from core.samples.tokens import TextIndex, words

TEXTS = 10_000
WORDS = 150
COMMON = "the of and to in is it that was for on with as his they at be this from have or by one had not but"
CONSONANTS, VOWELS = "bcdfghklmnprstvw", "aeiou"


def made_texts(texts: int, seed: int) -> list[str]:
    """Texts of 150 words of a Zipf distribution; 5.0 bytes a word with its space, where English prose has 5.3."""
    rng = np.random.default_rng(seed)
    weights = 1 / (np.arange(len(VOCABULARY)) + 2.7)
    return [" ".join(row) for row in rng.choice(VOCABULARY, (texts, WORDS), p=weights / weights.sum())]


def made_words(count: int) -> list[str]:
    """Function words, which are told as English, and then syllables put together, the commoner the shorter."""
    syllables = ["".join(pair) for pair in product(CONSONANTS, VOWELS)]
    longer = (first + second for first, second in product(syllables, syllables))
    longest = (first + second + third for first, second, third in product(syllables, syllables, syllables))
    every = dict.fromkeys([*COMMON.split(), *longer, *longest])
    return list(every)[:count]


VOCABULARY = np.array(made_words(30_000))


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
    start = time.process_time()
    value = task(texts)
    return value, time.process_time() - start


def all_texts(set_measure: SetMeasure) -> Callable[[Sequence[str]], float]:
    return lambda texts: float(evaluate(set_measure, TextIndex(texts), np.ones((1, len(texts)), bool))[0])


def near_repeats(texts: Sequence[str]) -> float:
    """Texts that repeat an earlier one, exactly or nearly."""
    repeats = find_repeats(TextIndex(texts))
    return float(((repeats.exact >= 0) | (repeats.near >= 0)).sum())


def report(name: str, texts: Sequence[str], ours: float, plain: float, wanted: float | None = None) -> None:
    line = f"{name:24} {len(texts):6} texts {ours:8.4f} s  plain {plain:8.3f} s  {plain / ours:7.1f} times faster"
    print(line if wanted is None else f"{line}{beside(wanted, plain / ours >= wanted)}", flush=True)


def beside(wanted: float, held: bool) -> str:
    return f"   wanted {wanted:g}   {'held' if held else 'MISSED'}"


def compare_with_plain(
    name: str,
    texts: Sequence[str],
    ours: Callable[[Sequence[str]], float],
    plain: Callable[[Sequence[str]], float],
    tolerance: float = 1e-6,
    wanted: float | None = None,
) -> None:
    our_value, our_seconds = timed(ours, texts)
    if our_seconds < 1:
        our_seconds = float(np.median([timed(ours, texts)[1] for _ in range(5)]))
    plain_value, plain_seconds = timed(plain, texts)
    assert np.isclose(our_value, plain_value, rtol=tolerance), (name, our_value, plain_value)
    report(name, texts, our_seconds, plain_seconds, wanted)


def two_hundred_halves(texts: Sequence[str]) -> None:
    """What a permutation test asks for: one measure of 200 random halves. Of the plain ones 10 are timed."""
    chosen = np.array([np.random.default_rng(row).permutation(len(texts)) < len(texts) // 2 for row in range(200)])
    index = TextIndex(texts)
    start = time.process_time()
    evaluate(NGRAM_DIVERSITY, index, chosen)
    ours = time.process_time() - start
    start = time.process_time()
    for row in chosen[:10]:
        plain_diversity([texts[position] for position in np.flatnonzero(row)])
    report("diversity, 200 halves", texts, ours, 20 * (time.process_time() - start))


class Watch:
    """Seconds since it was made, on the wall and of the processor.

    two_cores: what two cores that do nothing else would take, from processor time, which a busy machine hardly changes:
    that of the main thread, and half of that of the others.
    """

    def __init__(self) -> None:
        self._wall, self._process, self._thread = time.perf_counter(), time.process_time(), time.thread_time()

    def read(self) -> tuple[float, float]:
        alone = time.thread_time() - self._thread
        two_cores = alone + (time.process_time() - self._process - alone) / 2
        return time.perf_counter() - self._wall, two_cores


def spoken(watch: Watch, wanted: float | None) -> str:
    wall, two_cores = watch.read()
    line = f"{two_cores:5.1f} s on two free cores ({wall:.1f} s on this busy machine)"
    return line if wanted is None else f"{line}{beside(wanted, two_cores <= wanted)}"


def read_and_measure(files: Sequence[str]) -> None:
    """Run in a process of its own: reads and measures the first file, against the second where there is one."""
    watch = Watch()
    sample, *references = [read_texts([Path(file)]) for file in files]
    reading = measure(sample, *references, seed=1)
    is_bounded = len(sample.texts) == TEXTS
    against = f" against {len(references[0].texts)}" if references else ""
    print(f"{len(sample.texts)} texts{against}, {reading.overall}:", end=" ")
    print(spoken(watch, 15 if is_bounded else None), end="; ")
    peak = peak_megabytes()
    print(f"{peak:.0f} MB{beside(1500, peak <= 1500) if is_bounded else ''}")


def peak_megabytes() -> float:
    """Of this process alone; what ``resource`` tells counts the process that started it, too."""
    (line,) = (row for row in Path("/proc/self/status").read_text("ascii").splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def matched_comparison() -> None:
    """Every measure on 500 texts of 100 words a side, with 199 relabellings."""
    texts = [" ".join(text.split()[:100]) for text in made_texts(1_500, 3)]
    parts = (("a", texts[:500]), ("b", texts[500:]))
    sides = [Candidates(name, tuple(part), (None,) * len(part)) for name, part in parts]
    matched = match(sides[0], sides[1], np.random.default_rng(0))
    watch = Watch()
    contrast(matched, REFERENCE, "en", np.random.default_rng(0))
    print(f"matched comparison, 500 texts a side: {spoken(watch, 5)}")


def whole_readings() -> None:
    """Sets of 1,000 to 100,000 texts alone, and 10,000 against 10,000, from files."""
    with TemporaryDirectory() as folder:
        files = {}
        for seed, count in enumerate((1_000, TEXTS, 20_000, 100_000, TEXTS)):
            files[seed] = Path(folder) / f"{seed}.jsonl"
            lines = [json.dumps({"text": text}) for text in made_texts(count, seed)]
            files[seed].write_text("\n".join(lines), encoding="utf-8")
        for named in ([0], [1], [2], [3], [1, 4]):
            words_of_command = [sys.executable, "-m", "tests.benchmarks.samples", *(str(files[seed]) for seed in named)]
            subprocess.run(words_of_command, check=True)


def main() -> None:
    """Prints one line a comparison."""
    hundred, two_hundred = made_texts(100, 2), made_texts(200, 2)
    compare_with_plain("ROUGE-L, 2,450 pairs", hundred, all_texts(ROUGE_L), plain_rouge_l, tolerance=0.02, wanted=500)
    compare_with_plain("self-BLEU", two_hundred, all_texts(SELF_BLEU), plain_self_bleu, wanted=100)
    matched_comparison()
    sys.stdout.flush()
    whole_readings()
    for count in (100, 1_000):
        texts = made_texts(count, 1)
        compare_with_plain("n-gram diversity", texts, all_texts(NGRAM_DIVERSITY), plain_diversity)
        compare_with_plain("Simpson", texts, all_texts(SIMPSON), plain_simpson)
        compare_with_plain("pair overlap", texts, all_texts(PAIR_OVERLAP), plain_overlap)
        copied = [*texts[: count // 2], *(text.replace(" of ", " copied ") for text in texts[: count // 2])]
        compare_with_plain("near repeats", copied, near_repeats, plain_near_repeats)
        two_hundred_halves(texts)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        read_and_measure(sys.argv[1:])
    else:
        main()

"""Does the loop of rare types predict a language model trained on its own text?

A bigram model is trained again and again; the engine is told only the rate of rare words in its first generation.
Two texts: one made here from a random chain with Zipf's shares, and WikiText-2 where it lies beside the checkout. The
largest error over eight generations is stated for each case. The exponent of compounding was chosen on WikiText at
temperature 0.8, so that case is no test of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import poisson

from core.risk.dynamics import simulate
from core.risk.parameters import load_parameters
from core.risk.rare_types import follow_rare_types
from core.risk.training_loop import TrainingLoop

WIKITEXT = Path(__file__).parents[4] / "shared/samples/text/wikitext-2-valid.txt"
GENERATIONS = 8
FEWEST, MOST = 3, 30
"""Counts between which a word is a rare type."""


@dataclass(frozen=True)
class Text:
    """Sentences as one array of word numbers; each ends with ``end``."""

    words: np.ndarray
    end: int

    def lines(self) -> list[np.ndarray]:
        return np.split(self.words, np.flatnonzero(self.words == self.end)[:-1] + 1)

    def counts(self) -> np.ndarray:
        return np.bincount(self.words, minlength=self.end + 1)[: self.end]


def resampled(lines: list[np.ndarray], words: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Sentences drawn anew from the real ones, up to a number of words."""
    order = rng.integers(0, len(lines), 2 * words // 4 + 10)
    ends = np.cumsum([len(lines[line]) for line in order])
    return [lines[line] for line in order[: int(np.searchsorted(ends, words)) + 1]]


def written(text: np.ndarray, end: int, words: int, temperature: float, rng: np.random.Generator) -> list[np.ndarray]:
    """Sentences drawn from a bigram model of the text; probabilities are raised to 1 / temperature."""
    pairs = np.append(end, text[:-1]) * (end + 1) + text
    kinds, times = np.unique(pairs, return_counts=True)
    before, after = np.divmod(kinds, end + 1)
    weight = (times / np.bincount(before, times)[before]) ** (1 / temperature)
    reached = np.cumsum(weight)
    first = np.searchsorted(before, np.arange(end + 1))
    base = np.where(first > 0, reached[first - 1], 0.0)
    total = np.bincount(before, weight, minlength=end + 1)
    lines: list[np.ndarray] = []
    made = 0
    while made < words:
        now = np.full(4000, end)
        steps = []
        for _ in range(80):
            drawn = base[now] + rng.random(len(now)) * total[now]
            now = after[np.minimum(np.searchsorted(reached, drawn, side="right"), len(after) - 1)]
            steps.append(now)
        for line in np.array(steps).T:
            stop = np.flatnonzero(line == end)
            lines.append(line[: stop[0] + 1] if len(stop) else np.append(line, end))
            made += len(lines[-1])
            if made >= words:
                break
    return lines


def rare_words(text: Text) -> np.ndarray:
    return np.flatnonzero((text.counts() >= FEWEST) & (text.counts() <= MOST))


def tail_of_first_generation(text: Text, temperature: float, seed: int) -> float:
    """Rate of rare words in text that a model of the real text writes, relative to the real text."""
    drawn = written(text.words, text.end, 4 * len(text.words), temperature, np.random.default_rng(seed))
    rare = rare_words(text)
    seen = Text(np.concatenate(drawn), text.end)
    return float(seen.counts()[rare].sum() / text.counts()[rare].sum() * len(text.words) / len(seen.words))


def course_of_model(text: Text, temperature: float, fresh: float, seed: int) -> np.ndarray:
    """Tail coverage after each generation, relative to that of the first, all-human data."""
    rng, real, size = np.random.default_rng(seed), text.lines(), len(text.words)
    counts, rare = text.counts(), rare_words(text)

    def coverage(data: np.ndarray) -> float:
        rates = Text(data, text.end).counts()[rare] / counts[rare] * (size / len(data))
        return float(np.minimum(1, rates).mean())

    data = np.concatenate(resampled(real, size, rng))
    human, course = coverage(data), []
    for _ in range(GENERATIONS):
        lines = written(data, text.end, round((1 - fresh) * size), temperature, rng)
        data = np.concatenate(lines + (resampled(real, round(fresh * size), rng) if fresh else []))
        course.append(coverage(data) / human)
    return np.array(course)


def course_of_engine(text: Text, tail: float, compounding: float, fresh: float) -> np.ndarray:
    """The same by the engine: one draw for each rare word with its count."""
    count = text.counts()[rare_words(text)].astype(float)
    values = {
        "rounds": GENERATIONS, "replaces": True, "fixed_size": False, "growth": 1.0, "round_size": 1e6, "web": 0.0,
        "generated": 1 - fresh, "anchors": 0.0, "own": 1.0, "renewed": 1.0, "anchors_renewed": False, "web_ai": 0.4,
        "web_drift": 0.0, "web_odds": 1.0, "recall": 0.0, "false_alarms": 0.0, "tail": tail, "variety": 1.0,
        "compounding": compounding, "web_tail": 1.0, "web_variety": 1.0, "web_compounding": 1.0, "right_kept": 1.0,
        "wrong_kept": 1.0, "tail_kept": 1.0, "new_errors": 0.0, "from_base": 0.0, "carried_over": 0.0,
    }  # fmt: skip
    loop = TrainingLoop(**{name: np.full(len(count), value) for name, value in values.items()}, rare_count=count)
    follow = partial(follow_rare_types, types=64)
    outcome = simulate(loop, np.random.default_rng(5), follow=follow, types_log_sd=0.0, horizon_years=3)
    steps = np.arange(0, 400)
    human = (np.minimum(1, steps / count[:, None]) * poisson.pmf(steps, count[:, None])).sum(axis=1)
    return np.asarray((outcome.history[1:] * human).sum(axis=1) / human.sum())


@cache
def zipf_text() -> Text:
    """About 120,000 words: 4,000 kinds with Zipf's shares, each followed by one of thirty others or the end."""
    rng = np.random.default_rng(42)
    kinds, end = 4000, 4000
    share = 1 / (np.arange(kinds) + 2.7)
    follows = rng.choice(kinds, (kinds + 1, 30), p=share / share.sum())
    cumulated = np.cumsum(rng.dirichlet(np.full(30, 0.3), kinds + 1), axis=1)
    now, words = end, []
    for draw, stop in zip(rng.random(120_000), rng.random(120_000) < 0.05, strict=True):
        now = end if stop and now != end else int(follows[now, min(int(np.searchsorted(cumulated[now], draw)), 29)])
        words.append(now)
    return Text(np.array([*words, end]), end)


@cache
def wikitext() -> Text:
    lines = re.findall(r"\w+|[^\w\s]", WIKITEXT.read_text(encoding="utf-8").lower().replace("\n", " . "))
    kinds, words = np.unique(lines, return_inverse=True)
    stop = int(np.flatnonzero(kinds == ".")[0])
    words = np.where(words == stop, len(kinds), words)
    return Text(
        np.append(words[np.append(True, (words[1:] != len(kinds)) | (words[:-1] != len(kinds)))], len(kinds)),
        len(kinds),
    )


def largest_error(text: Text, temperature: float, compounding: float, fresh: float) -> tuple[float, float]:
    """Engine less model where they differ most, over all generations, and the tail rate of the first."""
    tail = min(1.0, tail_of_first_generation(text, temperature, seed=3))
    model = course_of_model(text, temperature, fresh, seed=7)
    error = course_of_engine(text, tail, compounding, fresh) - model
    return float(error[np.argmax(np.abs(error))]), tail


TEXTS = [pytest.param(zipf_text, id="made here")]
if WIKITEXT.is_file():
    TEXTS.append(pytest.param(wikitext, id="wikitext", marks=pytest.mark.slow))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("fresh", [0.0, 0.1, 0.5])
def test_plain_sampling_is_predicted_within_three_points_in_every_generation(text, fresh):
    """Seen: 0.011, 0.018, 0.021 on the text made here and 0.010, 0.009, 0.022 on WikiText."""
    error, tail = largest_error(text(), 1.0, 1.0, fresh)
    assert abs(error) < 0.03
    assert tail == pytest.approx(1, abs=0.02)


def test_the_check_above_sees_a_tail_rate_that_is_a_tenth_too_low():
    model = course_of_model(zipf_text(), 1.0, 0.1, seed=7)
    assert np.abs(course_of_engine(zipf_text(), 0.9, 1.0, 0.1) - model).max() > 0.06


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("fresh", [0.1, 0.5])
def test_at_a_temperature_of_08_the_prior_on_compounding_holds_the_model_between_its_ends(text, fresh):
    """Mean over generations: too much is promised without compounding, too little (but for 0.01) at its strongest."""
    least, most = load_parameters().decoding.table["default"].compounding
    tail = tail_of_first_generation(text(), 0.8, seed=3)
    model = course_of_model(text(), 0.8, fresh, seed=7).mean()
    without, strongest = (course_of_engine(text(), tail, exponent, fresh).mean() for exponent in (least, most))
    assert strongest - 0.02 < model < without - 0.02


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("fresh", [0.0, 0.1, 0.5])
def test_at_that_temperature_an_exponent_of_two_errs_by_less_than_nine_points(text, fresh):
    """Seen: -0.078, -0.082, -0.038 on the text made here and -0.043, -0.040, 0.064 on WikiText."""
    error, _ = largest_error(text(), 0.8, 2.0, fresh)
    assert abs(error) < 0.09

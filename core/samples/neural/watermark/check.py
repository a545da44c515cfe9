"""The check of a watermark claim: the disclosed key against keys that nobody used."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from scipy.stats import norm

from core.samples.errors import SampleError
from core.samples.neural.watermark.config import KgwConfig, SynthIdConfig, WatermarkConfig, read_config
from core.samples.neural.watermark.tokens import Tokens, different_windows, tokenizer_file, tokens_of
from core.samples.text_set import TextSet
from core.version import program_version

PLACEBO_KEYS = 24
"""Keys that nobody used; they show what the texts themselves do to the score."""
MOST_RUNS = 5_000
"""Runs of tokens that are scored; more would only cost time."""
FEWEST_RUNS = 200
"""With fewer a watermark of ordinary strength can be missed."""
FOUND_BELOW = 1e-4
"""A p value below this, and a score above every placebo key's, counts as found."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class WatermarkReading:
    """What the check found.

    detected: True, False, or None where it cannot be told here.
    z: score of the disclosed key in standard errors; placebo_spread: standard deviation of the placebo keys' scores,
    placebo_highest: the largest of them. p_value: chance of such a score without a watermark, the placebo keys' spread
    taken into account. runs: different runs of tokens scored. sentence: the answer for a person.
    """

    scheme: str
    texts: int
    tokens: int
    runs: int
    detected: bool | None
    z: float | None
    p_value: float | None
    placebo_spread: float | None
    placebo_highest: float | None
    sentence: str
    tokenizer_sha256: str
    seed: int
    version: str


def check_watermark(
    texts: TextSet, config_path: Path, *, seed: int | None = None, progress: Progress | None = None
) -> WatermarkReading:
    """Check the texts against the configuration in the file.

    seed: of the runs and placebo keys drawn; drawn and recorded where none is given. progress: called with keys tried
    and wanted; what it raises ends the check. Raises SampleError where configuration or tokenizer cannot be used.
    """
    config = read_config(config_path)
    chosen = secrets.randbits(63) if seed is None else seed
    chance = np.random.default_rng(chosen)
    if not config.tokenizer:
        return _unreadable(config, texts, chosen)
    tokens, tokenizer_sha256 = tokens_of(texts.texts, tokenizer_file(config.tokenizer, config_path))
    _check_range(tokens, config, config_path)
    windows = different_windows(tokens, _width(config), MOST_RUNS, chance)
    z = placebo = p_value = None
    if len(windows) >= FEWEST_RUNS:
        z, placebo = _scores(windows, config, chance, progress)
        p_value = _p_value(z, placebo)
    detected = _detected(config, z, p_value, placebo)
    return WatermarkReading(
        scheme=config.scheme,
        texts=len(texts.texts),
        tokens=sum(map(len, tokens)),
        runs=len(windows),
        detected=detected,
        z=z,
        p_value=p_value,
        placebo_spread=None if placebo is None else float(placebo.std(ddof=1)),
        placebo_highest=None if placebo is None else float(placebo.max()),
        sentence=_sentence(detected, p_value, len(windows)),
        tokenizer_sha256=tokenizer_sha256,
        seed=chosen,
        version=program_version(),
    )


def _unreadable(config: WatermarkConfig, texts: TextSet, seed: int) -> WatermarkReading:
    """The reading where nobody said which tokenizer was used: the texts cannot be put back into its numbers."""
    sentence = (
        "Not verifiable here: the vendor did not say which tokenizer its model writes with; ask for its tokenizer.json."
    )
    nothing = (None, None, None, None, None)
    return WatermarkReading(config.scheme, len(texts.texts), 0, 0, *nothing, sentence, "", seed, program_version())


def _width(config: WatermarkConfig) -> int:
    if isinstance(config, SynthIdConfig):
        return config.ngram_len
    from core.samples.neural.watermark.kgw import window_width

    return window_width(config)


def _check_range(tokens: tuple[Tokens, ...], config: WatermarkConfig, path: Path) -> None:
    highest = max((int(text.max()) for text in tokens if len(text)), default=0)
    if isinstance(config, KgwConfig) and highest >= config.vocab_size:
        raise SampleError(
            f"{path.name}, vocab_size: the tokenizer gives numbers up to {highest}, so {config.vocab_size} cannot be"
            " right; ask the vendor which tokenizer and vocabulary belong together."
        )


def _scores(
    windows: Tokens, config: WatermarkConfig, chance: np.random.Generator, progress: Progress | None
) -> tuple[float, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The score of the disclosed key, and those of the placebo keys."""
    tell = progress or (lambda _done, _wanted: None)
    scorers = _scorers(windows, config, chance)
    scores = []
    for done, score in enumerate(scorers, start=1):
        scores.append(score())
        tell(done, len(scorers))
    return scores[0], np.array(scores[1:])


def _scorers(windows: Tokens, config: WatermarkConfig, chance: np.random.Generator) -> list[Callable[[], float]]:
    """A call for each key, the disclosed one first."""
    if isinstance(config, KgwConfig):
        from core.samples.neural.watermark.kgw import green_share_z

        placebo = [int(key) for key in chance.integers(1, 2**31, PLACEBO_KEYS)]
        return [partial(green_share_z, windows, config, key) for key in (config.hashing_key, *placebo)]
    from core.samples.neural.watermark.synthid import mean_g_z

    sets = [tuple(map(int, chance.integers(1, 2**31, len(config.keys)))) for _ in range(PLACEBO_KEYS)]
    return [partial(mean_g_z, windows, config, keys) for keys in (config.keys, *sets)]


def _p_value(z: float, placebo: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """One-sided, with the placebo keys' spread where it is wider than chance alone."""
    spread = max(1.0, float(placebo.std(ddof=1)))
    return float(norm.sf((z - max(0.0, float(placebo.mean()))) / spread))


def _detected(
    config: WatermarkConfig,
    z: float | None,
    p_value: float | None,
    placebo: np.ndarray[tuple[int], np.dtype[np.float64]] | None,
) -> bool | None:
    if z is None or p_value is None or placebo is None:
        return None
    if p_value < FOUND_BELOW and z > placebo.max():
        return True
    return False if _can_be_refuted(config) else None


def _can_be_refuted(config: WatermarkConfig) -> bool:
    """Whether lists drawn here are those that were used: elsewhere a score of nothing means nothing."""
    return config.generation_device == "cpu" and config.implementation == "transformers"


def _sentence(detected: bool | None, p_value: float | None, runs: int) -> str:
    if p_value is None:
        return (
            f"Cannot tell: the texts hold {runs} different runs of tokens, and at least {FEWEST_RUNS} are needed;"
            " add texts."
        )
    if detected:
        return (
            f"The watermark that the vendor describes is in these texts ({_chance(p_value)}), and none of"
            f" {PLACEBO_KEYS} keys that nobody used scores as high."
        )
    if detected is None:
        return (
            "Not verifiable here: no watermark was found, but it was made on another device or by other code than this"
            " check uses, or the vendor did not say; ask for the generation device and the implementation."
        )
    return (
        f"The watermark that the vendor describes was not found in these texts ({_chance(p_value)}), although it was"
        " made the way this check can follow; ask the vendor whether key and tokenizer are the right ones."
    )


def _chance(p_value: float) -> str:
    return f"p = {p_value:.2g}" if p_value >= FOUND_BELOW else f"p < {FOUND_BELOW:.4f}"

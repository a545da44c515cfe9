"""How many tokens of a set are on the favoured list of their context, under a key.

The lists are those of transformers' ``WatermarkLogitsProcessor`` on a processor (CPU): a permutation of the vocabulary
drawn from a generator that the key and the context seed. Drawn once for every context, not once for every token.
"""

from __future__ import annotations

import numpy as np
import torch

from core.samples.neural.watermark.config import KgwConfig
from core.samples.neural.watermark.tokens import Tokens

_TABLE_SIZE = 1_000_003
"""Of the table that "selfhash" looks tokens up in; fixed by the published code."""


def window_width(config: KgwConfig) -> int:
    """Tokens in one run that is scored: the context and the token it favours or not."""
    return config.context_width + (0 if config.seeding_scheme == "selfhash" else 1)


def green_share_z(windows: Tokens, config: KgwConfig, key: int) -> float:
    """By how many standard errors the share of favoured tokens exceeds what chance gives (``greenlist_ratio``).

    windows: different runs, shape (runs, ``window_width``), at least one.
    """
    seeds = _seeds(windows, config, key)
    size = int(config.vocab_size * config.greenlist_ratio)
    generator = torch.Generator(device="cpu")
    hits = 0
    order = np.argsort(seeds, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(seeds[order]) != 0])
    for group in np.split(order, starts[1:]):
        generator.manual_seed(int(seeds[group[0]]))
        favoured = np.zeros(config.vocab_size, bool)
        favoured[torch.randperm(config.vocab_size, generator=generator)[:size].numpy()] = True
        targets = windows[group, -1]
        hits += int(favoured[targets[targets < config.vocab_size]].sum())
    ratio, runs = config.greenlist_ratio, len(windows)
    return float((hits - ratio * runs) / np.sqrt(runs * ratio * (1 - ratio)))


def _seeds(windows: Tokens, config: KgwConfig, key: int) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """What the generator is seeded with for each run; integers wrap as the published code lets them."""
    if config.seeding_scheme == "lefthash":
        last = [int(token) for token in windows[:, -2]]
        return np.array([key * token % (2**64 - 1) for token in last], np.uint64)
    generator = torch.Generator(device="cpu")
    generator.manual_seed(key)
    table = torch.randperm(_TABLE_SIZE, generator=generator)
    runs = torch.from_numpy(windows)
    every = table[runs % _TABLE_SIZE] + 1
    last_one = table[runs[:, -1:] % _TABLE_SIZE] + 1
    lowest = (key * every * last_one).min(dim=1).values
    return np.array([int(seed) % (2**64 - 1) for seed in lowest], np.uint64)

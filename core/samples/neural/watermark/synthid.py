"""How far the mean of SynthID's g-values lies above one half, under a set of keys.

Without a watermark each g-value is a fair coin. Transformers' own detector needs a trained model beside the keys; the
mean needs none (Dathathri et al., Nature 634:818, 2024, mean score).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from transformers import SynthIDTextWatermarkLogitsProcessor

from core.samples.neural.watermark.config import SynthIdConfig
from core.samples.neural.watermark.tokens import Tokens


def mean_g_z(windows: Tokens, config: SynthIdConfig, keys: Sequence[int]) -> float:
    """By how many standard errors the mean g-value exceeds one half.

    windows: different runs of ``ngram_len`` tokens, at least one. A context that occurs with several next tokens counts
    with the first only, since the method leaves a repeated context alone.
    """
    _, first = np.unique(windows[:, :-1], axis=0, return_index=True)
    processor = SynthIDTextWatermarkLogitsProcessor(
        ngram_len=config.ngram_len,
        keys=list(keys),
        sampling_table_size=config.sampling_table_size,
        sampling_table_seed=config.sampling_table_seed,
        context_history_size=1,
        device=torch.device("cpu"),
    )
    values = processor.compute_g_values(torch.LongTensor(windows[np.sort(first)]))
    coins = values.numel()
    return float((values.double().mean() - 0.5) * 2 * coins**0.5)

"""How many bits a token of each text costs a language model: the base-2 logarithm of its perplexity on that text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.neural import offline  # noqa: F401 - before transformers, which reads the switches once
from core.neural.model_folder import check_model_folder
from core.samples.errors import SampleError

import torch  # isort: skip
from transformers import AutoModelForCausalLM, AutoTokenizer  # isort: skip

FEWEST_TOKENS = 10
MOST_TOKENS = 512

Progress = Callable[[int, int], None]


class BitsPerToken:
    """A causal language model from a local folder: safetensors only, no code of its own, nothing fetched."""

    def __init__(self, folder: Path, progress: Progress | None = None) -> None:
        """Load the model. Raises SampleError where the folder holds none that may be loaded."""
        try:
            check_model_folder(folder)
            local = {"local_files_only": True, "trust_remote_code": False}
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, **local)
            self._model: Any = AutoModelForCausalLM.from_pretrained(folder, use_safetensors=True, **local)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as problem:
            reason = str(problem).partition("\n")[0].rstrip(".")
            raise SampleError(f"{folder.name} cannot be used as a language model: {reason}.") from None
        self._model.train(False)
        self.name = folder.name
        self._progress = progress or (lambda _done, _wanted: None)

    @torch.inference_mode()
    def __call__(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Of each text the mean over its first 512 tokens; NaN with fewer than 10. Shape (texts,)."""
        bits = np.full(len(texts), np.nan)
        longest = min(MOST_TOKENS, getattr(self._model.config, "max_position_embeddings", MOST_TOKENS))
        for place, text in enumerate(texts):
            ids = self._tokenizer(text, return_tensors="pt", truncation=True, max_length=longest)["input_ids"]
            if ids.shape[1] >= FEWEST_TOKENS:
                bits[place] = float(self._model(input_ids=ids, labels=ids).loss) / np.log(2)
            self._progress(place + 1, len(texts))
        return bits

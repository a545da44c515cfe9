"""How many bits a token of each text costs a language model: the base-2 logarithm of its perplexity on that text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.neural import offline  # noqa: F401 - before transformers, which reads the switches once
from core.neural.model_folder import check_model_folder
from core.samples.errors import SampleError
from core.samples.neural.vector_cache import VectorCache
from core.samples.neural_tools import Vectors

import torch  # isort: skip
from transformers import AutoModelForCausalLM, AutoTokenizer  # isort: skip

FEWEST_TOKENS = 10
MOST_TOKENS = 512
KEPT_TOGETHER = 16
"""Texts after which what was found is kept, so that little is lost where somebody cancels."""

Progress = Callable[[int, int], None]


class BitsPerToken:
    """A causal language model from a local folder: safetensors only, no code of its own, nothing fetched."""

    def __init__(self, folder: Path, cache: Path | None = None, progress: Progress | None = None) -> None:
        """Load the model. cache: file where what it said of texts is kept.

        Raises SampleError where the folder holds no model that may be loaded.
        """
        try:
            check_model_folder(folder)
            local = {"local_files_only": True, "trust_remote_code": False}
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, **local)
            self._model: Any = AutoModelForCausalLM.from_pretrained(folder, use_safetensors=True, **local)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as problem:
            reason = str(problem).partition("\n")[0].rstrip(".")
            raise SampleError(f"{folder.name} cannot be used as a language model: {reason}.") from None
        self._model.train(False)
        self._cache = VectorCache(cache, f"{_fingerprint(folder)} nats {MOST_TOKENS}") if cache is not None else None
        self.name = folder.name
        self._progress = progress or (lambda _done, _wanted: None)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Of each text the mean over its first 512 tokens; NaN with fewer than 10. Shape (texts,)."""
        known = self._cache.find(texts) if self._cache is not None else {}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(missing), KEPT_TOGETHER):
            made: dict[str, Vectors] = {}
            for done, text in enumerate(missing[start : start + KEPT_TOGETHER], start=start + 1):
                made[text] = np.array([self._nats(text)], np.float32)
                self._progress(done, len(missing))
            if self._cache is not None:
                self._cache.keep(made)
            known.update(made)
        nats = np.array([known[text][0] for text in texts], np.float64)
        return np.asarray(nats / np.log(2))

    @torch.inference_mode()
    def _nats(self, text: str) -> float:
        longest = min(MOST_TOKENS, getattr(self._model.config, "max_position_embeddings", MOST_TOKENS))
        ids = self._tokenizer(text, return_tensors="pt", truncation=True, max_length=longest)["input_ids"]
        return float(self._model(input_ids=ids, labels=ids).loss) if ids.shape[1] >= FEWEST_TOKENS else float("nan")


def _fingerprint(folder: Path) -> str:
    """SHA-256 of weights, settings and tokenizer, by which one model is told from another."""
    digest = hashlib.sha256()
    for file in sorted((*folder.glob("*.safetensors"), *folder.glob("*.json"))):
        digest.update(file.name.encode())
        with file.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()

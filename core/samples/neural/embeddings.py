"""Texts as points: the nearer two points, the more alike what the texts say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.neural import offline  # noqa: F401 - before transformers, which reads the switches once
from core.samples.embedding_settings import settings
from core.samples.neural.embedding_model import check_embedding_model
from core.samples.neural.vector_cache import VectorCache
from core.samples.neural_tools import Vectors

import torch  # isort: skip
from transformers import AutoModel, AutoTokenizer  # isort: skip

DIMENSIONS = 384
BATCH = 32
KEPT_TOGETHER = 256
"""Texts after which points are kept, so that little is lost where somebody cancels."""

Progress = Callable[[int, int], None]


class Embedder:
    """The embedding model, loaded from a folder whose files were checked. The mean over word pieces, of length 1."""

    def __init__(self, folder: Path, cache: Path | None = None, progress: Progress | None = None) -> None:
        """Load the model. cache: file where points are kept. Raises SampleError unless the files are the published."""
        check_embedding_model(folder)
        local = {"local_files_only": True, "trust_remote_code": False}
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, **local)
        self._model: Any = AutoModel.from_pretrained(folder, use_safetensors=True, dtype=torch.float32, **local).eval()
        self._cache = VectorCache(cache, settings()["files"]["model.safetensors"]) if cache is not None else None
        self._progress = progress or (lambda _done, _wanted: None)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """A point for each text, shape (texts, 384), float32, of length 1. A text seen before is looked up."""
        known = self._cache.find(texts) if self._cache is not None else {}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        for start in range(0, len(missing), KEPT_TOGETHER):
            part = missing[start : start + KEPT_TOGETHER]
            made = dict(zip(part, self._embed(part, start, len(missing)), strict=True))
            if self._cache is not None:
                self._cache.keep(made)
            known.update(made)
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, DIMENSIONS), np.float32)

    @torch.inference_mode()
    def _embed(self, texts: Sequence[str], before: int, wanted: int) -> Vectors:
        """before: texts already done of those wanted."""
        vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(texts), BATCH):
            places = by_length[start : start + BATCH]
            pieces = self._tokenizer(
                [texts[place] for place in places],
                truncation=True,
                max_length=settings()["word_pieces"],
                padding=True,
                return_tensors="pt",
            )
            hidden = self._model(**pieces).last_hidden_state
            weight = pieces["attention_mask"].unsqueeze(-1).float()
            mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            vectors[places] = torch.nn.functional.normalize(mean, dim=1).numpy()
            self._progress(before + min(start + BATCH, len(texts)), wanted)
        return vectors

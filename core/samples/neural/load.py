"""Loads the language models that a measurement was asked to use. Imports their libraries only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.neural.extra import require_extra
from core.samples.errors import SampleError
from core.samples.neural_tools import WITHOUT, NeuralTools

CACHE = "language_models.db"
"""File beside the workspace in which what models said of texts is kept by hash."""

Progress = Callable[[int, int], None]


def load_tools(
    embeddings: Path | None,
    language_model: Path | None,
    workspace: Path | None,
    embedding: Progress,
    predicting: Progress,
) -> NeuralTools:
    """The models in these folders, None for those that are not wanted.

    workspace: folder whose cache is used, None for none. embedding, predicting: told of texts done and wanted. Raises
    SampleError where a library is missing or a folder holds no model that may be loaded.
    """
    if embeddings is None and language_model is None:
        return WITHOUT
    try:
        require_extra("Looking at texts with a language model", "torch", "transformers")
    except ValueError as problem:
        raise SampleError(f"{problem}; everything else works without.") from None
    from core.samples.neural.embeddings import Embedder
    from core.samples.neural.perplexity import BitsPerToken

    cache = workspace / CACHE if workspace is not None and workspace.is_dir() else None
    embed = None if embeddings is None else Embedder(embeddings, cache, embedding)
    bits = None if language_model is None else BitsPerToken(language_model, cache, predicting)
    return NeuralTools(embed, bits, bits.name if bits is not None else "")

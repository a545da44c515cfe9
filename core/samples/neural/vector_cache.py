"""What a model said of texts before, kept by the SHA-256 of the text; the texts themselves are not kept."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from core.samples.neural_tools import Vectors


class VectorCache:
    """A file of float32 vectors. One that cannot be used is passed over: a cache must never stop a measurement."""

    def __init__(self, path: Path, model: str) -> None:
        """model: names the model and what was asked of it; another one's vectors are not found."""
        self._path = path
        self._model = model

    def find(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors known for these texts."""
        found: dict[str, Vectors] = {}
        try:
            with closing(self._open()) as database:
                for text in dict.fromkeys(texts):
                    key = (self._model, _digest(text))
                    row = database.execute("SELECT point FROM point WHERE model = ? AND digest = ?", key).fetchone()
                    if row is not None:
                        found[text] = np.frombuffer(row[0], np.float32)
        except (sqlite3.Error, OSError):
            return {}
        return found

    def keep(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep these vectors beside what is there."""
        rows = [(self._model, _digest(text), vector.astype(np.float32).tobytes()) for text, vector in vectors.items()]
        try:
            with closing(self._open()) as database, database:
                database.executemany("INSERT OR REPLACE INTO point VALUES (?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return

    def _open(self) -> sqlite3.Connection:
        self._path.touch(mode=0o600)
        database = sqlite3.connect(self._path)
        database.execute("CREATE TABLE IF NOT EXISTS point (model, digest, point, PRIMARY KEY (model, digest))")
        return database


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

"""Points of texts that were embedded before, kept by the SHA-256 of the text; the texts themselves are not kept."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from core.samples.neural.embedding_model import settings
from core.samples.neural_tools import Vectors

_BATCH = 500


class VectorCache:
    """A file of points. A file that cannot be used is passed over: a cache must never stop a measurement."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._model = settings()["files"]["model.safetensors"]

    def find(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The points known for these texts."""
        wanted = {_digest(text): text for text in texts}
        found: dict[str, Vectors] = {}
        try:
            with self._open() as database:
                digests = list(wanted)
                for start in range(0, len(digests), _BATCH):
                    part = digests[start : start + _BATCH]
                    marks = ",".join("?" * len(part))
                    query = f"SELECT digest, point FROM point WHERE model = ? AND digest IN ({marks})"  # noqa: S608
                    for digest, point in database.execute(query, (self._model, *part)):
                        found[wanted[digest]] = np.frombuffer(point, np.float32)
        except sqlite3.Error:
            return {}
        return found

    def keep(self, points: Mapping[str, Vectors]) -> None:
        """Keep these points beside what is there."""
        rows = [(self._model, _digest(text), vector.astype(np.float32).tobytes()) for text, vector in points.items()]
        try:
            with self._open() as database:
                database.executemany("INSERT OR REPLACE INTO point VALUES (?, ?, ?)", rows)
        except sqlite3.Error:
            return

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        database = sqlite3.connect(self._path)
        database.execute("CREATE TABLE IF NOT EXISTS point (model, digest, point, PRIMARY KEY (model, digest))")
        return database


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

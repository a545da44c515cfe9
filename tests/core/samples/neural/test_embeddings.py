"""The embedding model: only the published files, always the same points, and a cache that cannot do harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.samples.errors import SampleError
from core.samples.neural.embedding_model import check_embedding_model, installed_folder
from core.samples.neural.embeddings import DIMENSIONS, Embedder

TEXTS = ("The invoice was paid in March.", "In March, somebody paid the bill.", "Whales breathe through their heads.")


@pytest.fixture(scope="module")
def folder() -> Path:
    found = installed_folder()
    assert found is not None, "the test extra brings the model"
    return found


@pytest.fixture(scope="module")
def embedder(folder: Path) -> Embedder:
    return Embedder(folder)


def test_points_have_length_one_and_like_lies_near_like(embedder: Embedder) -> None:
    points = embedder(TEXTS)
    assert points.shape == (3, DIMENSIONS)
    assert np.linalg.norm(points, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert points[0] @ points[1] > 0.6 > points[0] @ points[2]


def test_a_text_has_the_same_point_alone_and_among_others(embedder: Embedder) -> None:
    alone = embedder(TEXTS[:1])
    assert embedder([TEXTS[2] * 9, *TEXTS])[1] == pytest.approx(alone[0], abs=1e-5)


def test_no_text_gives_no_point(embedder: Embedder) -> None:
    assert embedder([]).shape == (0, DIMENSIONS)


def test_a_text_seen_before_is_looked_up(folder: Path, tmp_path: Path) -> None:
    told: list[int] = []
    embedder = Embedder(folder, tmp_path / "points.db", lambda done, _wanted: told.append(done))
    first = embedder(TEXTS)
    assert told == [3]
    assert np.array_equal(embedder(TEXTS[::-1]), first[::-1])
    assert told == [3]
    assert (tmp_path / "points.db").stat().st_mode & 0o077 == 0
    assert b"invoice" not in (tmp_path / "points.db").read_bytes()


def test_a_damaged_cache_does_not_stop_a_measurement(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "points.db").write_bytes(b"not a database at all" * 100)
    points = Embedder(folder, tmp_path / "points.db")(TEXTS)
    assert points.shape == (3, DIMENSIONS)


def test_files_that_are_not_the_published_ones_are_refused(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    check_embedding_model(copy)
    (copy / "tokenizer.json").write_bytes((copy / "tokenizer.json").read_bytes() + b" ")
    with pytest.raises(SampleError, match=r"tokenizer\.json is not the published file"):
        check_embedding_model(copy)
    (copy / "tokenizer.json").unlink()
    with pytest.raises(SampleError, match=r"has no tokenizer\.json"):
        check_embedding_model(copy)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda copy: (copy / "modeling.py").write_text("print()"), "never run"),
        (lambda copy: (copy / "model.safetensors").unlink(), "no .safetensors file"),
        (lambda copy: (copy / "config.json").write_text('{"auto_map": {}}'), "never run"),
    ],
)
def test_a_folder_that_brings_code_or_no_weights_is_refused(
    folder: Path, tmp_path: Path, change: Callable[[Path], None], words: str
) -> None:
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    change(copy)
    with pytest.raises(SampleError, match=words):
        check_embedding_model(copy)

"""Texts as the numbers that the vendor's model writes in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from core.samples.errors import SampleError

MOST_BYTES = 50_000_000

Tokens = NDArray[np.int64]


def tokenizer_file(named: str, config: Path) -> Path:
    """The tokenizer.json that a configuration names. Raises SampleError where there is none that could be read."""
    path = config.parent / named
    file = path / "tokenizer.json" if path.is_dir() else path
    if not file.is_file():
        raise SampleError(f"{config.name}, tokenizer: {named} has no tokenizer.json; ask the vendor for that file.")
    if file.stat().st_size > MOST_BYTES:
        raise SampleError(f"{config.name}, tokenizer: {named} is too large for a tokenizer; name the right file.")
    return file


def tokens_of(texts: Sequence[str], file: Path) -> tuple[tuple[Tokens, ...], str]:
    """The numbers of each text without marks of beginning and end, and the SHA-256 of the tokenizer's file."""
    data = file.read_bytes()
    try:
        tokenizer = Tokenizer.from_str(data.decode("utf-8"))
    except Exception:  # the library raises nothing more particular
        raise SampleError(f"{file.name} is not a tokenizer that can be read; ask the vendor for it again.") from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    encoded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return tuple(np.array(item.ids, np.int64) for item in encoded), hashlib.sha256(data).hexdigest()


def different_windows(texts: Sequence[Tokens], width: int, most: int, chance: np.random.Generator) -> Tokens:
    """Every run of ``width`` tokens that occurs in some text, once, at most ``most`` of them drawn at random.

    A run that is repeated says nothing new: counting it again makes chance look like a watermark. Shape (runs, width).
    """
    windows = [np.lib.stride_tricks.sliding_window_view(text, width) for text in texts if len(text) >= width]
    if not windows:
        return np.empty((0, width), np.int64)
    different = np.unique(np.concatenate(windows), axis=0)
    if len(different) <= most:
        return different
    return different[np.sort(chance.choice(len(different), most, replace=False))]

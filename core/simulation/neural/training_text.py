"""The original text: read from a file, and divided into what is learnt and what is held out."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Blocks = NDArray[np.int64]

GAP = re.compile(r"\s")
MOST_BYTES = 50_000_000
HELD_OUT_SHARE = 0.1


def read_text(file: Path) -> str:
    """The text of a UTF-8 file; ValueError, in one sentence, if it cannot be used."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ValueError(f"{file} is larger than {MOST_BYTES // 1_000_000} MB; name a shorter text")
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{file} is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise ValueError(f"{file} could not be read: {error.strerror or error}") from None
    if not text.strip():
        raise ValueError(f"{file} is empty; name a text file with words in it")
    return text


def divide(text: str) -> tuple[str, str]:
    """The text to learn and the last tenth, which is held out; cut at a gap between words."""
    gap = GAP.search(text, round((1 - HELD_OUT_SHARE) * len(text)))
    return (text[: gap.start()], text[gap.start() :]) if gap else (text, "")


def blocks(numbers: list[int], length: int) -> Blocks:
    """As many blocks of so many words as there are, shape (blocks, length); words left over are dropped."""
    whole = len(numbers) // length
    return np.array(numbers[: whole * length], dtype=np.int64).reshape(whole, length)

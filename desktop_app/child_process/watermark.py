"""Checking the watermark that a vendor describes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from desktop_app.child_process.given import Given
from desktop_app.child_process.job import Job, Tell


@dataclass(frozen=True, slots=True)
class WatermarkRequest:
    """config: the vendor's configuration file."""

    texts: Given
    config: Path
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class WatermarkFound:
    """detected: None where it cannot be told. facts: what the sentence rests on, for whoever wants to know.

    config_sha256: of the configuration that was used.
    """

    detected: bool | None
    sentence: str
    facts: str
    config_sha256: str


JOB = Job("watermark", TypeAdapter(WatermarkRequest), TypeAdapter(WatermarkFound))


def work(request: WatermarkRequest, tell: Tell) -> WatermarkFound:
    """Read and check. Raises SampleError, or ValueError where a library is missing."""
    from core.neural.extra import require_extra

    tell("read", 0, 0)
    texts = request.texts.read()
    tell("load", 0, 0)
    try:
        require_extra("The watermark check", "torch", "transformers", "tokenizers")
    except ValueError as problem:
        raise ValueError(f"{problem}. Everything else works without it.") from None
    from core.samples.neural.watermark.check import check_watermark

    found = check_watermark(
        texts, request.config, seed=request.seed, progress=lambda done, wanted: tell("keys", done, wanted)
    )
    score = "" if found.z is None else f", score {found.z:.1f}"
    highest = (
        "" if found.placebo_highest is None else f" (highest of the keys that nobody used: {found.placebo_highest:.1f})"
    )
    facts = (
        f"Scheme {found.scheme}, {found.texts} texts, {found.runs} runs of tokens{score}{highest}, seed {found.seed}."
    )
    config_sha256 = hashlib.sha256(request.config.read_bytes()).hexdigest()
    return WatermarkFound(found.detected, found.sentence, facts, config_sha256)

"""Counting the buyer's own training examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from core.samples.training.reading import TrainingReading
from desktop_app.child_process.given import Given
from desktop_app.child_process.job import Job, Tell


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """text, provenance, batch, date: names of columns. anchors: texts that every batch should hold."""

    paths: tuple[Path, ...]
    text: str | None = None
    provenance: str | None = None
    batch: str | None = None
    date: str | None = None
    anchors: Given | None = None
    seed: int | None = None


JOB = Job("training", TypeAdapter(TrainingRequest), TypeAdapter(TrainingReading))


def work(request: TrainingRequest, tell: Tell) -> TrainingReading:
    """Read and count. Raises SampleError."""
    from core.samples.training.check import check_training
    from core.samples.training.examples import read_examples

    tell("read", 0, 0)
    given = read_examples(
        request.paths, text=request.text, provenance=request.provenance, batch=request.batch, date=request.date
    )
    anchors = request.anchors.read().texts if request.anchors is not None else None
    tell("count", 0, 0)
    return check_training(given, anchors, seed=request.seed)

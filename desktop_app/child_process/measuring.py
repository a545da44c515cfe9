"""Measuring the vendor's outputs, and picking what to show of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from core.samples.result import SampleReading
from desktop_app.child_process.given import Given
from desktop_app.child_process.job import Job, Tell
from desktop_app.child_process.shown import Shown, Side

if TYPE_CHECKING:
    from core.samples.neural_tools import NeuralTools
    from core.samples.text_set import TextSet


@dataclass(frozen=True, slots=True)
class MeasureRequest:
    """embeddings, language_model: folders of models, None to do without. seed: of the audit.

    workspace: folder in which what models said of texts is kept, by hash.
    """

    sample: Given
    reference: Given | None = None
    earlier: Given | None = None
    other_vendor: Given | None = None
    embeddings: Path | None = None
    language_model: Path | None = None
    workspace: Path | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """The reading, which the audit keeps, and what is shown of the texts, which it does not."""

    reading: SampleReading
    shown: Shown


JOB = Job("measuring", TypeAdapter(MeasureRequest), TypeAdapter(Measured))


def work(request: MeasureRequest, tell: Tell) -> Measured:
    """Read, measure and pick. Raises SampleError."""
    from core.samples.measure import measure
    from core.samples.only import with_warning_of_late_texts
    from desktop_app.child_process.picking import pick

    tell("read", 0, 0)
    sample = request.sample.read()
    reference, earlier, other_vendor = (
        given.read() if given is not None else None
        for given in (request.reference, request.earlier, request.other_vendor)
    )
    if reference is not None:
        reference = with_warning_of_late_texts(reference)
    tools = _tools(request, tell)
    tell("measure", 0, 0)
    reading = measure(
        sample,
        reference,
        earlier=earlier,
        other_vendor=other_vendor,
        seed=request.seed,
        tools=tools,
        progress=lambda done, wanted: tell("measure", done, wanted),
    )
    tell("pick", 0, 0)
    compared: dict[Side, TextSet | None] = {"people": reference, "earlier": earlier, "other_vendor": other_vendor}
    return Measured(reading, pick(sample, {side: texts for side, texts in compared.items() if texts is not None}))


def _tools(request: MeasureRequest, tell: Tell) -> NeuralTools:
    from core.samples.neural.load import load_tools

    if request.embeddings is not None or request.language_model is not None:
        tell("load", 0, 0)
    return load_tools(
        request.embeddings,
        request.language_model,
        request.workspace,
        lambda done, wanted: tell("embed", done, wanted),
        lambda done, wanted: tell("predict", done, wanted),
    )

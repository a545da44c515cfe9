"""The whole reading of sample outputs as the workspace keeps it: plain data, read back under the reading's types."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.audit.document import SampleSummary
from core.audit.workspace import Workspace
from core.samples.result import SampleReading
from questionnaires.answer import Frozen

_READING = TypeAdapter(SampleReading)


class Samples(Frozen):
    """What an audit holds of sample outputs. reading: None where only the summary is at hand."""

    reading: SampleReading | None
    summary: SampleSummary


def plain_reading(reading: SampleReading) -> dict[str, Any]:
    """The reading as plain data."""
    plain: dict[str, Any] = _READING.dump_python(reading, mode="json")
    return plain


def stored_reading(workspace: Workspace, audit_id: str) -> SampleReading | None:
    """The reading measured last; None where there is only a summary, or another version wrote it in other terms."""
    measured = workspace.measured_samples(audit_id).measured
    if measured is None:
        return None
    try:
        return _READING.validate_python(measured)
    except ValidationError:
        return None

"""What happens around an audit and is kept with it, but is no part of its document."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from pydantic import Field, field_validator

from core.audit.document import SampleSummary
from questionnaires.answer import Frozen
from questionnaires.pack import Verdict


class FollowUp(Frozen):
    """A question sent back to the vendor: to whom, when, and by when an answer was asked for."""

    question_id: str = Field(min_length=1, max_length=40)
    asked_of: str
    asked_on: dt.date
    due: dt.date | None = None
    note: str = ""


class MeasuredSamples(SampleSummary):
    """What was measured on sample outputs.

    measured: the whole reading as plain data, as whoever measured wrote it; None where only the summary is known.
    """

    measured: dict[str, Any] | None = None

    @field_validator("measured")
    @classmethod
    def _is_plain(cls, measured: dict[str, Any] | None) -> dict[str, Any] | None:
        try:
            json.dumps(measured, allow_nan=False)
        except (TypeError, ValueError):
            raise ValueError("the reading must be plain data with finite numbers") from None
        return measured

    @property
    def summary(self) -> SampleSummary:
        """The part that belongs to the audit itself."""
        return SampleSummary.model_validate(self.model_dump(exclude={"measured"}))


class LetterWritten(Frozen):
    """A letter that was written. kind: its id among the letters. sha256: of its text in UTF-8."""

    kind: str = Field(min_length=1, max_length=80)
    date: dt.date
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class FrozenPack(Frozen):
    """That an audit asks the questions of a pack as they read in the text with this SHA-256."""

    pack_id: str = Field(min_length=1, max_length=80)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class RecordedResult(Frozen):
    """A verdict that was printed. findings: their ids, as printed. fingerprint: hash of the data it came from."""

    verdict: Verdict
    findings: tuple[str, ...]
    program_version: str
    rules_version: str
    fingerprint: str

"""What happens around an audit and is kept with it, but is no part of its document: questions sent back, results."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from questionnaires.answer import Frozen
from questionnaires.pack import Verdict


class FollowUp(Frozen):
    """A question sent back to the vendor: to whom, when, and by when an answer was asked for."""

    question_id: str = Field(min_length=1, max_length=40)
    asked_of: str
    asked_on: dt.date
    due: dt.date | None = None
    note: str = ""


class RecordedResult(Frozen):
    """A verdict that was printed. findings: their ids, as printed. fingerprint: hash of the data it came from."""

    verdict: Verdict
    findings: tuple[str, ...]
    program_version: str
    rules_version: str
    fingerprint: str

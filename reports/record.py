"""The audit and its results as canonical JSON: the data that every printed number can be computed from again."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import TypeAdapter

from core.assessment.evaluate import Evaluation
from core.assessment.result import Assessment
from core.audit.document import AuditDocument
from core.risk.result import RiskResult
from core.samples.result import SampleReading
from reports.editions import Edition

AUDIT_FILE = "audit.json"
RESULT_FILE = "result.json"
_ASSESSMENT = TypeAdapter(Assessment)
_RISK = TypeAdapter(RiskResult)
_SAMPLES = TypeAdapter(SampleReading)


def audit_json(document: AuditDocument) -> bytes:
    """The audit as ``qaudit/1`` in canonical JSON: keys sorted, no spaces, UTF-8."""
    return _canonical(document.model_dump(mode="json", by_alias=True))


def result_json(evaluation: Evaluation, samples: SampleReading | None, edition: Edition) -> bytes:
    """Everything computed from the audit, and for whom it was drawn, in canonical JSON; no samples, no value."""
    return _canonical(
        {
            "assessment": _ASSESSMENT.dump_python(evaluation.assessment, mode="json"),
            "edition": edition,
            "risk": _RISK.dump_python(evaluation.risk, mode="json"),
            "samples": None if samples is None else _SAMPLES.dump_python(samples, mode="json"),
        }
    )


def fingerprint(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _canonical(data: Any) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace")

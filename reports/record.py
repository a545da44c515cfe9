"""The audit and its results as canonical JSON: the data that every printed number can be computed from again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from core.assessment.evaluate import Evaluation
from core.assessment.result import Assessment
from core.audit.document import AuditDocument
from core.audit.log_head import LogHead
from core.audit.outcome import LetterWritten
from core.risk.parameters import Parameters
from core.risk.result import RiskResult
from core.samples.result import SampleReading
from reports.branding import Branding
from reports.compared import Compared
from reports.editions import Edition
from reports.pdf.metadata import PRODUCER

AUDIT_FILE = "audit.json"
RESULT_FILE = "result.json"
COMPARED_FILE = "compared.json"
PACKS_FILE = "packs.json"
PARAMETERS_FILE = "parameters.json"
BRANDING_FILE = "branding.json"
CHANGE_LOG = "change_log"
"""Where in the results the newest entry of the change log stands."""
LETTERS = "letters"
"""Where the letters that were written stand."""
ASSESSMENT = TypeAdapter(Assessment)
RISK = TypeAdapter(RiskResult)
SAMPLES = TypeAdapter(SampleReading)


def audit_json(document: AuditDocument) -> bytes:
    """The audit as ``qaudit/1`` in canonical JSON: keys sorted, no spaces, UTF-8."""
    return canonical(document.model_dump(mode="json", by_alias=True))


def read_back(audit: bytes) -> AuditDocument:
    """The audit that ``audit_json`` wrote; a report is drawn from this, so that it can be drawn again."""
    return AuditDocument.model_validate_json(audit)


def parameters_json(parameters: Parameters) -> bytes:
    """A consultant's own parameters as JSON, in their own order, which counts."""
    return parameters.model_dump_json().encode()


def branding_json(branding: Branding) -> bytes:
    """A consultant's branding as canonical JSON."""
    return canonical(branding.model_dump(mode="json"))


def compared_json(compared: Compared) -> bytes:
    """The audits that a report is compared with, each with its results, in canonical JSON."""
    audits = [
        {"audit": one.document.model_dump(mode="json", by_alias=True), **computed(one)} for one in compared.evaluations
    ]
    return canonical({"compared": audits, "in_order_of_time": compared.in_order_of_time})


def packs_json(texts: Mapping[str, str]) -> bytes:
    """The frozen text of the packs that do not ship with this version, by pack, in canonical JSON."""
    return canonical({"frozen_packs": dict(texts)})


def result_json(
    evaluation: Evaluation,
    samples: SampleReading | None,
    edition: Edition,
    compared: Compared | None = None,
    pack_texts: Mapping[str, str] | None = None,
    log: LogHead | None = None,
    letters: Sequence[LetterWritten] = (),
) -> bytes:
    """Everything computed from the audit, and what else its pages are drawn from, in canonical JSON."""
    beside: dict[str, Any] = {}
    if compared is not None:
        beside["compared_sha256"] = fingerprint(compared_json(compared))
    if pack_texts:
        beside["packs_sha256"] = fingerprint(packs_json(pack_texts))
    if log is not None:
        beside[CHANGE_LOG] = asdict(log)
    if letters:
        beside[LETTERS] = [written.model_dump(mode="json") for written in letters]
    return canonical(
        {
            **computed(evaluation),
            **beside,
            "audit_sha256": fingerprint(audit_json(evaluation.document)),
            "drawn_with": PRODUCER,
            "edition": edition,
            "samples": None if samples is None else SAMPLES.dump_python(samples, mode="json"),
        }
    )


def computed(evaluation: Evaluation) -> dict[str, Any]:
    """The assessment and the risk as plain data."""
    return {
        "assessment": ASSESSMENT.dump_python(evaluation.assessment, mode="json"),
        "risk": RISK.dump_python(evaluation.risk, mode="json"),
    }


def fingerprint(content: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(data: Any) -> bytes:
    """Plain data as JSON that is the same for the same data: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "backslashreplace")

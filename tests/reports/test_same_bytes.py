"""The same audit gives the same bytes on every computer; where the packing differs, the content does not."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.document import AuditDocument
from questionnaires.library import Library, load_library
from reports.report import draw
from reports.verify import verify_report

PROGRAM = """
import hashlib, sys
from core.assessment.evaluate import evaluate
from core.audit.qaudit import read_audit
from questionnaires.library import EXAMPLES, load_library
from reports.report import draw
library = load_library()
evaluation = evaluate(read_audit(next(EXAMPLES.glob("D_*"))), library, seed=7, draws=400)
print(hashlib.sha256(draw(evaluation, library).content).hexdigest())
"""
ENVIRONMENTS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "SOURCE_DATE_EPOCH": "1"},
)


@pytest.mark.slow
def test_hash_seed_time_zone_and_language_change_no_byte() -> None:
    found = set()
    for environment in ENVIRONMENTS:
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=os.environ | environment, capture_output=True, text=True, check=True
        )
        found.add(run.stdout.strip())
    assert len(found) == 1


def test_another_compression_library_gives_the_same_content(
    worked: dict[str, Evaluation], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation, compress = worked["B0_evasive_vendor_meeting_day"], zlib.compress
    usual = draw(evaluation, load_library()).content
    with monkeypatch.context() as patched:
        patched.setattr(zlib, "compress", lambda data, *_: compress(data, 1))
        other = draw(evaluation, load_library()).content
    assert other != usual
    path = tmp_path / "report.pdf"
    path.write_bytes(other)
    assert verify_report(path).intact is True


def test_the_order_in_which_answers_and_evidence_were_entered_changes_no_byte(
    worked: dict[str, Evaluation], library: Library
) -> None:
    def turned(value: Any) -> Any:
        """The same data with the keys of every dictionary in the opposite order."""
        if isinstance(value, dict):
            return {name: turned(inner) for name, inner in reversed(value.items())}
        return [turned(inner) for inner in value] if isinstance(value, list) else value

    audit = worked["A_strong_vendor"].document
    other = AuditDocument.model_validate(turned(audit.model_dump(mode="json", by_alias=True)))
    assert list(other.answers) != list(audit.answers)
    one, two = (draw(evaluate(one, library, seed=7, draws=400), library).content for one in (audit, other))
    assert one == two

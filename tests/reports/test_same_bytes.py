"""The same audit gives the same bytes on every computer; where the packing differs, the content does not."""

from __future__ import annotations

import hashlib
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
import sys
from pathlib import Path
from core.assessment.evaluate import evaluate
from core.audit.qaudit import read_audit
from questionnaires.library import EXAMPLES, load_library
from reports.report import write_report
library = load_library()
evaluation = evaluate(read_audit(next(EXAMPLES.glob("D_*"))), library, seed=7, draws=400)
write_report(evaluation, library, Path(sys.argv[1]))
"""
REPOSITORY = Path(__file__).parents[2]
ENVIRONMENTS = (
    ("report.pdf", 0o022, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"}),
    ("Bericht – Kopie (2).pdf", 0o077, {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8"}),
    ("报告.PDF", 0o002, {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "SOURCE_DATE_EPOCH": "1"}),
    ("r", 0o027, {"PYTHONHASHSEED": "3", "TZ": "Pacific/Chatham", "LANG": "tr_TR.UTF-8", "LC_ALL": "de_DE.UTF-8"}),
    ("o.pdf", 0o022, {"PYTHONHASHSEED": "random", "PYTHONOPTIMIZE": "1", "COLUMNS": "40", "USER": "someone"}),
)
"""Name of the file, umask, and what else may be other on another computer; each runs in a folder of its own."""


@pytest.mark.slow
def test_no_byte_hangs_on_seed_time_zone_language_folder_file_name_or_umask(tmp_path: Path) -> None:
    found = set()
    for number, (name, umask, environment) in enumerate(ENVIRONMENTS):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        path = [str(REPOSITORY), *sys.path]
        subprocess.run(
            [sys.executable, "-c", PROGRAM, name],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path)} | environment,
            cwd=folder,
            umask=umask,
            check=True,
        )
        assert (folder / name).stat().st_mode & 0o777 & umask == 0
        found.add(hashlib.sha256((folder / name).read_bytes()).hexdigest())
    assert len(found) == 1


@pytest.mark.slow
def test_another_seed_gives_other_bytes(library: Library, worked: dict[str, Evaluation]) -> None:
    audit = worked["D_large_model_moderate_use"].document
    one, two = (draw(evaluate(audit, library, seed=seed, draws=400), library).content for seed in (7, 8))
    assert one != two


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

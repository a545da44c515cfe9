"""The newest entry of the change log is printed, travels with the report, and cannot be changed unnoticed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.assessment.evaluate import Evaluation
from core.audit.log_head import LogHead
from core.audit.workspace import Workspace
from questionnaires.library import Library
from reports.report import draw

HEAD = LogHead(41, "ab" * 32)


def test_the_newest_entry_of_a_workspace_moves_with_every_change(tmp_path: Path, worked: dict[str, Evaluation]) -> None:
    document = worked["A_strong_vendor"].document
    with Workspace.open(tmp_path / "workspace") as workspace:
        assert workspace.log_head() == LogHead(0, "0" * 64)
        workspace.add(document)
        first = workspace.log_head()
        workspace.save_sign_off(document.audit_id, document.signoff.model_copy(update={"prepared_by": "Somebody"}))
        second = workspace.log_head()
        assert second.entries == first.entries + 1
        assert second.sha256 != first.sha256
        assert second.sha256 == workspace.check_changes().head


def test_it_is_printed_and_verified(
    worked: dict[str, Evaluation], library: Library, write: Any, tmp_path: Path, check: Any
) -> None:
    written = write(worked["A_strong_vendor"], tmp_path / "report.pdf", log=HEAD)
    assert "entry 41" in " ".join(written.text.split())
    assert "ab" * 32 in "".join(written.text.split())
    found = check((tmp_path / "report.pdf").read_bytes())
    assert (found.intact, found.recomputed) == (True, True)


def test_another_entry_does_not_fit_the_pages(
    worked: dict[str, Evaluation], library: Library, forge: Any, check: Any
) -> None:
    forged = forge(draw(worked["D_large_model_moderate_use"], library, edition="client", log=HEAD).content)
    forged.edit_json("result.json", lambda data: data["change_log"].update(sha256="cd" * 32))
    assert not check(forged.written()).intact


def test_a_report_from_a_file_says_that_there_is_none(
    worked: dict[str, Evaluation], write: Any, tmp_path: Path
) -> None:
    written = write(worked["A_strong_vendor"], tmp_path / "report.pdf")
    assert "stands in no workspace" in " ".join(written.text.split())

"""A package comes back as it was written, and the same audit is the same bytes everywhere."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from core.audit.errors import WorkspaceError
from core.audit.exchange.file import package_bytes, parse_package, read_audit_file, read_package, write_package
from core.audit.exchange.package import Package
from core.audit.qaudit import read_audit
from core.version import program_version
from questionnaires.errors import UnusableInputError
from questionnaires.library import EXAMPLES

WORKED = sorted(EXAMPLES.glob("*.yaml"))


@pytest.mark.parametrize("path", WORKED, ids=lambda path: path.stem)
def test_a_worked_audit_comes_back_as_it_was(path: Path, tmp_path: Path) -> None:
    document = read_audit(path)
    out = tmp_path / "audit.headwater"
    write_package(Package(document), out)
    again = read_package(out)
    assert again.document == document
    assert (again.history, again.files, again.made_by) == ((), {}, program_version())
    assert read_audit_file(out).document == read_audit_file(path).document


def test_history_and_files_come_back_too(package: Package, tmp_path: Path) -> None:
    write_package(package, tmp_path / "audit.headwater")
    again = read_package(tmp_path / "audit.headwater")
    assert again == dataclasses.replace(package, made_by=program_version())
    assert [given.answer.text for given in again.history if given.question == "MS-01"][-1].startswith("Half an answer")
    assert len(again.history) == len(package.document.answers) + 1


def test_reading_and_writing_again_gives_the_same_bytes(package: Package) -> None:
    content = package_bytes(package)
    assert package_bytes(parse_package(content, "audit.headwater")) == content


def test_the_order_in_which_answers_were_given_does_not_change_the_bytes(package: Package) -> None:
    turned = dict(reversed(package.document.answers.items()))
    other = dataclasses.replace(package, document=package.document.model_copy(update={"answers": turned}))
    assert package_bytes(other) == package_bytes(package)


def test_every_process_writes_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from core.audit.exchange.file import *; "
        "write_package(read_audit_file(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    hashes = set()
    for number, zone in enumerate(("UTC", "Asia/Tokyo", "America/New_York")):
        out = tmp_path / f"{number}.headwater"
        environment = {**os.environ, "PYTHONHASHSEED": str(number + 1), "TZ": zone, "LC_ALL": "C"}
        subprocess.run([sys.executable, "-c", script, WORKED[0], out], check=True, env=environment)
        hashes.add(hashlib.sha256(out.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_the_parts_stand_in_order_uncompressed_and_undated(package: Package, tmp_path: Path) -> None:
    write_package(package, tmp_path / "audit.headwater")
    with zipfile.ZipFile(tmp_path / "audit.headwater") as container:
        entries = container.infolist()
        names = [entry.filename for entry in entries]
    (sha256,) = package.files
    assert names == ["mimetype", "manifest.json", "audit.json", f"files/{sha256}", "history.jsonl"]
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_evidence_whose_file_is_not_at_hand_is_named(package: Package, tmp_path: Path) -> None:
    write_package(Package(package.document), tmp_path / "audit.headwater")
    assert read_package(tmp_path / "audit.headwater").missing_files == ("B-01", "B-02", "X-01")


def test_a_package_that_could_not_be_read_again_is_not_written(package: Package, tmp_path: Path) -> None:
    out = tmp_path / "audit.headwater"
    out.write_text("what was there")
    stray = dataclasses.replace(package, files={**package.files, "0" * 64: b"of no evidence"})
    with pytest.raises(WorkspaceError, match="does not belong to this audit"):
        write_package(stray, out)
    infinite = package.document.model_copy(update={"what_if": ({"share": float("inf")},)})
    with pytest.raises(UnusableInputError, match="finite numbers"):
        write_package(Package(infinite), out)
    broken = package.document.model_copy(update={"what_if": ({"words": "\ud800"},)})
    with pytest.raises(WorkspaceError, match="cannot be written to such a file"):
        write_package(Package(broken), out)
    assert out.read_text() == "what was there"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_is_not_there_is_said(package: Package, tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        write_package(package, tmp_path / "no" / "audit.headwater")
    with pytest.raises(UnusableInputError, match="there is no such file"):
        read_package(tmp_path / "no.headwater")

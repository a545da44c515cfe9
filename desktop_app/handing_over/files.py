"""What is done in the background with a ``.headwater`` file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.audit.consistency import check_audit
from core.audit.exchange.applying import Choice, apply
from core.audit.exchange.difference import Difference, difference
from core.audit.exchange.file import read_audit_file, write_package
from core.audit.exchange.package import package_of
from core.audit.workspace import Workspace
from questionnaires.frozen import library_of
from questionnaires.library import Library


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A file that was written. missing: hashes of evidence files that this workspace does not have."""

    path: Path
    answers: int
    files: int
    missing: tuple[str, ...]


def hand_over(workspace: Workspace, audit_id: str, path: Path) -> HandedOver:
    """Write an audit with its history and evidence into one file. Raises as ``write_package`` does."""
    package = package_of(workspace, audit_id)
    write_package(package, path)
    return HandedOver(path, len(package.document.answers), len(package.files), tuple(package.missing_files))


def compare_file(workspace: Workspace, path: Path, library: Library) -> Difference:
    """What taking in the file would change. Raises UnusableInputError for a file that cannot be used."""
    theirs = read_audit_file(path)
    check_audit(theirs.document, library_of(theirs.packs, library, path.name), path.name)
    known = {audit.id for audit in workspace.audits()}
    audit_id = theirs.document.audit_id
    return difference(package_of(workspace, audit_id) if audit_id in known else None, theirs)


def take_in(workspace: Workspace, found: Difference, library: Library, choices: Mapping[str, Choice]) -> str:
    """Take in what was shown, in one transaction, and return the audit's id. Raises as ``apply`` does."""
    return apply(workspace, found, library, choices).audit_id

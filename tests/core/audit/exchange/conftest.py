from __future__ import annotations

import hashlib

import pytest

from core.audit.document import EvidenceItem
from core.audit.exchange.package import Package, package_of
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from questionnaires.answer import Answer
from questionnaires.library import EXAMPLES

CERTIFICATE = b"%PDF-1.4 a certificate \x00\xff" * 40


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A worked audit from a workspace, with a changed answer in its history and a file of evidence."""
    folder = tmp_path_factory.mktemp("package")
    source = folder / "certificate.pdf"
    source.write_bytes(CERTIFICATE)
    document = read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")
    with Workspace.open(folder / "origin") as workspace:
        audit_id = workspace.add(document).audit_id
        workspace.save_answer(audit_id, "MS-01", Answer(status="partial", grade=1, text="Half an answer, “quoted”."))
        workspace.save_evidence(audit_id, "X-01", EvidenceItem(title="Certificate", kind="document"))
        assert workspace.attach_file(audit_id, "X-01", source).sha256 == hashlib.sha256(CERTIFICATE).hexdigest()
        return package_of(workspace, audit_id)

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.qaudit import read_audit
from core.audit.workspace import Workspace
from questionnaires.library import EXAMPLES

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    with Workspace.open(folder) as opened:
        yield opened


@pytest.fixture
def meeting() -> AuditDocument:
    """The smallest worked audit: ten answers given in a meeting."""
    return read_audit(EXAMPLES / "B0_evasive_vendor_meeting_day.yaml")


@pytest.fixture
def folder_of_ordinary_user() -> Iterator[Path]:
    """A folder whose permissions bind the test: the superuser, whom they never bind, steps down for its duration."""
    if sys.platform == "win32":
        pytest.skip("permissions of this kind exist on POSIX systems only")
    parent = Path(tempfile.mkdtemp())
    superuser = os.geteuid() == 0
    if superuser:
        os.chown(parent, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield parent / "workspace"
    finally:
        if superuser:
            os.seteuid(0)
        for path in [parent, *parent.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(parent)

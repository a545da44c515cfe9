from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.audit.workspace import Workspace
from desktop_app.handing_over.files import hand_over
from questionnaires.answer import Answer


@pytest.fixture
def handed(tmp_path: Path) -> Callable[[Answer | None], Path]:
    """A file from another laptop; with the audit as it was, or with another answer to one question."""
    from core.audit.qaudit import read_audit
    from questionnaires.library import EXAMPLES

    (example,) = EXAMPLES.glob("A_*.yaml")

    def write(answer: Answer | None = None) -> Path:
        with Workspace.open(tmp_path / "there") as there:
            audit_id = read_audit(example).audit_id
            if audit_id not in {audit.id for audit in there.audits()}:
                there.add(read_audit(example))
            if answer is not None:
                there.save_answer(audit_id, "TD-2.03", answer)
            hand_over(there, audit_id, tmp_path / "audit.headwater")
        return tmp_path / "audit.headwater"

    return write

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.document import AuditDocument
from questionnaires.library import Library
from reports.letters.case import Case

MakeCase = Callable[..., Case]


@pytest.fixture(scope="session")
def make_case(library: Library, worked: dict[str, Evaluation]) -> MakeCase:
    """A worked audit on a day; ``changed`` puts another audit in its place, evaluated anew."""

    def make(
        name: str = "B0_evasive_vendor_meeting_day",
        today: str = "2026-10-21",
        *,
        comment_asked: str | None = None,
        changed: Callable[[AuditDocument], AuditDocument] | None = None,
    ) -> Case:
        evaluation = worked[name]
        if changed is not None:
            evaluation = evaluate(changed(evaluation.document), library, seed=7, draws=200)
        asked = None if comment_asked is None else dt.date.fromisoformat(comment_asked)
        return Case(evaluation, library, dt.date.fromisoformat(today), asked)

    return make

from __future__ import annotations

import datetime as dt

import pytest

from core.audit.document import AuditDocument
from core.audit.due import due_in_workspace
from core.audit.follow_ups import Promise, as_of, days_late, due_list
from core.audit.workspace import Workspace
from questionnaires.answer import Answer

TODAY = dt.date(2026, 11, 21)
PROMISED = Answer(status="pending", by="Head of data", due=dt.date(2026, 11, 20), text="Next week.")


def promise(question: str, due: dt.date | None) -> Promise:
    return Promise("AUD-1", "Example Ltd", "Reader", sample=False, question_id=question, who="", due=due)


def test_a_promise_is_late_from_the_day_after_it_was_due() -> None:
    due = dt.date(2026, 11, 20)
    assert [days_late(due, due + dt.timedelta(days=day)) for day in (-1, 0, 1, 15)] == [0, 0, 1, 15]
    assert days_late(None, TODAY) == 0


def test_the_latest_stands_first_and_what_has_no_date_last() -> None:
    dates = {"a": None, "b": dt.date(2026, 12, 1), "c": dt.date(2026, 11, 1), "d": dt.date(2026, 11, 20)}
    found = due_list([promise(name, due) for name, due in dates.items()], TODAY)
    assert [item.promise.question_id for item in found] == ["c", "d", "b", "a"]
    assert [(item.days_late, item.days_left) for item in found] == [(20, -20), (1, -1), (0, 10), (0, None)]


def test_a_late_promise_in_an_open_audit_is_counted_to_today(meeting: AuditDocument) -> None:
    opened = meeting.model_copy(update={"closed": None}).with_answer("MS-01", PROMISED)
    assert as_of(opened, TODAY).answers["MS-01"].overdue_days == 1
    assert as_of(opened, dt.date(2026, 11, 20)).answers["MS-01"] == PROMISED


def test_a_closed_audit_speaks_of_the_day_it_was_closed(meeting: AuditDocument) -> None:
    closed = meeting.model_copy(update={"closed": dt.date(2026, 11, 19), "answers": {"MS-01": PROMISED}})
    assert as_of(closed, dt.date(2030, 1, 1)) == closed


@pytest.mark.parametrize(
    "kept",
    [
        Answer(status="vague", grade=1, overdue_days=21),
        Answer(status="pending", due=dt.date(2026, 11, 20), overdue_days=30),
        Answer(status="partial", grade=2, due=dt.date(2026, 1, 1)),
    ],
    ids=["typed without a date", "typed higher", "answered in part"],
)
def test_what_an_older_file_says_about_lateness_stays(kept: Answer, meeting: AuditDocument) -> None:
    document = meeting.model_copy(update={"closed": None, "answers": {"MS-01": kept}})
    assert as_of(document, TODAY) == document


def test_the_workspace_lists_what_is_owed_in_all_its_audits(workspace: Workspace, meeting: AuditDocument) -> None:
    first = meeting.model_copy(update={"answers": {}, "reaudit_due": dt.date(2026, 11, 1)})
    second = first.model_copy(update={"audit_id": "AUD-2", "reaudit_due": None, "vendor": "Other Ltd"})
    for document in (first, second):
        workspace.add(document)
    workspace.save_answer(second.audit_id, "MS-01", PROMISED)
    workspace.save_answer(second.audit_id, "MS-02", PROMISED)
    workspace.save_answer(second.audit_id, "MS-02", Answer(status="specific", grade=2, text="Here it is."))
    workspace.save_answer(second.audit_id, "MS-03", Answer(status="pending", text="Some day."))
    again, late, some_day = due_in_workspace(workspace, TODAY)
    assert (again.promise.audit_id, again.promise.question_id, again.days_late) == (first.audit_id, None, 20)
    assert (late.promise.vendor, late.promise.who, late.days_late) == ("Other Ltd", "Head of data", 1)
    assert (some_day.promise.question_id, some_day.promise.due, some_day.days_left) == ("MS-03", None, None)

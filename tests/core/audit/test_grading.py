from __future__ import annotations

import datetime as dt

import pytest

from core.audit.document import AuditDocument, EvidenceItem
from core.audit.grading import grade_steps, months_before, suggestions, with_adjustment, without_adjustment
from questionnaires.answer import Answer
from questionnaires.library import load_library

WORDS = load_library().vocabulary
CLOSED = dt.date(2026, 11, 20)
BACKED = Answer(status="specific", grade=3, text="A log.", evidence=("E-1", "E-2"))


def audit(meeting: AuditDocument, *dates: dt.date | None, kind: str = "document") -> AuditDocument:
    items = {f"E-{n}": EvidenceItem(title="Log", kind=kind, dated=day) for n, day in enumerate(dates, 1)}
    given = {"closed": CLOSED, "evidence": items, "answers": {}}
    answer = BACKED.model_copy(update={"evidence": tuple(items)})
    return meeting.model_copy(update=given).with_answer("MS-01", answer)


def test_each_adjustment_shows_what_it_does_and_why() -> None:
    answer = BACKED.model_copy(update={"adjust": ("stale", "brochure"), "adjust_reasons": {"stale": "Of version 1."}})
    stale, brochure = grade_steps(answer, WORDS)
    assert (stale.before, stale.after, stale.reason) == (3, 2, "Of version 1.")
    assert (brochure.before, brochure.after, brochure.reason) == (2, 1, "")
    assert brochure.rule.startswith("Marketing pages")


def test_an_adjustment_brings_its_reason_and_takes_it_along() -> None:
    adjusted = with_adjustment(with_adjustment(BACKED, "stale", "Old."), "scope", "")
    assert (adjusted.adjust, adjusted.adjust_reasons) == (("stale", "scope"), {"stale": "Old."})
    assert with_adjustment(adjusted, "stale", "Older.").adjust_reasons == {"stale": "Older."}
    assert without_adjustment(without_adjustment(adjusted, "stale"), "scope") == BACKED


def test_a_reason_for_an_adjustment_that_is_not_made_is_refused() -> None:
    with pytest.raises(ValueError, match="a reason is given for 'stale', which is not among the adjustments"):
        Answer(status="specific", adjust_reasons={"stale": "Old."})


@pytest.mark.parametrize(
    ("dates", "suggested"),
    [
        ([dt.date(2025, 11, 19)], True),
        ([dt.date(2025, 11, 20)], False),
        ([dt.date(2020, 1, 1), dt.date(2026, 1, 1)], False),
        ([dt.date(2020, 1, 1), None], False),
        ([None], False),
        ([], False),
    ],
    ids=["a day too old", "twelve months to the day", "one is newer", "one may be newer", "no date", "no evidence"],
)
def test_stale_is_suggested_where_all_evidence_is_older_than_a_year(
    dates: list[dt.date | None], suggested: bool, meeting: AuditDocument
) -> None:
    found = suggestions("MS-01", audit(meeting, *dates), WORDS, dt.date(2030, 1, 1))
    assert [one.adjustment for one in found] == (["stale"] if suggested else [])
    if suggested:
        assert found[0].why == "The newest evidence, E-1, is dated 2025-11-19, more than 12 months before 2026-11-20."


def test_an_open_audit_is_judged_by_the_day_the_caller_names(meeting: AuditDocument) -> None:
    document = audit(meeting, dt.date(2025, 11, 19)).model_copy(update={"closed": None})
    assert not suggestions("MS-01", document, WORDS, dt.date(2026, 11, 1))
    assert suggestions("MS-01", document, WORDS, dt.date(2026, 11, 20))


def test_marketing_alone_suggests_brochure_and_what_is_made_already_is_not_suggested(meeting: AuditDocument) -> None:
    document = audit(meeting, CLOSED, CLOSED, kind="marketing")
    (found,) = suggestions("MS-01", document, WORDS, CLOSED)
    assert (found.adjustment, found.why) == ("brochure", "All its evidence is marketing material: E-1, E-2.")
    made = document.with_answer("MS-01", with_adjustment(document.answers["MS-01"], "brochure", ""))
    assert not suggestions("MS-01", made, WORDS, CLOSED)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (dt.date(2026, 11, 20), 12, dt.date(2025, 11, 20)),
        (dt.date(2024, 2, 29), 12, dt.date(2023, 2, 28)),
        (dt.date(2026, 1, 31), 2, dt.date(2025, 11, 30)),
        (dt.date(2026, 12, 31), 0, dt.date(2026, 12, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day: dt.date, months: int, earlier: dt.date) -> None:
    assert months_before(day, months) == earlier

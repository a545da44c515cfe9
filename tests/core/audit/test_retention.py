from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from core.audit.document import AuditDocument
from core.audit.retention import kept
from core.audit.workspace import Workspace

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_everything_of_two_days_stays() -> None:
    moments = {NOW - hours * HOUR / 2 for hours in range(96)}
    assert kept(moments, NOW) == moments


def test_three_a_day_for_a_year_thin_out_to_days_weeks_and_months() -> None:
    moments = [NOW - DAY * day - HOUR * hour for day in range(365) for hour in (0, 3, 6)]
    staying = kept(moments, NOW)
    assert len(staying) < 40
    assert {moment for moment in moments if NOW - moment <= 2 * DAY} <= staying
    for day in range(12):  # the newest of each day
        assert NOW - DAY * day in staying
    weeks = {tuple(moment.isocalendar())[:2] for moment in staying}
    assert len({tuple((NOW - DAY * 7 * week).isocalendar())[:2] for week in range(10)} - weeks) == 0
    assert {(moment.year, moment.month) for moment in staying} >= {(2026, month) for month in range(3, 12)}
    assert min(staying) >= NOW - DAY * 280


def test_a_backup_made_once_a_year_stays() -> None:
    moments = {NOW - DAY * 365 * year for year in range(5)}
    assert kept(moments, NOW) == moments


def test_what_a_clock_wrote_that_has_gone_back_since_stays() -> None:
    moments = {NOW + DAY * day for day in range(300)}
    assert kept(moments, NOW) == moments


@pytest.mark.parametrize("days", [0, 1, 5, 50, 500])
def test_the_newest_always_stays(days: int) -> None:
    newest = NOW - DAY * days
    assert newest in kept({newest - HOUR * hour for hour in range(1000)}, NOW)


def test_a_new_backup_thins_out_old_ones_and_leaves_other_files(
    workspace: Workspace, folder: Path, meeting: AuditDocument
) -> None:
    workspace.add(meeting)
    new = workspace.back_up()
    for name in ("2020-01-01T100000Z-001", "2020-01-01T110000Z-001", "2020-01-01T120000Z-001"):
        (folder / "backups" / f"{name}.db").write_bytes(new.read_bytes())
    (folder / "backups" / "mine.db").touch()
    newer = workspace.back_up()
    names = {"2020-01-01T120000Z-001.db", "mine.db", new.name, newer.name}
    assert {path.name for path in (folder / "backups").iterdir()} == names

"""Which backups are kept: all of the last days, then fewer and fewer the older they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

ALL_FOR = dt.timedelta(days=2)
"""Every backup of this time is kept."""

_Period = tuple[int, ...]
LADDER: tuple[tuple[int, Callable[[dt.date], _Period]], ...] = (
    (12, lambda day: (day.toordinal(),)),
    (10, lambda day: tuple(day.isocalendar())[:2]),
    (9, lambda day: (day.year, day.month)),
)
"""How many days, weeks and months keep their newest backup, counting only those that have one."""


def kept(moments: Iterable[dt.datetime], now: dt.datetime) -> frozenset[dt.datetime]:
    """Of the moments at which backups were made (UTC), those whose backups stay.

    A moment later than ``now`` was written by a clock that has gone back since, and stays.
    """
    newest_first = sorted(set(moments), reverse=True)
    staying = {moment for moment in newest_first if now - moment <= ALL_FOR}
    for periods, period_of in LADDER:
        newest: dict[_Period, dt.datetime] = {}
        for moment in newest_first:
            newest.setdefault(period_of(moment.date()), moment)
        staying.update(list(newest.values())[:periods])
    return frozenset(staying)

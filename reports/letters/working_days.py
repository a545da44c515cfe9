"""Days counted as offices count them."""

from __future__ import annotations

import datetime as dt

_FRIDAY = 4


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The day that many working days later, Monday to Friday; public holidays are not known here."""
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() <= _FRIDAY
    return day

"""From "month 2 to 6" of a programme to days, by when the trainee began. Plain Python."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def days_of(
    unit: str, first: int, last: int, *, starts_on: date, ends_on: date
) -> tuple[date, date]:
    """First and last day of the ``first``-th to the ``last``-th ``unit`` ("month" or "week").

    Units are counted from 1 at ``starts_on``. A course that is shorter than its programme
    cuts them off at ``ends_on``; the first day is never after the last.
    """
    begin = after(starts_on, unit, first - 1)
    end = after(starts_on, unit, last) - timedelta(days=1)
    return min(begin, ends_on), min(end, ends_on)


def after(day: date, unit: str, count: int) -> date:
    """``day`` moved ``count`` months or weeks; the 31st becomes the last day of a short month."""
    if unit == "week":
        return day + timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

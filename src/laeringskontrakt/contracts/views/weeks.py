"""The weeks of a period, as chips offer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: More weeks than this do not fit a row of chips; the rest are written as dates.
MOST = 9


@dataclass(frozen=True)
class WeekChip:
    """One ISO week: ``value`` is such as ``2026-W49``."""

    number: int
    value: str
    monday: date


def weeks_in(period: tuple[date, date]) -> list[WeekChip]:
    """The ISO weeks that touch the period, at most ``MOST`` of them."""
    start, end = period
    monday = start - timedelta(days=start.weekday())
    found: list[WeekChip] = []
    while monday <= end and len(found) < MOST:
        year, week, _day = monday.isocalendar()
        found.append(WeekChip(week, f"{year}-W{week:02d}", monday))
        monday += timedelta(weeks=1)
    return found

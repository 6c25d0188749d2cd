"""A stretch of time as columns of equal width, and where days stand on it, in percent.

Months are drawn equally wide though they differ in length, so a day's place is its share of
its own month. Pure: from dates to numbers.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

Unit = Literal["month", "week"]


@dataclass(frozen=True)
class Timeline:
    """From the column of ``first`` to that of ``last``; in months, or in weeks from Monday."""

    first: date
    last: date
    unit: Unit = "month"

    @cached_property
    def columns(self) -> list[date]:
        """The first day of each column."""
        days, day = [], self._start(self.first)
        while day <= self.last:
            days.append(day)
            day = self._next(day)
        return days

    @property
    def width(self) -> float:
        """The width of one column."""
        return round(100 / len(self.columns), 3)

    def at(self, day: date) -> float:
        """Where ``day`` begins, kept between 0 and 100."""
        start = self._start(day)
        before = self._columns_between(start)
        share = (day - start).days / (self._next(start) - start).days
        return round(min(max((before + share) * 100 / len(self.columns), 0.0), 100.0), 3)

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Where a bar from ``first`` to the end of ``last`` begins, and how wide it is."""
        left = self.at(first)
        return left, round(max(self.at(last + timedelta(days=1)) - left, 0.0), 3)

    def holds(self, day: date) -> bool:
        """``day`` is within it."""
        return self.columns[0] <= day < self._next(self.columns[-1])

    def number(self, day: date) -> int:
        """Which column ``day`` is in, from 1."""
        return self._columns_between(self._start(day)) + 1

    def _start(self, day: date) -> date:
        return day.replace(day=1) if self.unit == "month" else day - timedelta(days=day.weekday())

    def _next(self, start: date) -> date:
        days = monthrange(start.year, start.month)[1] if self.unit == "month" else 7
        return start + timedelta(days=days)

    def _columns_between(self, start: date) -> int:
        zero = self._start(self.first)
        if self.unit == "month":
            return (start.year - zero.year) * 12 + start.month - zero.month
        return (start - zero).days // 7

"""Moments counted from the demo's today."""

from __future__ import annotations

from datetime import date, time, timedelta

from laeringskontrakt.config.demo.cast import Cast
from laeringskontrakt.contracts.enums import WhenType
from laeringskontrakt.contracts.moments import Moment


def week(cast: Cast, weeks: int) -> Moment:
    """The week that many weeks from this one."""
    monday = cast.today - timedelta(days=cast.today.weekday()) + timedelta(weeks=weeks)
    return Moment(WhenType.WEEK, monday, latest=monday + timedelta(days=6))


def on(cast: Cast, days: int, wall: str = "") -> Moment:
    """The working day that many days from today, at a time if there is one."""
    day = cast.workday(days)
    return Moment(WhenType.DATE, day, time.fromisoformat(wall) if wall else None, latest=day)


def event(cast: Cast, text: str, days: int) -> Moment:
    """When something has happened, at the latest that many days from today."""
    return Moment(WhenType.EVENT, text=text, latest=cast.workday(days))


def through(cast: Cast, first: int, last: int) -> Moment:
    """From one day to another, counted from today."""
    return Moment(WhenType.PERIOD, cast.workday(first), latest=cast.workday(last))


def period(cast: Cast, first: int, last: int) -> tuple[date, date]:
    """The contract's own period, counted from today."""
    return cast.today + timedelta(days=first), cast.today + timedelta(days=last)

"""When something happens, as the actions take it: a date, a week, a period or an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from laeringskontrakt.contracts.enums import WhenType
from laeringskontrakt.core import calendar_text
from laeringskontrakt.core.calendar_text import Language


@dataclass(frozen=True)
class Moment:
    """``start`` is the date, the Monday of the week, or the first day of the period.

    ``latest`` is the last day it can happen; ``text`` is the event in the writer's words.
    """

    type: WhenType = WhenType.NONE
    start: date | None = None
    time: time | None = None
    text: str = ""
    latest: date | None = None

    def columns(self) -> dict[str, Any]:
        """The values of ``Scheduled``'s columns."""
        return {
            "when_type": self.type.value,
            "when_from": self.start,
            "when_time": self.time,
            "when_text": self.text,
            "latest": self.latest,
        }


NO_TIME = Moment()


def of(row: Any) -> Moment:
    """The moment of an activity or agreement row."""
    return Moment(
        type=WhenType(row.when_type),
        start=row.when_from,
        time=row.when_time,
        text=row.when_text,
        latest=row.latest,
    )


def words(moment: Moment, language: Language) -> str:
    """The moment in words: «uge 49», «to 3. dec 13.00», «efter min tredje patient»."""
    if moment.type is WhenType.EVENT:
        return moment.text
    if moment.start is None:
        return _week(moment.latest, language) if moment.latest else ""
    if moment.type is WhenType.WEEK:
        return _week(moment.start, language)
    if moment.type is WhenType.PERIOD and moment.latest:
        return calendar_text.weeks_range_text(moment.start, moment.latest, language)
    day = calendar_text.day_short(moment.start, language)
    return f"{day} {calendar_text.time_text(moment.time, language)}" if moment.time else day


def _week(day: date, language: Language) -> str:
    return calendar_text.week_text(calendar_text.iso_week(day), language)

"""Dates, times and weeks written the way people here write them, in Danish or English.

Danish: "to 3. dec 13.00", "uge 49", a full stop in the time (domain §1.7). The language is
always given, never taken from the request: a contract is read in its own language too.
"""

from __future__ import annotations

from datetime import date, datetime, time

from laeringskontrakt.core.calendar_reading import parse_date
from laeringskontrakt.core.calendar_words import (
    MONTHS,
    MONTHS_SHORT,
    WEEKDAYS,
    WEEKDAYS_SHORT,
    Language,
    Week,
    iso_week,
    monday,
    sunday,
    week_of,
)
from laeringskontrakt.core.clock import local

__all__ = [
    "Language",
    "Week",
    "date_numeric",
    "day_long",
    "day_short",
    "day_year",
    "iso_week",
    "moment_text",
    "monday",
    "parse_date",
    "period_text",
    "relative_day",
    "sunday",
    "time_text",
    "week_of",
    "week_text",
    "weeks_range_text",
]

TO: dict[Language, str] = {"da": "til", "en": "to"}


def day_short(day: date, language: Language) -> str:
    """ "to 3. dec", "Thu 3 Dec": for a line or a chip, where the year is plain."""
    return f"{WEEKDAYS_SHORT[language][day.weekday()]} {_day_month(day, language)}"


def day_long(day: date, language: Language) -> str:
    """ "torsdag 3. december", "Thursday 3 December": for headings and reading aloud."""
    month = MONTHS[language][day.month - 1]
    return f"{WEEKDAYS[language][day.weekday()]} {_number(day, language)} {month}"


def day_year(day: date, language: Language) -> str:
    """ "3. dec 2026", "3 Dec 2026"."""
    return f"{_day_month(day, language)} {day.year}"


def date_numeric(day: date, language: Language) -> str:
    """ "03.12.2026", "03/12/2026": day first in both languages."""
    mark = "." if language == "da" else "/"
    return f"{day.day:02}{mark}{day.month:02}{mark}{day.year:04}"


def time_text(moment: time | datetime, language: Language) -> str:
    """ "14.00", "9.05" in Danish, "14:00", "09:05" in English. A datetime must be aware."""
    clock = _on_the_wall(moment).time() if isinstance(moment, datetime) else moment
    if language == "da":
        return f"{clock.hour}.{clock.minute:02}"
    return f"{clock.hour:02}:{clock.minute:02}"


def week_text(week: int, language: Language) -> str:
    """ "uge 49", "week 49"."""
    return f"{'uge' if language == 'da' else 'week'} {week}"


def weeks_range_text(first: date, last: date, language: Language) -> str:
    """ "uge 48 til 51", "weeks 48 to 51"; one week is "uge 48"; over new year "uge 52 til 2"."""
    start, end = week_of(first), week_of(last)
    if start == end:
        return week_text(start.week, language)
    return f"{'uge' if language == 'da' else 'weeks'} {start.week} {TO[language]} {end.week}"


def period_text(first: date, last: date, language: Language) -> str:
    """ "23. nov til 18. dec 2026"; what the two dates share is written once, at the end."""
    if first == last:
        return day_year(first, language)
    if first.year != last.year:
        start = day_year(first, language)
    elif first.month != last.month:
        start = _day_month(first, language)
    else:
        start = _number(first, language)
    return f"{start} {TO[language]} {day_year(last, language)}"


def moment_text(moment: datetime, language: Language) -> str:
    """ "23. nov 2026 kl. 10.44", "23 Nov 2026 at 10:44", on the Danish clock.

    ``moment`` must be aware; ValueError if it is not.
    """
    here = _on_the_wall(moment)
    at = "kl." if language == "da" else "at"
    return f"{day_year(here.date(), language)} {at} {time_text(here.time(), language)}"


def relative_day(day: date, today: date, language: Language) -> str:
    """ "I dag", "I morgen", "I går", and any other day as in ``day_short``."""
    words = {
        "da": {0: "I dag", 1: "I morgen", -1: "I går"},
        "en": {0: "Today", 1: "Tomorrow", -1: "Yesterday"},
    }[language]
    return words.get((day - today).days) or day_short(day, language)


def _on_the_wall(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return local(moment)


def _number(day: date, language: Language) -> str:
    return f"{day.day}." if language == "da" else str(day.day)


def _day_month(day: date, language: Language) -> str:
    return f"{_number(day, language)} {MONTHS_SHORT[language][day.month - 1]}"

"""What pages use to write dates, times and names the way the reader's language does.

``{{ day|day_short }}``: "to 3. dec", or "Thu 3 Dec" for a reader in English.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.utils import translation
from markupsafe import Markup

from laeringskontrakt.core import calendar_text
from laeringskontrakt.core.calendar_words import (
    MONTHS_SHORT,
    WEEKDAYS,
    WEEKDAYS_SHORT,
    Language,
)
from laeringskontrakt.core.clock import local_date
from laeringskontrakt.core.name_text import possessive


def language() -> Language:
    """The reader's language, of those that dates are written in."""
    return "en" if (translation.get_language() or "da").startswith("en") else "da"


def _in_own_language(write: Callable[..., str]) -> Callable[..., str]:
    def filtered(*values: Any) -> str:
        return write(*values, language())

    return filtered


def week_of_day(day: date) -> str:
    """ "uge 49" for a day in that week."""
    return calendar_text.week_text(calendar_text.iso_week(day), language())


def weeks_of(first: date, last: date) -> str:
    """ "uge 48 til 51" for the first and the last day."""
    return calendar_text.weeks_range_text(first, last, language())


def month_short(day: date) -> str:
    """ "dec", "Dec"."""
    return MONTHS_SHORT[language()][day.month - 1]


def weekday(day: date) -> str:
    """ "fredag", "Friday"."""
    return WEEKDAYS[language()][day.weekday()]


def weekday_short(day: date) -> str:
    """ "fr", "Fri"."""
    return WEEKDAYS_SHORT[language()][day.weekday()]


def clock_text(written: str) -> str:
    """ "14.00" from a frozen "14:00", which is written without language; empty stays empty."""
    if not written:
        return ""
    return calendar_text.time_text(time.fromisoformat(written), language())


def upper_first(text: str) -> str:
    """The first letter as a capital, the rest as it is: at the start of a heading.

    Of markup that begins with an element, the first letter inside it.
    """
    if isinstance(text, Markup) and text.startswith("<"):
        element, end, inside = text.partition(">")
        return element + end + inside[:1].upper() + inside[1:]
    return text[:1].upper() + text[1:]


FILTERS: dict[str, Callable[..., Any]] = {
    "clock": clock_text,
    "date_numeric": _in_own_language(calendar_text.date_numeric),
    "day_long": _in_own_language(calendar_text.day_long),
    "day_short": _in_own_language(calendar_text.day_short),
    "day_year": _in_own_language(calendar_text.day_year),
    "local_day": local_date,
    "moment": _in_own_language(calendar_text.moment_text),
    "month_short": month_short,
    "period": _in_own_language(calendar_text.period_text),
    "possessive": possessive,
    "relative_day": _in_own_language(calendar_text.relative_day),
    "upper_first": upper_first,
    "week": week_of_day,
    "weekday": weekday,
    "weekday_short": weekday_short,
    "weeks": weeks_of,
}

"""The calendar's words in Danish and English, and ISO weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

Language = Literal["da", "en"]

WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""Monday first, as in ISO weeks."""

WEEKDAYS_SHORT: Mapping[Language, tuple[str, ...]] = {
    "da": ("ma", "ti", "on", "to", "fr", "lø", "sø"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}

MONTHS: Mapping[Language, tuple[str, ...]] = {
    "da": (
        *("januar", "februar", "marts", "april", "maj", "juni"),
        *("juli", "august", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}

MONTHS_SHORT: Mapping[Language, tuple[str, ...]] = {
    "da": ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


class Week(NamedTuple):
    """An ISO week: its own year (not always that of its days) and its number, 1 to 53."""

    year: int
    week: int


def week_of(day: date) -> Week:
    """The ISO week that ``day`` lies in."""
    year, week, _ = day.isocalendar()
    return Week(year, week)


def iso_week(day: date) -> int:
    """The number alone of the ISO week that ``day`` lies in."""
    return week_of(day).week


def monday(year: int, week: int) -> date:
    """The first day of an ISO week. Raises ValueError if that year has no such week."""
    return date.fromisocalendar(year, week, 1)


def sunday(year: int, week: int) -> date:
    """The last day of an ISO week. Raises ValueError if that year has no such week."""
    return monday(year, week) + timedelta(days=6)

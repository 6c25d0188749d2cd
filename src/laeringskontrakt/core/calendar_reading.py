"""Dates read the way people here write them: "3/12", "to 3. dec", "03.12.2026", "på fredag".

The day always comes before the month. A date without a year gets the sensible one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from laeringskontrakt.core.calendar_words import (
    MONTHS,
    MONTHS_SHORT,
    WEEKDAYS,
    WEEKDAYS_SHORT,
    Language,
    Week,
    monday,
    sunday,
    week_of,
)

Period = tuple[date, date]

RELATIVE: Mapping[Language, Mapping[str, int]] = {
    "da": {"i dag": 0, "i morgen": 1, "i overmorgen": 2},
    "en": {"today": 0, "tomorrow": 1, "the day after tomorrow": 2},
}
"""Words for a day, and how many days it is from today."""

MORE_WEEKDAYS: Mapping[Language, tuple[tuple[str, int], ...]] = {
    "da": (
        *(("man", 0), ("tirs", 1), ("tir", 1), ("ons", 2), ("tors", 3), ("tor", 3)),
        *(("fre", 4), ("lør", 5), ("søn", 6)),
    ),
    "en": (("tues", 1), ("weds", 2), ("thur", 3), ("thurs", 3)),
}
MORE_MONTHS: Mapping[Language, tuple[tuple[str, int], ...]] = {
    "da": (("febr", 2), ("sept", 9)),
    "en": (("sept", 9),),
}


def parse_date(
    text: str, *, today: date, period: Period | None = None, language: Language = "da"
) -> date | None:
    """The date that ``text`` as a whole says, or None if it says none.

    A date without a year is the nearest one from ``today`` on inside ``period``, else the last
    one inside it, else the nearest from ``today`` on. A weekday beside a date is not judged;
    a weekday alone is the next one after today. Both languages are understood, ``language``
    first.
    """
    said = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip(" .,")
    for tried in (language, "en" if language == "da" else "da"):
        for found in _readings(said, tried, today, period):
            return found
    return None


def _readings(said: str, language: Language, today: date, period: Period | None) -> Iterator[date]:
    days = RELATIVE[language].get(said.casefold())
    if days is not None:
        yield today + timedelta(days=days)
    on = re.sub(r"^(?:på|on)\s+", "", said, flags=re.IGNORECASE)
    weekday = weekdays(language).get(on.casefold())
    if weekday is not None:
        yield next_weekday(weekday, today)
    match = _whole_date(language).fullmatch(said)
    found = match and date_of(match, language, today=today, period=period)
    if found:
        yield found


@cache
def _whole_date(language: Language) -> re.Pattern[str]:
    return re.compile(date_pattern(language), re.IGNORECASE)


@cache
def weekdays(language: Language) -> Mapping[str, int]:
    """Every way of writing a weekday, lower case, without a full stop → 0 for Monday."""
    full = {word.casefold(): day for day, word in enumerate(WEEKDAYS[language])}
    short = {word.casefold(): day for day, word in enumerate(WEEKDAYS_SHORT[language])}
    return full | short | dict(MORE_WEEKDAYS[language])


@cache
def months(language: Language) -> Mapping[str, int]:
    """Every way of writing a month, lower case, without a full stop → 1 for January."""
    full = {word.casefold(): number for number, word in enumerate(MONTHS[language], 1)}
    short = {word.casefold(): number for number, word in enumerate(MONTHS_SHORT[language], 1)}
    return full | short | dict(MORE_MONTHS[language])


def any_of(words: Mapping[str, int]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def date_pattern(language: Language, mark: str = "") -> str:
    """A pattern, for IGNORECASE, of one written date; ``mark`` makes its group names unique.

    Group ``pre`` is what stands before the number ("to", "den", "torsdag d."). Read the match
    with ``date_of``. What may stand around the date is for the caller (``DATE_STARTS``,
    ``DATE_ENDS``).
    """
    day, year = "[0-9]{1,2}", "(?:19|20)[0-9]{2}"
    month = rf"(?:{any_of(months(language))})"
    pre = rf"(?:(?:{any_of(weekdays(language))})(?!\w)\.?,?\s+)?"
    if language == "da":
        pre += r"(?:den\s+|d\.?\s+|d\.)?"
        named = (
            rf"(?P<dn{mark}>{day})\.?\s*(?P<mn{mark}>{month})(?!\w)\.?"
            rf"(?:\s+(?P<yn{mark}>{year}))?"
        )
    else:
        nth = rf"{day}(?:st|nd|rd|th)?"
        pre += r"(?:the\s+)?"
        named = (
            rf"(?:(?P<dn{mark}>{nth})\s+(?:of\s+)?(?P<mn{mark}>{month})(?!\w)"
            rf"|(?P<mf{mark}>{month})\s+(?P<df{mark}>{nth})(?!\w))"
            rf"(?:,?\s+(?P<yn{mark}>{year}))?"
        )
    iso = rf"(?P<iso{mark}>{year}-[0-9]{{2}}-[0-9]{{2}})"
    slash = (
        rf"(?P<ds{mark}>{day})/(?P<ms{mark}>{day})"
        rf"(?:[-/ ](?P<ys{mark}>{year})|[-/](?P<y2{mark}>[0-9]{{2}}))?"
    )
    dotted = (
        rf"(?P<dd{mark}>{day})\.(?P<md{mark}>{day})"
        rf"(?:\.(?P<yd{mark}>{year}|[0-9]{{2}})|(?P<dot{mark}>\.)|\s(?P<yp{mark}>{year}))?"
    )
    return rf"(?P<pre{mark}>{pre})(?:{iso}|{named}|{slash}|{dotted})"


DATE_STARTS = r"(?<![\w/.:-])"
DATE_ENDS = r"(?![\w/]|[.:-][0-9])"


def date_of(
    match: re.Match[str],
    language: Language,
    mark: str = "",
    *,
    today: date,
    period: Period | None = None,
) -> date | None:
    """The date of a match of ``date_pattern``; None for a day that does not exist."""
    said = {name: words for name, words in match.groupdict().items() if words is not None}

    def first(*names: str) -> str:
        return next((said[name + mark] for name in names if name + mark in said), "")

    try:
        if iso := first("iso"):
            return date.fromisoformat(iso)
        day = int(re.sub(r"\D", "", first("dn", "df", "ds", "dd")))
        word = first("mn", "mf")
        month = months(language)[word.casefold()] if word else int(first("ms", "md"))
        if year := first("yn", "ys", "y2", "yd", "yp"):
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    except (ValueError, KeyError):
        return None
    return nearest_date(day, month, today=today, period=period)


def has_year(match: re.Match[str], mark: str = "") -> bool:
    """Whether a match of ``date_pattern`` says its year."""
    said = match.groupdict()
    return any(said.get(name + mark) for name in ("iso", "yn", "ys", "y2", "yd", "yp"))


def nearest_date(day: int, month: int, *, today: date, period: Period | None = None) -> date | None:
    """The sensible year for a day and month (see ``parse_date``); None if there is no such day."""
    spans: list[Period] = []
    for year in _years(today, period):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        spans.append((made, made))
    return _nearest(spans, today, period)


def nearest_week(week: int, *, today: date, period: Period | None = None) -> Week | None:
    """The sensible year for a week number (see ``parse_date``); None if no year has it."""
    spans: list[Period] = []
    for year in _years(today, period):
        try:
            spans.append((monday(year, week), sunday(year, week)))
        except (ValueError, OverflowError):
            continue
    found = _nearest(spans, today, period)
    return week_of(found) if found else None


def next_weekday(weekday: int, today: date) -> date:
    """The first such day after today; 0 is Monday."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _years(today: date, period: Period | None) -> list[int]:
    """The years that can be meant: a leap day is at most eight years off."""
    start, end = period or (today, today)
    near = set(range(today.year - 1, today.year + 9))
    return sorted(near | set(range(start.year, end.year + 1)))


def _nearest(spans: list[Period], today: date, period: Period | None) -> date | None:
    coming = [first for first, last in spans if last >= today]
    inside = [
        first
        for first, last in spans
        if period is not None and last >= period[0] and first <= period[1]
    ]
    if not inside:
        return coming[0] if coming else None
    return next((first for first in inside if first in coming), inside[-1])

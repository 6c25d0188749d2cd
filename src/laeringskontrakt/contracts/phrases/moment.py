"""Dated moments in an entry: weeks, dates, weekdays, periods, and "senest"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from laeringskontrakt.contracts.enums import WhenType
from laeringskontrakt.contracts.phrases.cutting import Span, ends_clause, has_edges, overlaps
from laeringskontrakt.contracts.phrases.grammar import grammar
from laeringskontrakt.contracts.phrases.shapes import Setting, When
from laeringskontrakt.core.calendar_reading import (
    RELATIVE,
    date_of,
    has_year,
    nearest_week,
    next_weekday,
    weekdays,
)
from laeringskontrakt.core.calendar_text import (
    Week,
    day_short,
    monday,
    period_text,
    sunday,
    week_of,
    week_text,
    weeks_range_text,
)

KIND = "moment"
LATEST_WORD = {"da": ("senest", "inden"), "en": ("by", "before")}
_NOT_DATES = re.compile(
    r"(?:kapitel|side|afsnit|nr\.?|delmål|opgave|case|chapter|page|part|subgoal)\s+$", re.I
)
_CLOCK_NEXT = re.compile(r"\s+(?:2[0-3]|[01]?[0-9])[.:][0-5][0-9](?![0-9])")


@dataclass(frozen=True, slots=True)
class Found:
    """One moment and the words that say it."""

    span: Span
    when: When


def dated(text: str, setting: Setting) -> tuple[When, tuple[Span, ...]]:
    """The moment that the entry says, and the words that say it.

    One moment, one limit ("senest uge 50") or one of each. An entry with several moments is not
    understood, nor one that goes on from its moment ("uge 49 eller 52"): then nothing is taken.
    """
    found = _all_found(text, setting)
    plain = [each.when for each in found if not each.when.limit]
    limits = [each.when for each in found if each.when.limit]
    if not found or len(plain) > 1 or len(limits) > 1 or _goes_on(text, found, setting):
        return When(), ()
    spans = tuple(each.span for each in found)
    if plain and limits:
        return _limited(plain[0], limits[0]), spans
    return (plain + limits)[0], spans


def _limited(when: When, limit: When) -> When:
    latest = max(day for day in (when.first_day, limit.latest) if day)
    return replace(when, latest=latest, text=f"{when.text}, {limit.text}")


def _all_found(text: str, setting: Setting) -> list[Found]:
    found: list[Found] = []
    for find in FINDERS:
        for each in find(text, setting):
            if not overlaps(each.span, (other.span for other in found)):
                found.append(each)
    return sorted(found, key=lambda each: each.span.start)


def _goes_on(text: str, found: list[Found], setting: Setting) -> bool:
    words = grammar(setting.language)
    return any(
        words.blocked_before.search(text[: each.span.start])
        or words.blocked_after.match(text, each.span.end)
        for each in found
    )


def _limit_text(match: re.Match[str], text: str, setting: Setting) -> str:
    by, before = LATEST_WORD[setting.language]
    return f"{before if match['before'] else by} {text}"


def _of_week(week: Week, setting: Setting) -> When:
    """A week lasts until its Sunday, or until the contract's last day if that is sooner."""
    first, last = monday(*week), sunday(*week)
    end = setting.period[1]
    return When(
        WhenType.WEEK,
        week=week.week,
        year=week.year,
        text=week_text(week.week, setting.language),
        latest=end if first <= end < last else last,
    )


def _of_day(day: date, setting: Setting) -> When:
    return When(WhenType.DATE, date=day, text=day_short(day, setting.language), latest=day)


def _of_period(first: date, last: date, text: str, setting: Setting) -> When:
    start, end = max(first, setting.period[0]), min(last, setting.period[1])
    if start > end:
        start, end = first, last
    return When(WhenType.PERIOD, start=start, end=end, text=text, latest=end)


def _found(match: re.Match[str], when: When, before: When, setting: Setting) -> Found:
    """The moment, or the limit that it is; "inden" makes ``before`` it the last one."""
    span = Span(match.start(), match.end(), KIND)
    if not (match["by"] or match["before"]):
        return Found(span, when)
    text = _limit_text(match, when.text, setting)
    return Found(span, replace(before if match["before"] else when, text=text, limit=True))


def _weeks(text: str, setting: Setting) -> Iterator[Found]:
    for match in grammar(setting.language).week.finditer(text):
        found = _week_range(match, text, setting) if match["last"] else _one_week(match, setting)
        if found:
            yield found


def _numbered(number: str, match: re.Match[str], setting: Setting) -> Week | None:
    week = nearest_week(int(number), today=setting.today, period=setting.period)
    if week is None or not match["year"]:
        return week
    said = Week(int(match["year"]), week.week)
    try:
        return said if week_of(monday(*said)) == said else None
    except ValueError:
        return None


def _one_week(match: re.Match[str], setting: Setting) -> Found | None:
    week = _numbered(match["first"], match, setting)
    if week is None:
        return None
    when = _of_week(week, setting)
    lead = (match["lead"] or "").casefold()
    if lead in ("mellem", "between"):
        return None
    if lead in ("fra", "from"):
        last = setting.period[1]
        if monday(*week) > last:
            return None
        when = _of_period(monday(*week), last, f"{lead} {when.text}", setting)
    return _found(match, when, _of_week(_week_before(week), setting), setting)


def _week_before(week: Week) -> Week:
    return week_of(monday(*week) - timedelta(days=1))


def _week_range(match: re.Match[str], text: str, setting: Setting) -> Found | None:
    joined = match["join"].casefold()
    loose = joined in ("og", "eller", "and", "or") and not match["again"]
    if loose and not ends_clause(text, match.end()):
        return None  # "uge 49 og 5 patienter"
    first = _numbered(match["first"], match, setting)
    number = int(match["last"])
    if first is None or not 1 <= number <= 53:
        return None
    try:
        last = Week(first.year + (number < first.week), number)
        start, end = monday(*first), sunday(*last)
    except ValueError:
        return None
    when = _of_period(start, end, weeks_range_text(start, end, setting.language), setting)
    if joined in ("eller", "or") or (loose and not match["lead"] and number != first.week + 1):
        when = replace(when, text=f"{week_text(first.week, setting.language)} {joined} {number}")
    if match["by"]:
        when = replace(_of_week(last, setting), text=when.text)
    return _found(match, when, _of_week(_week_before(first), setting), setting)


def _this_week(text: str, setting: Setting) -> Iterator[Found]:
    for match in grammar(setting.language).this_week.finditer(text):
        days = 0 if match["this"] else 7
        week = week_of(setting.today + timedelta(days=days))
        before = _of_week(_week_before(week), setting)
        yield _found(match, _of_week(week, setting), before, setting)


def _date_ranges(text: str, setting: Setting) -> Iterator[Found]:
    for match in grammar(setting.language).dates.finditer(text):
        between = match["join"].casefold() in ("og", "and")
        if between != ((match["lead"] or "").casefold() in ("mellem", "between")):
            continue
        days = _two_days(match, setting)
        if days and days[0] <= days[1]:
            words = period_text(*days, setting.language)
            when = _of_period(*days, words, setting)
            yield Found(Span(match.start(), match.end(), KIND), when)


def _two_days(match: re.Match[str], setting: Setting) -> tuple[date, date] | None:
    last = _day_in(match, "b", setting)
    if last is None:
        return None
    try:
        if match["short"]:
            named = match["mnb"] or (match["stop"] and match["join"] in "-–")
            return (last.replace(day=int(match["short"])), last) if named else None
        first = _day_in(match, "a", setting)
        if first and first > last and not has_year(match, "a"):
            first = first.replace(year=last.year - (first.replace(year=last.year) > last))
    except ValueError:
        return None
    return (first, last) if first else None


def _day_in(match: re.Match[str], mark: str, setting: Setting) -> date | None:
    today, period = setting.today, setting.period
    return date_of(match, setting.language, mark, today=today, period=period)


def _dates(text: str, setting: Setting) -> Iterator[Found]:
    for match in grammar(setting.language).date.finditer(text):
        day = _day_in(match, "", setting)
        if day and _means_a_date(match, day, text, setting):
            yield _day_found(match, day, setting)


def _day_found(match: re.Match[str], day: date, setting: Setting) -> Found:
    part = match.groupdict().get("part") or ""
    when = _of_day(day, setting)
    when = replace(when, text=when.text + part)
    return _found(match, when, _of_day(day - timedelta(days=1), setting), setting)


def _means_a_date(match: re.Match[str], day: date, text: str, setting: Setting) -> bool:
    """Bare numbers may be a fraction or a time: "3/4 af vagterne", "13.30", "kapitel 3/12"."""
    month = match.groupdict().get("mf") or match["mn"] or ""
    if setting.language == "en" and month == "may":
        return False
    if month or match["pre"] or match["by"] or match["before"] or match["lead"] or has_year(match):
        return True
    if match["dd"] and not match["dot"]:
        return False
    start, end = setting.period
    return (
        start <= day <= end
        and not _NOT_DATES.search(text[: match.start()])
        and (ends_clause(text, match.end()) or bool(_CLOCK_NEXT.match(text, match.end())))
    )


def _weekdays(text: str, setting: Setting) -> Iterator[Found]:
    for match in grammar(setting.language).weekday.finditer(text):
        day = _weekday(match, setting)
        told = any(match[name] for name in ("by", "before", "lead", "next", "week"))
        alone = not match["part"] and has_edges(text, match.start(), match.end())
        if day and (told or alone):
            yield _day_found(match, day, setting)


def _weekday(match: re.Match[str], setting: Setting) -> date | None:
    number = weekdays(setting.language)[match["weekday"].casefold()]
    if match["week"]:
        week = nearest_week(int(match["week"]), today=setting.today, period=setting.period)
        return monday(*week) + timedelta(days=number) if week else None
    if match["next"]:
        return monday(*week_of(setting.today + timedelta(days=7))) + timedelta(days=number)
    return next_weekday(number, setting.today)


def _relative(text: str, setting: Setting) -> Iterator[Found]:
    for match in grammar(setting.language).relative.finditer(text):
        days = RELATIVE[setting.language][match["relative"].casefold()]
        yield _day_found(match, setting.today + timedelta(days=days), setting)


FINDERS = (_date_ranges, _dates, _weekdays, _weeks, _this_week, _relative)

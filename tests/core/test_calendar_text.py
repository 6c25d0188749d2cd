from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laeringskontrakt.core.calendar_text import (
    Language,
    Week,
    date_numeric,
    day_long,
    day_short,
    day_year,
    iso_week,
    moment_text,
    monday,
    parse_date,
    period_text,
    relative_day,
    sunday,
    time_text,
    week_of,
    week_text,
    weeks_range_text,
)

THURSDAY = date(2026, 12, 3)
TODAY = date(2026, 11, 23)
PERIOD = (date(2026, 11, 23), date(2026, 12, 18))
DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
LANGUAGES: st.SearchStrategy[Language] = st.sampled_from(["da", "en"])


def test_a_day_in_danish() -> None:
    assert day_short(THURSDAY, "da") == "to 3. dec"
    assert day_long(THURSDAY, "da") == "torsdag 3. december"
    assert day_year(THURSDAY, "da") == "3. dec 2026"
    assert date_numeric(THURSDAY, "da") == "03.12.2026"


def test_a_day_in_english() -> None:
    assert day_short(THURSDAY, "en") == "Thu 3 Dec"
    assert day_long(THURSDAY, "en") == "Thursday 3 December"
    assert day_year(THURSDAY, "en") == "3 Dec 2026"
    assert date_numeric(THURSDAY, "en") == "03/12/2026"


def test_every_weekday_and_month_in_danish() -> None:
    week = [day_short(date(2026, 11, 23) + timedelta(days=n), "da")[:2] for n in range(7)]
    year = [day_long(date(2026, month, 1), "da").split()[-1] for month in range(1, 13)]
    short = [day_year(date(2026, month, 1), "da").split()[1] for month in range(1, 13)]

    assert week == ["ma", "ti", "on", "to", "fr", "lø", "sø"]
    assert year == (
        "januar februar marts april maj juni juli august september oktober november december"
    ).split(" ")
    assert short == "jan feb mar apr maj jun jul aug sep okt nov dec".split(" ")


@pytest.mark.parametrize(
    ("at", "danish", "english"),
    [
        (time(14, 0), "14.00", "14:00"),
        (time(9, 5), "9.05", "09:05"),
        (datetime(2026, 12, 3, 12, 30, tzinfo=UTC), "13.30", "13:30"),
    ],
)
def test_time(at: time | datetime, danish: str, english: str) -> None:
    assert (time_text(at, "da"), time_text(at, "en")) == (danish, english)


@pytest.mark.parametrize(
    ("moment", "danish", "english"),
    [
        (
            datetime(2026, 11, 23, 9, 44, tzinfo=UTC),
            "23. nov 2026 kl. 10.44",
            "23 Nov 2026 at 10:44",
        ),
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), "1. jul 2026 kl. 0.30", "1 Jul 2026 at 00:30"),
    ],
    ids=["winter time", "summer time, the next day in Denmark"],
)
def test_moment_is_on_the_danish_clock(moment: datetime, danish: str, english: str) -> None:
    assert (moment_text(moment, "da"), moment_text(moment, "en")) == (danish, english)


def test_a_moment_without_a_time_zone_is_no_moment() -> None:
    naive = datetime(2026, 11, 23, 10, 44)  # noqa: DTZ001

    with pytest.raises(ValueError, match="time zone"):
        moment_text(naive, "da")
    with pytest.raises(ValueError, match="time zone"):
        time_text(naive, "da")


def test_week() -> None:
    assert (week_text(49, "da"), week_text(49, "en")) == ("uge 49", "week 49")


@pytest.mark.parametrize(
    ("first", "last", "danish", "english"),
    [
        (date(2026, 11, 23), date(2026, 12, 18), "uge 48 til 51", "weeks 48 to 51"),
        (date(2026, 11, 23), date(2026, 11, 29), "uge 48", "week 48"),
        (date(2026, 12, 21), date(2027, 1, 17), "uge 52 til 2", "weeks 52 to 2"),
    ],
)
def test_weeks_range(first: date, last: date, danish: str, english: str) -> None:
    assert weeks_range_text(first, last, "da") == danish
    assert weeks_range_text(first, last, "en") == english


@pytest.mark.parametrize(
    ("first", "last", "danish", "english"),
    [
        (
            date(2026, 11, 23),
            date(2026, 12, 18),
            "23. nov til 18. dec 2026",
            "23 Nov to 18 Dec 2026",
        ),
        (date(2026, 12, 3), date(2026, 12, 18), "3. til 18. dec 2026", "3 to 18 Dec 2026"),
        (
            date(2026, 12, 28),
            date(2027, 1, 8),
            "28. dec 2026 til 8. jan 2027",
            "28 Dec 2026 to 8 Jan 2027",
        ),
        (date(2026, 12, 3), date(2026, 12, 3), "3. dec 2026", "3 Dec 2026"),
    ],
)
def test_period(first: date, last: date, danish: str, english: str) -> None:
    assert (period_text(first, last, "da"), period_text(first, last, "en")) == (danish, english)


@pytest.mark.parametrize(
    ("days", "danish", "english"),
    [
        (0, "I dag", "Today"),
        (1, "I morgen", "Tomorrow"),
        (-1, "I går", "Yesterday"),
        (2, "on 25. nov", "Wed 25 Nov"),
    ],
)
def test_relative_day(days: int, danish: str, english: str) -> None:
    day = TODAY + timedelta(days=days)

    assert (relative_day(day, TODAY, "da"), relative_day(day, TODAY, "en")) == (danish, english)


def test_iso_weeks_at_new_year() -> None:
    assert week_of(date(2027, 1, 1)) == Week(2026, 53)
    assert iso_week(date(2027, 1, 1)) == 53
    assert (monday(2026, 53), sunday(2026, 53)) == (date(2026, 12, 28), date(2027, 1, 3))


def test_a_week_that_the_year_has_not() -> None:
    with pytest.raises(ValueError, match="53"):
        monday(2027, 53)


@given(day=DAYS)
def test_a_day_lies_in_its_week(day: date) -> None:
    week = week_of(day)

    assert monday(*week) <= day <= sunday(*week)
    assert monday(*week).weekday() == 0


@pytest.mark.parametrize(
    "text",
    ["3/12", "3/12.", "03.12.2026", "3.12", "3.12.", "3. dec", "3. dec.", "3 dec", "3. december"]
    + ["2026-12-03", "3/12-26", "3/12/2026", "3/12 2026", "03.12.26", "3. dec 2026", "d. 3. dec"]
    + ["to 3. dec", "tor. 3/12", "torsdag den 3. december", " TORSDAG  D. 3.12.2026 "]
    + ["3 Dec", "Dec 3", "3rd of December", "Thu 3 Dec 2026", "December 3rd, 2026"],
)
def test_ways_to_write_a_date(text: str) -> None:
    assert parse_date(text, today=TODAY, period=PERIOD) == THURSDAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i dag", TODAY),
        ("I morgen", date(2026, 11, 24)),
        ("i overmorgen", date(2026, 11, 25)),
        ("tomorrow", date(2026, 11, 24)),
        ("fredag", date(2026, 11, 27)),
        ("på fredag", date(2026, 11, 27)),
        ("mandag", date(2026, 11, 30)),
        ("on Friday", date(2026, 11, 27)),
    ],
)
def test_days_from_today(text: str, day: date) -> None:
    assert parse_date(text, today=TODAY) == day


@pytest.mark.parametrize(
    "text",
    ["", "uge 49", "31/2", "32/1", "0/1", "3/13", "14.30", "3", "3/", "dec", "2026-02-30", "i går"]
    + ["3/12 og 4/12", "ca. 3/12", "3. dec kl. 13", "\x00", "٣/١٢"],
)
def test_no_date(text: str) -> None:
    assert parse_date(text, today=TODAY, period=PERIOD) is None


@pytest.mark.parametrize(
    ("text", "period", "day"),
    [
        ("24/11", None, date(2026, 11, 24)),
        ("23/11", None, date(2026, 11, 23)),
        ("22/11", None, date(2027, 11, 22)),
        ("29/2", None, date(2028, 2, 29)),
        ("5/1", (date(2026, 12, 1), date(2027, 1, 31)), date(2027, 1, 5)),
        ("1/9", (date(2026, 8, 1), date(2026, 12, 18)), date(2026, 9, 1)),
        ("1/9", (date(2026, 8, 1), date(2027, 12, 18)), date(2027, 9, 1)),
        ("1/6", PERIOD, date(2027, 6, 1)),
    ],
    ids=["coming", "today", "gone", "leap day", "over new year", "gone but inside the period"]
    + ["coming before gone inside the period", "outside the period"],
)
def test_sensible_year(text: str, period: tuple[date, date] | None, day: date) -> None:
    assert parse_date(text, today=TODAY, period=period) == day


@given(day=DAYS, language=LANGUAGES)
def test_what_is_written_is_read_again(day: date, language: Language) -> None:
    written = [day_year(day, language), date_numeric(day, language), day.isoformat()]

    assert [parse_date(text, today=TODAY, language=language) for text in written] == [day] * 3


@given(day=DAYS, language=LANGUAGES)
def test_a_day_inside_the_period_needs_no_year(day: date, language: Language) -> None:
    period = (day - timedelta(days=60), day + timedelta(days=60))
    written = [day_short(day, language), day_long(day, language)]

    assert [
        parse_date(text, today=TODAY, period=period, language=language) for text in written
    ] == [day] * 2


@given(text=st.text(max_size=30), today=DAYS, period=st.none() | st.tuples(DAYS, DAYS))
def test_any_text_is_a_date_or_none(
    text: str, today: date, period: tuple[date, date] | None
) -> None:
    found = parse_date(text, today=today, period=period)

    assert found is None or parse_date(found.isoformat(), today=today) == found

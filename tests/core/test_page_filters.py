from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.utils import translation

from laeringskontrakt.core.page_filters import FILTERS

DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("name", "values", "danish", "english"),
    [
        ("day_short", [DAY], "to 3. dec", "Thu 3 Dec"),
        ("week", [DAY], "uge 49", "week 49"),
        ("weeks", [DAY, date(2026, 12, 20)], "uge 49 til 51", "weeks 49 to 51"),
        ("clock", ["09:05"], "9.05", "09:05"),
        ("clock", [""], "", ""),
        ("weekday", [DAY], "torsdag", "Thursday"),
        ("weekday_short", [DAY], "to", "Thu"),
        ("month_short", [DAY], "dec", "Dec"),
        ("relative_day", [DAY, DAY], "I dag", "Today"),
        (
            "moment",
            [datetime(2026, 12, 3, 12, 0, tzinfo=UTC)],
            "3. dec 2026 kl. 13.00",
            "3 Dec 2026 at 13:00",
        ),
        ("upper_first", ["uge 49"], "Uge 49", "Uge 49"),
        ("upper_first", [""], "", ""),
    ],
)
def test_pages_write_it_in_the_readers_language(
    name: str, values: list[Any], danish: str, english: str
) -> None:
    written = []
    for language in ("da", "en"):
        with translation.override(language):
            written.append(FILTERS[name](*values))

    assert written == [danish, english]


def test_a_moment_past_midnight_in_denmark_is_the_next_day_here() -> None:
    late = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)

    assert FILTERS["local_day"](late) == date(2026, 12, 4)

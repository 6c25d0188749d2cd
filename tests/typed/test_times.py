"""Periods, weeks, clocks and minutes that cannot be."""

from __future__ import annotations

import pytest

from tests.matrix import Matrix
from tests.typed.sending import refused_beside, send

DATES = {
    "backwards": ("18.12.2026", "23.11.2026", "period_to", "period_backwards"),
    "one day": ("23.11.2026", "23.11.2026", "period_to", "period_backwards"),
    "after the placement": ("23.11.2026", "1.9.2027", "period_to", "outside_placement"),
    "before the placement": ("1.7.2026", "18.12.2026", "period_to", "outside_placement"),
    "no such month": ("23.13.2026", "18.12.2026", "period_from", "invalid_date"),
    "no such day": ("23.11.2026", "31.11.2026", "period_to", "invalid_date"),
    "words": ("23.11.2026", "når det passer", "period_to", "invalid_date"),
    "nothing": ("23.11.2026", "", "period_to", "invalid_date"),
    "a year out of reach": ("23.11.2026", "1.1.99999", "period_to", "invalid_date"),
}


@pytest.mark.parametrize("dates", DATES)
def test_a_period_that_cannot_be(matrix: Matrix, dates: str) -> None:
    start, end, field, code = DATES[dates]
    danish, english = (
        refused_beside(
            send(matrix, "scope", language=lang, span="own", period_from=start, period_to=end),
            field,
            code,
        )
        for lang in ("da", "en")
    )

    assert danish != english


def test_a_period_beyond_the_placement_may_be_meant(matrix: Matrix) -> None:
    dates = {"span": "own", "period_from": "23.11.2026", "period_to": "1.9.2027"}
    response, ledger = send(matrix, "scope", **dates, outside_placement="1")

    assert (response.status_code, bool(ledger.kept)) == (200, True)


@pytest.mark.parametrize("span", ["2026-11-23..2026-13-40", "..", "2026-11-23", "hele livet"])
def test_a_span_that_was_not_offered(matrix: Matrix, span: str) -> None:
    refused_beside(send(matrix, "scope", span=span), "span", "invalid_date")


@pytest.mark.parametrize("when", ["2026-W99", "uge 49", "9" * 30, "0000-W00"])
@pytest.mark.parametrize("name", ["change_activity", "change_feedback", "change_assessment"])
def test_a_week_that_is_none(matrix: Matrix, name: str, when: str) -> None:
    response, ledger = send(matrix, name, when=when)

    assert (response.status_code, list(response.json()["fields"])) == (422, ["when"])
    assert ledger.kept == []


@pytest.mark.parametrize("minutes", ["", "0", "-5", "481", "fem", "1e3", "5,5", "9" * 400])
@pytest.mark.parametrize("name", ["change_feedback", "change_assessment"])
def test_minutes_that_are_none(matrix: Matrix, name: str, minutes: str) -> None:
    danish, english = (
        send(matrix, name, language=language, minutes=minutes)[0] for language in ("da", "en")
    )

    for response in (danish, english):
        assert (response.status_code, list(response.json()["fields"])) == (422, ["minutes"])
    assert danish.json()["fields"] != english.json()["fields"]


@pytest.mark.parametrize("clock", ["24.00", "12.60", "halv tre", "1430000"])
@pytest.mark.parametrize("name", ["change_feedback", "change_assessment"])
def test_a_clock_that_is_none(matrix: Matrix, name: str, clock: str) -> None:
    response, ledger = send(matrix, name, when="date", when_date="2.12.2026", when_time=clock)

    assert (response.status_code, list(response.json()["fields"])) == (422, ["when_time"])
    assert ledger.kept == []

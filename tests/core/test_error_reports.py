"""An error report names fields and variables; it never holds what a person typed."""

from __future__ import annotations

import sys

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from laeringskontrakt.core.error_reports import Report, ReportFilter
from laeringskontrakt.core.text_guard import MASK, check

TYPED = "Fru Jensen på stue 12, 150852-5008"


@pytest.fixture
def report(settings: Settings) -> Report:
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = (
        f"{ReportFilter.__module__}.{ReportFilter.__qualname__}"
    )
    request = RequestFactory().post("/notes?q=010157%208007", {"text": TYPED, "nested": [TYPED]})
    try:
        save(request.POST["text"])
    except ValueError:
        return Report(request, *sys.exc_info())
    raise AssertionError("nothing was raised")


def save(text: str) -> None:
    local = {"text": text}
    raise ValueError("Key (text)=(150852-5008) already exists", len(local))


@pytest.mark.parametrize("kind", ["html", "text"])
def test_outside_debug_no_typed_value_is_shown(
    report: Report, settings: Settings, kind: str
) -> None:
    settings.DEBUG = False

    shown = report.get_traceback_html() if kind == "html" else report.get_traceback_text()

    assert "Fru Jensen" not in shown
    assert "010157%208007" not in shown
    assert check(shown) is None
    assert f"Key (text)=({MASK}) already exists" in shown


def test_outside_debug_the_names_are_shown(report: Report, settings: Settings) -> None:
    settings.DEBUG = False
    data = report.get_traceback_data()

    names = {name for frame in data["frames"] for name, _value in frame["vars"]}
    values = {value for frame in data["frames"] for _name, value in frame["vars"]}
    assert names == {"request", "settings", "text", "local"}
    assert len(values) == 1
    assert [name for name, _value in data["filtered_POST_items"]] == ["text", "nested"]


def test_in_debug_numbers_are_masked(report: Report, settings: Settings) -> None:
    settings.DEBUG = True

    assert "Fru Jensen" in report.get_traceback_html()
    assert check(report.get_traceback_html()) is None
    assert check(report.get_traceback_text()) is None

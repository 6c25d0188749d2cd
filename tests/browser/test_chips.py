"""The chips of step 3 follow the words while they are typed, and keep what is pressed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from laeringskontrakt.contracts.models import LearningActivity
from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place, complete
from tests.browser.sheet_page import NEW_ACTIVITY, SheetPage, press_chip

#: What stands beside the line: the chip that is pressed and its words, the day, the event.
_SAID = """() => {
  const entry = document.getElementById("entry");
  const chip = entry.querySelector("[name=when]:checked");
  return [
    chip.value,
    chip.closest("label").hidden ? "" : chip.closest("label").textContent.trim(),
    entry.elements.when_date.value,
    entry.elements.when_text.value,
  ];
}"""


@pytest.fixture
def sheet(place: Place, open_for: Open, time: RunningClock) -> SheetPage:
    """Step 3 for the trainee, on Thursday 3 September; the period ends on Friday 25 September."""
    contract = place.draft("IM-02", now=time.now())
    complete(contract, place=place, now=time.now())
    page = open_for(place.amalie).go(f"/kontrakt/{contract.pk}/ark/?trin=3")
    return SheetPage(page)


def said(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate(_SAID)
    return found


def test_the_chips_follow_what_is_typed(sheet: SheetPage) -> None:
    line = sheet.line(NEW_ACTIVITY)
    found = {}
    for entry in (
        "Læse, uge 38",
        "Læse på torsdag",
        "Læse i morgen",
        "Læse den 12. oktober",
        "Læse 14/9",
        "Læse, uge 38-39",
        "Læse efter min tredje patient, senest 18/9",
        "Læse",
    ):
        line.fill(entry)
        found[entry] = said(sheet.page)

    assert found == {
        "Læse, uge 38": ["2026-W38", "38", "", ""],
        "Læse på torsdag": ["date", "Dato", "10.09.2026", ""],
        "Læse i morgen": ["date", "Dato", "04.09.2026", ""],
        "Læse den 12. oktober": ["date", "Dato", "12.10.2026", ""],
        "Læse 14/9": ["date", "Dato", "14.09.2026", ""],
        "Læse, uge 38-39": ["2026-09-14..2026-09-25", "uge 38-39", "", ""],
        "Læse efter min tredje patient, senest 18/9": [
            "event",
            "Ved en begivenhed",
            "18.09.2026",
            "efter min tredje patient",
        ],
        "Læse": ["period", "Hele perioden", "", ""],
    }


def test_what_is_entered_is_what_the_chips_said(sheet: SheetPage) -> None:
    sheet.write(NEW_ACTIVITY, "Læse, uge 38-39")
    sheet.write(NEW_ACTIVITY, "Læse i morgen")

    newest = LearningActivity.objects.order_by("-created_at")[:2]
    assert [(str(row.when_from), str(row.latest)) for row in newest] == [
        ("2026-09-04", "2026-09-04"),
        ("2026-09-14", "2026-09-25"),
    ]
    assert said(sheet.page) == ["period", "Hele perioden", "", ""]


def test_a_chip_that_was_pressed_stays(sheet: SheetPage) -> None:
    line = sheet.line(NEW_ACTIVITY)
    line.fill("Læse, uge 38-39")
    press_chip(sheet.page.locator("#entry"), "when", "2026-W39")
    line.press_sequentially(" i morgen")

    assert said(sheet.page)[:2] == ["2026-W39", "39"]

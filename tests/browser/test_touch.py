"""A phone in the hand: nothing is chosen for the finger, nothing moves under it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from laeringskontrakt.contracts.models import LearningContract
from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place
from tests.browser.sheet_page import NEW_SUBGOAL, SheetPage
from tests.browser.visitors import Visitor

PHONE = {"width": 390, "has_touch": True, "is_mobile": True}


@pytest.fixture
def contract(place: Place, time: RunningClock) -> LearningContract:
    return place.draft("IM-02", now=time.now())


@pytest.fixture
def phone(place: Place, contract: LearningContract, open_for: Open) -> Visitor:
    """Amalie's phone, at step 2."""
    visitor = open_for(place.amalie, **PHONE)
    visitor.go(f"/kontrakt/{contract.pk}/ark/?trin=2")
    return visitor


def stands(page: Page) -> tuple[str, int]:
    """What has the focus, and how far down the page is."""
    found: list[str | int] = page.evaluate(
        "() => [document.activeElement.tagName, Math.round(window.scrollY)]"
    )
    return str(found[0]), int(found[1])


def test_the_page_opens_at_its_top_with_nothing_chosen(phone: Visitor) -> None:
    expect(phone.page.get_by_role("textbox", name=NEW_SUBGOAL)).to_be_visible()
    assert stands(phone.page) == ("BODY", 0)


def test_what_the_other_does_leaves_the_page_where_it_is(
    place: Place, contract: LearningContract, phone: Visitor, open_for: Open
) -> None:
    other = SheetPage(open_for(place.amalie).page)
    other.page.goto(f"{phone.site}/kontrakt/{contract.pk}/ark/?trin=2")
    other.write(NEW_SUBGOAL, "Tolke A-gas")

    expect(phone.page.get_by_role("textbox", name="Delmål 1")).to_be_visible()
    assert stands(phone.page) == ("BODY", 0)


def test_one_writes_on_after_the_button_beside_the_line(phone: Visitor) -> None:
    page = phone.page
    line = page.get_by_role("textbox", name=NEW_SUBGOAL)
    line.tap()
    page.keyboard.type("Tolke A-gas")
    page.get_by_role("button", name="Tilføj delmål", exact=True).locator("visible=true").tap()
    expect(page.get_by_role("textbox", name="Delmål 1")).to_have_value("Tolke A-gas")
    expect(line).to_be_focused()
    expect(line).to_have_value("")


def test_the_tools_of_a_line_cover_no_other_line(phone: Visitor) -> None:
    sheet = SheetPage(phone.page)
    for text in ("Tolke A-gas", "Starte ilt", "Ringe efter hjælp"):
        sheet.write(NEW_SUBGOAL, text)
    sheet.page.get_by_role("textbox", name="Delmål 1").tap()
    tools = sheet.page.get_by_role("button", name="Flyt delmål 1 ned")
    expect(tools).to_be_visible()

    below = sheet.page.get_by_role("textbox", name="Delmål 2")
    box, line = tools.bounding_box(), below.bounding_box()
    assert box
    assert line
    assert box["y"] + box["height"] <= line["y"]

    tools.tap()
    expect(sheet.page.get_by_role("textbox", name="Delmål 2")).to_have_value("Tolke A-gas")

"""The session ends while somebody writes: they sign in on the page and go on (F10, F11)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.people.actions.persons import deactivate
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.session_rows import SessionRow
from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place
from tests.browser.sheet_page import NEW_SUBGOAL, SheetPage
from tests.browser.visitors import Visitor, sign_in
from tests.people.codes import newest_code, other_than

TEXT = "Tolke A-gas"


@pytest.fixture
def contract(place: Place, time: RunningClock) -> LearningContract:
    cache.clear()
    return place.draft("IM-02", now=time.now())


@pytest.fixture
def visitor(contract: LearningContract, place: Place, open_for: Open) -> Visitor:
    """Amalie at step 2."""
    visitor = open_for(place.amalie)
    visitor.watch.allow("status of 4(01|22)")
    visitor.go(f"/kontrakt/{contract.pk}/ark/?trin=2")
    return visitor


def texts(contract: LearningContract) -> list[str]:
    return [row.text for row in contract.subgoals.order_by("order")]


def dialog(page: Page, name: str = "Log ind igen") -> Locator:
    return page.get_by_role("dialog", name=name)


def type_and_enter(page: Page, text: str = TEXT) -> None:
    line = SheetPage(page).line(NEW_SUBGOAL)
    line.fill(text)
    line.press("Enter")


def end_sessions(person: Person) -> None:
    SessionRow.objects.filter(person_id=person.pk).delete()


def test_signing_in_on_the_page_goes_on_at_the_same_word(
    visitor: Visitor, place: Place, contract: LearningContract, time: RunningClock
) -> None:
    """By keyboard alone: what was sent goes through, and the caret stands where it stood."""
    page, keys = visitor.page, visitor.page.keyboard
    visitor.counting_loads()
    time.set(time.now() + timedelta(minutes=31))
    type_and_enter(page)
    box = dialog(page)
    expect(box).to_contain_text("Der skete ikke noget i 30 minutter.")
    expect(box).to_contain_text("amalie@demo.example")
    assert texts(contract) == []

    keys.press("Escape")
    keys.press("Escape")
    expect(box).to_be_visible()
    expect(box.get_by_role("button", name="Send kode")).to_be_focused()
    keys.press("Enter")
    code = box.get_by_label("Koden fra din mail")
    expect(code).to_be_focused()
    right = newest_code(place.amalie)
    keys.insert_text(other_than(right))
    keys.press("Enter")
    expect(box.get_by_role("alert")).to_have_text(
        "Koden passer ikke. Brug den nyeste kode i din indbakke."
    )
    expect(code).to_be_focused()
    keys.press("Control+a")
    keys.insert_text(f" {right[:3]} {right[3:]} ")  # as it is pasted from a mail
    keys.press("Enter")

    expect(box).to_be_hidden()
    SheetPage(page).settled()
    expect(SheetPage(page).line(NEW_SUBGOAL)).to_be_focused()
    keys.insert_text("Videre")
    keys.press("Enter")
    SheetPage(page).settled()
    assert (texts(contract), visitor.loads) == ([TEXT, "Videre"], 0)


def test_words_and_caret_in_a_line_outlive_the_sign_in(
    visitor: Visitor, place: Place, contract: LearningContract, settings: Settings
) -> None:
    """The sheet itself notices, in mid-word, what was ended elsewhere; in the demo one press."""
    settings.DEMO = True
    visitor.page.reload()
    page = visitor.page
    line = SheetPage(page).line(NEW_SUBGOAL)
    line.press_sequentially("Tolke gas")
    for _step in range(4):
        line.press("ArrowLeft")
    end_sessions(place.amalie)
    expect(dialog(page)).to_be_visible()
    dialog(page).get_by_role("button", name="Log ind igen i demoen").click()

    expect(dialog(page)).to_be_hidden()
    page.keyboard.type(" A-")
    expect(line).to_have_value("Tolke A- gas")
    line.press("Enter")
    SheetPage(page).settled()
    assert texts(contract) == ["Tolke A- gas"]


def test_five_wrong_codes_and_then_a_new_one(visitor: Visitor, place: Place) -> None:
    end_sessions(place.amalie)
    type_and_enter(visitor.page)
    box = dialog(visitor.page)
    box.get_by_role("button", name="Send kode").click()
    expect(box.get_by_label("Koden fra din mail")).to_be_focused()
    right = newest_code(place.amalie)
    for _number in range(5):
        box.get_by_label("Koden fra din mail").fill(other_than(right))
        with visitor.page.expect_response("**/kode/"):
            box.get_by_role("button", name="Log ind", exact=True).click()
    expect(box.get_by_role("alert")).to_have_text("Koden gælder ikke længere. Få en ny.")
    box.get_by_role("button", name="Send kode").click()
    expect(box.get_by_label("Koden fra din mail")).to_be_focused()
    box.get_by_label("Koden fra din mail").fill(newest_code(place.amalie))
    box.get_by_role("button", name="Log ind", exact=True).click()

    expect(box).to_be_hidden()
    SheetPage(visitor.page).settled()


def test_signing_in_in_another_tab_is_enough(
    visitor: Visitor, place: Place, contract: LearningContract
) -> None:
    end_sessions(place.amalie)
    type_and_enter(visitor.page)
    expect(dialog(visitor.page)).to_be_visible()
    sign_in(visitor.context, visitor.site, place.amalie)
    visitor.context.new_page().goto(visitor.site + "/mappe/")

    expect(dialog(visitor.page)).to_be_hidden()
    SheetPage(visitor.page).settled()
    assert texts(contract) == [TEXT]


def test_another_person_in_another_tab_sees_and_sends_nothing_of_hers(
    visitor: Visitor, place: Place, contract: LearningContract, open_for: Open
) -> None:
    sheet = SheetPage(visitor.page)
    sheet.write(NEW_SUBGOAL, TEXT)
    sheet.line(NEW_SUBGOAL).fill("Kun min")
    sign_in(visitor.context, visitor.site, place.jens)
    tab = visitor.context.new_page()
    tab.goto(visitor.site + "/")

    expect(dialog(visitor.page, "En anden er logget ind")).to_be_visible()
    page_text = visitor.page.evaluate("document.documentElement.outerHTML + document.title")
    assert not [word for word in (TEXT, "Kun min", contract.number) if word in page_text]

    # What the page sends all the same, from a script that has not noticed, is not taken.
    answer = visitor.page.evaluate(
        """async (address) => {
          const {ownHeaders} = await import("/static/js/session.js");
          const body = new URLSearchParams({text: "x", command_id: crypto.randomUUID()});
          const answer = await fetch(address, {method: "POST", body, headers: ownHeaders()});
          return [answer.status, (await answer.json()).error];
        }""",
        f"/kontrakt/{contract.pk}/huskelinjer/",
    )
    assert answer == [401, "other_person"]

    sign_in(visitor.context, visitor.site, place.amalie)
    tab.goto(visitor.site + "/mappe/")
    expect(dialog(visitor.page, "En anden er logget ind")).to_be_hidden()
    expect(sheet.line(NEW_SUBGOAL)).to_have_value("Kun min")
    sheet.line(NEW_SUBGOAL).press("Enter")
    sheet.settled()
    assert texts(contract) == [TEXT, "Kun min"]


def test_a_closed_account_is_told_on_the_page(
    visitor: Visitor, place: Place, contract: LearningContract, time: RunningClock
) -> None:
    deactivate(person=place.amalie, by=None, now=time.now())
    type_and_enter(visitor.page)
    expect(dialog(visitor.page, "Kontoen er lukket")).to_be_visible()
    assert texts(contract) == []


def test_a_page_left_open_closes_when_one_comes_back_to_it(
    visitor: Visitor, place: Place, contract: LearningContract
) -> None:
    """A page without acts, in a tab that was hidden while the session ended."""
    page = visitor.go("/konto/")
    end_sessions(place.amalie)
    page.evaluate(
        """() => {
          const later = performance.now.bind(performance);
          const hide = (hidden) => {
            Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
            document.dispatchEvent(new Event("visibilitychange"));
          };
          hide(true);
          performance.now = () => later() + 60000;
          hide(false);
        }"""
    )
    expect(dialog(page)).to_be_visible()
    dialog(page).get_by_role("button", name=re.compile("Er du ikke Amalie")).click()
    page.wait_for_url("**/log-ind/")

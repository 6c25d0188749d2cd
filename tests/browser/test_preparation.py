"""The trainee prepares in private, the supervisor remembers, and then they meet (§4.6)."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from laeringskontrakt.contracts.models import LearningContract, SupervisorMemo
from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place
from tests.browser.sheet_page import DONE, NEW_SUBGOAL, SheetPage

SECRET = "Bliver nervøs ved A-gas"
MEMO = "Spørg til behandlingsniveau"


def test_a_preparation_is_private_until_it_is_shared(
    place: Place, open_for: Open, time: RunningClock
) -> None:
    trainee, supervisor = open_for(place.amalie), open_for(place.jens)
    trainee.go("/").get_by_role("button", name="Forbered samtalen").click()
    hers = SheetPage(trainee.page)
    expect(trainee.page.get_by_text("Kun du ser det her.").first).to_be_visible()
    contract = LearningContract.objects.get()
    hers.unfold(1)
    hers.page.get_by_role("checkbox", name="Opdage og behandle den septiske patient").check()
    hers.settled()
    hers.press("Videre: hvad indgår?")
    hers.write(NEW_SUBGOAL, SECRET)

    home = supervisor.go("/").locator("main")
    expect(home).to_contain_text("Forbereder samtalen")
    address = f"/kontrakt/{contract.pk}/ark/"
    page = supervisor.go(address)
    expect(page.get_by_text("Amalie forbereder sig.")).to_be_visible()
    assert SECRET not in page.content()
    his = SheetPage(page)
    his.write("Ny huskelinje", MEMO)
    expect(page.get_by_text(MEMO)).to_be_visible()
    assert MEMO not in trainee.go(address).content()

    hers.press("Del min forberedelse")
    his.expect_open(2)
    expect(page.get_by_role("list", name="Delmål").get_by_text(SECRET)).to_be_visible()
    assert MEMO not in trainee.page.content()


def test_starting_the_meeting_lays_the_preparation_open(
    place: Place, open_for: Open, time: RunningClock
) -> None:
    contract = place.draft("IM-05", now=time.now(), private=True)
    trainee, supervisor = open_for(place.amalie), open_for(place.jens)
    hers = SheetPage(trainee.go(f"/kontrakt/{contract.pk}/ark/"))
    page = supervisor.go(f"/kontrakt/{contract.pk}/ark/")
    expect(page.get_by_text("Amalie forbereder sig.")).to_be_visible()

    hers.press("Start samtalen")

    expect(page.locator("#sheet")).to_be_visible()
    contract.refresh_from_db()
    assert contract.private_since is None
    expect(trainee.page.get_by_text("Kun du ser det her.")).to_have_count(0)


def test_the_memo_becomes_subgoals_when_the_pen_opens(
    place: Place, open_for: Open, time: RunningClock
) -> None:
    contract = place.draft("IM-05", now=time.now())
    trainee, supervisor = open_for(place.amalie), open_for(place.jens)
    hers = SheetPage(trainee.go(f"/kontrakt/{contract.pk}/ark/?trin=2"))
    his = SheetPage(supervisor.go(f"/kontrakt/{contract.pk}/ark/?trin=2"))
    for text in (MEMO, "Tal om pårørende"):
        his.write("Ny huskelinje", text)
    expect(his.page.get_by_role("button", name="Sæt ind")).to_have_count(0)

    hers.write(NEW_SUBGOAL, "Tage bloddyrkning før antibiotika")
    hers.press(DONE)
    expect(his.page.get_by_text("Du har 2 huskelinjer.")).to_be_visible()
    his.press("Sæt ind")

    rows = [(row.author, row.text) for row in contract.subgoals.order_by("order")]
    assert rows == [
        ("trainee", "Tage bloddyrkning før antibiotika"),
        ("supervisor", MEMO),
        ("supervisor", "Tal om pårørende"),
    ]
    assert SupervisorMemo.objects.count() == 0
    expect(hers.page.get_by_role("list", name="Delmål").get_by_text(MEMO)).to_be_visible()


def test_a_meeting_may_go_on_another_day(place: Place, open_for: Open, time: RunningClock) -> None:
    contract = place.draft("IM-05", now=time.now())
    visitor = open_for(place.amalie)
    sheet = SheetPage(visitor.go(f"/kontrakt/{contract.pk}/ark/?trin=2"))
    sheet.write(NEW_SUBGOAL, "Tage bloddyrkning før antibiotika")
    more = sheet.page.get_by_text("Mere om arket").locator("xpath=ancestor::summary")
    more.click()
    sheet.page.get_by_role("button", name="Fortsæt senere").click()
    sheet.page.wait_for_url(re.compile(r"//[^/]+/$"))
    sheet.page.get_by_role("link", name="Fortsæt").click()
    sheet.expect_open(1)
    sheet.unfold(2)
    expect(sheet.line("Delmål 1")).to_have_value("Tage bloddyrkning før antibiotika")
    more = sheet.page.get_by_text("Mere om arket").locator("xpath=ancestor::summary")
    more.click()
    sheet.press("Start samtalen")
    sittings = contract.meeting.sessions.order_by("started_at")
    assert [row.ended_at is None for row in sittings] == [False, True]

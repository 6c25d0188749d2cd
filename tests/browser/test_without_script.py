"""The thin thread with ordinary forms alone: from the plan to two signed copies."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from laeringskontrakt.contracts.actions import signing
from laeringskontrakt.contracts.enums import MeetingMode, SignatureMethod
from laeringskontrakt.contracts.models import LearningContract, Signature
from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place, complete
from tests.people.codes import newest_code, other_than


def press(page: Page, name: str) -> None:
    """Press a button; an ordinary form brings a new page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).locator("visible=true").first.click()


def write(page: Page, name: str, text: str) -> None:
    """Fill a line and press the button of its form."""
    line = page.get_by_role("textbox", name=name, exact=True)
    line.fill(text)
    with page.expect_navigation():
        line.locator("xpath=ancestor::form").get_by_role("button", name="Tilføj").click()


def test_the_thin_thread(place: Place, open_for: Open, time: RunningClock) -> None:
    trainee = open_for(place.amalie, java_script_enabled=False)
    supervisor = open_for(place.jens, java_script_enabled=False)
    page = trainee.go("/plan/")
    name = "Vælg Opdage og behandle den septiske patient til næste kontrakt"
    with page.expect_navigation():
        page.get_by_role("checkbox", name=name).click()
    press(page, "Brug 1 valgt i næste kontrakt")
    contract = LearningContract.objects.get()
    address = f"/kontrakt/{contract.pk}/ark/"
    press(page, "Videre: hvad indgår?")
    for text in ("Tage bloddyrkning før antibiotika", "Give væske og måle effekten"):
        write(page, "Nyt delmål", text)
    press(page, "Min analyse er færdig")

    his = supervisor.go(f"{address}?trin=2")
    write(his, "Nyt delmål", "Ringe til intensiv i tide")
    press(his, "Videre: hvor og hvordan")
    write(his, "Ny aktivitet: hvor og hvad", "Simulation med Mette, uge 38")
    write(his, "Ny aktivitet: hvor og hvad", "Læse instruksen")
    press(his, "Videre: feedback")
    press(his, "Aftal feedback med Mette")
    press(his, "Aftal bedømmelsen")
    press(his, "Gennemgå og underskriv")
    press(his, "Underskriv som Jens Toft Mikkelsen")
    page = trainee.go(address)
    press(page, "Underskriv som Amalie Krogh Lind")

    contract.refresh_from_db()
    assert (contract.activated_at is not None, contract.copies.count()) == (True, 2)
    numbers = [
        (row.text, row.with_name, [s.text for s in row.subgoals.all()])
        for row in contract.activities.order_by("order")
    ]
    assert numbers == [
        ("Simulation", "Mette Overgaard Sand", ["Tage bloddyrkning før antibiotika"]),
        ("Læse instruksen", "", ["Give væske og måle effekten"]),
    ]
    main = trainee.go(f"/kontrakt/{contract.pk}/").locator("main")
    expect(main).to_contain_text("Ringe til intensiv i tide")


def test_what_is_refused_comes_back_to_be_corrected(
    place: Place, open_for: Open, time: RunningClock
) -> None:
    contract = place.draft("IM-05", now=time.now())
    trainee = open_for(place.amalie, java_script_enabled=False)
    trainee.watch.allow("422")
    page = trainee.go(f"/kontrakt/{contract.pk}/ark/?trin=2")
    long = "Tage bloddyrkning " * 40
    write(page, "Nyt delmål", long)
    field = page.locator('[name="text"]').first
    expect(field).to_have_value(long)
    expect(page.locator("main")).to_contain_text("500")
    field.fill("Tage bloddyrkning")
    with page.expect_navigation():
        field.locator("xpath=ancestor::form").get_by_role("button").first.click()
    assert [row.text for row in contract.subgoals.all()] == ["Tage bloddyrkning"]
    expect(page.locator("#sheet")).to_contain_text("Tage bloddyrkning")


def test_steps_are_unfolded_by_addresses(place: Place, open_for: Open, time: RunningClock) -> None:
    """Every step can be reached, and a row corrected and deleted."""
    contract = place.draft("IM-05", now=time.now())
    trainee = open_for(place.amalie, java_script_enabled=False)
    page = trainee.go(f"/kontrakt/{contract.pk}/ark/?trin=2")
    write(page, "Nyt delmål", "Tage bloddyrkning")
    press(page, "Min analyse er færdig")
    press(page, "Videre: hvor og hvordan")
    write(page, "Ny aktivitet: hvor og hvad", "Læse instruksen")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Ret ?: Læse")).click()
    page.get_by_role("textbox", name="Aktivitet", exact=True).fill("Læse instruksen igen")
    press(page, "Gem")
    assert contract.activities.get().text == "Læse instruksen igen"
    press(page, "Slet: Læse")
    assert contract.activities.count() == 0
    back = page.locator("[data-unfold='2'], [data-section='2'] h2 a").first
    with page.expect_navigation():
        back.click()
    expect(page.get_by_role("textbox", name="Delmål 1")).to_be_visible()


def test_a_code_signs_when_one_has_not_shown_who_one_is_for_long(
    place: Place, open_for: Open, time: RunningClock
) -> None:
    contract = place.draft("IM-05", now=time.now())
    complete(contract, place=place, now=time.now())
    signing.freeze(contract=contract, by=place.jens, now=time.now())
    trainee = open_for(place.amalie, java_script_enabled=False)
    trainee.watch.allow("422")
    time.set(time.now() + timedelta(minutes=16))
    page = trainee.go(f"/kontrakt/{contract.pk}/ark/?trin=5")
    sign = f"Underskriv som {place.amalie.full_name}"

    press(page, sign)
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv koden")
    press(page, "Send koden")
    code = newest_code(place.amalie)
    page.get_by_role("textbox", name="Koden fra din mail").fill(other_than(code))
    press(page, sign)
    expect(page.locator("main")).to_contain_text("Koden passer ikke.")
    page.get_by_label("Koden fra mailen").fill(code)
    press(page, "Underskriv")

    expect(page.locator("[data-section='5']")).to_contain_text(place.amalie.full_name)
    row = Signature.objects.get()
    assert (row.signer, row.method) == (place.amalie, SignatureMethod.OWN_SESSION)


def test_the_other_signs_on_the_same_device_with_a_code(
    place: Place, open_for: Open, time: RunningClock
) -> None:
    contract = place.draft("IM-05", now=time.now())
    complete(contract, place=place, now=time.now())
    signing.freeze(contract=contract, by=place.jens, now=time.now())
    LearningContract.objects.filter(pk=contract.pk).update(mode=MeetingMode.SHARED_DEVICE.value)
    device = open_for(place.amalie, java_script_enabled=False)
    page = device.go(f"/kontrakt/{contract.pk}/ark/?trin=5")
    press(page, f"Send {place.jens.first_name} en kode")
    page.get_by_label("Koden fra Jens' mail").fill(newest_code(place.jens))
    press(page, f"Underskriv som {place.jens.full_name}")

    assert Signature.objects.get().method == SignatureMethod.OWN_CODE

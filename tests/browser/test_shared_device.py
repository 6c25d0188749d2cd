"""One device between the two: whose turn it is, what the page holds, and how each signs (§4.6)."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from laeringskontrakt.contracts.enums import MeetingMode, SignatureMethod
from laeringskontrakt.contracts.models import LearningContract, Signature
from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place
from tests.browser.sheet_page import (
    DONE,
    NEW_ACTIVITY,
    NEW_FEEDBACK,
    NEW_SUBGOAL,
    REVIEW,
    SheetPage,
)
from tests.browser.visitors import Visitor
from tests.people.codes import newest_code, other_than


@pytest.fixture
def contract(place: Place, time: RunningClock) -> LearningContract:
    return place.draft("IM-02", now=time.now())


@pytest.fixture
def device(place: Place, contract: LearningContract, open_for: Open) -> Visitor:
    """Amalie's device, which the two share."""
    visitor = open_for(place.amalie)
    sheet = SheetPage(visitor.go(f"/kontrakt/{contract.pk}/ark/"))
    sheet.page.get_by_text("Mere om arket").locator("xpath=ancestor::summary").click()
    sheet.press("Skriv sammen på denne enhed")
    sheet.press("Videre: hvad indgår?")
    sheet.expect_open(2)
    return visitor


def pass_to(sheet: SheetPage, name: str) -> None:
    sheet.press(f"Giv enheden til {name}")
    expect(sheet.page.get_by_text(f"Nu skriver {name}")).to_be_visible()


def authors(contract: LearningContract) -> list[tuple[str, str]]:
    return [(row.author, row.text) for row in contract.subgoals.order_by("order")]


def test_the_supervisors_form_is_not_in_the_page_before_gate_and_turn(
    device: Visitor, contract: LearningContract
) -> None:
    sheet = SheetPage(device.page)
    sheet.write(NEW_SUBGOAL, "Tolke A-gas")
    pass_to(sheet, "Jens")
    adding = device.page.locator('form[action$="/delmaal/"]')
    expect(adding).to_have_count(0)
    expect(device.page.get_by_text("Din pen er lukket.")).to_be_visible()
    expect(device.page.get_by_role("button", name=DONE)).to_have_count(0)
    expect(device.page.get_by_text("Livstruende årsager opdages")).to_have_count(0)

    pass_to(sheet, "Amalie")
    sheet.press(DONE)
    form = device.page.locator('form[action$="/delmaal/"]')
    expect(form).to_have_count(1)
    sheet.write(NEW_SUBGOAL, "Vælge undersøgelser")
    pass_to(sheet, "Jens")
    sheet.write(NEW_SUBGOAL, "Revurdere")

    assert authors(contract) == [
        ("trainee", "Tolke A-gas"),
        ("trainee", "Vælge undersøgelser"),
        ("supervisor", "Revurdere"),
    ]


def test_the_server_refuses_the_supervisors_words_before_the_gate(
    device: Visitor, contract: LearningContract
) -> None:
    """A form kept from another moment does not get round the method."""
    sheet = SheetPage(device.page)
    pass_to(sheet, "Jens")
    device.watch.allow("409")
    answer = device.page.evaluate(
        """async ([address, id]) => {
          const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
          const body = new URLSearchParams({text: "Revurdere", command_id: id});
          const headers = {"X-Act": "1", "X-CSRFToken": token};
          const answer = await fetch(address, {method: "POST", body, headers});
          return [answer.status, await answer.text()];
        }""",
        [
            f"/kontrakt/{contract.pk}/kompetence/{contract.competencies.get().pk}/delmaal/",
            "01a207e4-4bf9-4000-8000-000000000001",
        ],
    )
    assert (answer[0], json.loads(answer[1])["codes"]) == (409, {"": "gate_closed"})
    assert authors(contract) == []


def test_each_signs_with_their_own_proof(
    place: Place, device: Visitor, contract: LearningContract
) -> None:
    sheet = SheetPage(device.page)
    ready(sheet)
    page = device.page
    jens = place.jens.full_name
    sheet.press("Underskriv som Amalie Krogh Lind")
    device.watch.allow("422")

    code = page.get_by_label("Koden fra Jens' mail")
    page.get_by_role("button", name=f"Underskriv som {jens}").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv koden fra mailen.")
    sheet.press("Send Jens en kode")
    right = newest_code(place.jens)
    code.fill(other_than(right))
    page.get_by_role("button", name=f"Underskriv som {jens}").click()
    expect(page.get_by_role("alert")).to_contain_text("Koden passer ikke.")
    code.fill(right)
    sheet.press(f"Underskriv som {jens}")

    expect(page.get_by_text("Kontrakten er underskrevet af jer begge.").first).to_be_visible()
    signed = Signature.objects.order_by("signed_at").values_list("signer_name", "method")
    assert list(signed) == [
        ("Amalie Krogh Lind", SignatureMethod.OWN_SESSION),
        (jens, SignatureMethod.OWN_CODE),
    ]
    contract.refresh_from_db()
    assert (contract.mode, contract.copies.count()) == (MeetingMode.SHARED_DEVICE, 2)


def test_a_code_of_ones_own_does_not_sign_for_the_other(
    place: Place, device: Visitor, contract: LearningContract
) -> None:
    sheet = SheetPage(device.page)
    ready(sheet)
    device.watch.allow("422")
    sheet.press("Send Jens en kode")
    assert newest_code(place.jens)
    device.page.get_by_label("Koden fra Jens' mail").fill("000000")
    device.page.get_by_role("button", name="Underskriv som Jens").click()
    expect(device.page.get_by_role("alert")).to_contain_text("Koden passer ikke.")
    assert Signature.objects.count() == 0


def ready(sheet: SheetPage) -> None:
    """The least that can be signed, each writing in their turn, and the wording frozen."""
    sheet.write(NEW_SUBGOAL, "Tolke A-gas")
    sheet.press(DONE)
    pass_to(sheet, "Jens")
    sheet.write(NEW_SUBGOAL, "Revurdere")
    sheet.press("Videre: hvor og hvordan")
    sheet.write(NEW_ACTIVITY, "Læse instruksen, uge 37")
    sheet.press("Videre: feedback")
    sheet.write(NEW_FEEDBACK, "Mette om delmål 1, uge 38, 5 min")
    sheet.press(REVIEW, within=sheet.section(4).locator(".in"))
    sheet.expect_open(5)

"""Every kind of page, looked at with axe in both schemes and on both widths (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.fixtures import Settings

from laeringskontrakt.config.demo import load
from laeringskontrakt.contracts.actions import signing
from laeringskontrakt.contracts.enums import Stage
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.core import clock
from laeringskontrakt.curriculum.models import FrameworkVersion
from laeringskontrakt.people.models import Organisation, Person
from tests.browser.conftest import RunningClock
from tests.browser.looking import Look
from tests.browser.places import Place, complete
from tests.browser.sheet_page import SheetPage
from tests.browser.visitors import Visitor, visit

Looking = Callable[[Person | None], Look]


@pytest.fixture
def demo(transactional_db: None, settings: Settings) -> None:
    """The department of the demo, in which every state is found."""
    settings.DEMO = True
    load(now=clock.now())


@pytest.fixture
def look(browser: Browser, site: str) -> Iterator[Looking]:
    """Makes a ``Look`` for a person; afterwards nothing may have been found."""
    looks: list[Look] = []

    def made(person: Person | None) -> Look:
        visitor = visit(browser, site, person, reduced_motion="reduce")
        looks.append(Look(visitor))
        return looks[-1]

    yield made
    found = [line for one in looks for line in (*one.found, *one.visitor.watch.unexpected)]
    for one in looks:
        one.visitor.context.close()
    assert not found, "\n".join(found)


def person(first_name: str) -> Person:
    return Person.objects.get(email=f"{first_name}@demo.example")


def contract_in(stage: Stage, **kwargs: object) -> LearningContract:
    now = clock.now()
    rows = LearningContract.objects.filter(**kwargs)
    return next(row for row in rows if access.stage_now(row, now=now) is stage)


def test_before_signing_in(demo: None, look: Looking, monkeypatch: pytest.MonkeyPatch) -> None:
    one = look(None)
    page, watch = one.at("/log-ind/"), one.visitor.watch
    watch.allow("status of (404|422|500)")
    page.get_by_role("textbox", name="Din mail på arbejdet").fill("amalie")
    page.get_by_role("button", name="Send kode").click()
    expect(page.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    one.here("a wrong address")
    page.get_by_role("textbox").fill("amalie@demo.example")
    page.get_by_role("button", name="Send kode").click()
    page.wait_for_url("**/log-ind/kode/")
    one.here("the code")
    page.get_by_role("textbox").fill("12")
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    one.here("a wrong code")
    for path in ("/log-ind/?slut=idle", "/log-ind/lukket/", "/hjaelp/", "/privatliv/"):
        one.at(path)
    for path in ("/tilgaengelighed/", "/demo/mails/", "/findes/ikke/"):
        one.at(path)
    monkeypatch.setattr("laeringskontrakt.core.views.render", _broken)
    one.at("/hjaelp/", "a failing page")


def _broken(*args: object, **kwargs: object) -> None:
    raise RuntimeError("broken on purpose")


def test_the_trainee(demo: None, look: Looking) -> None:
    amalie = person("amalie")
    one = look(amalie)
    page = one.at("/")
    page.locator("details.account summary, header summary").first.click()
    one.here("the account menu")
    for path in ("/plan/", "/mappe/", "/mappe/?q=ingenting", "/konto/", "/log-ud/", "/bekraeft/"):
        one.at(path)
    one.at("/maalbeskrivelser/")
    version = FrameworkVersion.objects.filter(courses__trainee=amalie).first()
    assert version
    one.at(f"/maalbeskrivelser/{version.pk}/", "a curriculum")
    for stage in (Stage.ACTIVE, Stage.CLOSING):
        contract = contract_in(stage, trainee=amalie)
        page = one.at(f"/kontrakt/{contract.pk}/", f"a contract that is {stage}")
    page.locator("details summary").last.click()
    page.get_by_role("textbox", name="Privat note").fill("Det gik godt")
    page.get_by_role("textbox", name="Privat note").blur()
    expect(page.locator("#save-state")).to_have_attribute("data-now", "saved")
    one.here("a contract with a note")


def test_the_supervisor(demo: None, look: Looking) -> None:
    jens = person("jens")
    one = look(jens)
    for path in ("/", "/plan/", "/mappe/"):
        one.at(path)
    one.at(f"/plan/{person('amalie').pk}/", "a trainee's plan")
    active = contract_in(Stage.ACTIVE, supervisor=jens)
    one.at(f"/kontrakt/{active.pk}/", "a contract")
    awaiting = contract_in(Stage.AWAITING, supervisor=jens)
    one.at(f"/kontrakt/{awaiting.pk}/", "a contract without signatures")
    one.at(f"/kontrakt/{awaiting.pk}/ark/", "a sheet to sign")
    lapsed = contract_in(Stage.LAPSED, supervisor=jens)
    one.at(f"/kontrakt/{lapsed.pk}/ark/", "a sheet that lapsed")


def test_the_others(demo: None, look: Looking) -> None:
    ursula, mette, amalie = person("ursula"), person("mette"), person("amalie")
    one = look(ursula)
    one.visitor.watch.allow("status of (403|422)")
    one.at("/")
    one.at(f"/plan/{amalie.pk}/", "the lead sees a plan")
    contract = contract_in(Stage.ACTIVE, trainee=amalie)
    page = one.at(f"/kontrakt/{contract.pk}/", "before a look at the status")
    page.get_by_role("button", name="Se status").click()
    one.here("the status")
    one.at(f"/kontrakt/{contract.pk}/ark/", "a page that is refused")
    page = one.at("/maalbeskrivelser/", "curricula and import")
    broken = {"name": "plan.yaml", "mimeType": "text/yaml", "buffer": b"schema: curriculum/1\nx: 1"}
    page.get_by_label("Fil").set_input_files(broken)
    page.get_by_role("button", name="Importér").click()
    expect(page.get_by_text("skal rettes")).not_to_have_count(0)
    one.here("an import with problems")
    look(mette).at("/", "a colleague's home")
    organisation = Organisation.objects.get(name="Demosygehuset")
    nobody = Person.objects.create_user(
        "nina@demo.example", first_name="Nina", last_name="Ny", organisation=organisation
    )
    empty = look(nobody)
    for path in ("/", "/plan/", "/mappe/"):
        empty.at(path, f"{path} with nothing in it")


def test_the_sheet(place: Place, look: Looking, time: RunningClock) -> None:
    """Each step for each of the two, from an empty draft to both signatures."""
    contract = place.draft("IM-02", "IM-05", now=time.now())
    hers, his = look(place.amalie), look(place.jens)
    hers.visitor.watch.allow("status of (401|403|422)")
    address = f"/kontrakt/{contract.pk}/ark/"
    for step in (1, 2, 5):
        hers.at(f"{address}?trin={step}", f"trainee, an empty sheet at {step}")
    his.at(f"{address}?trin=2", "supervisor, the pen is capped")
    complete(contract, place=place, now=time.now())
    for step in (1, 2, 3, 4, 5):
        hers.at(f"{address}?trin={step}", f"trainee at {step}")
    for step in (2, 3, 4):
        his.at(f"{address}?trin={step}", f"supervisor at {step}")
    for step in (3, 4):
        page = hers.visitor.go(f"{address}?trin={step}")
        page.get_by_role("link", name="Ret").first.click()
        expect(page.locator("form[data-done=ret]")).to_be_visible()
        hers.here(f"correcting at {step}")


def test_in_english(place: Place, look: Looking, time: RunningClock) -> None:
    """Longer words, the same forms."""
    for reader in (place.amalie, place.jens):
        Person.objects.filter(pk=reader.pk).update(language="en")
        reader.refresh_from_db()
    contract = place.draft("IM-02", now=time.now())
    complete(contract, place=place, now=time.now())
    one = look(place.amalie)
    for step in (1, 2, 3, 4, 5):
        page = one.at(f"/kontrakt/{contract.pk}/ark/?trin={step}", f"in English at {step}")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for path in ("/", "/plan/", "/mappe/", "/konto/"):
        one.at(path, f"{path} in English")
    look(place.jens).at("/", "the supervisor's home in English")


def test_long_names(place: Place, look: Looking, time: RunningClock) -> None:
    for person, first, last in (
        (place.amalie, "Anne-Kathrine Margrethe", "Christoffersen-Vestergaard Østergaard"),
        (place.jens, "Bartholomæus", "Sønderskov-Kirkegaard Mikkelsen"),
    ):
        Person.objects.filter(pk=person.pk).update(first_name=first, last_name=last)
        person.refresh_from_db()
    contract = place.draft("IM-02", now=time.now())
    complete(contract, place=place, now=time.now())
    hers, his = look(place.amalie), look(place.jens)
    for path in ("/", "/konto/", f"/kontrakt/{contract.pk}/ark/?trin=4"):
        hers.at(path, f"{path} with long names")
    his.at("/", "the supervisor's home with long names")


def test_the_sheet_when_something_is_wrong(place: Place, look: Looking, time: RunningClock) -> None:
    contract = place.draft("IM-02", now=time.now())
    one = look(place.amalie)
    one.visitor.watch.allow("status of (401|403|422)")
    page = one.visitor.go(f"/kontrakt/{contract.pk}/ark/?trin=2")
    page.get_by_role("textbox", name="Nyt delmål").fill("x" * 600)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    one.here("a refused line")
    one.visitor.context.clear_cookies()
    page.get_by_role("textbox", name="Nyt delmål").fill("Kort")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    one.here("signed out in mid-entry")
    page.get_by_role("button", name="Send kode").click()
    code = page.get_by_label("Koden fra din mail")
    expect(code).to_be_focused()
    code.press("Enter")
    expect(code).to_have_attribute("aria-invalid", "true")
    one.here("the code, on the page")


def test_the_sheet_on_one_device_and_in_private(
    place: Place, look: Looking, time: RunningClock
) -> None:
    private = place.draft("IM-02", now=time.now(), private=True)
    address = f"/kontrakt/{private.pk}/ark/"
    hers, his = look(place.amalie), look(place.jens)
    hers.at(address, "a private preparation")
    his.at(address, "the supervisor waits")
    page = hers.visitor.go(address)
    SheetPage(page).press("Start samtalen")
    page.get_by_text("Mere om arket").locator("xpath=ancestor::summary").click()
    hers.here("the menu of the sheet")
    SheetPage(page).press("Skriv sammen på denne enhed")
    hers.here("one device")
    page.get_by_text("Mere om arket").locator("xpath=ancestor::summary").click()
    page.get_by_role("button", name="Slet kladde").click()
    hers.here("deleting a draft")


def test_signing(place: Place, look: Looking, time: RunningClock) -> None:
    contract = place.draft("IM-02", now=time.now())
    complete(contract, place=place, now=time.now())
    version = signing.freeze(contract=contract, by=place.jens, now=time.now())
    address = f"/kontrakt/{contract.pk}/ark/"
    hers = look(place.amalie)
    page = hers.at(address, "a frozen sheet")
    signing.sign(contract=contract, sha256=version.sha256, by=place.jens, now=time.now())
    hers.at(address, "half signed")
    SheetPage(page).press("Underskriv som Amalie Krogh Lind")
    hers.here("signed by both")


def test_a_refused_form_without_script(
    place: Place, browser: Browser, site: str, time: RunningClock
) -> None:
    """The page that comes back holds what was typed; script is off, axe is not."""
    contract = place.draft("IM-02", now=time.now())
    visitor: Visitor = visit(browser, site, place.amalie, reduced_motion="reduce")
    visitor.watch.allow("422")
    page = visitor.go(f"/kontrakt/{contract.pk}/ark/?trin=2")
    page.evaluate(
        """([text, id]) => {
          const form = document.querySelector('form[action$="/delmaal/"]');
          form.elements.text.value = text;
          form.elements.command_id.value = id;
          form.removeAttribute("data-act");
          form.submit();
        }""",
        ["x" * 600, str(uuid4())],
    )
    page.wait_for_url("**/delmaal/")
    one = Look(visitor)
    one.here("a refused form")
    assert (one.found, visitor.watch.unexpected) == ([], [])
    visitor.context.close()

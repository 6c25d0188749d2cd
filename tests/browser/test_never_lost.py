"""What was typed is never lost and never counted twice, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from laeringskontrakt.contracts.models import LearningContract
from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place
from tests.browser.sheet_page import NEW_ACTIVITY, NEW_SUBGOAL, SheetPage, press_chip
from tests.browser.visitors import Visitor
from tests.cpr import CORPUS

POSTS = "**/delmaal/"
#: Deadlines a tenth as long, so that a test need not wait for them.
_IMPATIENT = """() => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 10);
}"""
TEXT = "Tolke A-gas"
CPR = next(case.text for case in CORPUS if case.level == "block")


@pytest.fixture
def contract(place: Place, time: RunningClock) -> LearningContract:
    return place.draft("IM-02", now=time.now())


@pytest.fixture
def visitor(place: Place, contract: LearningContract, open_for: Open) -> Visitor:
    """Amalie at step 2."""
    visitor = open_for(place.amalie)
    visitor.go(f"/kontrakt/{contract.pk}/ark/?trin=2")
    return visitor


def texts(contract: LearningContract) -> list[str]:
    return [row.text for row in contract.subgoals.order_by("order")]


def type_and_enter(page: Page, text: str = TEXT, name: str = NEW_SUBGOAL) -> None:
    line = SheetPage(page).line(name)
    line.fill(text)
    line.press("Enter")


class Trouble:
    """What happens to the first acts that are sent; keeps their command ids."""

    def __init__(self, *happenings: Callable[[Route], None]) -> None:
        self.left = list(happenings)
        self.ids: list[str] = []

    def __call__(self, route: Route) -> None:
        body = route.request.post_data or ""
        self.ids.append(body.partition('name="command_id"')[2].split("\r\n")[2])
        if self.left:
            self.left.pop(0)(route)
        else:
            route.continue_()


def aborted(route: Route) -> None:
    route.abort("internetdisconnected")


def failing(route: Route) -> None:
    route.fulfill(status=500, content_type="text/html", body="<h1>500</h1>")


def captive(route: Route) -> None:
    """A portal between the ward and us, which answers 200 to everything."""
    route.fulfill(status=200, content_type="text/html", body="<h1>Velkommen til gæstenettet</h1>")


def answer_lost(route: Route) -> None:
    """The server did it, and nobody heard."""
    route.fetch()
    route.abort("connectionreset")


def silent(route: Route) -> None:
    """Nobody answers, and nobody says so."""


@pytest.mark.parametrize("trouble", [aborted, failing, captive, answer_lost, silent])
def test_an_act_is_sent_again_until_it_is_answered(
    visitor: Visitor, contract: LearningContract, trouble: Callable[[Route], None]
) -> None:
    visitor.watch.allow("Failed to load resource")
    visitor.page.evaluate(_IMPATIENT)
    on_the_way = Trouble(trouble, trouble)
    visitor.page.route(POSTS, on_the_way)
    type_and_enter(visitor.page)
    state = visitor.page.locator("#save-state")
    expect(state).to_have_text("Ikke sendt endnu. Hold siden åben")
    SheetPage(visitor.page).settled()
    assert texts(contract) == [TEXT]
    assert (len(on_the_way.ids), len(set(on_the_way.ids))) == (3, 1)


def test_what_is_typed_meanwhile_waits_in_order(
    visitor: Visitor, contract: LearningContract
) -> None:
    visitor.watch.allow("Failed to load resource")
    visitor.page.route(POSTS, Trouble(aborted))
    for text in ("Første", "Anden", "Tredje"):
        type_and_enter(visitor.page, text)
    SheetPage(visitor.page).settled()
    assert texts(contract) == ["Første", "Anden", "Tredje"]


def test_leaving_with_something_unsent_is_asked_about(visitor: Visitor) -> None:
    visitor.watch.allow("Failed to load resource")
    visitor.page.route(POSTS, aborted)
    asked: list[str] = []
    visitor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    type_and_enter(visitor.page)
    expect(visitor.page.locator("#save-state")).to_contain_text("Ikke sendt endnu")
    visitor.page.close(run_before_unload=True)
    visitor.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    visitor.page.unroute_all()


def test_the_same_act_sent_twice_has_one_effect(
    visitor: Visitor, contract: LearningContract
) -> None:
    def twice(route: Route) -> None:
        route.fetch()
        route.continue_()

    visitor.page.route(POSTS, Trouble(twice))
    type_and_enter(visitor.page)
    sheet = SheetPage(visitor.page)
    sheet.settled()
    assert texts(contract) == [TEXT]
    expect(sheet.line("Delmål 1")).to_have_value(TEXT)


def test_refused_words_stay_beside_the_reason(visitor: Visitor, contract: LearningContract) -> None:
    visitor.watch.allow("422")
    long = "Meget lang tekst " * 40
    type_and_enter(visitor.page, long)
    line = SheetPage(visitor.page).line(NEW_SUBGOAL)
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_contain_text("500")
    expect(line).to_have_value(long)
    expect(line).to_have_attribute("aria-invalid", "true")
    described = line.get_attribute("aria-describedby") or ""
    assert alert.get_attribute("id") in described.split()
    assert SheetPage(visitor.page).focused == NEW_SUBGOAL
    line.fill("Kortere")
    expect(alert).to_have_count(0)
    line.press("Enter")
    SheetPage(visitor.page).settled()
    assert texts(contract) == ["Kortere"]


def test_a_period_that_cannot_be_is_answered_beside_its_field(
    visitor: Visitor, contract: LearningContract
) -> None:
    visitor.watch.allow("422")
    before = (contract.period_from, contract.period_to)
    sheet = SheetPage(visitor.page)
    sheet.unfold(1)
    scope = sheet.section(1)
    scope.get_by_role("radio", name="Vælg datoer").check(force=True)
    start, to = scope.get_by_label("Fra", exact=True), scope.get_by_label("Til", exact=True)
    start.fill("29/10")
    to.fill("3/9")
    to.press("Tab")
    alert = scope.get_by_role("alert")
    expect(alert).to_contain_text("Perioden slutter, før den begynder.")
    expect(to).to_have_attribute("aria-invalid", "true")
    assert (start.input_value(), to.input_value()) == ("29/10", "3/9")
    to.fill("1/10/2027")
    to.press("Tab")
    expect(alert).to_contain_text("Perioden går ud over ansættelsen.")
    to.fill("snarest")
    to.press("Tab")
    expect(alert).to_contain_text("Skriv datoen som 18/12")
    start.fill("3/9")
    to.fill("29/10")
    to.press("Tab")
    sheet.settled()
    expect(alert).to_have_count(0)
    contract.refresh_from_db()
    assert before != (contract.period_from, contract.period_to)
    assert str(contract.period_to) == "2026-10-29"


@pytest.mark.parametrize(
    "text", ["تفسير غازات الدم", "🫁 Tolke A-gas 👩🏽‍⚕️", '<b>Tolke</b> & "A-gas"', "Ω≈ç√ ½ µg"]
)
def test_any_writing_comes_back_as_it_was_typed(
    visitor: Visitor, contract: LearningContract, text: str
) -> None:
    sheet = SheetPage(visitor.page)
    sheet.write(NEW_SUBGOAL, text)
    expect(sheet.line("Delmål 1")).to_have_value(text)
    assert texts(contract) == [text]
    visitor.page.reload()
    expect(sheet.line("Delmål 1")).to_have_value(text)


def test_what_looks_like_a_cpr_number_is_stopped_and_kept_on_the_page(
    visitor: Visitor, contract: LearningContract
) -> None:
    visitor.watch.allow("422")
    text = f"Patienten med {CPR} fra i går"
    line = SheetPage(visitor.page).line(NEW_SUBGOAL)
    line.fill(text)
    expect(visitor.page.get_by_text("ligner et CPR-nummer")).to_be_visible()
    line.press("Enter")
    expect(visitor.page.get_by_role("alert")).to_contain_text("CPR")
    expect(line).to_have_value(text)
    assert texts(contract) == []


def test_words_written_under_the_others_change_are_kept(
    place: Place, contract: LearningContract, visitor: Visitor, open_for: Open
) -> None:
    """Text, chips and the field one stands in, while the other writes."""
    hers = SheetPage(visitor.page)
    hers.write(NEW_SUBGOAL, TEXT)
    hers.press("Min analyse er færdig")
    hers.press("Videre: hvor og hvordan")
    his = SheetPage(open_for(place.jens).go(f"/kontrakt/{contract.pk}/ark/"))
    line = hers.line(NEW_ACTIVITY)
    line.press_sequentially("Øve ventilation")
    entry = hers.page.locator("#entry")
    press_chip(entry, "when", "2026-W38")
    press_chip(entry, "support_need", "supervisor")

    his.write(NEW_ACTIVITY, "Se en NIV-opstart")
    expect(hers.section(3).get_by_text("Se en NIV-opstart").first).to_be_visible()

    expect(line).to_have_value("Øve ventilation")
    line.press("Enter")
    hers.settled()
    row = contract.activities.get(text="Øve ventilation")
    assert (row.support_need, row.when_type, row.when_from.isoformat()) == (
        "supervisor",
        "week",
        "2026-09-14",
    )


def test_a_fast_typist_on_a_slow_network(visitor: Visitor, contract: LearningContract) -> None:
    """Nobody waits for an answer, on an old PC too: every line lands where it was written."""
    sheet = SheetPage(visitor.page)
    slow = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", slow)
    network.send("Emulation.setCPUThrottlingRate", {"rate": 2})
    for text in ("Første", "Anden", "Tredje"):
        type_and_enter(visitor.page, text)
    sheet.press("Min analyse er færdig")
    sheet.page.keyboard.press("Control+Enter")
    sheet.expect_open(3)
    keyboard = sheet.page.keyboard
    for number in range(1, 4):
        keyboard.type(f"Aktivitet {number}a")
        keyboard.press("Enter")
        keyboard.type(f"Aktivitet {number}b")
        keyboard.press("Enter")
        keyboard.press("Enter")
    assert sheet.focused == "Videre: feedback"
    keyboard.press("Enter")
    sheet.expect_open(4)
    sheet.settled()
    found = [
        (row.text, [subgoal.text for subgoal in row.subgoals.all()])
        for row in contract.activities.order_by("order")
    ]
    assert found == [
        (f"Aktivitet {number}{letter}", [text])
        for number, text in enumerate(("Første", "Anden", "Tredje"), start=1)
        for letter in "ab"
    ]
    assert sheet.open_step == "4"
    shown = visitor.page.locator("[data-subgoal] h3 + ul").all_text_contents()
    visitor.page.reload()
    assert visitor.page.locator("[data-subgoal] h3 + ul").all_text_contents() == shown

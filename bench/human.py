"""What a meeting costs two people: actions, characters, switches, page loads, modelled seconds.

The scripted meeting makes the contract of DESIGN §7: 1 competency (chosen on the plan
beforehand), 6 subgoals (4 by the trainee, 2 by the supervisor), 8 activities, 4 feedback
agreements, 1 assessment and both signatures, in real Chromium, each person at an own device.

- action: a press, a tap, or one key or key combination that is no letter of the text (Enter,
  Tab, Shift+Tab, Ctrl+Enter). Each one counts, also those that only move the focus.
- characters: letters typed as text. Switches: changes between pointer and keyboard.
- page loads: of either person from the moment the sheet stands open until both have signed.
- seconds: keystroke-level model. K 0.28 a character or key, P 1.1 + 0.2 a press with the mouse
  or a tap, H 0.4 a switch, M 1.35 before every line that is written and every press or key
  that is not the Enter that ends a line. Waiting for the other person is not counted.

On the phone a tap on the line is counted before the first word of every section.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from bench import _product, _results
from tests import chromium

K, P, CLICK, H, M = 0.28, 1.1, 0.2, 0.4, 1.35
GOALS = {"pc": 49, "phone": 52}

ANALYSIS = (
    "Modtage patienten efter ABCDE og vurdere, hvor syg hun er",
    "Tage en målrettet anamnese, mens behandlingen går i gang",
    "Tolke a-punktur, EKG og røntgen af thorax",
    "Starte ilt, inhalationer og væske efter instruks",
)
SUPPLEMENT = (
    "Kende sin egen grænse: hvornår kalder jeg bagvagten?",
    "Give patienten videre med ISBAR til afdeling eller intensiv",
)
#: The activities of each subgoal; three of them name a colleague (DESIGN §7).
ACTIVITIES = (
    ("Tage imod 5 patienter, ABCDE sagt højt", "Simulation i færdighedslab med Mette, uge 49"),
    ("Følge bagvagten i to modtagelser med Sofie, uge 48",),
    ("Læse instruksen og tolke 10 blodgasser", "Røntgenkonference mandag og torsdag"),
    ("Gennemgå iltinstruksen med Mette, uge 49",),
    ("Skrive tre grænsetilfælde ned",),
    ("Overlevere med ISBAR ved vagtskifte, 3 gange",),
)
FEEDBACK = "Jens 5 og 6, uge 50, 15 min"
#: What the two copies hold in the end: the meeting counts for nothing with less.
MADE = {"subgoals": 6, "activities": 8, "feedback_agreements": 4, "assessments": 1, "signed": 2}


@dataclass
class Cost:
    """What has been spent by both, as the docstring above counts it."""

    actions: int = 0
    characters: int = 0
    switches: int = 0
    page_loads: int = 0
    seconds: float = 0.0
    hand: dict[str, str] = field(default_factory=dict)

    def on(self, who: str, device: str) -> None:
        """A person's hand goes to the pointer or the keyboard."""
        if self.hand.get(who, device) != device:
            self.switches += 1
            self.seconds += H
        self.hand[who] = device

    def figures(self) -> dict[str, float]:
        return {
            "actions": self.actions,
            "characters": self.characters,
            "switches": self.switches,
            "page_loads": self.page_loads,
            "seconds": round(self.seconds, 1),
        }


@dataclass
class Hands:
    """One person at one device, every act of whom is counted."""

    name: str
    page: Page
    cost: Cost
    touch: bool

    def press(self, what: Locator) -> None:
        """A click or a tap."""
        expect(what).to_be_visible()
        self.cost.on(self.name, "pointer")
        self.cost.actions += 1
        self.cost.seconds += M + P + CLICK
        what.tap() if self.touch else what.click()

    def key(self, keys: str, *, ends_line: bool = False) -> None:
        """One key or combination."""
        self.cost.on(self.name, "keyboard")
        self.cost.actions += 1
        self.cost.seconds += K if ends_line else M + K
        self.page.keyboard.press(keys)

    def line(self, text: str) -> None:
        """A line and the Enter that ends it."""
        expect(self.page.locator("textarea:focus")).to_have_count(1)
        self.cost.on(self.name, "keyboard")
        self.cost.characters += len(text)
        self.cost.seconds += M + K * len(text)
        self.page.keyboard.type(text)
        self.key("Enter", ends_line=True)
        self.settled()

    def settled(self) -> None:
        expect(self.page.locator("#save-state")).to_have_attribute("data-now", "saved")

    def section(self, step: int) -> Locator:
        return self.page.locator(f'[data-section="{step}"]')

    def primary(self, step: int) -> None:
        """The section's main action: Ctrl+Enter, or its button under the thumb."""
        if self.touch:
            self.press(self.section(step).locator("[data-primary]").locator("visible=true").last)
        else:
            self.key("Control+Enter")

    def start_writing(self, label: str) -> None:
        """A phone's keyboard comes with a tap on the line; on a PC the caret stands there."""
        if self.touch:
            self.press(self.page.get_by_label(label, exact=True).locator("visible=true").first)


def meeting(trainee: Hands, supervisor: Hands, address: str) -> None:
    """The whole meeting. Fails when the contract does not become active."""
    trainee.press(trainee.page.get_by_role("button", name="Start samtalen").first)
    trainee.page.wait_for_url("**/ark/")
    _count_loads(trainee)
    trainee.primary(1)
    trainee.start_writing("Nyt delmål")
    for text in ANALYSIS:
        trainee.line(text)
    trainee.primary(2)
    trainee.settled()

    supervisor.page.goto(address)
    opening = supervisor.page.locator(f'a[href^="{trainee.page.url.removeprefix(address)}"]')
    supervisor.press(opening.first)
    supervisor.page.wait_for_url("**/ark/**")
    _count_loads(supervisor)
    supervisor.start_writing("Nyt delmål")
    for text in SUPPLEMENT:
        supervisor.line(text)

    seen = trainee.section(2).locator(".line.s:not(.write)")
    expect(seen).to_have_count(len(SUPPLEMENT), timeout=10_000)
    trainee.primary(2)
    _activities(trainee)
    _agreements(trainee)
    _signatures(trainee, supervisor)


def _activities(trainee: Hands) -> None:
    trainee.start_writing("Ny aktivitet: hvor og hvad")
    for number, texts in enumerate(ACTIVITIES, start=1):
        for text in texts:
            trainee.line(text)
        if number < len(ACTIVITIES):
            trainee.key("Enter")  # on the empty line: the next subgoal
    trainee.primary(3)


def _agreements(trainee: Hands) -> None:
    trainee.start_writing("Ny feedbackaftale: hvem, hvad, hvornår")
    trainee.line(FEEDBACK)
    if trainee.touch:
        trainee.press(trainee.page.locator("[data-accept-all] button"))
        trainee.settled()
        trainee.press(trainee.page.locator("[data-accept-assessment] button"))
    else:
        trainee.key("Shift+Tab")
        trainee.key("Enter")
        expect(trainee.page.locator("[data-accept-assessment] button")).to_be_focused()
        trainee.key("Enter")
    trainee.settled()
    trainee.primary(4)


def _signatures(trainee: Hands, supervisor: Hands) -> None:
    for person in (trainee, supervisor):
        sign = person.section(5).locator("button[data-primary]")
        expect(sign).to_be_visible(timeout=15_000)
        person.press(sign) if person.touch else person.key("Control+Enter")
        person.settled()
    expect(supervisor.page.locator("[data-signed]")).to_be_visible()


def _made(page: Page, address: str) -> dict[str, int]:
    """How much of each the signed contract holds, by its own export."""
    key = re.search(r"/kontrakt/([0-9a-f-]+)/", page.url)
    assert key, page.url
    exported = page.request.get(f"{address}/kontrakt/{key[1]}/eksport.json").json()
    (version,) = exported["versions"]
    held = {**json.loads(version["content"]), "signed": version["signatures"]}
    return {name: len(held[name]) for name in MADE}


def _count_loads(person: Hands) -> None:
    def loaded(frame: Any) -> None:
        person.cost.page_loads += frame == person.page.main_frame

    person.page.wait_for_load_state()
    person.page.on("framenavigated", loaded)


def measure(browser: Browser, address: str, *, touch: bool) -> Cost:
    """One meeting on two devices of a kind."""
    cost = Cost()
    size = ViewportSize(width=390, height=844) if touch else ViewportSize(width=1280, height=800)
    people = []
    for name, part in (("trainee", "uddannelsessoegende"), ("supervisor", "vejleder")):
        context = browser.new_context(
            viewport=size, has_touch=touch, is_mobile=touch, locale="da-DK"
        )
        page = context.new_page()
        page.goto(f"{address}/log-ind/")
        page.locator(f"main button[name=part][value={part}]").click()
        page.wait_for_load_state()
        people.append(Hands(name, page, cost, touch))
    trainee, supervisor = people
    _choose_on_the_plan(trainee.page, address, 6 if touch else 5)
    trainee.page.goto(address)
    meeting(trainee, supervisor, address)
    assert _made(trainee.page, address) == MADE
    return cost


def _choose_on_the_plan(page: Page, address: str, number: int) -> None:
    """Beforehand and not counted: the competency is chosen for the next contract."""
    page.goto(f"{address}/plan/")
    page.locator("[role=checkbox][aria-checked=false]").nth(number).click()
    expect(page.locator("[role=checkbox][aria-checked=true]")).to_have_count(1)


def main() -> None:
    """Measure both kinds of device, print a table, keep the figures."""
    result = {}
    with _product.running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=chromium.ARGUMENTS
        )
        for kind in GOALS:
            result[kind] = measure(browser, address, touch=kind == "phone").figures()
        browser.close()
    keys = ("actions", "characters", "switches", "page_loads", "seconds")
    _results.table(
        ("device", *keys, "goal: actions"),
        [(kind, *(row[key] for key in keys), f"<= {GOALS[kind]}") for kind, row in result.items()],
    )
    _results.write("human", result)


if __name__ == "__main__":
    main()

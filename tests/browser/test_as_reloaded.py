"""After each kind of act the page is, at once and in every region, what a reload would show."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, RunningClock
from tests.browser.places import Place
from tests.browser.sheet_page import (
    DONE,
    NEW_ACTIVITY,
    NEW_FEEDBACK,
    NEW_SUBGOAL,
    REVIEW,
    SheetPage,
    press_chip,
)

#: What the same page says when it is fetched anew from where one stands, if that is different:
#: words, fields and what they hold, forms and where they lead.
_DIFFERENT = """async () => {
  const step = document.querySelector("[data-section]:has([aria-expanded=true])");
  const entry = document.getElementById("entry")?.elements.subgoals.value ?? "";
  const row = document.querySelector("form[data-done=ret]")?.closest("[id]")?.id.slice(2) ?? "";
  const query = new URLSearchParams({
    trin: step?.dataset.section ?? "", delmaal: entry, ret: row});
  const answer = await fetch(`${location.pathname}?${query}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const said = (region) => [
    region.textContent.replace(/\\s+/g, " ").trim(),
    ...[...region.querySelectorAll("form")].map((form) => form.getAttribute("action")),
    ...[...region.querySelectorAll("input:not([type=hidden]), textarea, select")].map((field) =>
      `${field.name}=${field.type === "radio" || field.type === "checkbox"
        ? field.value + field.checked : field.value}`),
  ];
  const found = [];
  for (const region of document.querySelectorAll("[data-region]")) {
    const there = fresh.querySelector(`[data-region="${region.dataset.region}"]`);
    const [now, then] = [said(region), there ? said(there) : []];
    const at = then.findIndex((part, index) => part !== now[index]);
    if (now.length !== then.length || at >= 0) {
      const from = [...(then[at] ?? "")].findIndex((mark, index) => mark !== now[at]?.[index]);
      const near = (text) => (text ?? "").slice(Math.max(0, from - 20), from + 60);
      found.push(`${region.dataset.region}: ${near(now[at])} | ${near(then[at])}`);
    }
  }
  return found;
}"""


class Compared:
    """Does acts and keeps those after which the page was not as a reload."""

    def __init__(self, page: Page) -> None:
        self.page, self.sheet = page, SheetPage(page)
        self.different: list[str] = []

    def after(self, name: str, act: Callable[..., None], *args: object) -> None:
        act(*args)
        different = self.page.evaluate(_DIFFERENT)
        if different:
            self.different += [f"{name}: {one}" for one in different]


def test_the_sheet_after_each_act(place: Place, open_for: Open, time: RunningClock) -> None:
    contract = place.draft("IM-02", now=time.now())
    page = open_for(place.amalie).go(f"/kontrakt/{contract.pk}/ark/")
    one = Compared(page)
    sheet = one.sheet
    press, write, after = sheet.press, sheet.write, one.after
    scope = sheet.section(1)

    def choose(name: str) -> None:
        scope.get_by_role("checkbox", name=name).check()
        sheet.settled()

    def span() -> None:
        press_chip(scope, "span", "2026-09-03..2026-09-11")
        sheet.settled()

    def describe() -> None:
        scope.get_by_text("Kort navn og formål, hvis I vil").click()
        scope.get_by_label("Kort navn i mappen").fill("Åndenød")
        scope.get_by_label("Kort navn i mappen").press("Tab")
        sheet.settled()

    def correct(text: str, label: str) -> None:
        form = sheet.correct(text)
        form.get_by_label(label).first.fill("7" if "minutter" in label else f"{text} igen")
        sheet.save(form)

    def change(name: str, key: str) -> None:
        sheet.line(name).press(key)
        sheet.settled()

    def rewrite(name: str, text: str) -> None:
        sheet.line(name).fill(text)
        sheet.line(name).press("Enter")
        sheet.settled()

    after("one device", _share, page)
    after("two weeks", span)
    after("a title", describe)
    after("onward", press, "Videre: hvad indgår?")
    for text in ("Tolke A-gas", "Vælge undersøgelser", "Skal slettes"):
        after(f"subgoal {text}", write, NEW_SUBGOAL, text)
    after("moved", change, "Delmål 2", "Alt+ArrowUp")
    after("changed", rewrite, "Delmål 1", "Vælge de rigtige undersøgelser")
    after("removed", press, "Slet delmål 3")
    after("analysis done", press, DONE)
    after("analysis goes on", press, "Fortsæt min analyse")
    after("analysis done again", press, DONE)
    after("the turn", press, "Giv enheden til Jens")
    after("the supervisor's line", write, NEW_SUBGOAL, "Revurdere")
    after("onward to 3", press, "Videre: hvor og hvordan")
    after("own activity", write, NEW_ACTIVITY, "Læse instruksen, uge 37")
    after("with a colleague", write, NEW_ACTIVITY, "Simulation med Mette, uge 37")
    after("with a colleague too", write, NEW_ACTIVITY, "Se på med Sofie, uge 37")
    after("activity changed", correct, "Læse", "Aktivitet")
    after("activity removed", press, "Slet: Læse igen")
    after("onward to 4", press, "Videre: feedback")
    after("feedback", write, NEW_FEEDBACK, "Jens om delmål 1, uge 37, 5 min")
    after("feedback changed", correct, "Jens", "Varighed i minutter")
    after("feedback proposed", press, "Aftal feedback med Mette")
    after("feedback removed", press, "Slet feedback fra Mette")
    after("none assessed", press, "Ingen bedømmelse i denne periode")
    after("assessed all the same", press, "Aftal en alligevel")
    after("assessment", press, "Aftal bedømmelsen")
    after("assessment changed", correct, "Bedømmelse", "Varighed i minutter")
    after("assessment removed", press, "Slet bedømmelsen")
    after("frozen", press, REVIEW, sheet.section(4).locator(".in"))
    page.get_by_role("group").get_by_text("Tilbage til redigering").first.click()
    page.get_by_label("Skriv kort hvorfor.").fill("En fejl")
    after("back to editing", press, "Tilbage til redigering")
    assert not one.different, "\n".join(one.different)


def test_the_waiting_page_after_a_memo(place: Place, open_for: Open, time: RunningClock) -> None:
    contract = place.draft("IM-02", now=time.now(), private=True)
    page = open_for(place.jens).go(f"/kontrakt/{contract.pk}/ark/")
    one = Compared(page)
    one.after("written", one.sheet.write, "Ny huskelinje", "Spørg til pårørende")
    expect(page.get_by_text("Spørg til pårørende")).to_be_visible()
    one.after("removed", one.sheet.press, "Slet huskelinjen")
    assert not one.different, "\n".join(one.different)


def _share(page: Page) -> None:
    page.get_by_text("Mere om arket").locator("xpath=ancestor::summary").click()
    SheetPage(page).press("Skriv sammen på denne enhed")

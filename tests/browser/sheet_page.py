"""The sheet as somebody uses it: found by what it says and by its data attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

NEW_SUBGOAL = "Nyt delmål"
NEW_ACTIVITY = "Ny aktivitet: hvor og hvad"
NEW_FEEDBACK = "Ny feedbackaftale: hvem, hvad, hvornår"
DONE = "Min analyse er færdig"
REVIEW = "Gennemgå og underskriv"


@dataclass
class SheetPage:
    """The sheet in one person's browser."""

    page: Page

    # ---- where one is ----

    def section(self, step: int) -> Locator:
        return self.page.locator(f'[data-section="{step}"]')

    @property
    def open_step(self) -> str | None:
        """The one step that is unfolded; fails when it is not exactly one."""
        steps = self.page.locator("[data-section]:has([data-unfold][aria-expanded=true])")
        expect(steps).to_have_count(1)
        return steps.get_attribute("data-section")

    @property
    def focused(self) -> str:
        """The accessible name of what has focus; "" when it is lost to the page."""
        name: str = self.page.evaluate(
            """() => {
              const one = document.activeElement;
              if (!one || one === document.body) return "";
              const label = one.labels?.[0]?.textContent;
              return (one.getAttribute("aria-label") || label || one.textContent).trim();
            }"""
        )
        return re.sub(r"\s+", " ", name)

    def expect_open(self, step: int) -> None:
        opener = self.section(step).locator("[data-unfold]")
        expect(opener).to_have_attribute("aria-expanded", "true")

    def settled(self) -> None:
        """Wait until all that was sent has been answered and the page says so."""
        expect(self.page.locator("#save-state")).to_have_attribute("data-now", "saved")

    # ---- fields and buttons ----

    def line(self, name: str) -> Locator:
        """A writing line by its name, in what is unfolded."""
        return self.page.get_by_role("textbox", name=name, exact=True).locator("visible=true")

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press a button by its name, and wait until it has had its effect."""
        where: Any = within if within is not None else self.page
        where.get_by_role("button", name=name).locator("visible=true").first.click()
        self.settled()

    def write(self, name: str, text: str) -> None:
        """Write on a line and end it with Enter."""
        line = self.line(name)
        line.fill(text)
        line.press("Enter")
        self.settled()

    def unfold(self, step: int) -> None:
        self.section(step).locator("[data-unfold]").click()
        self.expect_open(step)

    # ---- step 1 to 3 ----

    def choose_period(self, start: str, end: str) -> None:
        """Own dates, such as ``3/9`` and ``29/10``."""
        scope = self.section(1)
        scope.get_by_role("radio", name="Vælg datoer").check(force=True)
        scope.get_by_label("Fra", exact=True).fill(start)
        to = scope.get_by_label("Til", exact=True)
        to.fill(end)
        to.press("Tab")
        self.settled()

    def stand_under(self, number: int) -> None:
        """Move the writing line of step 3 to a subgoal, unless it is there."""
        subgoal = self.page.locator("[data-subgoal]").nth(number - 1)
        here = subgoal.locator("[data-subgoal-here]")
        if here.count():
            here.click()
        expect(subgoal.locator("#entry")).to_be_visible()

    def correct(self, text: str) -> Locator:
        """Open «Ret» at the row that begins with ``text``; returns its form."""
        self.page.get_by_role("link", name=re.compile(rf"^Ret ?: {re.escape(text)}")).click()
        form = self.page.locator("form[data-done=ret]")
        expect(form).to_be_visible()
        return form

    def save(self, form: Locator) -> None:
        form.get_by_role("button", name="Gem").click()
        expect(self.page.locator("form[data-done=ret]")).to_have_count(0)
        self.settled()


def press_chip(form: Locator, name: str, value: str) -> None:
    """Choose a chip by its field and value."""
    form.locator(f'[name="{name}"][value="{value}"]').check(force=True)


def check_only(form: Locator, name: str, labels: list[str]) -> None:
    """Of the checkboxes ``name``, check those with these labels and no others."""
    for box in form.locator(f'[name="{name}"]').all():
        label = box.evaluate("(one) => one.labels[0].textContent.trim()")
        box.set_checked(label in labels, force=True)


def fill_when(form: Locator, when: dict[str, Any]) -> None:
    """The «Senest» of a form, as the example writes it."""
    kind = when["type"]
    if kind == "week":
        press_chip(form, "when", when["week"])
        return
    press_chip(form, "when", kind)
    if kind == "date":
        form.locator("[name=when_date]").fill(numeric(when["date"]))
        if "from" in when:
            form.locator("[name=when_time]").fill(when["from"])
    if kind == "event":
        form.locator("[name=when_text]").fill(when["text"])
        form.locator("[name=when_date]").fill(numeric(when["latest"]))


def numeric(day: Any) -> str:
    """A date as people write it: 14/10."""
    return f"{day.day}/{day.month}"

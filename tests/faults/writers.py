"""A person at a browser: what they write, what their page says of it, what happens to the page."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from tests.faults.hands import letters
from tests.faults.proxy import ChaosProxy

_TEXTS = """() => [...document.querySelectorAll("[data-section='2'] .line .ink")]
    .map((one) => (one.value ?? one.textContent).trim()).filter(Boolean).sort()"""
_STATE = """() => {
    const state = document.getElementById("save-state");
    const kept = state?.querySelector("[data-kept]")?.textContent;
    return {now: state ? (state.dataset.now ?? "saved") : "gone", kept: Boolean(kept)};
}"""


@dataclass
class Line:
    """One line somebody wrote, as it was worded first, then, and so on.

    ``promised`` and ``saved`` say up to which wording the page has said that it is kept (on the
    device, or for good) and that it is saved; -1 before it has. What was written a moment before
    the page went, and was not promised, may be gone with it: it is ``unsure`` until it stands.
    """

    key: str
    wordings: list[str]
    promised: int = -1
    saved: int = -1
    unsure: bool = False

    @property
    def latest(self) -> int:
        return len(self.wordings) - 1

    def stands(self, rows: Counter[str]) -> list[int]:
        """Which of its wordings stand in the database."""
        return [self.wordings.index(text) for text in rows.elements() if text in self.wordings]


@dataclass
class Writer:
    """One person at one browser."""

    name: str
    mark: str
    context: BrowserContext
    page: Page
    network: ChaosProxy
    address: str
    chance: Random
    written: list[Line] = field(default_factory=list)
    alive: bool = True

    # ---- the page ----

    def open(self, within: float = 60.0) -> None:
        """Load the sheet, again and again until it is there."""
        self.leave()
        until = time.monotonic() + within
        while True:
            try:
                self.page.goto(self.address, timeout=4000, wait_until="load")
                self.page.locator("#sheet").wait_for(timeout=2000)
            except Error:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return

    def leave(self) -> None:
        """The page is about to go: what it has promised by now it has to keep."""
        said = self.state()
        for line in self.written:
            if (said["now"] == "saved" or said["kept"]) and not line.unsure:
                line.promised = line.latest
            line.unsure = line.promised < line.latest

    def here(self) -> bool:
        """Whether the sheet is in the browser now."""
        try:
            return bool(self.page.evaluate("() => Boolean(document.getElementById('sheet'))"))
        except Error:
            return False

    def state(self) -> dict[str, Any]:
        """What the page says of what was written."""
        try:
            said: dict[str, Any] = self.page.evaluate(_STATE)
        except Error:
            return {"now": "gone", "kept": False}
        return said

    def texts(self) -> list[str]:
        found: list[str] = self.page.evaluate(_TEXTS)
        return found

    # ---- what its person does ----

    def write(self) -> None:
        """A new line in step 2, ended with Enter."""
        key = self.mark + letters(len(self.written))
        text = f"{key} på stuegang"
        line = self.page.get_by_role("textbox", name="Nyt delmål", exact=True)
        line = line.locator("visible=true").nth(self.chance.randint(0, 1))
        line.fill("", timeout=3000)
        self.written.append(Line(key, [text]))
        line.press_sequentially(text, delay=self.chance.choice([0, 0, 8]), timeout=3000)
        if self.chance.random() < 0.2:
            time.sleep(self.chance.random())
        line.press("Enter", timeout=3000)

    def change(self) -> None:
        """More words on a line of one's own that the page shows and has said to be saved."""
        own = self.page.locator("textarea[data-own]")
        shown = {own.nth(n).input_value(timeout=2000): n for n in range(own.count())}
        lines = [line for line in self.written if line.saved == line.latest]
        for line in self.chance.sample(lines, len(lines)):
            if (number := shown.get(line.wordings[-1])) is not None:
                line.wordings.append(f"{line.wordings[-1]} igen")
                own.nth(number).fill(line.wordings[-1], timeout=3000)
                own.nth(number).blur(timeout=3000)
                return

    def unfold(self) -> None:
        """Another step, and back."""
        for step in (3, 2):
            self.page.locator(f'[data-section="{step}"] [data-unfold]').click(timeout=3000)

    def reload(self) -> None:
        self.open()

    def crash(self) -> None:
        """The tab dies; the person opens the sheet again."""
        self.leave()
        dead = self.page
        with contextlib.suppress(Error):
            dead.goto("chrome://crash", timeout=1000)
        self.page = self.context.new_page()
        dead.close()
        self.open()

    def offline(self) -> None:
        """The browser itself is told that there is no network."""
        self.context.set_offline(True)
        time.sleep(self.chance.random())
        self.context.set_offline(False)

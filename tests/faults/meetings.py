"""Meetings of two browsers in bad weather (L2): what the pages said against what was kept.

Two people write on one sheet, each in a Chromium of their own behind a network of their own,
while the networks fail, the server is ended and started, pages are reloaded and tabs die. What a
page said was saved has to be in the database there and then (F00). Then the weather clears up:
both pages come to rest by themselves, show the same, and show what a fresh load shows.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Browser, Error

from tests.faults import prepared
from tests.faults.checking import Found
from tests.faults.kills import Counts
from tests.faults.prepared import Draft, Prepared, Someone
from tests.faults.proxy import ChaosProxy
from tests.faults.rows import Rows, reading
from tests.faults.server import Nursery, Server
from tests.faults.weather import Weather
from tests.faults.writers import Line, Writer

REST = 90.0
#: Sheets made at once: meetings of half a minute each come well before sessions run out.
DRAFTS = 12


class Meeting:
    """One meeting, decided by its seed."""

    def __init__(
        self, browser: Browser, made: Prepared, draft: Draft, port: int, url: str, seed: int
    ) -> None:
        self.url, self.draft, self.seed = url, draft, seed
        self.found = Found()
        self.did: Counter[str] = Counter()
        self.acknowledged = 0
        self.history: list[object] = []
        self.writers = [
            self._writer(browser, who, part, port)
            for part, who in (("trainee", made.trainee), ("supervisor", made.supervisor))
        ]

    def tell(self, *what: object) -> None:
        self.history.append([round(time.monotonic(), 3), *what])

    def sit_down(self) -> None:
        """Both open the sheet."""
        for writer in self.writers:
            writer.open()
            writer.page.locator('[data-section="2"] [data-unfold]').wait_for()

    def go_on(self, steps: int) -> None:
        """Both write, and things happen to their browsers."""
        chance = Random(f"{self.seed} script")
        doing = ["write"] * 9 + ["change"] * 4 + ["unfold", "reload", "crash", "offline"]
        for _step in range(steps):
            writer, what = chance.choice(self.writers), chance.choice(doing)
            self.tell(writer.name, what)
            self.did[what] += 1
            try:
                getattr(writer, what)()
            except Error as error:
                self.tell(writer.name, "could not", what, str(error)[:200])
                if not writer.here():
                    writer.open()
            self.look()
            time.sleep(chance.random() * 0.3)

    def look(self) -> None:
        """F00: whatever a page says is saved is in the database now."""
        said = [(writer, writer.state()) for writer in self.writers]
        with reading(self.url) as rows:
            stands = self._lines(rows)
        for writer, state in said:
            for line in writer.written:
                stand = max(line.stands(stands), default=-1)
                line.unsure = line.unsure and stand < line.latest
                if not line.unsure:
                    self._promised(line, state)
                if stand < line.saved:
                    self._wrong("false_saved", f"{writer.name} was told «Gemt»: {line}")

    def _promised(self, line: Line, state: dict[str, Any]) -> None:
        if state["now"] == "saved" and line.saved < line.latest:
            self.acknowledged += 1
            line.saved = line.latest
        if state["now"] == "saved" or state["kept"]:
            line.promised = line.latest

    def come_to_rest(self) -> None:
        """Nobody touches anything: both pages send what waits and show the same."""
        until = time.monotonic() + REST
        for writer in self.writers:
            if not writer.here():
                writer.open()
        while time.monotonic() < until:
            self.look()
            states = [writer.state()["now"] for writer in self.writers]
            shown = [writer.texts() for writer in self.writers]
            # A line that was never ended with Enter is still being written.
            if {*states} <= {"saved", "writing"} and shown[0] == shown[1]:
                return
            for writer in self.writers:
                writer.page.wait_for_timeout(100)
        self._wrong("broken", f"the pages did not come to rest: {states} {shown}")

    def check(self) -> None:
        """Every line once, and each page as a fresh load shows it (F13)."""
        with reading(self.url) as rows:
            stands = self._lines(rows)
            self.found.broken += [what for what in (rows.unsound(),) if what]
        for writer in self.writers:
            shown = writer.texts()
            writer.open()
            if writer.texts() != shown:
                self._wrong("broken", f"{writer.name} saw {shown}, fresh {writer.texts()}")
            for line in writer.written:
                found = line.stands(stands)
                if len(found) > 1:
                    self._wrong("duplicated", f"{len(found)} times: {line}")
                if max(found, default=-1) < line.promised:
                    self._wrong("lost", f"{writer.name} was promised: {line}")
        known = {text for w in self.writers for line in w.written for text in line.wordings}
        marks = tuple(writer.mark for writer in self.writers)
        for text in stands:
            if text.startswith(marks) and text not in known:
                self._wrong("broken", f"nobody wrote {text}")

    def close(self) -> None:
        for writer in self.writers:
            writer.context.close()
            writer.network.stop()

    def _lines(self, rows: Rows) -> Counter[str]:
        return rows.words(self.draft.id)["subgoal"]

    def _wrong(self, kind: str, what: str) -> None:
        self.tell("found", kind, what)
        if what not in getattr(self.found, kind):
            getattr(self.found, kind).append(what)

    def _writer(self, browser: Browser, who: Someone, part: str, port: int) -> Writer:
        network = ChaosProxy(port)
        context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 800})
        context.set_default_timeout(5000)
        context.add_cookies(
            [
                {"name": name, "value": value, "url": network.address}
                for name, value in who.cookies.items()
            ]
        )
        return Writer(
            name=part,
            mark=f"{part[0].upper()}q",
            context=context,
            page=context.new_page(),
            network=network,
            address=f"{network.address}/kontrakt/{self.draft.id}/ark/?trin=2",
            chance=Random(f"{self.seed} {part}"),
        )


class Meetings:
    """One meeting after the other, on one database; each is decided by ``seed`` and its number."""

    def __init__(self, folder: Path, url: str, port: int, seed: int) -> None:
        self.folder, self.url, self.port, self.seed = folder, url, port, seed
        self.counts = Counts()
        (folder / "data" / "static").mkdir(parents=True)
        self._given = prepared.environment(folder / "data", url, port)
        self._nursery = Nursery(self._given, folder)
        self._made: Prepared | None = None
        self._drafts: list[Draft] = []
        self._houses = 0

    def run(self, browser: Browser, meetings: int, steps: int) -> Iterator[Counts]:
        """That many; what they have come to so far after each. Stops at a finding."""
        try:
            for number in range(meetings):
                self._hold(browser, self.seed + number, steps)
                yield self.counts
                if self.counts.found:
                    return
        finally:
            self._nursery.stop()

    def _hold(self, browser: Browser, seed: int, steps: int) -> None:
        made, draft = self._next_draft()
        meeting = Meeting(browser, made, draft, self.port, self.url, seed)
        networks = [writer.network for writer in meeting.writers]
        weather = Weather(networks, self._start, seed, meeting.tell)
        try:
            meeting.sit_down()
            weather.begin()
            meeting.go_on(steps)
            weather.clear_up()
            meeting.come_to_rest()
            meeting.check()
        finally:
            weather.clear_up()
            weather.end()
            meeting.close()
            file = self.folder / f"meeting-{seed}.jsonl"
            file.write_text("".join(json.dumps(line) + "\n" for line in meeting.history), "utf-8")
        self.counts.schedules += 1
        self.counts.acknowledged += meeting.acknowledged
        self.counts.ends += weather.seen
        self.counts.kinds += meeting.did
        self.counts.found.add(meeting.found)

    def _start(self) -> Server:
        return self._nursery.start(workers=1 + (self._houses % 2))

    def _next_draft(self) -> tuple[Prepared, Draft]:
        """A sheet nobody has written on; sessions and sheets are made anew before they run out."""
        if not self._drafts:
            self._houses += 1
            name = f"Sygehus {self.seed}-{self._houses}"
            self._made = prepared.prepare(self._given, name=name, drafts=DRAFTS)
            self._drafts = list(self._made.drafts)
            draft = self._drafts[0]
            self._nursery.warm(f"/kontrakt/{draft.id}/ark/", self._made.trainee.cookies)
        assert self._made
        return self._made, self._drafts.pop()

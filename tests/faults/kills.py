"""Schedules of a real server that is ended at random while two people write (L1, faults F07).

One schedule: two devices send acts; the server is ended at a random moment or at a named place,
by SIGKILL or SIGTERM, now and then behind a bad network. What is left on disk is checked; the
server is started again, the devices send what waits until it is answered, and all is checked.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from laeringskontrakt.core.crash import POINTS
from tests.faults import prepared, proxy
from tests.faults.checking import Found, check
from tests.faults.devices import ACKNOWLEDGED, Device
from tests.faults.hands import Hand
from tests.faults.prepared import ROOT, Draft, Prepared
from tests.faults.proxy import ChaosProxy
from tests.faults.rows import reading
from tests.faults.server import Nursery, Server

#: Schedules on one copy of the prepared database, and the sheets there are in it.
CHAPTER = 40
DRAFTS = 8
#: Proofs of being present last fifteen minutes: a database prepared longer ago is made anew.
FRESH = 600.0
TROUBLES = (
    *(proxy.RESET, proxy.DROP, proxy.ANSWER_LOST, proxy.DUPLICATE, proxy.TRUNCATE),
    *(proxy.PORTAL_200, proxy.PORTAL_302, proxy.BAD_GATEWAY, proxy.HALF_CLOSE),
    proxy.Mode("latency", seconds=0.02),
)


@dataclass(frozen=True)
class Plan:
    """How one schedule ends: where or when, and how good the network is."""

    how: str
    place: str = ""
    after: float = 0.0
    workers: int = 1
    acts: int = 3
    network: bool = False
    cold: bool = False


@dataclass
class Counts:
    """What a run comes to."""

    schedules: int = 0
    acknowledged: int = 0
    unsure: int = 0
    found: Found = field(default_factory=Found)
    ends: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)


class History:
    """Everything that happened, one line of JSON each, in the order it was told."""

    def __init__(self, file: Path, seed: int) -> None:
        self._lock, self._began = threading.Lock(), time.monotonic()
        self._file = file.open("w", encoding="utf-8")
        self.tell("seed", seed)

    def tell(self, *what: object) -> None:
        at = round(time.monotonic() - self._began, 4)
        with self._lock:
            self._file.write(json.dumps([at, *what], ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.close()


class Kills:
    """Runs schedules on one database; each is decided by ``seed`` and its number."""

    def __init__(self, folder: Path, url: str, port: int, seed: int) -> None:
        self.folder, self.url, self.port, self.seed = folder, url, port, seed
        self.counts = Counts()
        self.history = History(folder / "history.jsonl", seed)
        self._data = folder / "data"
        (self._data / "static").mkdir(parents=True)
        self._given = prepared.environment(self._data, url, port)
        self._nursery = Nursery(self._given, folder)
        self._made: tuple[float, Prepared] | None = None
        #: The two devices of the latest chapter.
        self.devices: list[Device] = []
        self._chapters = 0

    def run(self, schedules: int) -> Iterator[Counts]:
        """That many schedules; what they have come to so far after each. Stops at a finding."""
        number = 0
        try:
            while number < schedules:
                upto = min(number + CHAPTER, schedules)
                for _one in self._chapter(number, upto):
                    yield self.counts
                    if self.counts.found:
                        return
                number = upto
        finally:
            self._nursery.stop()
            self.history.close()

    def plan(self, number: int) -> Plan:
        """What schedule ``number`` will be."""
        chance = Random(f"{self.seed} {number}")
        how = chance.choice(["place"] * 7 + ["all"] * 7 + ["worker"] * 4 + ["told"] * 2)
        place = f"{chance.choice(POINTS)}:{chance.randint(1, 5)}" if how == "place" else ""
        return Plan(
            how=how,
            place=place,
            after=chance.random() ** 2 * 0.5,
            workers=chance.choice([1, 1, 1, 2]),
            acts=chance.randint(2, 5),
            network=chance.random() < 0.3,
            cold=chance.random() < 0.01,
        )

    def _chapter(self, first: int, upto: int) -> Iterator[None]:
        made = self._ready()
        drafts = list(made.drafts)
        with ChaosProxy(self.port) as network:
            devices = self.devices = self._devices(made, network.port, first)
            self._sit_down(devices, drafts.pop())
            server = self._start(self.plan(first))
            for number in range(first, upto):
                self._write_until_the_end(server, devices, network, number)
                self._check(devices, made, ended=True)
                server = self._mend(devices, made, self.plan(number + 1))
                self._check(devices, made, ended=False)
                self.counts.schedules += 1
                yield
                self._turn_the_page(devices, drafts, number)
            server.kill()
            server.wait()
            self._verify()
            for device in devices:
                device.close()
                self._count(device)

    def _write_until_the_end(
        self, server: Server, devices: list[Device], network: ChaosProxy, number: int
    ) -> None:
        plan, over = self.plan(number), threading.Event()
        self.history.tell("schedule", number, plan.how, plan.place, round(plan.after, 3))
        with ThreadPoolExecutor(2) as pool, _troubled(network, plan, self.seed + number):
            writing = [pool.submit(device.work, plan.acts, over) for device in devices]
            self._end(server, plan, writing)
            server.wait()
            over.set()
            for one in writing:
                one.result()
        self.history.tell("ended", number)
        self.counts.ends[plan.place.partition(":")[0] or plan.how] += 1
        self.counts.unsure += sum(len(device.waiting) for device in devices)

    def _end(self, server: Server, plan: Plan, writing: list[object]) -> None:
        if plan.how == "place":
            while not server.gone.wait(0.01):
                if all(one.done() for one in writing):  # type: ignore[attr-defined]
                    break
            server.kill()
            return
        time.sleep(plan.after)
        if plan.how == "told":
            server.end()
        else:
            server.kill(only_the_worker=plan.how == "worker")

    def _mend(self, devices: list[Device], made: Prepared, plan: Plan) -> Server:
        """Start again, and send what waits; the place that is armed may be passed by that."""
        server = self._start(plan)
        self._each(devices, lambda device: device.finish(server.gone))
        if any(device.waiting for device in devices):
            server.wait()
            self._check(devices, made, ended=True)
            server = self._start(replace(plan, place=""))
            self._each(devices, lambda device: device.finish(server.gone))
        return server

    def _start(self, plan: Plan) -> Server:
        start = self._nursery.cold if plan.cold else self._nursery.start
        return start(crash=plan.place, workers=plan.workers)

    def _check(self, devices: list[Device], made: Prepared, *, ended: bool) -> None:
        with reading(self.url, ended=ended) as rows:
            found = check(devices, rows, made.organisation, ended=ended)
        if found:
            self.history.tell("found", vars(found))
        self.counts.found.add(found)

    def _turn_the_page(self, devices: list[Device], drafts: list[Draft], number: int) -> None:
        """A contract that was signed is written in for a while; then the next sheet."""
        with reading(self.url) as rows:
            signed = rows.stage(devices[0].hand.draft.id) == "active"
        if signed and drafts and Random(f"{self.seed} page {number}").random() < 0.3:
            self._sit_down(devices, drafts.pop())

    def _sit_down(self, devices: list[Device], draft: Draft) -> None:
        for device in devices:
            device.hand.sit_down(draft)

    def _devices(self, made: Prepared, port: int, first: int) -> list[Device]:
        devices = []
        for part, who in (("trainee", made.trainee), ("supervisor", made.supervisor)):
            hand = Hand(who, part, self.seed + first)
            with reading(self.url) as rows:
                hand.events_before = rows.events(who.id)
            devices.append(Device(hand, port, self.url, self.history.tell))
        return devices

    def _each(self, devices: list[Device], what: object) -> None:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(what, devices))  # type: ignore[arg-type]

    def _count(self, device: Device) -> None:
        for act in device.decided:
            self.counts.kinds[f"{act.kind} {act.outcome}"] += 1
            self.counts.acknowledged += act.outcome == ACKNOWLEDGED

    def _ready(self) -> Prepared:
        """A database nobody has written in since it was prepared."""
        aside = self.folder / "prepared"
        sqlite = self.url.startswith("sqlite:")
        fresh = self._made and time.monotonic() - self._made[0] < FRESH
        if not (fresh and sqlite):
            self._chapters += 1
            if sqlite and aside.exists():
                _put_back(aside, self._data)
            name = f"Sygehus {self.seed}-{self._chapters}"
            made = prepared.prepare(self._given, name=name, drafts=DRAFTS)
            self._made = (time.monotonic(), made)
            if sqlite:
                shutil.copytree(self._data, aside, dirs_exist_ok=True)
        elif sqlite:
            _put_back(aside, self._data)
        assert self._made
        made = self._made[1]
        self._nursery.warm(f"/kontrakt/{made.drafts[0].id}/ark/", made.trainee.cookies)
        return made

    def _verify(self) -> None:
        """The product's own verdict on what the chapter left."""
        done = subprocess.run(
            [sys.executable, "-m", "laeringskontrakt.config.cli", "verify"],
            env=self._given,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if done.returncode:
            self.counts.found.broken.append(f"verify: {done.stdout} {done.stderr}")


def _put_back(aside: Path, data: Path) -> None:
    for old in data.glob("lk.sqlite3*"):
        old.unlink()
    shutil.copy(aside / "lk.sqlite3", data)


@contextmanager
def _troubled(network: ChaosProxy, plan: Plan, seed: int) -> Iterator[None]:
    """The network turns from good to bad and back many times a second."""
    if not plan.network:
        yield
        return
    chance, over = Random(f"{seed} network"), threading.Event()

    def turn() -> None:
        while not over.wait(chance.random() * 0.1):
            network.mode = chance.choice((*TROUBLES, *[proxy.PASS] * len(TROUBLES)))

    turning = threading.Thread(target=turn, daemon=True)
    turning.start()
    try:
        yield
    finally:
        over.set()
        turning.join()
        network.mode = proxy.PASS
        network.cut()

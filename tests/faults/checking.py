"""The set checker: what was acknowledged against what stands in the database.

Jepsen's set test, told about acts: each that was acknowledged has its receipt and its effect,
once; what was not acknowledged has both or neither; nothing stands that nobody sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.faults.devices import ACKNOWLEDGED, REFUSED
from tests.faults.hands import Act, Hand
from tests.faults.rows import Rows

#: Acts that leave exactly one event of their own name, whenever they are done.
LOUD = {
    *("subgoal:change", "subgoal:remove", "activity:write", "activity:change", "activity:remove"),
    *("feedback:change", "feedback:remove", "assessment:change", "assessment:remove"),
    *("analysis:finish", "analysis:reopen", "assessment:none", "meeting:open_sitting"),
    *("meeting:pause", "version:freeze", "version:sign", "copy:write_note"),
}


class Writer(Protocol):
    """A device, simulated or not: what its hand has written, and what came of each act."""

    hand: Hand

    @property
    def decided(self) -> list[Act]:
        """Acts that were acknowledged or refused."""

    @property
    def waiting(self) -> list[Act]:
        """Acts of which nobody here knows, in the order in which they are sent."""


@dataclass
class Found:
    """What should not be. ``false_saved`` was acknowledged and did not survive the end."""

    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    false_saved: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lost or self.duplicated or self.false_saved or self.broken)

    def add(self, other: Found) -> None:
        self.lost += other.lost
        self.duplicated += other.duplicated
        self.false_saved += other.false_saved
        self.broken += other.broken


def check(devices: Sequence[Writer], rows: Rows, organisation: str, *, ended: bool) -> Found:
    """Everything, for both people; ``ended``: right after the server was."""
    found = check_words(devices, rows, ended=ended)
    found.broken += [what for what in (rows.broken_chain(organisation), rows.unsound()) if what]
    return found


def check_words(devices: Sequence[Writer], rows: Rows, *, ended: bool) -> Found:
    """Receipts, events and texts; without the chain and the file."""
    found = Found()
    for device in devices:
        receipts = rows.receipts(device.hand.who.id)
        _receipts(device, receipts, found, ended)
        _events(device, receipts, rows.events(device.hand.who.id), found)
        _words(device, receipts, rows, found)
    return found


def _name(act: Act) -> tuple[str, str]:
    return act.id, f"contracts:{act.kind}"


def _receipts(
    device: Writer, receipts: Counter[tuple[str, str]], found: Found, ended: bool
) -> None:
    known = {_name(act): act for act in device.decided}
    for name, act in known.items():
        if act.outcome == ACKNOWLEDGED and not receipts[name]:
            (found.false_saved if ended else found.lost).append(f"no receipt: {act}")
        if act.outcome == REFUSED and receipts[name]:
            found.broken.append(f"refused, and done all the same: {act}")
    waiting = {_name(act) for act in device.waiting}
    for name, number in receipts.items():
        if number > 1:
            found.duplicated.append(f"{number} receipts: {name}")
        if name not in known and name not in waiting:
            found.broken.append(f"a receipt for what was never sent: {name}")


def _events(
    device: Writer, receipts: Counter[tuple[str, str]], events: Counter[str], found: Found
) -> None:
    done = Counter(dict.fromkeys(LOUD, 0))
    for (_command, kind), number in receipts.items():
        done[kind.removeprefix("contracts:")] += number
    for kind in LOUD:
        before = device.hand.events_before[f"contracts:{kind}"]
        told = events[f"contracts:{kind}"] - before
        if told > done[kind]:
            found.duplicated.append(f"{told} events, {done[kind]} receipts: {kind}")
        if told < done[kind]:
            found.lost.append(f"{told} events, {done[kind]} receipts: {kind}")


def _words(device: Writer, receipts: Counter[tuple[str, str]], rows: Rows, found: Found) -> None:
    """Every text where it belongs, once. An act under way counts when its receipt is there."""
    done = [act for act in device.waiting if receipts[_name(act)]]
    for contract, expected in device.hand.expected(done).items():
        stands = device.hand.standing(rows, contract)
        for where, texts in expected.items():
            found.lost += [f"not in {where}: {text}" for text in texts - stands[where]]
            for text in stands[where] - texts:
                found.duplicated.append(f"{stands[where][text]} times in {where}: {text}")

"""The trainee's home: what I agreed, by day of this week; my contracts; my next conversation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from uuid import UUID

from laeringskontrakt.contracts.enums import Party, Stage, WhenType
from laeringskontrakt.contracts.queries import lists
from laeringskontrakt.contracts.queries.frozen import AgreedLine
from laeringskontrakt.contracts.queries.ledger import monday_of
from laeringskontrakt.contracts.queries.lists import ContractSummary
from laeringskontrakt.core import clock
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Person, Placement, Supervision
from laeringskontrakt.portfolio.queries import agreed
from laeringskontrakt.portfolio.queries.agreed import AgreedContract


class Part(IntEnum):
    """The parts of the list, in the order they are shown."""

    DAY = 1  # on a day, or to be done by it
    BEFORE = 2  # its last day is past and it is not ticked: nothing is called late
    ANY_TIME = 3  # the period runs, or it happens at an event
    NEXT_WEEK = 4
    DONE = 5  # ticked this week


@dataclass(frozen=True, slots=True)
class HomeLine:
    """One agreed line of one of my contracts."""

    contract_id: UUID
    line: AgreedLine
    done: bool


@dataclass(frozen=True, slots=True)
class HomeGroup:
    """Lines under one heading. ``by`` is False for what happens on the day itself."""

    part: Part
    day: date | None
    by: bool
    rows: tuple[HomeLine, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """With whom the next conversation is, and where I am placed."""

    placement: Placement
    supervisor: Person | None


@dataclass(frozen=True)
class TraineeHome:
    """All of the trainee's home except the plan's counts.

    ``live`` are the signed contracts, also those whose period is over; the list is of the
    ``active`` ones alone.
    """

    groups: list[HomeGroup]
    live: list[tuple[ContractSummary, AgreedContract]]
    awaiting: list[ContractSummary]
    drafts: list[ContractSummary]
    conversation: Conversation | None
    contracts: list[ContractSummary]

    @property
    def active(self) -> list[tuple[ContractSummary, AgreedContract]]:
        """Those whose period is not over."""
        return [entry for entry in self.live if entry[0].stage is Stage.ACTIVE]

    @property
    def lapsed(self) -> ContractSummary | None:
        """The newest contract, when it was never signed and nothing has been begun since."""
        newest = next(iter(self.contracts), None)
        return newest if newest and newest.stage is Stage.LAPSED else None

    @property
    def open_lines(self) -> int:
        """How many agreed lines are not ticked, this week or later."""
        return sum(
            not contract.done(line)
            for _row, contract in self.active
            for line in contract.wording.lines
        )


def home_of(person: Person, *, now: datetime) -> TraineeHome:
    """Read it in seven queries."""
    today = clock.local_date(now)
    contracts = lists.contracts_of_trainee(person, now=now)
    signed = agreed.by_party(
        (row.id for row in contracts if row.stage in lists.LIVE), Party.TRAINEE
    )
    live = [(row, signed[row.id]) for row in contracts if row.id in signed]
    active = [contract for row, contract in live if row.stage is Stage.ACTIVE]
    return TraineeHome(
        groups=groups_of(active, today=today),
        live=live,
        awaiting=[row for row in contracts if row.stage is Stage.AWAITING],
        drafts=[row for row in contracts if row.stage is Stage.DRAFT],
        conversation=_conversation(person, today),
        contracts=contracts,
    )


def groups_of(contracts: list[AgreedContract], *, today: date) -> list[HomeGroup]:
    """The lines by day of this week, then the rest that may be done now (domain §1.7 d)."""
    found: dict[tuple[Part, date, bool], list[HomeLine]] = defaultdict(list)
    for contract in contracts:
        for line in contract.wording.lines:
            at = contract.ticked.get(line.id)
            place = _done_place(at, today) if at else _place(line, today)
            if place:
                found[place].append(HomeLine(contract.contract_id, line, at is not None))
    return [
        HomeGroup(part, day if day != date.max else None, by, tuple(sorted(rows, key=_order)))
        for (part, day, by), rows in sorted(found.items())
    ]


def _place(line: AgreedLine, today: date) -> tuple[Part, date, bool] | None:
    """Where an open line stands; None when it is first due after next week."""
    sunday = monday_of(today) + timedelta(days=6)
    if line.latest is None:
        return Part.ANY_TIME, date.max, True
    if line.latest < today:
        return Part.BEFORE, date.max, True
    if line.latest <= sunday:
        soon = line.latest - today <= timedelta(days=1)
        return Part.DAY, line.latest, not (line.has_day or soon)
    if line.when_type in {WhenType.EVENT, WhenType.PERIOD, WhenType.NONE}:
        begun = line.starts is None or line.starts <= sunday
        return (Part.ANY_TIME, date.max, True) if begun else None
    if line.latest <= sunday + timedelta(days=7):
        return Part.NEXT_WEEK, date.max, True
    return None


def _done_place(at: datetime, today: date) -> tuple[Part, date, bool] | None:
    """What was ticked this week stays in sight, so that a slip can be undone."""
    recent = clock.local_date(at) >= monday_of(today)
    return (Part.DONE, date.max, False) if recent else None


def _order(row: HomeLine) -> tuple[date, str]:
    return row.line.latest or date.max, row.line.clock or "~"


def _conversation(person: Person, today: date) -> Conversation | None:
    placement = (
        Placement.objects.filter(trainee=person, starts_on__lte=today, ends_on__gte=today)
        .select_related("department")
        .first()
    )
    if placement is None:
        return None
    primary = (
        Supervision.objects.on(today)
        .filter(placement=placement, kind=SupervisionKind.PRIMARY.value)
        .select_related("supervisor")
        .first()
    )
    return Conversation(placement, primary.supervisor if primary else None)

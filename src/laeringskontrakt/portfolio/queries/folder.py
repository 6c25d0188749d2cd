"""The folder: every contract a person is a party to, through the years (08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from laeringskontrakt.contracts.enums import Party, Stage
from laeringskontrakt.contracts.models import ContractCopy, CopyTick
from laeringskontrakt.contracts.queries import frozen, lists
from laeringskontrakt.contracts.queries.lists import ContractSummary
from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Person


class Shown(StrEnum):
    """Which contracts are shown; the value stands in the address."""

    ALL = ""
    ACTIVE = "i-gang"
    OVER = "slut"
    CLOSED = "afsluttet"
    DRAFTS = "kladder"
    UNSIGNED = "ikke-underskrevet"


_STAGES = {
    Shown.ALL: frozenset(Stage),
    Shown.ACTIVE: frozenset({Stage.ACTIVE}),
    Shown.OVER: frozenset({Stage.CLOSING}),
    Shown.CLOSED: frozenset({Stage.CLOSED, Stage.CANCELLED}),
    Shown.DRAFTS: frozenset({Stage.DRAFT, Stage.AWAITING}),
    Shown.UNSIGNED: frozenset({Stage.LAPSED}),
}


@dataclass(frozen=True, slots=True)
class FolderRow:
    """One contract: the reader's pen in it, and how much is ticked in the reader's own copy."""

    contract: ContractSummary
    party: Party
    done: int | None
    total: int | None

    @property
    def year(self) -> int:
        day = self.contract.period_from or clock.local_date(self.contract.created_at)
        return day.year

    @property
    def other(self) -> lists.PersonName:
        """The other of the pair."""
        mine = self.party
        return self.contract.party(Party.SUPERVISOR if mine is Party.TRAINEE else Party.TRAINEE)


@dataclass(frozen=True, slots=True)
class FolderYear:
    """The contracts whose period begins in one year, newest first."""

    year: int
    rows: tuple[FolderRow, ...]


@dataclass(frozen=True)
class Folder:
    """What is shown, and how many each choice would show."""

    years: list[FolderYear]
    counts: dict[Shown, int]
    since: int | None
    found: int
    both_parties: bool


def folder_of(person: Person, *, shown: Shown, sought: str, now: datetime) -> Folder:
    """Read it in eight queries. ``sought`` is looked for, whatever the case, in the words of
    one's own copies, and in the titles and names of what has no copy yet.
    """
    contracts = [
        *((row, Party.TRAINEE) for row in lists.contracts_of_trainee(person, now=now)),
        *((row, Party.SUPERVISOR) for row in lists.contracts_supervised(person, now=now)),
    ]
    copies = _copies(person)
    rows = [
        _row(contract, party, copies.get(contract.id))
        for contract, party in contracts
        if not sought or _matches(contract, copies.get(contract.id), sought.casefold())
    ]
    chosen = [row for row in rows if row.contract.stage in _STAGES[shown]]
    chosen.sort(key=lambda row: (row.year, row.contract.created_at), reverse=True)
    return Folder(
        years=[
            FolderYear(year, tuple(group)) for year, group in groupby(chosen, key=lambda r: r.year)
        ],
        counts={
            choice: sum(row.contract.stage in stages for row in rows)
            for choice, stages in _STAGES.items()
        },
        since=min((row.year for row in rows), default=None),
        found=len(chosen),
        both_parties=len({row.party for row in rows}) > 1,
    )


@dataclass(frozen=True, slots=True)
class _Copy:
    wording: frozen.FrozenContract
    ticked: frozenset[UUID]


def _copies(person: Person) -> dict[UUID, _Copy]:
    rows = list(
        ContractCopy.objects.filter(holder=person).values_list("pk", "contract_id", "content")
    )
    ticks: dict[UUID, set[UUID]] = {key: set() for key, _contract, _content in rows}
    found = CopyTick.objects.filter(copy__in=list(ticks))
    for copy, line in found.values_list("copy_id", "line_id"):
        ticks[copy].add(line)
    return {
        contract: _Copy(frozen.read(content), frozenset(ticks[key]))
        for key, contract, content in rows
    }


def _row(contract: ContractSummary, party: Party, copy: _Copy | None) -> FolderRow:
    if copy is None:
        return FolderRow(contract, party, None, None)
    done = sum(line.id in copy.ticked for line in copy.wording.lines)
    return FolderRow(contract, party, done, len(copy.wording.lines))


def _matches(contract: ContractSummary, copy: _Copy | None, sought: str) -> bool:
    if copy is not None:
        return sought in copy.wording.words
    parts = _outside(contract)
    return any(sought in part.casefold() for part in parts)


def _outside(contract: ContractSummary) -> Sequence[str]:
    """What the list itself shows; nothing but the names while the trainee prepares alone."""
    names = (contract.trainee.full_name, contract.supervisor.full_name, contract.number)
    return names if contract.preparing else (*names, contract.title, contract.department)

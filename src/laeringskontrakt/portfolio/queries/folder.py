"""The folder: every contract a person is a party to, through the years (08)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from laeringskontrakt.contracts.enums import Party, Stage
from laeringskontrakt.contracts.models import ContractCopy, CopyTick, LearningContract
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
    Shown.ACTIVE: frozenset({Stage.ACTIVE}),
    Shown.OVER: frozenset({Stage.CLOSING}),
    Shown.CLOSED: frozenset({Stage.CLOSED, Stage.CANCELLED}),
    Shown.DRAFTS: frozenset({Stage.DRAFT, Stage.AWAITING}),
    Shown.UNSIGNED: frozenset({Stage.LAPSED}),
}


@dataclass(frozen=True, slots=True)
class FolderRow:
    """One contract: the reader's pen in it, and how much is ticked in the reader's own copy.

    Of one that is ``kept`` the reader has the copy alone: its status is not theirs to know.
    """

    contract: ContractSummary
    party: Party
    done: int | None
    total: int | None
    kept: bool = False

    def shown_by(self, choice: Shown) -> bool:
        """Whether it is in the list that ``choice`` narrows to."""
        return not choice or (not self.kept and self.contract.stage in _STAGES[choice])

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
    """Read it in eleven queries. ``sought`` is looked for, whatever the case, in the words of
    one's own copies, and in the titles and names of what has no copy yet.
    """
    contracts = [
        *((row, Party.TRAINEE) for row in lists.contracts_of_trainee(person, now=now)),
        *((row, Party.SUPERVISOR) for row in lists.contracts_supervised(person, now=now)),
    ]
    copies = _copies(person)
    kept = _kept(copies, {contract.id for contract, _party in contracts}, now)
    rows = [
        _row(contract, party, copies.get(contract.id), kept=contract in kept)
        for contract, party in (*contracts, *((row, Party.SUPERVISOR) for row in kept))
        if not sought or _matches(contract, copies.get(contract.id), sought.casefold())
    ]
    chosen = [row for row in rows if row.shown_by(shown)]
    chosen.sort(key=lambda row: (row.year, row.contract.created_at), reverse=True)
    return Folder(
        years=[
            FolderYear(year, tuple(group)) for year, group in groupby(chosen, key=lambda r: r.year)
        ],
        counts={choice: sum(row.shown_by(choice) for row in rows) for choice in Shown},
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


def _kept(copies: dict[UUID, _Copy], partaken: set[UUID], now: datetime) -> list[ContractSummary]:
    """Contracts one has left and holds a copy of, as they stand in that copy (domain §4.6)."""
    left = LearningContract.objects.filter(pk__in=set(copies) - partaken)
    return [_as_signed(row, copies[row.id].wording) for row in lists.summaries(left, now=now)]


def _as_signed(row: ContractSummary, wording: frozen.FrozenContract) -> ContractSummary:
    signed = {competency.id for competency in wording.competencies}
    return replace(
        row,
        named=wording.named,
        department=wording.department,
        period_from=wording.period_from,
        period_to=wording.period_to,
        competencies=tuple(gate for gate in row.competencies if gate.id in signed),
    )


def _row(contract: ContractSummary, party: Party, copy: _Copy | None, *, kept: bool) -> FolderRow:
    if copy is None:
        return FolderRow(contract, party, None, None)
    done = sum(line.id in copy.ticked for line in copy.wording.lines)
    return FolderRow(contract, party, done, len(copy.wording.lines), kept)


def _matches(contract: ContractSummary, copy: _Copy | None, sought: str) -> bool:
    if copy is not None:
        return sought in copy.wording.words
    parts = _outside(contract)
    return any(sought in part.casefold() for part in parts)


def _outside(contract: ContractSummary) -> Sequence[str]:
    """What the list itself shows; nothing but the names while the trainee prepares alone."""
    names = (contract.trainee.full_name, contract.supervisor.full_name, contract.number)
    return names if contract.preparing else (*names, contract.title, contract.department)

"""The contract page of a party: the own copy, what is ticked in each, what is shared."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models import (
    ContractCopy,
    CopyNote,
    CopyTick,
    LearningContract,
    Reflection,
    Signature,
)
from laeringskontrakt.contracts.queries import frozen, ledger
from laeringskontrakt.contracts.queries.frozen import FrozenContract
from laeringskontrakt.contracts.queries.ledger import CopyTicks, LedgerWeek, SubgoalRow
from laeringskontrakt.people.models import Person


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the reader's own, or one shared with the reader, and when it was written."""

    text: str = ""
    changed_at: datetime | None = None
    shared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Who signed the version, when, and which hash."""

    party: Party
    name: str
    signed_at: datetime
    sha256: str
    as_substitute: bool


@dataclass(frozen=True)
class ContractPage:
    """All that the page of a signed contract shows to one of its parties.

    ``own`` is None for somebody who stands in and holds no copy: they read and tick nothing.
    Of ``alone`` see ``page_of``.
    ``reflection`` is the reader's own when the reader is the trainee, else the one shared.
    """

    frozen: FrozenContract
    sha256: str
    own: ContractCopy | None
    weeks: list[LedgerWeek]
    subgoals: list[SubgoalRow]
    note: Written
    reflection: Written | None
    signatures: list[SignatureRow]

    @property
    def party(self) -> Party | None:
        return Party(self.own.party) if self.own else None

    @property
    def agreed(self) -> int:
        return len(self.frozen.lines)

    @property
    def done(self) -> int:
        """Agreed lines ticked in the reader's own copy."""
        return sum(week.done for week in self.weeks)


def page_of(
    contract: LearningContract, person: Person, *, today: date, alone: bool = False
) -> ContractPage:
    """Read the page of ``person``, who is a party, in five queries.

    ``alone`` is the own copy and nothing that others have done since: what is ticked in theirs
    and what is shared are left out. Raises ``ContractCopy.DoesNotExist`` when both have not
    signed yet.
    """
    copies = list(
        ContractCopy.objects.filter(contract=contract)
        .select_related("contract")
        .order_by("handed_out_at", "pk")
    )
    own = next((copy for copy in copies if copy.holder_id == person.pk), None)
    shown = own or next(iter(copies), None)
    if shown is None:
        raise ContractCopy.DoesNotExist
    if alone:
        copies = [shown]
    wording = frozen.read(shown.content)
    ticked = ticks_of(copy.pk for copy in copies)
    others = [
        CopyTicks(Party(copy.party), copy.holder_name.split(" ")[0], ticked[copy.pk])
        for copy in copies
        if copy is not own
    ]
    mine = ticked[own.pk] if own else frozenset()
    return ContractPage(
        frozen=wording,
        sha256=shown.sha256,
        own=own,
        weeks=ledger.weeks(wording.lines, own=mine, others=others, today=today),
        subgoals=[
            SubgoalRow(row, row.id in mine, ledger.ticked_by(row.id, others))
            for row in wording.subgoals
        ],
        note=_note(own),
        reflection=None if alone else _reflection(contract, own),
        signatures=_signatures(shown),
    )


def ticks_of(copies: object) -> defaultdict[UUID, frozenset[UUID]]:
    """The ticked line ids of each copy, by the copy's id; empty for one without."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = CopyTick.objects.filter(copy__in=list(copies))  # type: ignore[call-overload]
    for copy, line in rows.values_list("copy_id", "line_id"):
        found[copy].add(line)
    return defaultdict(frozenset, {copy: frozenset(lines) for copy, lines in found.items()})


def _note(own: ContractCopy | None) -> Written:
    """Only ever that of the reader's own copy (I7)."""
    row = CopyNote.objects.filter(copy=own).values_list("text", "changed_at").first()
    return Written(*row) if own and row else Written()


def _reflection(contract: LearningContract, own: ContractCopy | None) -> Written | None:
    rows = Reflection.objects.filter(copy__contract=contract)
    mine = own is not None and own.party == Party.TRAINEE.value
    rows = rows.filter(copy=own) if mine else rows.exclude(shared_at=None)
    row = rows.values_list("text", "changed_at", "shared_at").first()
    if row is None:
        return Written() if mine else None
    return Written(*row)


def _signatures(copy: ContractCopy) -> list[SignatureRow]:
    rows = Signature.objects.filter(version=copy.version_id).values_list(
        "party", "signer_name", "signed_at", "sha256", "as_substitute"
    )
    return [
        SignatureRow(Party(party), name, at, sha256, substitute)
        for party, name, at, sha256, substitute in rows.order_by("signed_at")
    ]

"""What a person has promised to give others: feedback and assessments, with minutes (§1.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models import ContractVersion, LearningContract
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.contracts.queries.frozen import (
    AgreedLine,
    FrozenContract,
    FrozenSubgoal,
    LineKind,
)
from laeringskontrakt.contracts.queries.ledger import monday_of
from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Person


@dataclass(frozen=True)
class Owed:
    """One agreement that the person gives, and the contract it is in."""

    contract_id: UUID
    wording: FrozenContract
    line: AgreedLine

    @property
    def trainee_name(self) -> str:
        return self.wording.trainee.name

    @property
    def subgoals(self) -> list[FrozenSubgoal]:
        """The subgoals it is about: all that a giver sees besides the agreement (§4.7)."""
        return [row for row in self.wording.subgoals if row.number in self.line.subgoals]


@dataclass(frozen=True, slots=True)
class WeekMinutes:
    """Minutes promised in one ISO week; ``share`` is of the fullest week, 0 to 100."""

    monday: date
    minutes: int
    share: int


def owed_by(person: Person, *, now: datetime) -> list[Owed]:
    """All agreements in active contracts that ``person`` gives, by last day, in one query."""
    today = clock.local_date(now)
    gives = Q(contract__feedback__giver=person) | Q(contract__assessments__assessor=person)
    rows = (
        ContractVersion.objects.filter(
            gives,
            voided_at=None,
            contract__activated_at__isnull=False,
            contract__period_to__gte=today,
            contract__ended_early_at=None,
            contract__closed_at=None,
            contract__cancelled_at=None,
        )
        .distinct()
        .order_by("contract_id")
        .values_list("contract_id", "content")
    )
    found = [
        Owed(contract, wording, line)
        for contract, wording in ((key, frozen.read(content)) for key, content in rows)
        for line in wording.lines
        if line.kind is not LineKind.ACTIVITY and line.who_id == person.pk
    ]
    return sorted(found, key=lambda row: (row.line.latest or date.max, row.line.clock or "~"))


def of_week(rows: Iterable[Owed], monday: date) -> list[Owed]:
    """Those whose last day lies in the week that begins on ``monday``."""
    return [row for row in rows if row.line.latest and monday_of(row.line.latest) == monday]


def minutes_by_week(rows: Iterable[Owed], *, first: date, weeks: int) -> list[WeekMinutes]:
    """Minutes of ``weeks`` weeks from the Monday ``first``. What has no last day is left out."""
    sums: dict[date, int] = defaultdict(int)
    for row in rows:
        if row.line.latest:
            sums[monday_of(row.line.latest)] += row.line.minutes
    mondays = [first + timedelta(weeks=number) for number in range(weeks)]
    fullest = max((sums[monday] for monday in mondays), default=0) or 1
    return [
        WeekMinutes(monday, sums[monday], round(100 * sums[monday] / fullest)) for monday in mondays
    ]


def asked_of(rows: Sequence[Owed], person: Person, *, now: datetime) -> list[Owed]:
    """Those in contracts where ``person`` is not one of the pair: what a colleague is asked for.

    The supervisor who has left is asked as a colleague is: what was agreed stands. One query,
    and none for who is in no pair.
    """
    pairs = {
        row.contract_id
        for row in rows
        if person.pk in {row.wording.party(party).id for party in Party}
    }
    if pairs:
        partaken = LearningContract.objects.with_party(person, today=clock.local_date(now))
        pairs = set(partaken.filter(pk__in=pairs).values_list("pk", flat=True))
    return [row for row in rows if row.contract_id not in pairs]

"""The supervisor's home: who waits for me, who is under way, and what others give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from laeringskontrakt.contracts.enums import Party, Stage
from laeringskontrakt.contracts.queries import lists
from laeringskontrakt.contracts.queries.frozen import LineKind
from laeringskontrakt.contracts.queries.lists import ContractSummary, PersonName
from laeringskontrakt.core import clock
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Person, Supervision
from laeringskontrakt.portfolio.queries import agreed
from laeringskontrakt.portfolio.queries.agreed import AgreedContract


class Need(StrEnum):
    """Why a trainee waits for the supervisor, most pressing first."""

    SIGN = "sign"
    SUPPLEMENT = "supplement"
    RESUME = "resume"
    OVER = "over"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SupervisedRow:
    """One contract under the supervisor, or one trainee without any.

    ``need`` is None for what runs by itself. ``contract`` is None without a contract;
    ``last`` is then the one before it.
    """

    trainee: PersonName
    need: Need | None
    contract: ContractSummary | None
    last: ContractSummary | None = None
    agreed: AgreedContract | None = None


@dataclass(frozen=True, slots=True)
class GivenByOthers:
    """Feedback that others than the supervisor have agreed to give."""

    times: int
    people: int
    minutes: int


@dataclass(frozen=True)
class SupervisorHome:
    """All of the supervisor's home except the minutes."""

    waiting: list[SupervisedRow]
    running: list[SupervisedRow]
    others: GivenByOthers

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.running)


def home_of(person: Person, *, now: datetime) -> SupervisorHome | None:
    """Read it in six queries; None for somebody who supervises nobody."""
    today = clock.local_date(now)
    contracts = lists.contracts_supervised(person, now=now)
    supervised = list(
        Supervision.objects.on(today)
        .filter(supervisor=person, placement__starts_on__lte=today, placement__ends_on__gte=today)
        .select_related("placement__trainee")
        .order_by("placement__trainee__first_name", "pk")
    )
    if not contracts and not supervised:
        return None
    live = [row for row in contracts if row.stage in lists.LIVE]
    signed = agreed.by_party((row.id for row in live), Party.TRAINEE)
    stands_in = {
        row.placement_id for row in supervised if row.kind == SupervisionKind.SUBSTITUTE.value
    }
    rows = [
        _row(
            contract,
            signed.get(contract.id),
            contract.supervisor.id == person.pk or contract.placement_id in stands_in,
        )
        for contract in contracts
        if contract.stage in lists.OPEN or _lapsed_last(contract, contracts)
    ]
    rows += _without(supervised, contracts, signed)
    return SupervisorHome(
        waiting=sorted((row for row in rows if row.need), key=_pressing),
        running=[row for row in rows if row.need is None],
        others=_others(
            (signed[row.id] for row in live if row.stage is Stage.ACTIVE and row.id in signed),
            person,
        ),
    )


def _lapsed_last(contract: ContractSummary, contracts: Iterable[ContractSummary]) -> bool:
    """It was never signed, and nothing has been begun with the trainee since."""
    return contract.stage is Stage.LAPSED and not any(
        other.trainee.id == contract.trainee.id and other.created_at > contract.created_at
        for other in contracts
    )


def _row(contract: ContractSummary, signed: AgreedContract | None, may_sign: bool) -> SupervisedRow:
    return SupervisedRow(contract.trainee, _need(contract, may_sign), contract, agreed=signed)


def _need(contract: ContractSummary, may_sign: bool) -> Need | None:
    if contract.stage is Stage.AWAITING:
        return Need.SIGN if may_sign and Party.SUPERVISOR not in contract.signed else None
    if contract.stage is Stage.LAPSED:
        return Need.RESUME
    if contract.stage is not Stage.DRAFT or contract.preparing:
        return None
    unanswered = any(row.gate_open and not row.supervisor_lines for row in contract.competencies)
    return Need.SUPPLEMENT if unanswered else Need.RESUME


def _without(
    supervised: Iterable[Supervision],
    contracts: Sequence[ContractSummary],
    signed: dict[UUID, AgreedContract],
) -> list[SupervisedRow]:
    """One row for each trainee of today who has no contract that is made or in use."""
    has_open = {
        row.trainee.id
        for row in contracts
        if row.stage in lists.OPEN or _lapsed_last(row, contracts)
    }
    last: dict[UUID | None, ContractSummary] = {}
    for row in contracts:
        if row.activated_at and row.trainee.id not in last:
            last[row.trainee.id] = row
    rows = []
    for trainee in {row.placement.trainee_id: row.placement.trainee for row in supervised}.values():
        if trainee.pk in has_open:
            continue
        name = PersonName(trainee.pk, trainee.first_name, trainee.full_name, trainee.initials)
        before = last.get(trainee.pk)
        over = before is not None and before.stage is Stage.CLOSING
        rows.append(
            SupervisedRow(
                name,
                Need.OVER if over else Need.NONE,
                before if over else None,
                last=before,
                agreed=signed.get(before.id) if before else None,
            )
        )
    return rows


def _pressing(row: SupervisedRow) -> int:
    return list(Need).index(row.need or Need.NONE)


def _others(contracts: Iterable[AgreedContract], person: Person) -> GivenByOthers:
    lines = [
        line
        for contract in contracts
        for line in contract.wording.of_kind(LineKind.FEEDBACK)
        if line.who_id != person.pk
    ]
    return GivenByOthers(
        times=len(lines),
        people=len({line.who_id or line.who for line in lines}),
        minutes=sum(line.minutes for line in lines),
    )

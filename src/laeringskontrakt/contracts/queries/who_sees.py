"""«Hvem kan se kontrakten?» by name, and who has looked (domain §4.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from laeringskontrakt.contracts.enums import Role
from laeringskontrakt.contracts.models import ContractCopy, LearningContract, StatusLook
from laeringskontrakt.contracts.models.contract import READS_ON
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.contracts.queries.frozen import FrozenContract
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import DepartmentRole, Person, Supervision

#: How long one recorded look lets the programme lead read the status again.
LOOK_LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Look:
    """That a programme lead looked at the status, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WhoSees:
    """Full names by what they see. ``looks`` is None for others than the trainee.

    ``own_copy`` are those who had a part in it once and keep their own copy (domain §4.6).
    """

    words: list[str]
    own_copy: list[str]
    own_agreement: list[str]
    status: list[str]
    looks: list[Look] | None


def who_sees(
    contract: LearningContract, wording: FrozenContract, *, role: Role | None, today: date
) -> WhoSees:
    """Who sees what of a signed contract today, in six queries."""
    pair = [wording.trainee, wording.supervisor]
    left = access.left_on(contract, today=today)
    if left is not None and today - left > READS_ON:
        pair = [wording.trainee]
    seeing = {person.id: person.name for person in pair}
    helpers = Supervision.objects.on(today).filter(
        placement=contract.placement_id,
        kind__in=[SupervisionKind.CO.value, SupervisionKind.SUBSTITUTE.value],
    )
    named = helpers.select_related("supervisor").order_by("supervisor__first_name", "pk")
    seeing |= {row.supervisor_id: row.supervisor.full_name for row in named}
    holders = ContractCopy.objects.filter(contract=contract).exclude(holder__in=seeing)
    leads = DepartmentRole.objects.filter(
        department=contract.department_id, role=DepartmentRoleKind.PROGRAMME_LEAD.value
    )
    words = list(seeing.values())
    givers = dict.fromkeys(line.who for line in wording.lines if line.who and line.who_id)
    return WhoSees(
        words=words,
        own_copy=list(holders.exclude(holder=None).values_list("holder_name", flat=True)),
        own_agreement=[name for name in givers if name not in words],
        status=_names(leads.values_list("person__first_name", "person__last_name")),
        looks=_looks(contract) if role is Role.TRAINEE else None,
    )


def has_looked(contract: LearningContract, person: Person, *, now: datetime) -> bool:
    """A look is recorded that still lets ``person`` read the status."""
    since = now - LOOK_LASTS
    return StatusLook.objects.filter(contract=contract, person=person, at__gt=since).exists()


def _names(rows: object) -> list[str]:
    return sorted(f"{first} {last}".strip() for first, last in rows)  # type: ignore[attr-defined]


def _looks(contract: LearningContract) -> list[Look]:
    rows = StatusLook.objects.filter(contract=contract).order_by("-at")
    return [Look(name, at) for name, at in rows.values_list("person_name", "at")]

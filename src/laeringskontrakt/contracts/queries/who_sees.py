"""«Hvem kan se kontrakten?» by name, and who has looked (domain §4.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from laeringskontrakt.contracts.enums import Role
from laeringskontrakt.contracts.models import LearningContract, StatusLook
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
    """Full names by what they see. ``looks`` is None for others than the trainee."""

    words: list[str]
    own_agreement: list[str]
    status: list[str]
    looks: list[Look] | None


def who_sees(
    contract: LearningContract, wording: FrozenContract, *, role: Role | None, today: date
) -> WhoSees:
    """Who sees what of a signed contract today, in three queries."""
    pair = [wording.trainee.name, wording.supervisor.name]
    helpers = Supervision.objects.on(today).filter(
        placement=contract.placement_id,
        kind__in=[SupervisionKind.CO.value, SupervisionKind.SUBSTITUTE.value],
    )
    leads = DepartmentRole.objects.filter(
        department=contract.department_id, role=DepartmentRoleKind.PROGRAMME_LEAD.value
    )
    words = [*pair, *_names(helpers.values_list("supervisor__first_name", "supervisor__last_name"))]
    givers = dict.fromkeys(line.who for line in wording.lines if line.who and line.who_id)
    return WhoSees(
        words=words,
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

"""Whose plans a person may see, and in what capacity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from laeringskontrakt.people.enums import DepartmentRoleKind
from laeringskontrakt.people.models import DepartmentRole, Person, Placement, Supervision
from laeringskontrakt.portfolio.queries import leading


class PlanRole(StrEnum):
    """What a person is to somebody's plan."""

    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """A trainee whose plan the person may open."""

    trainee_id: UUID
    full_name: str
    initials: str
    placement: str


def role_in_plan(person: Person, trainee: UUID, *, today: date) -> PlanRole | None:
    """What ``person`` is to the plan of ``trainee``; None for somebody who may not see it."""
    if person.pk == trainee:
        return PlanRole.TRAINEE
    # An open end lasts as long as the placement, and no longer.
    supervised = Supervision.objects.on(today).filter(
        supervisor=person, placement__trainee=trainee, placement__ends_on__gte=today
    )
    if supervised.exists():
        return PlanRole.SUPERVISOR
    return PlanRole.LEAD if leading.leads(person, trainee, today=today) else None


def plans_supervised(person: Person, *, today: date) -> list[OtherPlan]:
    """The trainees whom ``person`` supervises today, by name."""
    rows = (
        Placement.objects.filter(
            supervisions__in=Supervision.objects.on(today).filter(supervisor=person),
            ends_on__gte=today,
        )
        .exclude(trainee=person)
        .select_related("trainee")
        .order_by("trainee__first_name", "trainee__last_name", "pk")
        .distinct()
    )
    return [_other(row) for row in rows]


def plans_led(person: Person, *, today: date) -> list[OtherPlan]:
    """The trainees placed today in departments that ``person`` leads, by name."""
    led = DepartmentRole.objects.filter(person=person, role=DepartmentRoleKind.PROGRAMME_LEAD.value)
    rows = (
        Placement.objects.filter(
            department__in=led.values("department"), starts_on__lte=today, ends_on__gte=today
        )
        .exclude(trainee=person)
        .select_related("trainee")
        .order_by("trainee__first_name", "trainee__last_name", "pk")
    )
    return [_other(row) for row in rows]


def _other(row: Placement) -> OtherPlan:
    return OtherPlan(row.trainee_id, row.trainee.full_name, row.trainee.initials, row.title)

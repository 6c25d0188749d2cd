"""Whose plans a person may see, and in what capacity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from laeringskontrakt.people.models import Person, Placement, Supervision
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
    supervised = Supervision.objects.on(today).filter(supervisor=person, placement__trainee=trainee)
    if supervised.exists():
        return PlanRole.SUPERVISOR
    return PlanRole.LEAD if leading.leads(person, trainee) else None


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
    return [
        OtherPlan(row.trainee_id, row.trainee.full_name, row.trainee.initials, row.title)
        for row in rows
    ]

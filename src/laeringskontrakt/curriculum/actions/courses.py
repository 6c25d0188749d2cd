"""Laying a trainee's plan from a published version of a programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from laeringskontrakt.core import audit
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Forbidden, Invalid
from laeringskontrakt.curriculum import expected, queries
from laeringskontrakt.curriculum.models import (
    EducationPlan,
    FrameworkVersion,
    PlannedCompetency,
    TrainingCourse,
)
from laeringskontrakt.people.models import Organisation, Person, Placement
from laeringskontrakt.people.queries import may_manage_in


@action("curriculum:course:plan")
def plan_course(
    *,
    trainee: Person,
    version: FrameworkVersion,
    starts_on: date,
    ends_on: date,
    placements: Sequence[Placement],
    by: Person | None,
    now: datetime,
) -> EducationPlan:
    """Pin the trainee to ``version`` and make the plan, one row for each of its competencies.

    Expected months or weeks become days counted from ``starts_on``. All of it belongs to one
    organisation (I13). ``by`` is None for an operator. Raises ``Forbidden``, or ``Invalid``
    beside ``version``, ``ends_on`` or ``placements``.
    """
    if by is not None and not queries.may_plan(by, trainee, placements):
        raise Forbidden(
            _("Planen laves af den uddannelsessøgende selv, vejlederen eller den ansvarlige."),
            code="not_planner",
        )
    _check(trainee, version, starts_on, ends_on, placements)
    course = TrainingCourse.objects.create(
        trainee=trainee, version=version, starts_on=starts_on, ends_on=ends_on
    )
    plan = EducationPlan.objects.create(course=course)
    plan.placements.set(placements)
    rows = PlannedCompetency.objects.bulk_create(_planned(plan, version, starts_on, ends_on))
    audit.record(
        "curriculum:course:plan",
        organisation_id=version.framework.organisation_id,
        actor_id=by.pk if by else None,
        at=now,
        about={
            "trainee": str(trainee.pk),
            "code": version.framework.code,
            "version": version.version,
            "competencies": len(rows),
        },
    )
    return plan


def placements_within(
    placements: Sequence[Placement], starts_on: date, ends_on: date
) -> list[Placement]:
    """Those that have days in common with a course. Raises ``Invalid`` when none has."""
    found = [row for row in placements if row.starts_on <= ends_on and row.ends_on >= starts_on]
    if not found:
        raise Invalid(
            _("Forløbet ligger uden for ansættelsen. Vælg en anden dag."),
            code="outside_placement",
            field="starts_on",
        )
    return found


def refuse_no_lead(by: Person, organisation: Organisation) -> None:
    """Raise ``Forbidden`` unless ``by`` leads or administers a department of ``organisation``."""
    if not may_manage_in(by, organisation):
        raise Forbidden(
            _(
                "Forløb lægges af den, der har ansvar for uddannelsen i en afdeling, eller af"
                " afdelingens administrator. Bed en af dem om det."
            ),
            code="not_department_lead",
        )


def _planned(
    plan: EducationPlan, version: FrameworkVersion, starts_on: date, ends_on: date
) -> list[PlannedCompetency]:
    rows = []
    for competency in version.competencies.all():
        first, last = expected.days_of(
            competency.expected_unit,
            competency.expected_from,
            competency.expected_to,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        rows.append(
            PlannedCompetency(
                plan=plan, competency=competency, expected_from=first, expected_to=last
            )
        )
    return rows


def _check(
    trainee: Person,
    version: FrameworkVersion,
    starts_on: date,
    ends_on: date,
    placements: Sequence[Placement],
) -> None:
    if version.published_at is None:
        raise Invalid(
            _("Udgaven er ikke udgivet endnu. Udgiv den først."),
            code="not_published",
            field="version",
        )
    organisations = {trainee.organisation_id, *(row.organisation_id for row in placements)}
    if organisations != {version.framework.organisation_id}:
        raise Invalid(
            _("Målbeskrivelsen hører til en anden organisation. Importér den i jeres egen."),
            code="other_organisation",
            field="version",
        )
    if ends_on <= starts_on:
        raise Invalid(
            _("Forløbet slutter, før det begynder. Vælg en senere slutdato."),
            code="course_backwards",
            field="ends_on",
        )
    if any(placement.trainee_id != trainee.pk for placement in placements):
        raise Invalid(
            _("Ansættelsen hører til en anden."), code="other_trainee", field="placements"
        )
    if TrainingCourse.objects.filter(trainee=trainee, version=version).exists():
        raise Invalid(
            _("Der er allerede en plan for dette program."), code="planned_twice", field="version"
        )

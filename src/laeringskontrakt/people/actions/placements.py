"""Placing trainees in departments."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people.actions.permission import (
    record,
    refuse_backwards,
    refuse_foreign,
    refuse_others,
)
from laeringskontrakt.people.models import Department, Person, Placement


@action("people:placement:make")
def place_trainee(
    *,
    trainee: Person,
    department: Department,
    title: str,
    starts_on: date,
    ends_on: date,
    by: Person | None,
    now: datetime,
) -> Placement:
    """A post for ``trainee`` in ``department``, both days included.

    Several departments may share a trainee (a combined post, domain §4.6); one department has
    one post at a time for each. Who worked nowhere works here from now on.
    Raises ``Forbidden``, or ``Invalid`` beside ``trainee``, ``starts_on`` or ``ends_on``.
    """
    refuse_others(by, department)
    Person.objects.select_for_update().get(pk=trainee.pk)
    refuse_foreign(trainee, department.organisation, "trainee")
    refuse_backwards(starts_on, ends_on)
    same = Placement.objects.filter(trainee=trainee, department=department)
    if same.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Invalid(
            _("%(name)s har allerede en ansættelse her i den tid.") % {"name": trainee.full_name},
            code="placed_twice",
            field="starts_on",
        )
    made = Placement.objects.create(
        trainee=trainee, department=department, title=title, starts_on=starts_on, ends_on=ends_on
    )
    Person.objects.filter(pk=trainee.pk, department=None).update(department=department)
    record(
        "people:placement:make",
        department.organisation,
        by,
        now,
        placement=made,
        trainee=trainee,
        department=department,
    )
    return made

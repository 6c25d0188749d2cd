"""Departments, and who leads, coordinates or administers them."""

from __future__ import annotations

from datetime import datetime

from laeringskontrakt.core.actions import action
from laeringskontrakt.people import queries
from laeringskontrakt.people.actions.permission import (
    record,
    refuse_foreign,
    refuse_oneself,
    refuse_others,
)
from laeringskontrakt.people.enums import DepartmentRoleKind
from laeringskontrakt.people.models import Department, DepartmentRole, Organisation, Person


@action("people:department:add")
def add_department(
    *,
    organisation: Organisation,
    name: str,
    parent: Department | None,
    by: Person | None,
    now: datetime,
) -> Department:
    """The department called ``name``; one that is there already is answered as it is.

    ``by`` leads or administers ``parent``, or any department when there is none above it;
    None is an operator. Raises ``Forbidden``.
    """
    if parent is not None and parent.organisation_id != organisation.pk:
        raise Department.DoesNotExist
    if parent is not None or by is None or not queries.may_manage_in(by, organisation):
        refuse_others(by, parent)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    found = Department.objects.filter(organisation=organisation, name=name).first()
    if found is not None:
        return found
    made = Department.objects.create(organisation=organisation, name=name, parent=parent)
    record("people:department:add", organisation, by, now, department=made)
    return made


@action("people:role:give")
def give_role(
    *,
    person: Person,
    department: Department,
    role: DepartmentRoleKind,
    by: Person | None,
    now: datetime,
) -> DepartmentRole:
    """Let ``person`` lead, coordinate or administer ``department``. Doing it twice is once.

    Raises ``Forbidden``, or ``Invalid`` beside ``person``.
    """
    refuse_others(by, department)
    refuse_foreign(person, department.organisation, "person")
    given, made = DepartmentRole.objects.get_or_create(
        person=person, department=department, role=role.value
    )
    if made:
        _record("people:role:give", given, by, now)
    return given


@action("people:role:take")
def take_role(
    *,
    person: Person,
    department: Department,
    role: DepartmentRoleKind,
    by: Person | None,
    now: datetime,
) -> None:
    """Take the role away; one that ``person`` does not have is no error.

    Nobody takes the role from themself: the department would have no way back.
    Raises ``Forbidden``.
    """
    refuse_others(by, department)
    refuse_oneself(person, by)
    for given in DepartmentRole.objects.filter(
        person=person, department=department, role=role.value
    ):
        _record("people:role:take", given, by, now)
        given.delete()


def _record(kind: str, given: DepartmentRole, by: Person | None, now: datetime) -> None:
    record(
        kind,
        given.department.organisation,
        by,
        now,
        person=given.person_id,
        department=given.department_id,
        role=given.role,
    )

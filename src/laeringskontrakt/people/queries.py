"""Who leads which department, and who is in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from laeringskontrakt.people.enums import DepartmentRoleKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
)

#: Who makes people, placements and supervision in a department (domain §1.4).
MANAGERS = (DepartmentRoleKind.PROGRAMME_LEAD.value, DepartmentRoleKind.ORGANISATION_ADMIN.value)


def may_manage(person: Person, department: Department | None) -> bool:
    """Whether ``person`` leads training in ``department``, or administers it."""
    return department is not None and departments_of(person).filter(pk=department.pk).exists()


def may_manage_in(person: Person, organisation: Organisation) -> bool:
    """Whether ``person`` leads or administers any department of ``organisation``."""
    return departments_of(person).filter(organisation=organisation).exists()


def departments_of(person: Person) -> QuerySet[Department]:
    """The departments that ``person`` leads or administers, by name."""
    roles = DepartmentRole.objects.filter(person=person, role__in=MANAGERS)
    return Department.objects.filter(pk__in=roles.values("department")).order_by("name", "pk")


def placements_in(departments: Iterable[Department], *, today: date) -> QuerySet[Placement]:
    """Placements that are not over, by the trainee's name, each with its ``supervisions``.

    Supervision that is over is left out; the rest is in the order in which it begins.
    """
    current = (
        Supervision.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today))
        .select_related("supervisor")
        .order_by("starts_on", "supervisor__first_name", "pk")
    )
    return (
        Placement.objects.filter(department__in=list(departments), ends_on__gte=today)
        .select_related("trainee", "department")
        .prefetch_related(Prefetch("supervisions", queryset=current))
        .order_by("trainee__first_name", "trainee__last_name", "starts_on", "pk")
    )


def staff_of(departments: Iterable[Department]) -> QuerySet[Person]:
    """Who works there and has an open account, by name."""
    return Person.objects.filter(department__in=list(departments), is_active=True).order_by(
        "first_name", "last_name", "pk"
    )


def people_called(word: str, organisation: Organisation) -> list[Person]:
    """The people of ``organisation`` with this mail, else with this full name."""
    rows = Person.objects.filter(organisation=organisation, is_active=True)
    found = list(rows.filter(email__iexact=word))
    if found or not word:
        return found
    first = word.split(" ", maxsplit=1)[0]
    alike = rows.filter(first_name__istartswith=first)
    return [person for person in alike if person.full_name.casefold() == word.casefold()]

"""``make``: everything a file of people says that is not there yet, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from laeringskontrakt.config.people_file.complaints import Complaint
from laeringskontrakt.config.people_file.entries import (
    DepartmentEntry,
    PeopleFile,
    PersonEntry,
    PlacementEntry,
    Places,
    RoleEntry,
    SupervisionEntry,
)
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people import actions
from laeringskontrakt.people.enums import DepartmentRoleKind, Profession, SupervisionKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
)

R = TypeVar("R")

#: What the fields of actions are called in the file.
NAMES = {"starts_on": "from", "ends_on": "to"}


class Made(Counter[str]):
    """How many of each part of the file were made: ``people``, ``placements`` …"""


def make(file: PeopleFile, organisation: Organisation, *, now: datetime) -> Made:
    """Make what is new in ``organisation``, as an operator. Raises the first ``Complaint``.

    People are known by mail, departments by name, placements by trainee, department and first
    day, supervision by placement, person, kind and first day. What is there is left as it is.
    """
    return _Maker(file, organisation, now).make()


class _Maker:
    def __init__(self, file: PeopleFile, organisation: Organisation, now: datetime) -> None:
        self.file, self.organisation, self.now = file, organisation, now
        self.made = Made()

    def make(self) -> Made:
        file = self.file
        with transaction.atomic():
            for department in file.departments:
                self._department(department)
            for person in file.people:
                self._person(person)
            for placement in file.placements:
                self._placement(placement)
            for supervision in file.supervisions:
                self._supervision(supervision)
            for role in file.roles:
                self._role(role)
        return self.made

    def _department(self, entry: DepartmentEntry) -> None:
        if Department.objects.filter(organisation=self.organisation, name=entry.name).exists():
            return
        parent = self._named(entry.parent, entry.places, "parent") if entry.parent else None
        actions.add_department(
            organisation=self.organisation, name=entry.name, parent=parent, by=None, now=self.now
        )
        self.made["departments"] += 1

    def _person(self, entry: PersonEntry) -> None:
        if Person.objects.filter(email__iexact=entry.email, organisation=self.organisation):
            return
        department = self._named(entry.department, entry.places, "department")
        self._act(
            entry.places,
            lambda: actions.add_person(
                organisation=self.organisation,
                department=department,
                email=entry.email,
                first_name=entry.first_name,
                last_name=entry.last_name,
                title=entry.title,
                profession=Profession(entry.profession),
                language=entry.language,
                by=None,
                now=self.now,
            ),
        )
        self.made["people"] += 1

    def _placement(self, entry: PlacementEntry) -> None:
        trainee = self._mailed(entry.trainee, entry.places, "trainee")
        department = self._named(entry.department, entry.places, "department")
        if Placement.objects.filter(
            trainee=trainee, department=department, starts_on=entry.starts_on
        ).exists():
            return
        self._act(
            entry.places,
            lambda: actions.place_trainee(
                trainee=trainee,
                department=department,
                title=entry.title,
                starts_on=entry.starts_on,
                ends_on=entry.ends_on,
                by=None,
                now=self.now,
            ),
        )
        self.made["placements"] += 1

    def _supervision(self, entry: SupervisionEntry) -> None:
        placement = self._placed(entry)
        supervisor = self._mailed(entry.supervisor, entry.places, "supervisor")
        kind, first = SupervisionKind(entry.kind), entry.starts_on
        if Supervision.objects.filter(
            placement=placement, supervisor=supervisor, kind=kind.value, starts_on=first
        ).exists():
            return
        self._act(
            entry.places,
            lambda: actions.appoint_supervisor(
                placement=placement,
                supervisor=supervisor,
                kind=kind,
                starts_on=first,
                ends_on=entry.ends_on,
                by=None,
                now=self.now,
            ),
        )
        self.made["supervisions"] += 1

    def _role(self, entry: RoleEntry) -> None:
        person = self._mailed(entry.person, entry.places, "person")
        department = self._named(entry.department, entry.places, "department")
        role = DepartmentRoleKind(entry.role)
        if DepartmentRole.objects.filter(
            person=person, department=department, role=role.value
        ).exists():
            return
        self._act(
            entry.places,
            lambda: actions.give_role(
                person=person, department=department, role=role, by=None, now=self.now
            ),
        )
        self.made["roles"] += 1

    def _placed(self, entry: SupervisionEntry) -> Placement:
        """The one placement that the trainee has on the first day."""
        rows = Placement.objects.select_related("department__organisation").filter(
            trainee=self._mailed(entry.trainee, entry.places, "trainee"),
            department__organisation=self.organisation,
            starts_on__lte=entry.starts_on,
            ends_on__gte=entry.starts_on,
        )
        if entry.department:
            rows = rows.filter(department=self._named(entry.department, entry.places, "department"))
        found = list(rows)
        if not found:
            said = _("Den uddannelsessøgende har ingen ansættelse her den dag.")
            raise self._complaint(entry.places, "from", said)
        if len(found) > 1:
            said = _("Den uddannelsessøgende har flere ansættelser den dag. Skriv afdelingen.")
            raise self._complaint(entry.places, "department", said)
        return found[0]

    def _named(self, name: str, places: Places, field: str) -> Department:
        rows = Department.objects.select_related("organisation")
        found = rows.filter(organisation=self.organisation, name=name).first()
        if found is None:
            said = _("Afdelingen findes ikke. Skriv den under departments, før den bruges.")
            raise self._complaint(places, field, said)
        return found

    def _mailed(self, mail: str, places: Places, field: str) -> Person:
        found = Person.objects.filter(email__iexact=mail, organisation=self.organisation).first()
        if found is None:
            said = _("Ingen i organisationen har den mail. Skriv personen under people.")
            raise self._complaint(places, field, said)
        return found

    def _act(self, places: Places, act: Callable[[], R]) -> R:
        """What the action answers; its reason becomes a complaint at the field's place."""
        try:
            return act()
        except Invalid as error:
            field = NAMES.get(error.field, error.field)
            raise self._complaint(places, field, error.message) from error

    def _complaint(self, places: Places, field: str, message: str) -> Complaint:
        return Complaint(self.file.filename, places[field], message)

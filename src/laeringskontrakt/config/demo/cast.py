"""Who is in the demo, where they work, and who supervises whom. All are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from laeringskontrakt.core import clock
from laeringskontrakt.curriculum.expected import after
from laeringskontrakt.people.enums import DepartmentRoleKind, Profession, SupervisionKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
)

ORGANISATION = "Demosygehuset"
DOMAIN = "demo.example"

MEDICINE, WARD, EMERGENCY = "Medicinsk Afdeling M", "Medicinsk Sengeafsnit M1", "Akutafdelingen"

#: key → (first name, last name, title, profession, department)
PEOPLE = {
    "amalie": ("Amalie", "Krogh Lind", "Introlæge", Profession.DOCTOR, MEDICINE),
    "jens": ("Jens", "Toft Mikkelsen", "Overlæge, hovedvejleder", Profession.DOCTOR, MEDICINE),
    "ursula": (
        "Ursula",
        "Bang Thomsen",
        "Uddannelsesansvarlig overlæge",
        Profession.DOCTOR,
        MEDICINE,
    ),
    "mette": ("Mette", "Overgaard Sand", "Bagvagt", Profession.DOCTOR, MEDICINE),
    "sofie": (
        "Sofie",
        "Brandt Nygaard",
        "Hoveduddannelseslæge i lungesygdomme",
        Profession.DOCTOR,
        MEDICINE,
    ),
    "birgitte": ("Birgitte", "Holm Dahl", "Akutsygeplejerske", Profession.NURSE, EMERGENCY),
    "freja": ("Freja", "Lind", "Introlæge", Profession.DOCTOR, MEDICINE),
    "emil": ("Emil", "Nørgaard", "Introlæge", Profession.DOCTOR, MEDICINE),
    "mie": ("Mie", "Kjær", "Introlæge", Profession.DOCTOR, MEDICINE),
    "yusuf": ("Yusuf", "Demir", "Introlæge", Profession.DOCTOR, MEDICINE),
    "karen": ("Karen", "Juul Lassen", "Afdelingslæge", Profession.DOCTOR, EMERGENCY),
    "oliver": ("Oliver", "Sand Petersen", "KBU-læge", Profession.DOCTOR, EMERGENCY),
    "hanne": ("Hanne", "Bruun Mortensen", "Klinisk vejleder", Profession.NURSE, WARD),
    "laura": ("Laura", "Vestergaard Holm", "Sygeplejestuderende", Profession.NURSE, WARD),
    "anders": ("Anders", "Friis Jepsen", "Administrator", Profession.DOCTOR, MEDICINE),
}

#: trainee → (supervisor, department, title, months or weeks since the beginning, length, unit)
POSTS = {
    "amalie": ("jens", MEDICINE, "Introduktionsstilling, medicinsk afdeling", 3, 12, "month"),
    "freja": ("jens", MEDICINE, "Introduktionsstilling, medicinsk afdeling", 1, 12, "month"),
    "emil": ("jens", MEDICINE, "Introduktionsstilling, medicinsk afdeling", 5, 12, "month"),
    "mie": ("jens", MEDICINE, "Introduktionsstilling, medicinsk afdeling", 4, 12, "month"),
    "yusuf": ("jens", MEDICINE, "Introduktionsstilling, medicinsk afdeling", 8, 12, "month"),
    "oliver": ("karen", EMERGENCY, "KBU, første ansættelse", 2, 6, "month"),
    "laura": ("hanne", WARD, "Klinisk forløb, medicinsk sengeafsnit", 4, 10, "week"),
}

ROLES = {
    "ursula": (MEDICINE, DepartmentRoleKind.PROGRAMME_LEAD),
    "sofie": (MEDICINE, DepartmentRoleKind.TRAINEE_COORDINATOR),
    "karen": (EMERGENCY, DepartmentRoleKind.PROGRAMME_LEAD),
    "anders": (MEDICINE, DepartmentRoleKind.ORGANISATION_ADMIN),
}


@dataclass
class Cast:
    """Everybody by key, such as ``amalie``, and the trainees' posts. ``today`` is in Denmark."""

    today: date
    organisation: Organisation
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Placement] = field(default_factory=dict)

    def at(self, day: date, wall: str) -> datetime:
        """The moment on a Danish wall clock, such as "13:01:20", in UTC."""
        local = datetime.combine(day, time.fromisoformat(wall), clock.COPENHAGEN)
        return local.astimezone(UTC)

    def workday(self, days: int) -> date:
        """The day ``days`` from today, or the Friday before when that is in a weekend."""
        day = self.today + timedelta(days=days)
        return day - timedelta(days=max(0, day.weekday() - 4))


def make_cast(*, today: date) -> Cast:
    """Make the organisation, its departments and people, and the trainees' posts."""
    organisation = Organisation.objects.create(name=ORGANISATION)
    medicine, emergency = (
        Department.objects.create(organisation=organisation, name=name)
        for name in (MEDICINE, EMERGENCY)
    )
    ward = Department.objects.create(organisation=organisation, name=WARD, parent=medicine)
    departments = {MEDICINE: medicine, EMERGENCY: emergency, WARD: ward}
    cast = Cast(today, organisation)
    for key, (first, last, title, profession, department) in PEOPLE.items():
        cast.people[key] = Person.objects.create_user(
            f"{key}@{DOMAIN}",
            first_name=first,
            last_name=last,
            title=title,
            profession=profession.value,
            organisation=organisation,
            department=departments[department],
        )
    for key, (department, role) in ROLES.items():
        DepartmentRole.objects.create(
            person=cast.people[key], department=departments[department], role=role.value
        )
    for key in POSTS:
        _make_post(cast, key, departments)
    return cast


def _make_post(cast: Cast, key: str, departments: dict[str, Department]) -> None:
    supervisor, department, title, since, length, unit = POSTS[key]
    if unit == "month":
        starts_on = after(cast.today.replace(day=1), unit, -since)
    else:
        monday = cast.today - timedelta(days=cast.today.weekday())
        starts_on = after(monday, unit, -since)
    placement = Placement.objects.create(
        trainee=cast.people[key],
        department=departments[department],
        title=title,
        starts_on=starts_on,
        ends_on=after(starts_on, unit, length) - timedelta(days=1),
    )
    Supervision.objects.create(
        placement=placement,
        supervisor=cast.people[supervisor],
        kind=SupervisionKind.PRIMARY.value,
        starts_on=starts_on,
    )
    cast.posts[key] = placement

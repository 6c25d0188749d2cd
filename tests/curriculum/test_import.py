"""Curricula come in whole or not at all, are fixed once published, and lay a trainee's plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError

import laeringskontrakt.curriculum
from laeringskontrakt.core.errors import Forbidden, Invalid, WrongStage
from laeringskontrakt.core.models import AuditEvent
from laeringskontrakt.curriculum import actions, queries
from laeringskontrakt.curriculum.expected import days_of
from laeringskontrakt.curriculum.models import (
    Competency,
    Concretisation,
    EducationPlan,
    Framework,
    FrameworkVersion,
    PlannedCompetency,
    ProgrammePlacement,
    TrainingCourse,
)
from laeringskontrakt.curriculum.reading import CurriculumFile, read
from laeringskontrakt.curriculum.vocabulary import vocabulary
from laeringskontrakt.people.enums import DepartmentRoleKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
DEMO = Path(laeringskontrakt.curriculum.__file__).parent / "demo"
TABLES = (Framework, FrameworkVersion, ProgrammePlacement, Competency, Concretisation)


def curriculum(name: str = "intro_internal_medicine") -> CurriculumFile:
    data = (DEMO / f"{name}.yaml").read_bytes()
    found = read(data, filename=f"{name}.yaml", vocabulary=vocabulary()).curriculum
    assert found is not None
    return found


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(name="Demosygehuset")


@pytest.fixture
def department(organisation: Organisation) -> Department:
    return Department.objects.create(organisation=organisation, name="Medicinsk Afdeling M")


def person(organisation: Organisation, name: str) -> Person:
    return Person.objects.create_user(
        f"{name}@demo.example", first_name=name.title(), last_name="Holm", organisation=organisation
    )


@pytest.fixture
def lead(organisation: Organisation, department: Department) -> Person:
    ursula = person(organisation, "ursula")
    role = DepartmentRoleKind.PROGRAMME_LEAD.value
    DepartmentRole.objects.create(person=ursula, department=department, role=role)
    return ursula


@pytest.mark.parametrize(
    ("name", "competencies", "placements"),
    [
        ("intro_internal_medicine", 18, 1),
        ("foundation_year", 12, 2),
        ("nursing_placement", 10, 1),
    ],
)
def test_a_sample_programme_comes_in_whole(
    organisation: Organisation, lead: Person, name: str, competencies: int, placements: int
) -> None:
    file = curriculum(name)

    version = actions.import_framework(file=file, organisation=organisation, by=lead, now=NOW)

    assert version.competencies.count() == competencies
    assert version.placements.count() == placements
    assert (version.published_at, version.published_by) == (NOW, lead)
    assert queries.says_the_same(file, version)


def test_the_same_content_again_changes_nothing(organisation: Organisation, lead: Person) -> None:
    file = curriculum()
    first = actions.import_framework(file=file, organisation=organisation, by=lead, now=NOW)
    before = (counts(), AuditEvent.objects.count())

    tidied = replace(file, sha256="0" * 64, filename="tidied.yaml")
    second = actions.import_framework(file=tidied, organisation=organisation, by=lead, now=NOW)

    assert second == first
    assert (counts(), AuditEvent.objects.count()) == before


def test_other_content_under_a_published_version_is_refused(
    organisation: Organisation, lead: Person
) -> None:
    file = curriculum()
    version = actions.import_framework(file=file, organisation=organisation, by=lead, now=NOW)
    before = counts()
    changed = replace(file, competencies=file.competencies[:-1])

    with pytest.raises(Invalid) as refused:
        actions.import_framework(file=changed, organisation=organisation, by=lead, now=NOW)

    assert (refused.value.code, refused.value.field) == ("published_otherwise", "file")
    assert str(refused.value) == (
        "DEMO-INTRO-MED version 2026.1 er udgivet med et andet indhold og ændres ikke."
        " Giv filen et nyt versionsnummer."
    )
    assert counts() == before
    assert queries.says_the_same(file, version)


def test_an_unpublished_version_may_be_corrected_and_published(
    organisation: Organisation, lead: Person
) -> None:
    file = curriculum()
    draft = actions.import_framework(
        file=file, organisation=organisation, by=lead, now=NOW, publish=False
    )
    assert draft.published_at is None
    shorter = replace(file, competencies=file.competencies[:5])

    version = actions.import_framework(file=shorter, organisation=organisation, by=lead, now=NOW)

    assert FrameworkVersion.objects.get() == version
    assert (version.competencies.count(), version.published_at) == (5, NOW)


def test_a_new_version_leaves_the_old_as_it_was(organisation: Organisation, lead: Person) -> None:
    file = curriculum()
    old = actions.import_framework(file=file, organisation=organisation, by=lead, now=NOW)
    newer = replace(file, programme=replace(file.programme, version="2027.1"))

    new = actions.import_framework(file=newer, organisation=organisation, by=lead, now=NOW)

    assert new.framework == old.framework
    assert queries.says_the_same(file, old)
    assert queries.says_the_same(newer, new)


def test_nothing_is_half_imported(organisation: Organisation, lead: Person) -> None:
    file = curriculum()
    twice = replace(file, competencies=(*file.competencies, file.competencies[0]))

    with pytest.raises(IntegrityError):
        actions.import_framework(file=twice, organisation=organisation, by=lead, now=NOW)

    assert counts() == [0, 0, 0, 0, 0]


def test_others_may_not_import(organisation: Organisation, department: Department) -> None:
    jens = person(organisation, "jens")

    with pytest.raises(Forbidden) as refused:
        actions.import_framework(file=curriculum(), organisation=organisation, by=jens, now=NOW)

    assert refused.value.code == "not_programme_lead"
    assert counts() == [0, 0, 0, 0, 0]


def test_a_lead_elsewhere_may_not_import_here(lead: Person) -> None:
    elsewhere = Organisation.objects.create(name="Et andet sygehus")

    with pytest.raises(Forbidden):
        actions.import_framework(file=curriculum(), organisation=elsewhere, by=lead, now=NOW)


def published(organisation: Organisation) -> FrameworkVersion:
    return actions.import_framework(file=curriculum(), organisation=organisation, by=None, now=NOW)


def part(name: str, version: FrameworkVersion) -> FrameworkVersion | Competency | Concretisation:
    row = {
        "version": version,
        "placement": version.placements.get(),
        "competency": version.competencies.all()[0],
        "concretisation": Concretisation.objects.filter(competency__version=version)[0],
    }
    return row[name]


PARTS = ["version", "placement", "competency", "concretisation"]


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_what_is_published_is_not_saved(organisation: Organisation, name: str) -> None:
    row = part(name, published(organisation))

    with pytest.raises(WrongStage) as refused:
        row.save()

    assert refused.value.code == "published"


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_what_is_published_is_not_deleted(organisation: Organisation, name: str) -> None:
    row = part(name, published(organisation))

    with pytest.raises(WrongStage):
        row.delete()

    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(("table", "column"), [(Competency, "title"), (Concretisation, "text")])
def test_many_parts_of_what_is_published_are_not_changed_at_once(
    organisation: Organisation, table: type[Competency | Concretisation], column: str
) -> None:
    version = published(organisation)
    rows = list(table.objects.all())

    with pytest.raises(WrongStage):
        table.objects.update(**{column: "noget andet"})
    with pytest.raises(WrongStage):
        table.objects.all().delete()
    with pytest.raises(WrongStage):
        table.objects.bulk_update(rows, [column])

    assert queries.says_the_same(curriculum(), version)


def test_nothing_is_added_to_what_is_published(organisation: Organisation) -> None:
    competency = published(organisation).competencies.all()[0]
    line = Concretisation(competency=competency, text="én linje til", order=99)

    with pytest.raises(WrongStage):
        line.save()
    with pytest.raises(WrongStage):
        Concretisation.objects.bulk_create([line])


def test_a_publishers_account_may_go(organisation: Organisation, lead: Person) -> None:
    version = actions.import_framework(
        file=curriculum(), organisation=organisation, by=lead, now=NOW
    )

    lead.delete()

    version.refresh_from_db()
    assert (version.published_by, version.published_at) == (None, NOW)


@pytest.fixture
def amalie(organisation: Organisation) -> Person:
    return person(organisation, "amalie")


@pytest.fixture
def placement(amalie: Person, department: Department) -> Placement:
    return Placement.objects.create(
        trainee=amalie,
        department=department,
        title="Medicinsk afdeling",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 8, 31),
    )


def plan(amalie: Person, placement: Placement, **changes: object) -> EducationPlan:
    arguments = {
        "trainee": amalie,
        "version": FrameworkVersion.objects.get(),
        "starts_on": placement.starts_on,
        "ends_on": placement.ends_on,
        "placements": [placement],
        "by": amalie,
        "now": NOW,
    }
    return actions.plan_course(**(arguments | changes))


def test_a_plan_has_every_competency_with_its_days(
    organisation: Organisation, amalie: Person, placement: Placement
) -> None:
    version = published(organisation)

    made = plan(amalie, placement)

    rows = {row.competency.code: row for row in made.planned.select_related("competency")}
    assert sorted(rows) == sorted(c.code for c in version.competencies.all())
    assert (rows["IM-02"].expected_from, rows["IM-02"].expected_to) == (
        date(2026, 10, 1),
        date(2027, 2, 28),
    )
    assert (made.course.version, list(made.placements.all())) == (version, [placement])


def test_the_plan_stays_on_its_version(
    organisation: Organisation, amalie: Person, placement: Placement
) -> None:
    old = published(organisation)
    made = plan(amalie, placement)
    newer = replace(curriculum(), programme=replace(curriculum().programme, version="2027.1"))
    actions.import_framework(file=newer, organisation=organisation, by=None, now=NOW)

    made.refresh_from_db()

    assert made.course.version == old
    assert {row.competency.version_id for row in made.planned.all()} == {old.pk}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"ends_on": date(2026, 9, 1)}, "course_backwards", "ends_on"),
        ({"starts_on": date(2027, 9, 1)}, "course_backwards", "ends_on"),
    ],
)
def test_a_course_runs_forward(
    organisation: Organisation,
    amalie: Person,
    placement: Placement,
    changes: dict[str, object],
    code: str,
    field: str,
) -> None:
    published(organisation)

    with pytest.raises(Invalid) as refused:
        plan(amalie, placement, **changes)

    assert (refused.value.code, refused.value.field) == (code, field)
    assert TrainingCourse.objects.count() == 0


def test_a_plan_needs_a_published_version(
    organisation: Organisation, amalie: Person, placement: Placement
) -> None:
    actions.import_framework(
        file=curriculum(), organisation=organisation, by=None, now=NOW, publish=False
    )

    with pytest.raises(Invalid) as refused:
        plan(amalie, placement)

    assert refused.value.code == "not_published"


def test_a_programme_is_planned_once(
    organisation: Organisation, amalie: Person, placement: Placement
) -> None:
    published(organisation)
    plan(amalie, placement)

    with pytest.raises(Invalid) as refused:
        plan(amalie, placement)

    assert refused.value.code == "planned_twice"
    assert PlannedCompetency.objects.count() == 18


def test_anothers_placement_is_refused(
    organisation: Organisation, placement: Placement, lead: Person
) -> None:
    published(organisation)

    with pytest.raises(Invalid) as refused:
        plan(lead, placement)

    assert refused.value.code == "other_trainee"


def test_who_lays_the_plan(
    organisation: Organisation, amalie: Person, placement: Placement, lead: Person
) -> None:
    published(organisation)
    jens, outsider = person(organisation, "jens"), person(organisation, "mette")
    Supervision.objects.create(placement=placement, supervisor=jens, starts_on=placement.starts_on)

    with pytest.raises(Forbidden) as refused:
        plan(amalie, placement, by=outsider)
    assert refused.value.code == "not_planner"

    assert [queries.may_plan(who, amalie, [placement]) for who in (amalie, jens, lead)] == [
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("unit", "first", "last", "expected"),
    [
        ("month", 1, 1, (date(2026, 8, 31), date(2026, 9, 29))),
        ("month", 2, 6, (date(2026, 9, 30), date(2027, 2, 27))),
        ("month", 12, 24, (date(2027, 7, 31), date(2027, 8, 30))),
        ("month", 20, 24, (date(2027, 8, 30), date(2027, 8, 30))),
        ("week", 1, 1, (date(2026, 8, 31), date(2026, 9, 6))),
        ("week", 5, 10, (date(2026, 9, 28), date(2026, 11, 8))),
    ],
)
def test_expected_months_and_weeks_become_days(
    unit: str, first: int, last: int, expected: tuple[date, date]
) -> None:
    found = days_of(unit, first, last, starts_on=date(2026, 8, 31), ends_on=date(2027, 8, 30))

    assert found == expected

"""Laying a trainee's course from the page of a version: who may, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.curriculum.actions import plan_course
from laeringskontrakt.curriculum.models import EducationPlan, FrameworkVersion, TrainingCourse
from laeringskontrakt.people.models import Department, DepartmentRole, Person
from tests.contracts.footprint import refused
from tests.pages import client_of, main_of
from tests.worlds import END, NOW, START, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = make_world()
    TrainingCourse.objects.all().delete()
    return made


def address(world: World) -> str:
    return f"/maalbeskrivelser/{world.competencies[0].version_id}/forloeb/"


def send(world: World, who: Person | None = None, **fields: str) -> Any:
    given = {"trainee": str(world.amalie.pk), "starts_on": "1.8.2026", **fields}
    return client_of(who or world.ursula).post(address(world), given)


def test_a_lead_lays_the_course_and_the_plan(world: World) -> None:
    answer = send(world)

    assert (answer.status_code, answer["Location"]) == (302, f"{address(world)}?svar=planlagt")
    plan = EducationPlan.objects.get(course__trainee=world.amalie)
    assert (plan.course.starts_on, plan.course.ends_on) == (START, END)
    assert plan.course.version == world.competencies[0].version
    assert (plan.planned.count(), plan.placements.get()) == (3, world.placement)
    assert "Forløbet er lagt." in main_of(client_of(world.ursula).get(answer["Location"]))


def test_the_page_offers_the_trainees_of_ones_own_department(world: World) -> None:
    page = main_of(client_of(world.ursula).get(address(world)))

    assert "Amalie Krogh Lind, Sengeafsnit" in page
    version = client_of(world.ursula).get(f"/maalbeskrivelser/{world.competencies[0].version_id}/")
    assert address(world) in version.content.decode()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"trainee": ""}, "Vælg en uddannelsessøgende."),
        ({"starts_on": "snart"}, "Skriv datoen som 18/12 eller 18.12.2026."),
        ({"starts_on": "1.8.2028"}, "Forløbet ligger uden for ansættelsen."),
        ({"trainee": "", "starts_on": ""}, "Skriv en dato."),
    ],
)
def test_what_is_wrong_is_said_and_kept(world: World, fields: dict[str, str], told: str) -> None:
    answer = send(world, **fields)

    assert (answer.status_code, told in main_of(answer)) == (422, True)
    assert f'value="{fields.get("starts_on", "1.8.2026")}"' in answer.content.decode()
    assert not EducationPlan.objects.exists()


def test_twice_is_said_and_not_done(world: World) -> None:
    send(world)

    assert "Der er allerede en plan for dette program." in main_of(send(world))
    assert EducationPlan.objects.count() == 1


def test_a_version_that_is_not_published_is_not_followed(world: World) -> None:
    version = FrameworkVersion.objects.create(
        framework=world.competencies[0].version.framework,
        version="2027.1",
        title="Næste udgave",
        profession="doctor",
        stage="introduction",
        language="da",
        valid_from=END,
        duration_unit="month",
        duration=12,
        source_sha256="1" * 64,
    )
    answer = client_of(world.ursula).post(
        f"/maalbeskrivelser/{version.pk}/forloeb/",
        {"trainee": str(world.amalie.pk), "starts_on": "1.8.2026"},
    )

    assert (answer.status_code, "Udgaven er ikke udgivet endnu." in main_of(answer)) == (422, True)
    assert not EducationPlan.objects.exists()


def test_a_lead_of_another_department_plans_nobody_here(world: World) -> None:
    other = Department.objects.create(organisation=world.organisation, name="Kirurgisk Afdeling K")
    DepartmentRole.objects.filter(person=world.ursula).update(department=other)

    assert "Ingen er i uddannelse på din afdeling i dag." in main_of(
        client_of(world.ursula).get(address(world))
    )
    assert send(world).status_code == 422
    assert not EducationPlan.objects.exists()


def test_others_are_told_why_not_and_other_organisations_find_nothing(world: World) -> None:
    answer = send(world, world.jens)

    assert answer.status_code == 403
    assert "Forløb lægges af den, der har ansvar for uddannelsen" in main_of(answer)
    assert send(make_world("Et andet sygehus"), world.ursula).status_code == 404


def test_a_lead_in_training_by_another_houses_programme_plans_nobody_by_it(world: World) -> None:
    """I13: it is read as one's own plan is, and that is all."""
    there = make_world("Et andet sygehus")
    TrainingCourse.objects.create(
        trainee=world.ursula,
        version=there.competencies[0].version,
        starts_on=START,
        ends_on=END,
    )
    page = client_of(world.ursula).get(address(there).removesuffix("forloeb/"))
    answer = client_of(world.ursula).post(
        address(there), {"trainee": str(world.amalie.pk), "starts_on": "1.8.2026"}
    )

    assert (page.status_code, "Læg et forløb" in main_of(page)) == (200, False)
    assert (answer.status_code, "Forløb lægges af den" in main_of(answer)) == (403, True)
    assert not EducationPlan.objects.filter(course__trainee=world.amalie).exists()


def test_the_action_refuses_another_houses_programme_too(world: World) -> None:
    foreign = make_world("Et andet sygehus").organisation
    version = FrameworkVersion.objects.get(framework__organisation=foreign)
    with refused(Invalid, "other_organisation"):
        plan_course(
            trainee=world.amalie,
            version=version,
            starts_on=START,
            ends_on=END,
            placements=[world.placement],
            by=world.ursula,
            now=NOW,
        )


def test_a_trainee_who_has_left_is_not_offered(world: World) -> None:
    world.placement.starts_on = date(2026, 1, 1)
    world.placement.ends_on = NOW.date() - timedelta(days=1)
    world.placement.save()

    assert "Amalie" not in main_of(client_of(world.ursula).get(address(world)))

"""The page of a department's people: what a lead sees, does, and is told."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from laeringskontrakt.core import clock
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import DepartmentRole, Person, Placement, Supervision
from tests.pages import client_of, counted, main_of
from tests.worlds import END, NOW, START, World, make_world

pytestmark = pytest.mark.django_db

PAGE = "/afdeling/folk/"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = make_world()
    Person.objects.filter(organisation=made.organisation).update(department=made.department)
    return made


def send(world: World, what: str, who: Person | None = None, **fields: str) -> Any:
    return client_of(who or world.ursula).post(address(world, what), fields)


def address(world: World, what: str) -> str:
    supervision = world.placement.supervisions.get(supervisor=world.jens)
    return {
        "person": f"/afdeling/{world.department.pk}/personer/",
        "placement": f"/afdeling/{world.department.pk}/ansaettelser/",
        "supervisor": f"/afdeling/ansaettelse/{world.placement.pk}/vejledere/",
        "end": f"/afdeling/vejledning/{supervision.pk}/slut/",
    }[what]


PERSON = {
    "first_name": "Nina",
    "last_name": "Ny",
    "email": "nina@sygehus.example",
    "profession": "nurse",
    "language": "da",
}
#: What the form and its fields are called on the page.
FORM = {
    "person": "person-{department}",
    "placement": "ansaettelse-{department}",
    "supervisor": "vejleder-{placement}",
    "end": "slut-{supervision}",
}
WHATS = ("person", "placement", "supervisor", "end")


def test_a_lead_sees_who_learns_there_and_who_supervises(world: World) -> None:
    for who, kind, ends_on in (
        (world.mette, SupervisionKind.SUBSTITUTE, date(2027, 1, 3)),
        (world.olav, SupervisionKind.CO, None),
    ):
        Supervision.objects.create(
            placement=world.placement,
            supervisor=who,
            kind=kind,
            starts_on=date(2026, 12, 21),
            ends_on=ends_on,
        )

    page = main_of(client_of(world.ursula).get(PAGE))

    assert "Medicinsk Afdeling M 1 i uddannelse" in page
    assert "Amalie Krogh Lind Uddannelseslæge" in page
    assert "Sengeafsnit · 1. aug 2026 til 31. jul 2027" in page
    assert "Hovedvejleder Jens Toft Mikkelsen fra 1. aug 2026" in page
    assert "Medvejleder Olav Udefra fra 21. dec 2026, ikke begyndt endnu" in page
    assert "Stedfortræder Mette Dam 21. dec 2026 til 3. jan 2027, ikke begyndt endnu" in page
    assert "Mangler" not in page


def test_the_words_are_those_of_the_profession(world: World) -> None:
    Person.objects.filter(pk=world.amalie.pk).update(profession="nurse")
    Supervision.objects.all().delete()

    page = main_of(client_of(world.ursula).get(PAGE))

    assert "Amalie Krogh Lind Studerende" in page
    assert "Mangler klinisk vejleder" in page


def test_an_empty_department_says_where_to_begin(world: World) -> None:
    world.placement.delete()

    page = main_of(client_of(world.ursula).get(PAGE))

    assert "Ingen er i uddannelse her endnu. Tilføj personen først" in page


def test_a_person_is_added_placed_and_given_a_supervisor(world: World) -> None:
    answers = [
        send(world, "person", **PERSON),
        send(
            world,
            "placement",
            trainee="nina ny",
            title="Klinisk forløb",
            starts_on="1. dec 2026",
            ends_on="31/1 2027",
        ),
    ]
    placement = Placement.objects.get(trainee__email="nina@sygehus.example")
    answers.append(
        client_of(world.ursula).post(
            f"/afdeling/ansaettelse/{placement.pk}/vejledere/",
            {"kind": "primary", "supervisor": world.mette.email, "starts_on": "1/12"},
        )
    )

    said = [(answer.status_code, answer["Location"]) for answer in answers]
    assert said == [(302, f"{PAGE}?svar={word}") for word in ("person", "ansat", "vejleder")]
    assert (placement.starts_on, placement.ends_on) == (date(2026, 12, 1), date(2027, 1, 31))
    supervision = placement.supervisions.get()
    assert (supervision.supervisor, supervision.starts_on) == (world.mette, date(2026, 12, 1))
    assert "Vejlederen er tilknyttet." in main_of(
        client_of(world.ursula).get(answers[2]["Location"])
    )


def test_a_supervision_is_ended(world: World) -> None:
    answer = send(world, "end", ends_on="18.12.2026")

    assert answer["Location"] == f"{PAGE}?svar=slut"
    assert world.placement.supervisions.get().ends_on == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("what", "fields", "field", "told"),
    [
        ("person", {**PERSON, "email": "nina@"}, "email", "Skriv hele mailadressen"),
        ("person", {**PERSON, "first_name": " "}, "first_name", "Skriv noget først."),
        ("person", {**PERSON, "first_name": "010190-1234"}, "first_name", "Teksten ligner et CPR"),
        ("person", {**PERSON, "last_name": "x" * 61}, "last_name", "1 tegn for lang"),
        ("placement", {"trainee": "Ingen Her"}, "trainee", "Ingen her hedder det"),
        ("placement", {"starts_on": "engang"}, "starts_on", "Skriv datoen som 18/12"),
        ("supervisor", {"ends_on": "31/2"}, "ends_on", "Skriv datoen som 18/12"),
        ("end", {"ends_on": ""}, "ends_on", "Skriv en dato."),
        ("end", {"ends_on": "1.1.2025"}, "ends_on", "Vælg en dag fra 1. aug 2026 til 31. jul 2027"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    world: World, what: str, fields: dict[str, str], field: str, told: str
) -> None:
    answer = send(world, what, **fields)

    body = answer.content.decode()
    key = FORM[what].format(
        department=world.department.pk,
        placement=world.placement.pk,
        supervision=world.placement.supervisions.get().pk,
    )
    found = re.search(rf'<input [^>]*id="{key}-{field}"[^>]*>', body)
    assert found is not None
    assert answer.status_code == 422
    assert [f'value="{fields[field]}"' in found[0], 'aria-invalid="true"' in found[0]] == [True] * 2
    assert told in body.partition(f'<p class="error" id="{key}-{field}-error">')[2][:300]
    assert f' id="{key}" open>' in body
    assert Person.objects.filter(first_name="Nina").count() == 0


def test_what_the_rules_refuse_stands_beside_its_field(world: World) -> None:
    answer = send(
        world, "supervisor", kind="co", supervisor="Amalie Krogh Lind", starts_on="1.12.2026"
    )

    page = main_of(answer)
    assert (answer.status_code, "Ingen er sin egen vejleder." in page) == (422, True)
    assert 'value="Amalie Krogh Lind"' in answer.content.decode()


def test_a_lead_who_types_the_own_name_is_told_beside_it_that_another_does_it(world: World) -> None:
    answer = send(
        world,
        "supervisor",
        kind="substitute",
        supervisor="ursula bang",
        starts_on="1.12.2026",
        ends_on="6.12.2026",
    )

    assert answer.status_code == 422
    assert "Du kan ikke tilknytte dig selv." in main_of(answer)
    assert 'value="ursula bang"' in answer.content.decode()
    assert Supervision.objects.get().supervisor == world.jens


def test_two_of_one_name_are_told_apart_by_mail(world: World) -> None:
    for mail in ("en@demo.example", "to@demo.example"):
        Person.objects.create_user(
            mail,
            first_name="Per",
            last_name="Sand",
            organisation=world.organisation,
            department=world.department,
        )

    answer = send(world, "supervisor", kind="co", supervisor="Per Sand", starts_on="1.12.2026")

    assert "Flere hedder det. Skriv personens mail." in main_of(answer)
    assert '<option value="en@demo.example">' in answer.content.decode()


def test_a_number_that_only_looks_like_a_cpr_number_can_be_confirmed(world: World) -> None:
    fields = {**PERSON, "title": "Afsnit 0101011235"}

    asked = send(world, "person", **fields)
    told = send(world, "person", **fields, title_not_cpr="1")

    assert (asked.status_code, told.status_code) == (422, 302)
    assert 'name="title_not_cpr"' in asked.content.decode()


@pytest.mark.parametrize("what", WHATS)
def test_others_are_told_why_not(world: World, what: str) -> None:
    for person in (world.amalie, world.jens, world.mette):
        answer = send(world, what, person, **PERSON)

        assert answer.status_code == 403
        assert "Det gør den, der har ansvar for uddannelsen i afdelingen" in main_of(answer)
    assert client_of(world.jens).get(PAGE).status_code == 403


@pytest.mark.parametrize("what", WHATS)
def test_another_organisations_department_is_not_there(world: World, what: str) -> None:
    assert send(make_world("Et andet sygehus"), what, world.ursula, **PERSON).status_code == 404


def test_an_administrator_of_the_department_may_too_and_finds_the_page(world: World) -> None:
    DepartmentRole.objects.create(
        person=world.mette,
        department=world.department,
        role=DepartmentRoleKind.ORGANISATION_ADMIN,
    )

    assert f'href="{PAGE}"' in client_of(world.mette).get("/").content.decode()
    assert send(world, "person", world.mette, **PERSON).status_code == 302


def test_a_lead_finds_the_page_and_the_curricula_from_home(world: World) -> None:
    body = client_of(world.ursula).get("/").content.decode()

    assert [f'href="{path}"' in body for path in (PAGE, "/maalbeskrivelser/")] == [True, True]
    assert f'href="{PAGE}"' not in client_of(world.jens).get("/").content.decode()


def test_who_is_not_signed_in_is_asked_to(world: World) -> None:
    assert Client().get(PAGE).status_code == 302


def test_the_page_makes_as_many_queries_for_much_as_for_little(world: World) -> None:
    client = client_of(world.ursula)
    client.get(PAGE)
    with counted() as few:
        client.get(PAGE)
    for number in range(5):
        trainee = Person.objects.create_user(
            f"t{number}@demo.example",
            first_name="Ny",
            last_name=f"Nummer {number}",
            organisation=world.organisation,
            department=world.department,
        )
        placement = Placement.objects.create(
            trainee=trainee,
            department=world.department,
            title="Forløb",
            starts_on=START,
            ends_on=END,
        )
        Supervision.objects.create(placement=placement, supervisor=world.jens, starts_on=START)

    with counted() as many:
        client.get(PAGE)

    assert len(many) == len(few)

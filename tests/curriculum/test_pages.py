"""The pages of curricula: who sees what, and what is said about a file that does not do."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import laeringskontrakt.curriculum
from laeringskontrakt.curriculum import actions
from laeringskontrakt.curriculum.models import FrameworkVersion, TrainingCourse
from laeringskontrakt.curriculum.reading import MAX_BYTES, read
from laeringskontrakt.curriculum.vocabulary import vocabulary
from laeringskontrakt.people.enums import DepartmentRoleKind
from laeringskontrakt.people.models import DepartmentRole, Person
from tests.pages import client_of, counted, main_of
from tests.worlds import World, make_world

pytestmark = pytest.mark.django_db

DEMO = Path(laeringskontrakt.curriculum.__file__).parent / "demo"
NURSING = (DEMO / "nursing_placement.yaml").read_bytes()
LIST = "/maalbeskrivelser/"


@pytest.fixture
def world() -> World:
    return make_world()


def send(person: Person, data: bytes, name: str = "spl.yaml", **fields: str) -> Any:
    file = SimpleUploadedFile(name, data, content_type="text/yaml")
    return client_of(person).post(LIST, {"file": file, **fields})


def imported(world: World, publish: bool = True) -> FrameworkVersion:
    file = read(NURSING, filename="spl.yaml", vocabulary=vocabulary()).curriculum
    return actions.import_framework(
        file=file, organisation=world.organisation, by=None, now=world.now, publish=publish
    )


def test_the_list_shows_versions_with_their_disclaimer(world: World) -> None:
    version = imported(world)

    page = main_of(client_of(world.amalie).get(LIST))

    assert version.title in page
    assert version.disclaimer in page
    assert "Version 2026.1" in page
    assert "10 kompetencer" in page
    assert "Importér" not in page


@pytest.mark.parametrize("role", ["programme_lead", "organisation_admin"])
def test_a_lead_and_an_administrator_are_offered_to_import(world: World, role: str) -> None:
    DepartmentRole.objects.filter(person=world.ursula).update(role=DepartmentRoleKind(role).value)

    assert "Importér en målbeskrivelse" in main_of(client_of(world.ursula).get(LIST))


def test_a_sound_file_is_imported_and_published(world: World) -> None:
    answer = send(world.ursula, NURSING, publish="1")

    version = FrameworkVersion.objects.get(framework__code="DEMO-SPL-KLINIK")
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{version.pk}/?svar=ny")
    assert (version.published_by, version.competencies.count()) == (world.ursula, 10)
    page = main_of(client_of(world.ursula).get(answer["Location"]))
    assert "Målbeskrivelsen er importeret." in page
    assert version.disclaimer in page


def test_the_same_again_says_that_nothing_has_changed(world: World) -> None:
    send(world.ursula, NURSING, publish="1")

    answer = send(world.ursula, NURSING + b"# tidied\n", publish="1")

    assert answer["Location"].endswith("?svar=uaendret")
    page = main_of(client_of(world.ursula).get(answer["Location"]))
    assert "Den var der i forvejen med samme indhold. Intet er ændret." in page


def test_other_content_is_refused_with_what_to_do(world: World) -> None:
    send(world.ursula, NURSING, publish="1")

    answer = send(world.ursula, NURSING.replace(b"complex: true", b"complex: false", 1))

    assert answer.status_code == 422
    assert (
        "DEMO-SPL-KLINIK version 2026.1 er udgivet med et andet indhold og ændres ikke."
        " Giv filen et nyt versionsnummer. Intet er gemt."
    ) in main_of(answer)


def test_problems_are_listed_with_line_field_and_text(world: World) -> None:
    broken = NURSING.replace(b"profession: nurse", b"profession: smed").replace(
        b"code: SP-02", b"code: SP-01"
    )

    answer = send(world.ursula, broken)

    assert answer.status_code == 422
    page = main_of(answer)
    assert "2 ting skal rettes i filen. Intet er gemt." in page
    assert "Du valgte spl.yaml." in page
    rows = re.findall(
        r'<td class="n" data-l="Linje">(\d+)</td>\s*<td class="path"><code>([^<]+)</code></td>',
        answer.content.decode(),
    )
    assert [field for _line, field in rows] == ["programme.profession", "competencies[1].code"]
    assert not FrameworkVersion.objects.filter(framework__code="DEMO-SPL-KLINIK").exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen er tom"),
        (b"x" * (MAX_BYTES + 1), "1 MB"),
        (b"a: &x 1\nb: *x\n", "ting skal rettes"),
        ("schema: curriculum/1\ntitel: æ".encode("utf-16"), "rettes"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
    ],
    ids=["empty", "large", "alias", "utf-16", "pdf"],
)
def test_a_file_that_is_no_curriculum_is_explained(world: World, data: bytes, said: str) -> None:
    answer = send(world.ursula, data)

    assert answer.status_code == 422
    assert said in main_of(answer)


def test_no_file_is_said_beside_the_field(world: World) -> None:
    answer = client_of(world.ursula).post(LIST, {"publish": "1"})

    assert answer.status_code == 422
    assert "Vælg en fil." in main_of(answer)
    assert 'aria-describedby="id_file-hint id_file-error"' in answer.content.decode()


def test_others_are_told_why_they_may_not_import(world: World) -> None:
    for person in (world.amalie, world.jens):
        answer = send(person, NURSING)

        assert answer.status_code == 403
        assert "Målbeskrivelser importeres af den, der har ansvar for uddannelsen" in main_of(
            answer
        )
    assert not FrameworkVersion.objects.filter(framework__code="DEMO-SPL-KLINIK").exists()


def test_a_version_folds_the_official_text(world: World) -> None:
    version = imported(world)

    body = client_of(world.amalie).get(f"{LIST}{version.pk}/").content.decode()

    line = version.competencies.all()[0].concretisations.all()[0].text
    before, _found, _after = body.partition(html.escape(line))
    assert body.count("Vis målbeskrivelsens tekst") == 10
    assert before.rindex("<details") > before.rindex("</details") if "</details" in before else True
    assert "<details open" not in body
    assert "Uge 1 til 6" in body


def test_what_is_not_published_is_for_those_who_import(world: World) -> None:
    version = imported(world, publish=False)
    address = f"{LIST}{version.pk}/"

    assert client_of(world.amalie).get(address).status_code == 404
    assert version.title not in main_of(client_of(world.amalie).get(LIST))
    assert "Ikke udgivet endnu." in main_of(client_of(world.ursula).get(address))

    published = client_of(world.ursula).post(f"{address}udgivelse/")

    assert (published.status_code, published["Location"]) == (302, f"{address}?svar=udgivet")
    assert "Udgaven er udgivet." in main_of(client_of(world.ursula).get(published["Location"]))
    assert client_of(world.amalie).get(address).status_code == 200


def test_only_those_who_import_publish(world: World) -> None:
    version = imported(world)

    assert client_of(world.jens).post(f"{LIST}{version.pk}/udgivelse/").status_code == 403


def test_another_organisations_version_is_not_there(world: World) -> None:
    version = imported(make_world("Et andet sygehus"))

    for person in (world.amalie, world.ursula):
        assert client_of(person).get(f"{LIST}{version.pk}/").status_code == 404
        assert version.title not in main_of(client_of(person).get(LIST))


def test_the_version_one_is_in_training_by_is_seen_after_a_move(world: World) -> None:
    version = imported(make_world("Et andet sygehus"))
    TrainingCourse.objects.create(
        trainee=world.amalie,
        version=version,
        starts_on=world.placement.starts_on,
        ends_on=world.placement.ends_on,
    )

    assert client_of(world.amalie).get(f"{LIST}{version.pk}/").status_code == 200


def test_who_is_not_signed_in_is_asked_to(world: World) -> None:
    answer = Client().get(LIST)

    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_the_pages_make_as_many_queries_for_much_as_for_little(world: World) -> None:
    version, client = imported(world), client_of(world.ursula)
    client.get(LIST)  # what is kept between requests is there now
    with counted() as few:
        client.get(LIST)
        client.get(f"{LIST}{version.pk}/")

    for name in ("foundation_year", "intro_internal_medicine"):
        file = read((DEMO / f"{name}.yaml").read_bytes(), filename=name, vocabulary=vocabulary())
        larger = actions.import_framework(
            file=file.curriculum, organisation=world.organisation, by=None, now=world.now
        )
    with counted() as many:
        client.get(LIST)
        client.get(f"{LIST}{larger.pk}/")

    assert len(many) == len(few)

"""The demo's pages exist in the demo only."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.people.models import Person
from tests.people.codes import newest_code

PLAY = "/demo/log-ind/"


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


@pytest.mark.parametrize("path", ["/demo/log-ind/", "/demo/bekraeft/"])
def test_outside_the_demo_its_actions_are_unknown_addresses(
    client: Client, amalie: Person, settings: Settings, path: str
) -> None:
    settings.DEMO = False
    answer = client.post(path, {"part": "uddannelsessoegende"})

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.content == client.get("/findes-ikke/").content
    assert "_auth_user_id" not in client.session


def test_outside_the_demo_nobody_reads_mails(
    client: Client, amalie: Person, settings: Settings
) -> None:
    settings.DEMO = False
    client.post("/log-ind/", {"email": amalie.email})
    answer = client.get("/demo/mails/")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert newest_code(amalie) not in answer.content.decode()


def test_outside_the_demo_no_page_offers_it(signed_in: Client, settings: Settings) -> None:
    settings.DEMO = False

    assert "/demo/" not in Client().get("/log-ind/").content.decode()
    assert "/demo/" not in signed_in.get("/konto/").content.decode()


@pytest.mark.usefixtures("demo")
def test_one_press_makes_one_a_person(client: Client, amalie: Person, jens: Person) -> None:
    page = client.get("/log-ind/").content.decode()
    answer = client.post(PLAY, {"part": "vejleder", "next": "/plan/"})

    assert [name in page for name in ("uddannelsessoegende", "vejleder", "kollega")] == [
        True,
        True,
        False,
    ]
    assert answer["Location"] == "/plan/"
    assert client.session["_auth_user_id"] == str(jens.pk)


@pytest.mark.usefixtures("demo")
def test_switching_leaves_nothing_of_the_one_before(
    client: Client, amalie: Person, jens: Person
) -> None:
    client.post(PLAY, {"part": "vejleder"})
    earlier = client.session.session_key
    client.post(PLAY, {"part": "uddannelsessoegende"})

    assert client.session["_auth_user_id"] == str(amalie.pk)
    assert client.session.session_key != earlier


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("part", ["", "admin", "kollega"])
def test_a_part_that_is_not_there(client: Client, amalie: Person, part: str) -> None:
    assert client.post(PLAY, {"part": part}).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("demo")
def test_the_mails_can_be_read(client: Client, amalie: Person) -> None:
    client.post("/log-ind/", {"email": amalie.email})
    page = client.get("/demo/mails/").content.decode()

    assert newest_code(amalie) in page
    assert "Til amalie@demo.example" in page


@pytest.mark.usefixtures("demo")
def test_without_mails_the_page_says_so(client: Client, db: None) -> None:
    assert OutboxMail.objects.count() == 0
    assert "Der er ingen mails endnu." in client.get("/demo/mails/").content.decode()

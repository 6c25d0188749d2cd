"""Two people who can sign in, and what sign-in needs round them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Organisation, Person
from tests.clocks import Clock


@pytest.fixture(autouse=True)
def mails_are_rows(settings: Settings) -> None:
    """As in the product; Django's test set-up would keep them in memory."""
    settings.EMAIL_BACKEND = "laeringskontrakt.core.mail.DatabaseBackend"


@pytest.fixture
def organisation(db: None) -> Organisation:
    return Organisation.objects.create(name="Demosygehuset")


@pytest.fixture
def amalie(organisation: Organisation) -> Person:
    return _person("amalie", "Amalie", "Nørgaard", organisation)


@pytest.fixture
def jens(organisation: Organisation) -> Person:
    return _person("jens", "Jens", "Holm", organisation)


@pytest.fixture
def signed_in(client: Client, amalie: Person) -> Client:
    """A browser in which Amalie is signed in."""
    client.force_login(amalie)
    return client


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    watch = Clock()
    monkeypatch.setattr(clock, "now", lambda: watch.now)
    return watch


def _person(name: str, first: str, last: str, organisation: Organisation) -> Person:
    return Person.objects.create_user(
        f"{name}@demo.example", first_name=first, last_name=last, organisation=organisation
    )

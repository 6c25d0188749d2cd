"""Language and colours: chosen by a press, kept where they belong."""

from __future__ import annotations

import pytest
from django.test import Client

from laeringskontrakt.people.models import Person


def test_the_language_follows_the_person(signed_in: Client, amalie: Person) -> None:
    answer = signed_in.post("/sprog/", {"language": "en", "next": "/konto/"})
    amalie.refresh_from_db()
    elsewhere = Client()
    elsewhere.force_login(amalie)

    assert (answer["Location"], amalie.language) == ("/konto/", "en")
    assert '<html lang="en"' in elsewhere.get("/konto/").content.decode()
    assert elsewhere.get("/konto/")["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["", "de", "en-GB", "../da"])
def test_an_unknown_language_changes_nothing(
    signed_in: Client, amalie: Person, language: str
) -> None:
    answer = signed_in.post("/sprog/", {"language": language})
    amalie.refresh_from_db()

    assert (answer.status_code, amalie.language) == (302, "da")
    assert "sprog" not in answer.cookies


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_kept_in_the_browser(client: Client, db: None, scheme: str) -> None:
    client.post("/farver/", {"scheme": scheme})
    page = client.get("/log-ind/").content.decode()

    assert f'<html lang="da" data-scheme="{scheme}">' in page
    assert f'<meta name="color-scheme" content="{scheme}">' in page


def test_as_the_device_has_it_is_the_default_and_can_be_chosen_again(
    client: Client, db: None
) -> None:
    before = client.get("/log-ind/").content.decode()
    client.post("/farver/", {"scheme": "dark"})
    client.post("/farver/", {"scheme": ""})
    after = client.get("/log-ind/").content.decode()

    assert ['<html lang="da">' in page for page in (before, after)] == [True, True]


def test_a_forged_cookie_is_not_shown(client: Client, db: None) -> None:
    client.cookies["farver"] = "dark><script>"

    assert '<html lang="da">' in client.get("/log-ind/").content.decode()


@pytest.mark.parametrize("path", ["/sprog/", "/farver/"])
@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "\\evil"])
def test_a_choice_leads_back_to_this_site_only(
    client: Client, db: None, path: str, target: str
) -> None:
    assert client.post(path, {"next": target})["Location"] == "/"


@pytest.mark.parametrize("path", ["/sprog/", "/farver/"])
def test_a_choice_is_never_made_by_a_link(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 405

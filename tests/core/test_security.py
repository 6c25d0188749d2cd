"""Every response carries exactly the decided headers (faults §5.3, S12, S14)."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from laeringskontrakt.people.models import Person

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
#: Headers that say something else than how a browser may treat the response.
OTHER = {
    "Allow",
    "Cache-Control",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Type",
    "ETag",
    "Expires",
    "Last-Modified",
    "Location",
    "Vary",
}


def security_headers(response: HttpResponse) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name not in OTHER}


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create_user("amalie@demo.example", first_name="A", last_name="N")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/log-ind/", 200),
        ("post", "/log-ind/", 422),
        ("get", "/log-ind/kode/", 302),
        ("get", "/konto/", 302),
        ("get", "/findes-ikke/", 404),
        ("get", "/sprog/", 405),
        ("post", "/sprog/", 302),
        ("get", "/hjaelp/", 200),
        ("get", "/privatliv", 301),
    ],
)
def test_pages_redirects_and_errors_carry_the_same_headers(
    client: Client, db: None, method: str, path: str, status: int
) -> None:
    response = getattr(client, method)(path)

    assert response.status_code == status
    assert security_headers(response) == ALWAYS
    assert response["Cache-Control"] == "no-store"


def test_the_csrf_page_carries_them(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/sprog/")

    assert response.status_code == 403
    assert security_headers(response) == ALWAYS
    assert "Siden var for gammel til at sende" in response.content.decode()


def test_an_unknown_host_gets_them_and_nothing_else(client: Client, db: None) -> None:
    response = client.get("/log-ind/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert security_headers(response) == ALWAYS
    assert "evil.example" not in response.content.decode()


def test_a_failing_page_carries_them(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("laeringskontrakt.core.views.render", fail)
    response = Client(raise_request_exception=False).get("/hjaelp/")

    assert response.status_code == 500
    assert security_headers(response) == ALWAYS
    body = response.content.decode()
    assert ["Det gik ikke" in body, "That did not work" in body, "secret" in body] == [
        True,
        True,
        False,
    ]


def test_pages_of_a_person_are_kept_nowhere(client: Client, person: Person) -> None:
    client.force_login(person)
    response = client.get("/konto/")

    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert security_headers(response) == ALWAYS


def test_https_is_remembered_and_only_over_https(client: Client, db: None) -> None:
    plain, secure = client.get("/log-ind/"), client.get("/log-ind/", secure=True)

    assert "Strict-Transport-Security" not in plain
    assert security_headers(secure) == ALWAYS | {
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload"
    }


def test_files_carry_them_and_may_be_kept(client: Client, db: None) -> None:
    response = client.get("/static/css/app.css")
    kept = response["Cache-Control"]
    response.close()

    assert security_headers(response) == ALWAYS
    assert "no-store" not in kept


def test_no_page_asks_for_anything_but_its_own(client: Client, db: None) -> None:
    page = client.get("/log-ind/").content.decode()

    assert ["<style" in page, " style=" in page, "http://" in page, "https://" in page] == [
        False
    ] * 4

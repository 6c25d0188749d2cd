"""Errors as people and scripts get them."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from laeringskontrakt.core import errors, errors_page


def request(**headers: str) -> HttpRequest:
    made = RequestFactory().get("/", headers=headers)
    made.user, made.session = AnonymousUser(), SimpleNamespace(get=lambda *args: "")
    return made


def handled(error: Exception, **headers: str) -> HttpResponse | None:
    return errors_page.ErrorPages(lambda _request: HttpResponse()).process_exception(
        request(**headers), error
    )


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (errors.Forbidden("Kun Amalie kan.", code="not_yours"), 403, "Det kan du ikke gøre her"),
        (errors.WrongStage("Arket er låst.", code="signed"), 409, "Det kan ikke lade sig gøre nu"),
        (errors.Invalid("For kort.", code="short", field="text"), 422, "Noget skal rettes"),
    ],
)
def test_our_own_errors_become_pages_with_their_reason(
    error: errors.LkError, status: int, title: str
) -> None:
    answer = handled(error)

    assert answer is not None
    assert answer.status_code == status
    body = answer.content.decode()
    assert [f"<h1>{title}</h1>" in body, f"<p>{error.message}</p>" in body] == [True, True]


def test_our_own_errors_become_json_for_scripts() -> None:
    forbidden = handled(errors.Forbidden("Kun Amalie kan.", code="not_yours"), **{"X-Act": "1"})
    invalid = handled(errors.Invalid("For kort.", code="short", field="text"), **{"X-Act": "1"})

    assert forbidden is not None
    assert invalid is not None
    assert json.loads(forbidden.content) == {
        "error": "not_yours",
        "message": "Kun Amalie kan. Intet er ændret. Gå tilbage, og prøv noget andet.",
    }
    assert json.loads(invalid.content) == {
        "error": "short",
        "message": "For kort.",
        "field": "text",
    }


def test_other_errors_are_left_alone() -> None:
    assert handled(ValueError("x")) is None


def test_a_refusal_says_why() -> None:
    with_reason = errors_page.forbidden(request(), PermissionDenied("Kun for administratorer."))
    without = errors_page.forbidden(request(), PermissionDenied())

    assert "Kun for administratorer." in with_reason.content.decode()
    assert "Din rolle giver ikke adgang til det." in without.content.decode()


def test_missing_and_hidden_are_the_same_page(client: Client, db: None) -> None:
    first, second = client.get("/findes-ikke/"), client.get("/heller/ikke/denne/?x=1")

    assert first.content == second.content
    assert first.status_code == second.status_code == 404


def test_a_script_gets_every_error_as_json(client: Client, db: None) -> None:
    act = {"X-Act": "1"}
    missing = client.get("/findes-ikke/", headers=act)

    assert (missing.status_code, missing.json()["error"]) == (404, "not_found")


def test_too_much_at_once_is_413(client: Client, db: None) -> None:
    answer = client.post("/log-ind/", {"email": "x" * (2 * 1024 * 1024 + 1)})
    script = client.post(
        "/log-ind/", {"email": "x" * (2 * 1024 * 1024 + 1)}, headers={"X-Act": "1"}
    )

    assert answer.status_code == 413
    assert "Vi tager imod højst 2 megabyte ad gangen. Intet er gemt." in answer.content.decode()
    assert (script.status_code, script.json()["error"]) == (413, "too_large")


def test_an_old_page_gets_a_new_token_for_its_script(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    act = {"X-Act": "1"}
    refused = client.post("/sprog/", {"language": "en"}, headers=act)
    again = client.post(
        "/sprog/", {"language": "en"}, headers=act | {"X-CSRFToken": refused.json()["token"]}
    )

    assert (refused.status_code, refused.json()["error"]) == (403, "csrf")
    assert again.status_code == 302


def test_errors_are_in_the_readers_language(client: Client, db: None) -> None:
    client.post("/sprog/", {"language": "en"})

    assert '<html lang="en"' in client.get("/findes-ikke/").content.decode()

"""Signing in again on the page one stands on (F10, F11): the same person, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.people import page_person
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.session_rows import SessionRow
from tests.clocks import Clock
from tests.people.codes import newest_code, other_than

WHO = "/hvem/"
ASK = "/log-ind/igen/"
ENTER = "/log-ind/igen/kode/"


@pytest.fixture(autouse=True)
def no_earlier_tries(db: None) -> None:
    cache.clear()


class PageOf:
    """A page made for a person, and what its script asks in a browser's session."""

    def __init__(self, person: Person, client: Client) -> None:
        self.client = client
        self.headers = {"X-Act": "1", "X-Person": page_person.mark(person)}

    def post(self, address: str, **fields: str) -> tuple[int, dict[str, Any]]:
        answer = self.client.post(address, fields, headers=self.headers)
        return answer.status_code, answer.json()

    def who(self) -> tuple[int, dict[str, Any]]:
        answer = self.client.get(WHO, headers=self.headers)
        return answer.status_code, answer.json()

    def error(self, address: str, **fields: str) -> tuple[int, str]:
        status, answer = self.post(address, **fields)
        return status, answer["error"]


@pytest.fixture
def page(amalie: Person) -> PageOf:
    """Amalie's page, in a browser whose session has ended; a form has to carry its token."""
    client = Client(enforce_csrf_checks=True)
    page = PageOf(amalie, client)
    page.headers["X-CSRFToken"] = client.post(ASK, headers=page.headers).json()["token"]
    return page


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_code_signs_in_on_the_page_with_a_new_session_and_token(
    page: PageOf, amalie: Person
) -> None:
    old_token = page.headers["X-CSRFToken"]
    assert page.post(ASK) == (200, {"sent": True})
    planted = page.client.session.session_key
    status, answer = page.post(ENTER, code=newest_code(amalie))

    assert (status, answer["person"]) == (200, str(amalie.pk))
    assert signed_in_as(page.client) == str(amalie.pk)
    assert not SessionRow.objects.filter(session_key=planted).exists()
    assert page.error("/bekraeft/send/") == (403, "csrf")
    page.headers["X-CSRFToken"] = answer["token"]
    assert page.post("/bekraeft/send/") == (200, {"sent": True})
    assert answer["token"] != old_token


def test_wrong_codes_are_counted_as_on_the_sign_in_page(page: PageOf, amalie: Person) -> None:
    page.post(ASK)
    code = newest_code(amalie)

    assert page.error(ENTER, code="12 34") == (422, "code")
    wrong = [page.error(ENTER, code=other_than(code)) for _number in range(5)]
    assert wrong == [(422, "code")] * 4 + [(422, "gone")]
    assert page.error(ENTER, code=code) == (422, "gone")
    assert signed_in_as(page.client) is None


def test_codes_are_limited_as_on_the_sign_in_page(page: PageOf, amalie: Person) -> None:
    page.client.post(
        "/log-ind/", {"email": amalie.email, "csrfmiddlewaretoken": page.headers["X-CSRFToken"]}
    )
    answers = [page.post(ASK)[0] for _number in range(2)]

    assert answers == [200, 200]
    assert page.error(ASK) == (422, "too_many_codes")


def test_somebody_elses_code_is_no_use_there(page: PageOf, jens: Person) -> None:
    """In another tab of the same browser Jens asked for a code of his own."""
    page.client.post(
        "/log-ind/", {"email": jens.email, "csrfmiddlewaretoken": page.headers["X-CSRFToken"]}
    )

    assert page.error(ENTER, code=newest_code(jens)) == (422, "gone")
    assert signed_in_as(page.client) is None


def test_who_is_signed_in_already_needs_no_code(signed_in: Client, amalie: Person) -> None:
    page = PageOf(amalie, signed_in)

    assert [page.post(ASK)[1]["person"], page.post(ENTER)[1]["person"]] == [str(amalie.pk)] * 2
    assert page.who()[1]["person"] == str(amalie.pk)
    assert OutboxMail.objects.count() == 0


def test_a_page_of_other_persons_is_told_and_given_no_token(
    signed_in: Client, jens: Person
) -> None:
    page = PageOf(jens, signed_in)
    answers = [page.who(), page.post(ASK), page.post(ENTER, code="123456")]

    assert [(status, answer["error"]) for status, answer in answers] == [(401, "other_person")] * 3
    assert not any("token" in answer for _status, answer in answers)


def test_its_owner_is_told_that_the_account_is_closed(page: PageOf, amalie: Person) -> None:
    page.post(ASK)
    code = newest_code(amalie)
    Person.objects.filter(pk=amalie.pk).update(is_active=False)

    assert page.error(ENTER, code=code) == (403, "closed")
    assert page.error(ASK) == (403, "closed")
    assert page.who()[1]["reason"] == "closed"
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "{id}", "{id}:", "{id}:forged", "nobody:at-all"])
def test_a_mark_that_is_not_ours_tells_nothing(client: Client, amalie: Person, forged: str) -> None:
    Person.objects.filter(pk=amalie.pk).update(is_active=False)
    headers = {"X-Act": "1", "X-Person": forged.format(id=amalie.pk)}

    assert client.get(WHO, headers=headers).json()["reason"] == ""
    assert client.post(ASK, headers=headers).status_code == 422
    assert client.post(ENTER, {"code": "123456"}, headers=headers).status_code == 422
    assert OutboxMail.objects.count() == 0


def test_the_page_goes_on_in_its_language(page: PageOf, amalie: Person) -> None:
    Person.objects.filter(pk=amalie.pk).update(language="en")
    page.post(ASK)

    assert page.post(ENTER, code="12")[1]["message"] == "The code has six digits. 4 are missing."


def test_asking_who_is_there_keeps_no_session_open(time: Clock, signed_in: Client) -> None:
    headers = {"X-Act": "1", "X-Background": "1"}
    for _minute in range(29):
        time.forward(minutes=1)
        assert signed_in.get(WHO, headers=headers).status_code == 200
    time.forward(minutes=2)

    assert signed_in.get(WHO, headers=headers).status_code == 401


def test_in_the_demo_one_press_is_enough(page: PageOf, amalie: Person, settings: Settings) -> None:
    assert page.error("/demo/log-ind/igen/") == (404, "not_found")
    settings.DEMO = True
    status, answer = page.post("/demo/log-ind/igen/")

    assert (status, answer["person"]) == (200, str(amalie.pk))
    assert page.client.session["proof_method"] == "demo"

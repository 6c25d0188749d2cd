"""Many requests at the same moment: one sign-in, and every wrong code is counted (faults S22)."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from laeringskontrakt.people.models import Person
from laeringskontrakt.people.session_rows import SessionRow
from tests.people.codes import newest_code, other_than

ASK = "/log-ind/"
ENTER = "/log-ind/kode/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def asked(amalie: Person) -> Client:
    """A browser to which a code was sent."""
    cache.clear()
    browser = Client()
    browser.post(ASK, {"email": amalie.email})
    return browser


def enter(client: Client, code: str) -> HttpResponse:
    return client.post(ENTER, {"code": code})


def test_one_code_sent_many_times_at_once_signs_in_once(amalie: Person) -> None:
    browser = asked(amalie)
    code = newest_code(amalie)

    answers = _at_once(browser, lambda client: enter(client, code), times=8)

    assert sorted(answer["Location"] for answer in answers) == ["/"] + [ASK] * 7
    assert SessionRow.objects.filter(person_id=amalie.pk).count() == 1


def test_many_wrong_codes_at_once_are_all_counted(amalie: Person) -> None:
    browser = asked(amalie)
    wrong = other_than(newest_code(amalie))

    answers = _at_once(browser, lambda client: enter(client, wrong), times=8)

    assert sorted(answer.status_code for answer in answers) == [302] * 4 + [422] * 4
    enter(browser, newest_code(amalie))
    assert "_auth_user_id" not in browser.session


def _at_once(
    browser: Client, request: Callable[[Client], HttpResponse], *, times: int
) -> list[HttpResponse]:
    answers: list[HttpResponse] = []

    def run() -> None:
        client = Client()
        client.cookies = browser.cookies.copy()
        try:
            answers.append(request(client))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers

"""How long a session lasts, where it is open, and how it ends (faults S07, decision 2)."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from laeringskontrakt.people.models import Person
from laeringskontrakt.people.session_rows import SessionRow
from tests.clocks import Clock
from tests.pages import main_of
from tests.people.codes import newest_code

PAGE = "/konto/"


def is_open(client: Client, **headers: str) -> bool:
    return client.get(PAGE, headers=headers).status_code == HTTPStatus.OK


def test_a_session_lasts_while_it_is_used(time: Clock, signed_in: Client) -> None:
    seen = []
    for _half_hour in range(20):
        time.forward(minutes=29)
        seen.append(is_open(signed_in))

    assert seen == [True] * 20


def test_thirty_minutes_without_use_end_it(time: Clock, signed_in: Client) -> None:
    assert is_open(signed_in)
    time.forward(minutes=30, seconds=1)
    answer = signed_in.get(PAGE)

    assert answer["Location"] == "/log-ind/?next=%2Fkonto%2F&slut=idle"
    assert SessionRow.objects.count() == 0
    assert (
        "Der skete ikke noget i 30 minutter." in signed_in.get(answer["Location"]).content.decode()
    )


def test_twelve_hours_end_it_however_busy_one_is(time: Clock, signed_in: Client) -> None:
    for _step in range(35):
        time.forward(minutes=20)
        assert is_open(signed_in)
    time.forward(minutes=21)
    answer = signed_in.get(PAGE)

    assert answer["Location"] == "/log-ind/?next=%2Fkonto%2F&slut=age"
    assert SessionRow.objects.count() == 0


def test_what_nobody_pressed_does_not_keep_it_open(time: Clock, signed_in: Client) -> None:
    for _minute in range(29):
        time.forward(minutes=1)
        assert is_open(signed_in, **{"X-Act": "1", "X-Background": "1"})
    time.forward(minutes=2)

    assert not is_open(signed_in)


def test_reading_a_page_writes_nothing(time: Clock, signed_in: Client) -> None:
    is_open(signed_in)
    time.forward(minutes=10)
    with CaptureQueriesContext(connection) as queries:
        is_open(signed_in)

    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


@pytest.mark.parametrize("forged", ["", "9999999999", "9999999999:x", "nonsense:nonsense"])
def test_a_forged_cookie_counts_for_nothing(time: Clock, signed_in: Client, forged: str) -> None:
    is_open(signed_in)
    signed_in.cookies["seen"] = forged
    time.forward(minutes=31)

    assert not is_open(signed_in)


def test_the_cookie_of_another_session_counts_for_nothing(
    time: Clock, signed_in: Client, amalie: Person
) -> None:
    time.forward(minutes=29)
    other = Client()
    other.force_login(amalie)
    is_open(other)
    signed_in.cookies["seen"] = other.cookies["seen"].value
    time.forward(minutes=2)

    assert not is_open(signed_in)


def test_a_script_is_told_and_never_sent_to_sign_in(time: Clock, signed_in: Client) -> None:
    time.forward(minutes=31)
    answer = signed_in.get(
        PAGE, headers={"X-Act": "1", "Referer": "http://testserver/kontrakter/7/?x=1"}
    )

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
    assert answer.json() == {
        "error": "signed_out",
        "reason": "idle",
        "message": "Du er logget ud. Det, du har skrevet, er her stadig. Log ind igen.",
        "sign_in": "/log-ind/?next=%2Fkontrakter%2F7%2F&slut=idle",
    }


def test_a_form_sent_too_late_leads_back_to_its_page(client: Client, db: None) -> None:
    answer = client.post("/bekraeft/", headers={"Referer": "http://testserver/bekraeft/?x=1"})

    assert answer["Location"] == "/log-ind/?next=%2Fbekraeft%2F"


def test_signing_in_changes_the_session_key(client: Client, amalie: Person) -> None:
    cache.clear()
    client.post("/log-ind/", {"email": amalie.email})
    planted = client.session.session_key
    client.post("/log-ind/kode/", {"code": newest_code(amalie)})

    assert client.session.session_key != planted
    assert not SessionRow.objects.filter(session_key=planted).exists()


def test_own_sessions_are_listed_and_nobody_elses(
    signed_in: Client, amalie: Person, jens: Person
) -> None:
    for person in (amalie, jens):
        Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Safari/604.1"}).force_login(person)
    answer = signed_in.get(PAGE)
    page = answer.content.decode()

    assert main_of(answer).count("siden ") == 2
    assert page.count("denne enhed") == 1
    assert signed_in.session.session_key not in page


def test_another_of_my_sessions_can_be_ended(signed_in: Client, amalie: Person) -> None:
    phone = Client()
    phone.force_login(amalie)
    handle = SessionRow.objects.get(session_key=phone.session.session_key).handle
    signed_in.post(f"/konto/log-ud/{handle}/")

    assert (is_open(phone), is_open(signed_in)) == (False, True)


def test_somebody_elses_session_cannot_be_ended(signed_in: Client, jens: Person) -> None:
    other = Client()
    other.force_login(jens)
    handle = SessionRow.objects.get(session_key=other.session.session_key).handle
    signed_in.post(f"/konto/log-ud/{handle}/")

    assert is_open(other)


def test_signing_out_everywhere(signed_in: Client, amalie: Person, jens: Person) -> None:
    phone, other = Client(), Client()
    phone.force_login(amalie)
    other.force_login(jens)
    answer = signed_in.post("/konto/log-ud-overalt/")

    assert answer["Location"] == "/log-ind/?slut=overalt"
    assert [is_open(client) for client in (signed_in, phone, other)] == [False, False, True]


def test_when_somebody_was_last_here_is_kept_nowhere(signed_in: Client, amalie: Person) -> None:
    is_open(signed_in)

    assert "last_login" not in {field.name for field in Person._meta.get_fields()}
    assert {row.person_id for row in SessionRow.objects.all()} == {amalie.pk}


def test_a_closed_account_is_out_at_once(signed_in: Client, amalie: Person) -> None:
    Person.objects.filter(pk=amalie.pk).update(is_active=False)

    assert not is_open(signed_in)


def test_the_cookies_are_for_this_site_and_unreadable_to_scripts(
    client: Client, amalie: Person, settings: Settings
) -> None:
    settings.DEMO = True
    answer = client.post("/demo/log-ind/", {"part": "uddannelsessoegende"})

    assert {
        name: (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"])
        for name, cookie in answer.cookies.items()
    } == dict.fromkeys(("csrf", "seen", "sid"), (True, "Lax", "/", ""))


def test_over_https_every_cookie_is_bound_to_the_host(settings: Settings, amalie: Person) -> None:
    settings.SESSION_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME = "__Host-sid"
    client = Client()
    client.force_login(amalie)
    answer = client.get(PAGE, secure=True)

    assert sorted(answer.cookies) == ["__Host-seen", "csrf"]
    assert answer.cookies["__Host-seen"]["secure"] is True
    assert answer.cookies["__Host-seen"]["domain"] == ""

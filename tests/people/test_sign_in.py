"""Signing in with a code by mail (faults S12, S22 to S25)."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.session_rows import SessionRow
from tests.people.codes import newest_code, other_than

ASK = "/log-ind/"
ENTER = "/log-ind/kode/"


@pytest.fixture(autouse=True)
def no_earlier_tries(db: None) -> None:
    cache.clear()


def ask(client: Client, email: str, **data: str) -> HttpResponse:
    return client.post(ASK, {"email": email, **data})


def enter(client: Client, code: str, **data: str) -> HttpResponse:
    return client.post(ENTER, {"code": code, **data})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def text(response: HttpResponse) -> str:
    return response.content.decode()


def without_tokens(client: Client, response: HttpResponse) -> str:
    return "\n".join(line for line in text(response).splitlines() if "csrfmiddleware" not in line)


def test_a_code_from_the_mail_signs_in(client: Client, amalie: Person) -> None:
    asked = ask(client, amalie.email)
    entered = enter(client, newest_code(amalie))

    assert (asked.status_code, asked["Location"]) == (HTTPStatus.FOUND, ENTER)
    assert (entered.status_code, entered["Location"]) == (HTTPStatus.FOUND, "/")
    assert signed_in_as(client) == str(amalie.pk)


def test_the_address_may_be_written_in_capitals(client: Client, amalie: Person) -> None:
    ask(client, amalie.email.upper())
    code = OutboxMail.objects.get().body[:6]
    enter(client, code)

    assert signed_in_as(client) == str(amalie.pk)


def test_a_code_may_be_typed_with_spaces(client: Client, amalie: Person) -> None:
    ask(client, amalie.email)
    code = newest_code(amalie)
    enter(client, f" {code[:3]} {code[3:]} ")

    assert signed_in_as(client) == str(amalie.pk)


def test_an_unknown_address_gets_the_same_answers(client: Client, amalie: Person) -> None:
    stranger = Client()
    first = [ask(client, amalie.email), client.get(ENTER), enter(client, "x")]
    second = [ask(stranger, "nobody@demo.example"), stranger.get(ENTER), enter(stranger, "x")]

    for known, unknown in zip(first, second, strict=True):
        assert known.status_code == unknown.status_code
        assert known.get("Location") == unknown.get("Location")
        assert without_tokens(client, known).replace(amalie.email, "") == without_tokens(
            stranger, unknown
        ).replace("nobody@demo.example", "")


def test_any_code_for_an_unknown_address_is_wrong(client: Client, amalie: Person) -> None:
    ask(client, "nobody@demo.example")

    assert enter(client, "000000").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert signed_in_as(client) is None


def test_a_colleagues_other_address_is_told_by_mail(client: Client, amalie: Person) -> None:
    ask(client, "nobody@demo.example")

    assert [mail.to for mail in OutboxMail.objects.all()] == ["nobody@demo.example"]
    assert "Der er ingen konto med den mail." in OutboxMail.objects.get().body


def test_a_stranger_is_sent_nothing(client: Client, amalie: Person) -> None:
    ask(client, "nobody@elsewhere.example")

    assert OutboxMail.objects.count() == 0


def test_a_closed_account_is_like_an_unknown_one(client: Client, amalie: Person) -> None:
    Person.objects.filter(pk=amalie.pk).update(is_active=False)
    ask(client, amalie.email)

    assert enter(client, "000000").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert OutboxMail.objects.get().subject == "Ingen konto med denne mail"


def test_an_account_closed_in_between_does_not_sign_in(client: Client, amalie: Person) -> None:
    ask(client, amalie.email)
    code = newest_code(amalie)
    Person.objects.filter(pk=amalie.pk).update(is_active=False)

    assert enter(client, code)["Location"] == reverse("account_inactive")
    assert signed_in_as(client) is None
    assert client.get(reverse("account_inactive")).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Skriv din mail."),
        ("amalie", "Skriv hele mailadressen, for eksempel navn@hospital.dk."),
        ("a\x00@demo.example", "Skriv hele mailadressen, for eksempel navn@hospital.dk."),
        ("a" * 300 + "@demo.example", "Mailadressen er for lang. Er der kommet andet med?"),
    ],
)
def test_an_address_that_cannot_be_one(client: Client, db: None, typed: str, message: str) -> None:
    answer = ask(client, typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"<span>{message}</span>" in text(answer)
    assert 'aria-invalid="true"' in text(answer)


def test_what_was_typed_is_kept(client: Client, db: None) -> None:
    assert 'value="amalie hos demo"' in text(ask(client, "amalie hos demo"))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Skriv koden fra din mail."),
        ("40712", "Koden har seks tal. Der mangler ét."),
        ("407", "Koden har seks tal. Der mangler 3."),
        ("4071234", "Koden har seks tal. Her er flere."),
        ("40712x", "Koden har seks tal og ingen bogstaver."),
    ],
)
def test_a_code_that_cannot_be_one_costs_no_try(
    client: Client, amalie: Person, typed: str, message: str
) -> None:
    ask(client, amalie.email)
    answers = [enter(client, typed) for _number in range(7)]

    assert {answer.status_code for answer in answers} == {HTTPStatus.UNPROCESSABLE_ENTITY}
    assert f"<span>{message}</span>" in text(answers[-1])
    enter(client, newest_code(amalie))
    assert signed_in_as(client) == str(amalie.pk)


def test_the_fifth_wrong_code_ends_it(client: Client, amalie: Person) -> None:
    ask(client, amalie.email)
    code = newest_code(amalie)
    answers = [enter(client, other_than(code)) for _number in range(5)]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 302]
    assert answers[-1]["Location"] == "/log-ind/?slut=forsoeg"
    enter(client, code)
    assert signed_in_as(client) is None


def test_a_code_counts_only_in_the_browser_that_asked(client: Client, amalie: Person) -> None:
    ask(client, amalie.email)
    elsewhere = Client()

    assert enter(elsewhere, newest_code(amalie))["Location"] == ASK
    assert signed_in_as(elsewhere) is None


def test_a_code_ends_after_ten_minutes(
    client: Client, amalie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    ask(client, amalie.email)
    later = time.time() + 601
    monkeypatch.setattr("time.time", lambda: later)

    assert enter(client, newest_code(amalie))["Location"] == ASK
    assert signed_in_as(client) is None


def test_a_new_code_replaces_the_old(client: Client, amalie: Person) -> None:
    ask(client, amalie.email)
    old = newest_code(amalie)
    client.post(ENTER, {"action": "resend"})
    new = newest_code(amalie)

    assert enter(client, old).status_code == (422 if old != new else 302)
    enter(client, new)
    assert signed_in_as(client) == str(amalie.pk)


def test_reading_the_pages_uses_nothing_up(client: Client, amalie: Person) -> None:
    ask(client, amalie.email)
    for _number in range(10):
        client.get(ENTER)
        client.head(ENTER)
        client.get(ASK)
    enter(client, newest_code(amalie))

    assert signed_in_as(client) == str(amalie.pk)


def test_whoever_comes_back_can_correct_the_address(client: Client, amalie: Person) -> None:
    ask(client, "wrong@demo.example")

    assert client.get(ASK).status_code == HTTPStatus.OK
    ask(client, amalie.email)
    enter(client, newest_code(amalie))
    assert signed_in_as(client) == str(amalie.pk)


def test_codes_are_limited_for_each_address_and_not_for_the_hospital(
    client: Client, amalie: Person, jens: Person
) -> None:
    answers = [ask(Client(), amalie.email) for _number in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert "Vi har lige sendt flere koder til den mail." in text(answers[-1])
    # The same network address, another person.
    assert ask(client, jens.email).status_code == HTTPStatus.FOUND


@pytest.mark.slow
def test_two_hundred_people_behind_one_address_all_sign_in(organisation: object) -> None:
    statuses = []
    for number in range(200):
        person = Person.objects.create_user(
            f"p{number}@demo.example", first_name="P", last_name=str(number)
        )
        statuses.append(ask(Client(), person.email).status_code)

    assert set(statuses) == {HTTPStatus.FOUND}


def test_a_running_session_outlives_wrong_codes_elsewhere(
    signed_in: Client, amalie: Person
) -> None:
    attacker = Client()
    for _round in range(4):
        ask(attacker, amalie.email)
        for _number in range(5):
            enter(attacker, "000000")

    assert signed_in.get("/konto/").status_code == HTTPStatus.OK


def test_a_code_is_consumed(client: Client, amalie: Person) -> None:
    ask(client, amalie.email)
    code = newest_code(amalie)
    enter(client, code)
    client.post("/log-ud/")

    assert enter(client, code)["Location"] == ASK
    assert signed_in_as(client) is None


def test_signing_out_ends_the_session_on_the_server(signed_in: Client, amalie: Person) -> None:
    stolen = signed_in.session.session_key
    answer = signed_in.post("/log-ud/")

    assert answer["Location"] == "/log-ind/?slut=selv"
    assert "Du er logget ud." in text(signed_in.get(answer["Location"]))
    assert not SessionRow.objects.filter(session_key=stolen).exists()


def test_signing_out_by_a_link_only_asks(signed_in: Client, amalie: Person) -> None:
    assert signed_in.get("/log-ud/").status_code == HTTPStatus.OK
    assert signed_in_as(signed_in) == str(amalie.pk)


def test_nothing_else_of_the_library_can_be_reached(client: Client, db: None) -> None:
    from django.urls import NoReverseMatch

    names = "signup reauthenticate email change_password set_password reset_password"
    for name in names.split():
        with pytest.raises(NoReverseMatch):
            reverse(f"account_{name}")


def test_the_page_is_danish_unless_another_language_is_chosen(client: Client, db: None) -> None:
    english_device = client.get(ASK, headers={"accept-language": "en-GB"})
    client.post("/sprog/", {"language": "en", "next": ASK})
    chosen = client.get(ASK)

    assert 'lang="da"' in text(english_device)
    assert '<html lang="en"' in text(chosen)

"""Proof that a person is present (faults, decision 2; domain §4.6)."""

from __future__ import annotations

import threading
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.people import proof
from laeringskontrakt.people.models import Person, ProofCode
from tests.clocks import Clock
from tests.people.codes import newest_code, other_than

SIGN = "sign:0190f7a0-0000-7000-8000-000000000001"
PAGE = "/bekraeft/"


def sent(person: Person, purpose: str = SIGN) -> str:
    proof.send_code(person=person, purpose=purpose)
    return newest_code(person)


def confirm(person: Person, code: str, purpose: str = SIGN) -> bool:
    return proof.confirm_code(person=person, code=code, purpose=purpose)


def test_the_code_proves_once(amalie: Person) -> None:
    code = sent(amalie)

    assert [confirm(amalie, code), confirm(amalie, code)] == [True, False]


def test_a_code_may_be_typed_with_spaces(amalie: Person) -> None:
    code = sent(amalie)

    assert confirm(amalie, f" {code[:3]} {code[3:]}")


def test_a_code_proves_only_its_own_person(amalie: Person, jens: Person) -> None:
    code = sent(amalie)
    sent(jens)

    assert confirm(jens, code) is (code == newest_code(jens))
    assert confirm(amalie, code)


def test_a_code_proves_only_its_own_purpose(amalie: Person) -> None:
    code = sent(amalie, "presence")

    assert not confirm(amalie, code)


def test_a_code_ends_after_ten_minutes(time: Clock, amalie: Person) -> None:
    code = sent(amalie)
    time.forward(minutes=10)

    assert not confirm(amalie, code)


def test_a_new_code_ends_the_one_before(time: Clock, amalie: Person) -> None:
    first = sent(amalie)
    time.forward(seconds=1)
    second = sent(amalie)

    assert confirm(amalie, first) is (first == second)
    assert confirm(amalie, second) is (first != second)


def test_five_wrong_tries_end_the_code(amalie: Person) -> None:
    code = sent(amalie)
    left = []
    for _number in range(5):
        left.append(proof.tries_left(person=amalie, purpose=SIGN))
        confirm(amalie, other_than(code))

    assert left == [5, 4, 3, 2, 1]
    assert not confirm(amalie, code)
    assert proof.tries_left(person=amalie, purpose=SIGN) == 0


def test_four_wrong_tries_do_not(amalie: Person) -> None:
    code = sent(amalie)
    for _number in range(4):
        confirm(amalie, other_than(code))

    assert confirm(amalie, code)


def test_the_code_is_kept_as_a_hash_only(amalie: Person) -> None:
    code = sent(amalie)

    assert code not in ProofCode.objects.get().code_hash
    assert len(ProofCode.objects.get().code_hash) == 64


def test_the_mail_says_what_the_code_is_for(amalie: Person) -> None:
    proof.send_code(person=amalie, purpose=SIGN, about="kontrakt LK-2026-0001")
    mail = OutboxMail.objects.get()

    assert mail.to == amalie.email
    assert "er koden, der bekræfter, at det er dig: kontrakt LK-2026-0001." in mail.body


def test_five_codes_at_most_in_ten_minutes(time: Clock, amalie: Person, jens: Person) -> None:
    for number in range(5):
        proof.send_code(person=amalie, purpose=f"sign:{number}")
    with pytest.raises(Invalid) as refused:
        proof.send_code(person=amalie, purpose=SIGN)

    assert refused.value.code == "too_many_codes"
    proof.send_code(person=jens, purpose=SIGN)
    time.forward(minutes=10)
    proof.send_code(person=amalie, purpose=SIGN)


def test_old_codes_are_not_kept(time: Clock, amalie: Person) -> None:
    sent(amalie)
    time.forward(days=1, minutes=11)
    sent(amalie)

    assert ProofCode.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_code_confirmed_many_times_at_once_proves_once(amalie: Person) -> None:
    code = sent(amalie)

    assert sorted(_at_once(amalie, code, times=5)) == [False] * 4 + [True]


@pytest.mark.django_db(transaction=True)
def test_many_wrong_codes_at_once_are_all_counted(amalie: Person) -> None:
    code = sent(amalie)
    _at_once(amalie, other_than(code), times=8)

    assert not confirm(amalie, code)


def _at_once(person: Person, code: str, *, times: int) -> list[bool]:
    answers: list[bool] = []

    def run() -> None:
        try:
            answers.append(confirm(person, code))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def recent(client: Client, **max_age: float) -> bool:
    """What a view would be told about this browser."""
    request = client.get(PAGE).wsgi_request
    return (
        proof.recent_proof(request, timedelta(**max_age))
        if max_age
        else proof.recent_proof(request)
    )


def test_signing_in_is_a_proof_for_fifteen_minutes(time: Clock, signed_in: Client) -> None:
    times = []
    for _step in range(4):
        times.append(recent(signed_in))
        time.forward(minutes=5)

    assert times == [True, True, True, False]
    assert recent(signed_in, minutes=30)


def test_nobody_is_present_without_signing_in(time: Clock, client: Client, db: None) -> None:
    assert not recent(client)


def test_the_page_sends_a_code_and_takes_it(time: Clock, signed_in: Client, amalie: Person) -> None:
    time.forward(minutes=20)
    asked = signed_in.post("/bekraeft/send/", {"next": "/kontrakter/7/"})
    page = signed_in.get(asked["Location"])
    proved = signed_in.post(PAGE, {"code": newest_code(amalie), "next": "/kontrakter/7/"})

    assert asked["Location"] == "/bekraeft/?next=%2Fkontrakter%2F7%2F"
    assert 'autocomplete="one-time-code"' in page.content.decode()
    assert proved["Location"] == "/kontrakter/7/"
    assert recent(signed_in)


def test_a_wrong_code_is_said_beside_the_field(
    time: Clock, signed_in: Client, amalie: Person
) -> None:
    time.forward(minutes=20)
    signed_in.post("/bekraeft/send/")
    wrong = other_than(newest_code(amalie))
    answer = signed_in.post(PAGE, {"code": wrong})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (
        "<span>Koden passer ikke. Brug den nyeste kode i din indbakke.</span>"
        in answer.content.decode()
    )
    assert f'value="{wrong}"' in answer.content.decode()
    assert not recent(signed_in)


def test_a_code_used_up_is_said_so(time: Clock, signed_in: Client, amalie: Person) -> None:
    signed_in.post("/bekraeft/send/")
    wrong = other_than(newest_code(amalie))
    answers = [signed_in.post(PAGE, {"code": wrong}) for _number in range(5)]

    assert "Koden gælder ikke længere. Få en ny." in answers[-1].content.decode()


def test_too_many_codes_is_said_on_the_page(signed_in: Client) -> None:
    answers = [signed_in.post("/bekraeft/send/") for _number in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [422]
    assert "Vi har sendt flere koder. Brug den nyeste, eller vent ti minutter." in (
        answers[-1].content.decode()
    )


def test_a_script_is_answered_in_json(time: Clock, signed_in: Client, amalie: Person) -> None:
    act = {"X-Act": "1"}
    asked = signed_in.post("/bekraeft/send/", headers=act)
    code = newest_code(amalie)
    wrong = signed_in.post(PAGE, {"code": other_than(code)}, headers=act)
    right = signed_in.post(PAGE, {"code": code}, headers=act)

    assert asked.json() == {"sent": True}
    assert (wrong.status_code, wrong.json()) == (
        422,
        {
            "error": "code",
            "field": "code",
            "message": "Koden passer ikke. Brug den nyeste kode i din indbakke.",
        },
    )
    assert right.json() == {"proved": True}


def test_one_press_proves_in_the_demo(time: Clock, signed_in: Client, settings: Settings) -> None:
    settings.DEMO = True
    time.forward(minutes=20)
    answer = signed_in.post("/demo/bekraeft/", {"next": "/kontrakter/7/"})
    request = signed_in.get(PAGE).wsgi_request

    assert answer["Location"] == "/kontrakter/7/"
    assert (proof.recent_proof(request), proof.method(request)) == (True, "demo")


def test_one_press_proves_nowhere_else(time: Clock, signed_in: Client, settings: Settings) -> None:
    settings.DEMO = False
    time.forward(minutes=20)

    assert signed_in.post("/demo/bekraeft/").status_code == HTTPStatus.NOT_FOUND
    assert not recent(signed_in)
    assert not proof.given_in_demo()

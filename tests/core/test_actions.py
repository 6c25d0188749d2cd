"""Sent twice is done once, and nothing is left of what failed (faults F07-F09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laeringskontrakt.contracts.enums import Party, Step
from laeringskontrakt.core import actions, canonical
from laeringskontrakt.core.errors import CommandReused, Invalid
from laeringskontrakt.core.models import OutboxMail, Receipt
from laeringskontrakt.people.models import Organisation, Person
from tests.threads import at_once

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Any:
    """An action that writes one row and answers it."""
    monkeypatch.setattr(actions, "REGISTRY", {})

    @actions.action("core:test:post")
    def write(*, subject: str, by: Person, now: datetime, fail: bool = False) -> OutboxMail:
        row = OutboxMail.objects.create(to="a@demo.example", subject=subject, body="", at=now)
        if fail:
            raise Invalid("Nej.", code="no")
        return row

    return write


@pytest.fixture
def amalie(db: None) -> Person:
    return person("Amalie")


def person(name: str) -> Person:
    return Person.objects.create_user(f"{uuid4()}@demo.example", first_name=name, last_name="Krogh")


def subjects() -> list[str]:
    return sorted(OutboxMail.objects.values_list("subject", flat=True))


def test_the_same_command_twice_is_done_once_and_answered_alike(post: Any, amalie: Person) -> None:
    command = uuid4()
    first = post(subject="En", by=amalie, now=NOW, command_id=command)
    again = post(subject="En", by=amalie, now=LATER, command_id=command)

    assert (again, again.at) == (first, NOW)
    assert subjects() == ["En"]
    receipt = Receipt.objects.get()
    assert (receipt.kind, receipt.at) == ("core:test:post", NOW)


def test_the_same_id_with_other_words_is_refused_and_does_nothing(
    post: Any, amalie: Person
) -> None:
    command = uuid4()
    post(subject="En", by=amalie, now=NOW, command_id=command)

    with pytest.raises(CommandReused) as caught:
        post(subject="To", by=amalie, now=NOW, command_id=command)
    assert (caught.value.code, caught.value.status) == ("command_reused", 422)
    assert subjects() == ["En"]


def test_the_same_id_for_another_action_is_refused(post: Any, amalie: Person) -> None:
    other = actions.action("core:test:other")(post.__wrapped__)
    command = uuid4()
    post(subject="En", by=amalie, now=NOW, command_id=command)

    with pytest.raises(CommandReused):
        other(subject="En", by=amalie, now=NOW, command_id=command)
    assert subjects() == ["En"]


def test_the_same_id_from_other_person_is_their_own(post: Any, amalie: Person) -> None:
    command = uuid4()
    post(subject="En", by=amalie, now=NOW, command_id=command)
    post(subject="To", by=person("Jens"), now=NOW, command_id=command)

    assert subjects() == ["En", "To"]


def test_without_an_id_each_call_is_its_own(post: Any, amalie: Person) -> None:
    for _ in range(2):
        post(subject="En", by=amalie, now=NOW)

    assert subjects() == ["En", "En"]
    assert not Receipt.objects.exists()


def test_what_fails_leaves_no_row_and_no_receipt_and_may_be_tried_again(
    post: Any, amalie: Person
) -> None:
    command = uuid4()
    with pytest.raises(Invalid):
        post(subject="En", by=amalie, now=NOW, fail=True, command_id=command)
    assert (subjects(), Receipt.objects.count()) == ([], 0)

    post(subject="En", by=amalie, now=NOW, command_id=command)
    assert subjects() == ["En"]


@pytest.mark.parametrize("answer", [None, True, False, 0, 3])
def test_plain_answers_are_given_again_too(
    answer: object, amalie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "REGISTRY", {})
    said = iter([answer])

    @actions.action("core:test:count")
    def count(*, by: Person, now: datetime) -> object:
        return next(said)

    command = uuid4()
    answers = [count(by=amalie, now=NOW, command_id=command) for _ in range(2)]

    assert [(type(given), given) for given in answers] == [(type(answer), answer)] * 2


def test_an_answer_that_cannot_be_given_again_is_a_fault(
    amalie: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "REGISTRY", {})

    @actions.action("core:test:odd")
    def odd(*, by: Person, now: datetime) -> object:
        return object()

    with pytest.raises(TypeError, match="an action answers a row"):
        odd(by=amalie, now=NOW, command_id=uuid4())


def test_a_row_that_is_gone_is_answered_as_none(post: Any, amalie: Person) -> None:
    command = uuid4()
    post(subject="En", by=amalie, now=NOW, command_id=command).delete()

    assert post(subject="En", by=amalie, now=NOW, command_id=command) is None
    assert subjects() == []


def test_arguments_are_named(post: Any, amalie: Person) -> None:
    with pytest.raises(TypeError):
        post("En", amalie, NOW)


@pytest.mark.django_db(transaction=True)
def test_eight_devices_send_the_same_command_and_one_row_is_written(post: Any) -> None:
    amalie, command = person("Amalie"), uuid4()
    send = partial(post, subject="En", by=amalie, now=NOW, command_id=command)
    answers = at_once([send] * 8)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert {answer.pk for answer in answers} == {OutboxMail.objects.get().pk}
    assert Receipt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_devices_with_eight_texts_and_one_id_write_one(post: Any) -> None:
    amalie, command = person("Amalie"), uuid4()
    send = partial(post, by=amalie, now=NOW, command_id=command)
    answers = at_once([partial(send, subject=str(number)) for number in range(8)])

    written = [answer for answer in answers if isinstance(answer, OutboxMail)]
    assert len(written) == 1
    assert subjects() == [written[0].subject]
    assert [type(answer) for answer in answers].count(CommandReused) == 7


@dataclass(frozen=True)
class Content:
    giver: Person | None
    when: time | None = None


def fingerprint(**given: Any) -> str:
    return canonical.text(actions._plain(given))


def test_two_people_of_the_same_name_are_not_the_same_content(db: None) -> None:
    mette, namesake = person("Mette"), person("Mette")

    assert fingerprint(content=Content(mette)) != fingerprint(content=Content(namesake))
    assert fingerprint(content=Content(mette)) == fingerprint(content=Content(mette))


def test_a_new_name_between_two_sends_is_still_the_same_command(db: None) -> None:
    mette = person("Mette")
    before = fingerprint(content=Content(mette))
    Person.objects.filter(pk=mette.pk).update(last_name="Dam")

    assert fingerprint(content=Content(Person.objects.get(pk=mette.pk))) == before


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.dates(date(2000, 1, 1))
    | st.times()
    | st.uuids()
    | st.sampled_from([*Party, *Step])
    | st.builds(Content, st.none(), st.times()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(VALUES, VALUES)
def test_every_content_has_a_print_of_its_own(one: Any, other: Any) -> None:
    assert fingerprint(x=one, now=NOW) == fingerprint(x=one, now=LATER)
    if type(one) is type(other) and one != other:
        assert fingerprint(x=one) != fingerprint(x=other)


def test_the_order_of_a_set_does_not_matter() -> None:
    keys = [UUID(int=number) for number in range(9)]

    assert fingerprint(x=set(keys)) == fingerprint(x=frozenset(reversed(keys)))
    assert fingerprint(x=keys) != fingerprint(x=keys[::-1])


def test_rows_are_known_by_their_key(db: None) -> None:
    house = Organisation.objects.create(name="Demosygehuset")

    assert fingerprint(x=house) == fingerprint(x=str(house.pk))

"""A statement that is written once means what Django's own, written each time, means."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Count, Model, QuerySet

from laeringskontrakt.contracts.models import LearningContract, Subgoal
from laeringskontrakt.core import prepared
from laeringskontrakt.core.models import AuditHead, OutboxMail, Receipt, new_id
from laeringskontrakt.people.models import Person
from tests.pages import counted
from tests.threads import at_once
from tests.worlds import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def whole(key: UUID) -> QuerySet[LearningContract]:
    return LearningContract.objects.filter(pk=key).select_related("trainee", "department__parent")


def with_counts(trainee: UUID) -> QuerySet[LearningContract]:
    rows = LearningContract.objects.filter(trainee=trainee)
    return rows.annotate(lines=Count("subgoals")).order_by("number")


def pairs(contract: UUID, since: datetime) -> QuerySet[Subgoal, tuple[UUID, str]]:
    rows = Subgoal.objects.filter(contract=contract, created_at__gte=since)
    return rows.values_list("pk", "text")


def first_text(contract: UUID) -> QuerySet[Subgoal, str]:
    return Subgoal.objects.filter(contract=contract).values_list("text", flat=True)[:1]


def until(day: date, number: str, step: int, alike: bool) -> QuerySet[LearningContract]:
    rows = LearningContract.objects.filter(period_to__gte=day, step__lte=step)
    return rows.filter(no_assessment=alike).exclude(number=number)


def seen(row: Any) -> Any:
    """All that a row holds, and all that the rows it refers to hold."""
    if not isinstance(row, Model):
        return row
    known = {name: seen(other) for name, other in row._state.fields_cache.items()}
    columns = {name: value for name, value in vars(row).items() if name != "_state"}
    return type(row), columns, known, row._state.db, row._state.adding


def test_it_answers_what_django_answers_each_time(world: World) -> None:
    first, second = world.analysed(), world.draft()
    OutboxMail.objects.all().delete()
    for build, values in [
        (whole, [(first.pk,), (second.pk,), (new_id(),)]),
        (with_counts, [(world.amalie.pk,), (world.jens.pk,)]),
        (pairs, [(first.pk, first.created_at), (first.pk, world.later()), (second.pk, world.now)]),
        (first_text, [(first.pk,), (second.pk,)]),
        (until, [(date(2026, 1, 1), first.number, 4, False), (date(2099, 1, 1), "", 4, False)]),
    ]:
        asked: Any = prepared.query(build)
        for given in values:
            with counted() as queries:
                rows = asked(*given)
            assert len(queries) == 1
            assert [seen(row) for row in rows] == [seen(row) for row in build(*given)], given


def test_it_is_written_once_and_only_when_it_is_asked(world: World) -> None:
    written = []

    def build(key: UUID) -> QuerySet[Person]:
        written.append(key)
        return Person.objects.filter(pk=key)

    asked = prepared.query(build)
    assert written == []
    assert asked(world.amalie.pk) == [world.amalie]
    assert asked(world.jens.pk) == [world.jens]
    assert len(written) == 1


def test_rows_get_new_values_and_are_counted(world: World) -> None:
    @prepared.update
    def close(at: datetime | None, step: int, key: UUID) -> Any:
        return LearningContract.objects.filter(pk=key), {"closed_at": at, "step": step}

    contract, other = world.draft(), world.draft()
    later = world.later()

    assert (close(later, 3, contract.pk), close(later, 3, new_id())) == (1, 0)
    contract.refresh_from_db()
    other.refresh_from_db()
    assert (contract.closed_at, contract.step, other.closed_at) == (later, 3, None)

    close(None, 3, contract.pk)
    contract.refresh_from_db()
    assert contract.closed_at is None


def test_rows_chosen_by_another_table_get_new_values(world: World) -> None:
    @prepared.update
    def rename(text: str, trainee: UUID) -> Any:
        return Subgoal.objects.filter(contract__trainee=trainee), {"text": text}

    contract = world.analysed()

    assert rename("Ny", world.jens.pk) == 0
    assert rename("Ny", world.amalie.pk) == 2
    assert set(contract.subgoals.values_list("text", flat=True)) == {"Ny"}


def mail(number: int, at: datetime) -> OutboxMail:
    return OutboxMail(to="a@demo.example", subject=f"Nr. {number}", body="æøå", at=at)


def test_rows_are_inserted_as_django_inserts_them(world: World) -> None:
    OutboxMail.objects.all().delete()
    one, *more = (mail(number, world.now + timedelta(minutes=number)) for number in range(4))
    prepared.insert(one)
    prepared.insert_all(more)
    prepared.insert_all([])

    assert [seen(row) for row in OutboxMail.objects.order_by("at")] == [
        seen(row) for row in (one, *more)
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared.insert(one)


def test_a_key_that_the_database_makes_is_made(world: World) -> None:
    receipt = partial(Receipt, actor_id=world.jens.pk, kind="x", fingerprint="y", at=world.now)
    for _ in range(2):
        prepared.insert(receipt(command_id=new_id()))

    assert len(set(Receipt.objects.values_list("pk", flat=True))) == 2


def test_a_row_that_is_there_is_left_as_it_is(world: World) -> None:
    house = new_id()
    first = prepared.insert(AuditHead(organisation_id=house, number=7), or_leave=True)
    second = prepared.insert(AuditHead(organisation_id=house, number=8), or_leave=True)

    assert (first, second) == (True, False)
    assert AuditHead.objects.get(pk=house).number == 7


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_makes_the_row() -> None:
    house = new_id()
    made = at_once(
        [
            partial(prepared.insert, AuditHead(organisation_id=house, number=n), or_leave=True)
            for n in range(8)
        ]
    )

    assert sorted(made) == [False] * 7 + [True]


@pytest.mark.django_db(transaction=True)
def test_a_row_is_locked_in_a_transaction_only() -> None:
    locked = prepared.query(_locked)
    with transaction.atomic():
        assert locked(new_id()) == []
    with pytest.raises(transaction.TransactionManagementError):
        locked(new_id())


def _locked(key: UUID) -> QuerySet[AuditHead]:
    return AuditHead.objects.select_for_update().filter(pk=key)


def test_what_takes_more_than_one_query_or_makes_no_rows_is_refused(world: World) -> None:
    def prefetching(key: UUID) -> QuerySet[Person]:
        return Person.objects.filter(pk=key).prefetch_related("own_contracts")

    def mapping(key: UUID) -> Any:
        return Person.objects.filter(pk=key).values("email")

    for build in (prefetching, mapping):
        with pytest.raises(TypeError, match="a prepared query"):
            prepared.query(build)(world.amalie.pk)

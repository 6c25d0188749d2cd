"""The chain tells of every tampering, and never cries over a clean one (faults S41, S42)."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from laeringskontrakt.core import audit, canonical
from laeringskontrakt.core.audit import Break
from laeringskontrakt.core.models import AuditEvent, AuditHead
from tests.threads import at_once
from tests.unlocked import unlocked

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUSE, OTHER = UUID(int=1), UUID(int=2)
LENGTH = 12

Anchors = dict[UUID, tuple[int, str]]


def chain(house: UUID = HOUSE, length: int = LENGTH, actor: UUID | None = None) -> None:
    for number in range(1, length + 1):
        audit.record(
            "core:test:happened",
            organisation_id=house,
            actor_id=actor or uuid4(),
            at=NOW + timedelta(minutes=number),
            contract_id=uuid4() if number % 2 else None,
            about={"number": number},
        )


def anchors() -> Anchors:
    """The heads as they were printed, on some paper of each organisation."""
    return {row.organisation_id: (row.number, row.hash) for row in AuditHead.objects.all()}


def row(number: int) -> AuditEvent:
    return AuditEvent.objects.get(organisation_id=HOUSE, number=number)


def rows() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(organisation_id=HOUSE).order_by("number"))


def rewrite(events: list[AuditEvent]) -> None:
    """Write the whole chain anew with correct hashes, head and all, as an insider would."""
    AuditEvent.objects.filter(organisation_id=HOUSE).delete()
    previous = ""
    for number, event in enumerate(events, start=1):
        entry = json.loads(event.entry)
        event.entry = canonical.text({**entry, "number": number})
        event.number, event.previous = number, previous
        event.hash = previous = audit.chain_hash(previous, event.entry)
        event.pk = None
        event.save(force_insert=True)
    AuditHead.objects.filter(organisation_id=HOUSE).update(number=len(events), hash=previous)


def test_a_clean_chain_is_whole_with_and_without_anchors() -> None:
    chain()
    chain(OTHER, 3)
    early = {HOUSE: (3, row(3).hash)}

    assert [audit.breaks(), audit.breaks(anchors()), audit.breaks(early)] == [[], [], []]
    assert audit.head(HOUSE) == f"{LENGTH}:{row(LENGTH).hash}"
    assert audit.head(uuid4()) == ""


def test_no_chain_at_all_is_whole() -> None:
    assert audit.breaks() == []
    assert audit.breaks({HOUSE: (0, "")}) == []


def test_an_event_is_what_it_says_and_hangs_on_the_one_before() -> None:
    chain(length=2)
    first, second = rows()

    assert (first.previous, second.previous) == ("", first.hash)
    assert second.hash == canonical.digest(first.hash + second.entry)
    assert json.loads(second.entry) == {
        "about": {"number": 2},
        "actor": str(second.actor_id),
        "at": "2026-11-23T09:02:00.000000+00:00",
        "contract": None,
        "kind": "core:test:happened",
        "number": 2,
        "organisation": str(HOUSE),
    }


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_itself_refuses(verb: str) -> None:
    chain(length=2)
    events = AuditEvent.objects.filter(number=1)
    act = partial(events.update, kind="x") if verb == "update" else events.delete

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()
    assert audit.breaks() == []


# What an attacker with the database's password may do. Each gets a random number of an event.
Attack = Callable[[int], object]


def edit(number: int) -> None:
    event = row(number)
    entry = canonical.text({**json.loads(event.entry), "about": {"number": 99}})
    AuditEvent.objects.filter(pk=event.pk).update(entry=entry)


def edit_and_hash(number: int) -> None:
    event = row(number)
    entry = canonical.text({**json.loads(event.entry), "about": {"number": 99}})
    AuditEvent.objects.filter(pk=event.pk).update(
        entry=entry, hash=audit.chain_hash(event.previous, entry)
    )


def edit_a_column(number: int) -> None:
    change = random.choice(
        [
            {"kind": "core:test:other"},
            {"actor_id": None},
            {"contract_id": uuid4()},
            {"at": NOW - timedelta(days=1)},
        ]
    )
    AuditEvent.objects.filter(pk=row(number).pk).update(**change)


def delete(number: int) -> None:
    row(number).delete()


def insert(number: int) -> None:
    later = AuditEvent.objects.filter(organisation_id=HOUSE, number__gte=number)
    for event in later.order_by("-number"):
        AuditEvent.objects.filter(pk=event.pk).update(number=F("number") + 1)
    copy = AuditEvent.objects.get(organisation_id=HOUSE, number=number + 1)
    copy.pk, copy.number = None, number
    copy.save(force_insert=True)


def swap(number: int) -> None:
    other = number % LENGTH + 1
    one, two = row(number), row(other)
    AuditEvent.objects.filter(pk=one.pk).update(number=LENGTH + 99)
    AuditEvent.objects.filter(pk=two.pk).update(number=number)
    AuditEvent.objects.filter(pk=one.pk).update(number=other)


def truncate(number: int) -> None:
    AuditEvent.objects.filter(organisation_id=HOUSE, number__gte=number).delete()


def truncate_and_move_the_head(number: int) -> None:
    rewrite(rows()[: number - 1])


def rewrite_without_one(number: int) -> None:
    rewrite([event for event in rows() if event.number != number])


def rewrite_with_another_word(number: int) -> None:
    events = rows()
    entry = json.loads(events[number - 1].entry)
    events[number - 1].entry = canonical.text({**entry, "about": {"number": 99}})
    rewrite(events)


def rewrite_in_another_order(number: int) -> None:
    events = rows()
    events[number - 1], events[number % LENGTH] = events[number % LENGTH], events[number - 1]
    rewrite(events)


def move_the_head(number: int) -> None:
    event = row(number)
    AuditHead.objects.filter(organisation_id=HOUSE).update(number=number - 1, hash=event.previous)


def remove_the_head(_number: int) -> None:
    AuditHead.objects.filter(organisation_id=HOUSE).delete()


def remove_everything(number: int) -> None:
    truncate(1)
    remove_the_head(number)


def write_nonsense(number: int) -> None:
    nonsense = random.choice(["", "not JSON", "[]", "{}", '{"about": 1}', "null"])
    events = rows()
    rewrite(events)
    event = row(number)
    AuditEvent.objects.filter(pk=event.pk).update(
        entry=nonsense, hash=audit.chain_hash(event.previous, nonsense)
    )


def add_one_unseen(_number: int) -> None:
    last = row(LENGTH)
    AuditEvent.objects.create(
        organisation_id=HOUSE,
        number=LENGTH + 1,
        previous=last.hash,
        hash=audit.chain_hash(last.hash, last.entry),
        entry=last.entry,
        at=last.at,
        kind=last.kind,
    )


SEEN_FROM_INSIDE = [
    *(edit, edit_and_hash, edit_a_column, delete, insert, swap, truncate),
    *(move_the_head, remove_the_head, write_nonsense, add_one_unseen),
]
SEEN_WITH_AN_ANCHOR = [
    *(truncate_and_move_the_head, rewrite_without_one, rewrite_with_another_word),
    *(rewrite_in_another_order, remove_everything),
]


@pytest.mark.parametrize("attack", SEEN_FROM_INSIDE)
@pytest.mark.parametrize("number", [1, 5, LENGTH])
def test_each_attack_is_found_from_inside_and_blamed_on_the_right_house(
    attack: Attack, number: int
) -> None:
    chain()
    chain(OTHER, 3)
    with unlocked():
        attack(number)

    assert {found.organisation_id for found in audit.breaks()} == {HOUSE}


@pytest.mark.parametrize("attack", SEEN_WITH_AN_ANCHOR)
@pytest.mark.parametrize("number", [1, 5, LENGTH])
def test_a_chain_written_anew_is_found_by_what_was_printed(attack: Attack, number: int) -> None:
    chain()
    chain(OTHER, 3)
    printed = anchors()
    with unlocked():
        attack(number)

    assert audit.breaks() == []
    assert {found.organisation_id for found in audit.breaks(printed)} == {HOUSE}


@pytest.mark.slow
def test_two_hundred_random_attacks_are_all_found() -> None:
    random.seed(20261123)
    chain()
    printed = anchors()
    unseen = []
    for round_ in range(200):
        attack, number = random.choice([*SEEN_FROM_INSIDE, *SEEN_WITH_AN_ANCHOR]), 0
        number = random.randint(1, LENGTH)
        with transaction.atomic():
            with unlocked():
                attack(number)
            if audit.breaks(printed) == []:
                unseen.append((round_, attack.__name__, number))
            transaction.set_rollback(True)

    assert unseen == []
    assert audit.breaks(printed) == []


def test_where_it_broke_is_said() -> None:
    chain()
    with unlocked():
        edit(5)

    assert audit.breaks() == [Break(HOUSE, 5, "changed")]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_chain() -> None:
    def record() -> None:
        with transaction.atomic():
            chain(length=2)

    answers = at_once([record] * 8)

    assert answers == [None] * 8
    assert [event.number for event in rows()] == list(range(1, 17))
    assert audit.breaks() == []


def test_what_is_rolled_back_never_happened() -> None:
    chain(length=2)
    with transaction.atomic():
        chain(length=1)
        transaction.set_rollback(True)
    chain(length=1)

    assert [event.number for event in rows()] == [1, 2, 3]
    assert audit.breaks() == []

"""``verify`` finds every change behind the product's back, and none where there is none."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from laeringskontrakt.contracts.models import (
    ContractCopy,
    ContractVersion,
    LearningContract,
    Signature,
)
from laeringskontrakt.core import audit, canonical
from laeringskontrakt.core.models import AuditEvent, AuditHead
from laeringskontrakt.portfolio.verifying import verify
from tests.unlocked import unlocked
from tests.worlds import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def contract(world: World) -> LearningContract:
    return world.signed()


def test_what_is_untouched_holds(contract: LearningContract) -> None:
    result = verify()

    assert result.findings == ()
    assert (result.versions, result.signatures, result.copies, result.chains) == (1, 2, 2, 1)
    assert result.events == AuditEvent.objects.count()


def forged(row: ContractVersion | ContractCopy) -> str:
    return row.content.replace("ABCDE", "ABCD")


def change_version(contract: LearningContract) -> None:
    row = contract.versions.get()
    contract.versions.update(content=forged(row))


def change_version_and_hash(contract: LearningContract) -> None:
    row = contract.versions.get()
    contract.versions.update(content=forged(row), sha256=canonical.digest(forged(row)))


def change_every_hash(contract: LearningContract) -> None:
    sha256 = canonical.digest(forged(contract.versions.get()))
    content = forged(contract.versions.get())
    contract.versions.update(content=content, sha256=sha256)
    contract.copies.update(content=content, sha256=sha256)
    Signature.objects.filter(version__contract=contract).update(sha256=sha256)


def change_copy(contract: LearningContract) -> None:
    row = contract.copies.all()[0]
    ContractCopy.objects.filter(pk=row.pk).update(content=forged(row))


def change_copy_and_hash(contract: LearningContract) -> None:
    row = contract.copies.all()[0]
    sha256 = canonical.digest(forged(row))
    ContractCopy.objects.filter(pk=row.pk).update(content=forged(row), sha256=sha256)


def change_signature(**changes: object) -> Callable[[LearningContract], None]:
    def attack(contract: LearningContract) -> None:
        first = Signature.objects.filter(version__contract=contract)[0]
        Signature.objects.filter(pk=first.pk).update(**changes)

    return attack


def delete_signature(contract: LearningContract) -> None:
    Signature.objects.filter(version__contract=contract)[0].delete()


def forge_signature(contract: LearningContract) -> None:
    row = Signature.objects.filter(version__contract=contract)[0]
    Signature.objects.filter(pk=row.pk).delete()
    row.signer_key, row.signer = uuid4(), None
    row.save(force_insert=True)


def activate(contract: LearningContract) -> None:
    LearningContract.objects.create(
        **{
            field.attname: getattr(contract, field.attname)
            for field in LearningContract._meta.concrete_fields
            if field.attname not in {"id", "number"}
        },
        number="LK-2026-9999",
    )


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        (change_version, ["version 1: the wording differs from its hash"]),
        (
            change_version_and_hash,
            [
                "version 1: the audit chain does not know this wording",
                "version 1 trainee: the signature is of another wording",
                "version 1 supervisor: the signature is of another wording",
                "copy of the trainee: it is not a copy of the version it names",
                "copy of the supervisor: it is not a copy of the version it names",
            ],
        ),
        (
            change_every_hash,
            [
                "version 1: the audit chain does not know this wording",
                "version 1 trainee: the audit chain does not know this signature",
                "version 1 supervisor: the audit chain does not know this signature",
            ],
        ),
        (change_copy, ["copy of the trainee: the wording differs from its hash"]),
        (change_copy_and_hash, ["copy of the trainee: it is not a copy of the version it names"]),
        (
            change_signature(sha256="0" * 64),
            [
                "version 1 trainee: the signature is of another wording",
                "version 1 trainee: the audit chain does not know this signature",
            ],
        ),
        (
            forge_signature,
            ["version 1 trainee: the audit chain does not know this signature"],
        ),
        (delete_signature, ["in force without both signatures"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_change_of_what_was_signed_is_found(
    contract: LearningContract, attack: Callable[[LearningContract], None], said: list[str]
) -> None:
    with unlocked():
        attack(contract)

    findings = [
        finding.replace(f"contract {contract.number}: ", "").replace(
            f"contract {contract.number} ", ""
        )
        for finding in verify().findings
        if not finding.endswith("a signature is missing")
    ]
    assert findings == said


def test_a_deleted_signature_is_missed(contract: LearningContract) -> None:
    with unlocked():
        delete_signature(contract)

    assert verify().findings[0] == (
        f"contract {contract.pk} version 1 trainee: a signature is missing"
    )


def test_a_contract_in_force_without_signatures_is_found(contract: LearningContract) -> None:
    activate(contract)

    assert verify().findings == ("contract LK-2026-9999: in force without both signatures",)


def test_a_deleted_account_leaves_everything_proved(
    world: World, contract: LearningContract
) -> None:
    world.jens.supervisions.all().delete()
    world.jens.delete()

    assert verify().findings == ()


def head_of(organisation: UUID) -> tuple[int, str]:
    number, _colon, sha256 = audit.head(organisation).partition(":")
    return int(number), sha256


def test_an_anchor_beyond_a_lost_chain_is_found(contract: LearningContract) -> None:
    anchors = {contract.organisation_id: head_of(contract.organisation_id)}

    with unlocked():
        AuditEvent.objects.all().delete()
        AuditHead.objects.all().delete()

    assert (
        f"audit {contract.organisation_id}: there is an anchor but no chain"
        in verify(anchors).findings
    )


# Attacks on the chain. Each gets the events in order and a source of chance.


def rechain(events: list[AuditEvent]) -> None:
    """Give the events new numbers and hashes that fit, and the head as well."""
    previous = ""
    for number, event in enumerate(events, start=1):
        entry = json.loads(event.entry) | {"number": number}
        event.number, event.previous, event.entry = number, previous, canonical.text(entry)
        event.hash = previous = audit.chain_hash(event.previous, event.entry)
    AuditEvent.objects.all().delete()
    AuditEvent.objects.bulk_create(events)
    AuditHead.objects.update(number=len(events), hash=previous)


def edit(events: list[AuditEvent], chance: random.Random) -> None:
    event = chance.choice(events)
    entry = json.loads(event.entry) | {"kind": "test:forged"}
    changes = {"entry": canonical.text(entry), "kind": "test:forged"}
    AuditEvent.objects.filter(pk=event.pk).update(**changes)


def edit_a_column(events: list[AuditEvent], chance: random.Random) -> None:
    event = chance.choice(events)
    changes = chance.choice(
        [
            {"at": event.at + timedelta(seconds=1)},
            {"actor_id": uuid4()},
            {"contract_id": uuid4()},
            {"hash": "f" * 64},
            {"previous": "f" * 64},
            {"kind": "test:other"},
        ]
    )
    AuditEvent.objects.filter(pk=event.pk).update(**changes)


def edit_and_hash(events: list[AuditEvent], chance: random.Random) -> None:
    event = chance.choice(events)
    entry = canonical.text(json.loads(event.entry) | {"kind": "test:forged"})
    sha256 = audit.chain_hash(event.previous, entry)
    AuditEvent.objects.filter(pk=event.pk).update(entry=entry, kind="test:forged", hash=sha256)


def delete(events: list[AuditEvent], chance: random.Random) -> None:
    AuditEvent.objects.filter(pk=chance.choice(events).pk).delete()


def delete_and_rechain(events: list[AuditEvent], chance: random.Random) -> None:
    events.remove(chance.choice(events))
    rechain(events)


def insert_and_rechain(events: list[AuditEvent], chance: random.Random) -> None:
    twin = chance.choice(events)
    place = chance.randrange(len(events))
    fields = ("organisation_id", "entry", "at", "kind", "actor_id", "contract_id")
    events.insert(place, AuditEvent(**{name: getattr(twin, name) for name in fields}))
    rechain(events[:])


def swap(events: list[AuditEvent], chance: random.Random) -> None:
    one, other = chance.sample(events, 2)
    AuditEvent.objects.filter(pk=one.pk).update(number=10**6)
    AuditEvent.objects.filter(pk=other.pk).update(number=one.number)
    AuditEvent.objects.filter(pk=one.pk).update(number=other.number)


def swap_and_rechain(events: list[AuditEvent], chance: random.Random) -> None:
    first, second = sorted(chance.sample(range(len(events)), 2))
    events[first], events[second] = events[second], events[first]
    rechain(events)


def cut_short(events: list[AuditEvent], chance: random.Random) -> None:
    kept = events[: chance.randrange(1, len(events))]
    AuditEvent.objects.filter(number__gt=kept[-1].number).delete()
    if chance.random() < 0.7:
        AuditHead.objects.update(number=kept[-1].number, hash=kept[-1].hash)


def fork(events: list[AuditEvent], chance: random.Random) -> None:
    """Another story from somewhere on, as long as the true one, with every hash right."""
    place = chance.randrange(len(events))
    entry = json.loads(events[place].entry) | {"kind": "test:forged"}
    events[place].entry, events[place].kind = canonical.text(entry), "test:forged"
    rechain(events)


def move_the_head(events: list[AuditEvent], chance: random.Random) -> None:
    event = chance.choice(events[:-1])
    AuditHead.objects.update(number=event.number, hash=event.hash)


def garble(events: list[AuditEvent], chance: random.Random) -> None:
    """An entry that is no entry at all, with every hash after it right."""
    place = chance.randrange(len(events))
    events[place].entry = chance.choice(["", "null", "[]", "{", '{"kind":1}'])
    previous = events[place].previous
    for event in events[place:]:
        event.previous = previous
        event.hash = previous = audit.chain_hash(previous, event.entry)
    AuditEvent.objects.bulk_update(events[place:], ["previous", "entry", "hash"])
    AuditHead.objects.update(hash=previous)


ATTACKS = [
    edit,
    edit_a_column,
    edit_and_hash,
    delete,
    delete_and_rechain,
    insert_and_rechain,
    swap,
    swap_and_rechain,
    cut_short,
    fork,
    move_the_head,
    garble,
]


@pytest.mark.slow
def test_two_hundred_random_attacks_are_all_found_and_none_where_there_is_none(
    contract: LearningContract,
) -> None:
    chance = random.Random(4141)
    organisation = contract.organisation_id
    anchors = {organisation: head_of(organisation)}
    missed, false_alarms = [], 0

    with unlocked():
        for number in range(200):
            attack = ATTACKS[number % len(ATTACKS)]
            with transaction.atomic():
                attack(list(AuditEvent.objects.order_by("number")), chance)
                found = list(findings_of_the_chain(anchors))
                transaction.set_rollback(True)
            missed += [] if found else [(number, attack.__name__)]
            false_alarms += bool(findings_of_the_chain(anchors)) if number % 10 == 0 else 0

    assert missed == []
    assert false_alarms == 0
    assert verify(anchors).findings == ()


def findings_of_the_chain(anchors: dict[UUID, tuple[int, str]]) -> list[str]:
    return [finding for finding in verify(anchors).findings if finding.startswith("audit")]

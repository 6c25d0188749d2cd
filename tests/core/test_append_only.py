"""The database itself refuses to change what was written for ever, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from laeringskontrakt.core import append_only, audit
from laeringskontrakt.core.models import AuditEvent, AuditHead
from tests.unlocked import PROTECTED, unlocked

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
ORGANISATION = uuid4()


@transaction.atomic
def event() -> AuditEvent:
    audit.record("test:event", organisation_id=ORGANISATION, actor_id=None, at=NOW)
    return AuditEvent.objects.latest("number")


def test_after_all_migrations_every_protection_is_there() -> None:
    assert append_only.unprotected(PROTECTED) == []


@pytest.mark.parametrize(
    "change",
    [
        {"entry": "{}"},
        {"hash": "0" * 64},
        {"previous": "0" * 64},
        {"number": 7},
        {"organisation_id": uuid4()},
        {"contract_id": uuid4()},
        {"actor_id": uuid4()},
        {"kind": "other"},
        {"at": datetime(2026, 9, 2, tzinfo=UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_column_of_an_event_changes(change: dict[str, object]) -> None:
    row = event()

    with pytest.raises(IntegrityError, match=append_only.REFUSAL), transaction.atomic():
        AuditEvent.objects.filter(pk=row.pk).update(**change)

    row.refresh_from_db()
    assert audit.breaks() == []


def test_an_event_is_not_deleted() -> None:
    row = event()

    with pytest.raises(IntegrityError, match=append_only.REFUSAL), transaction.atomic():
        row.delete()

    assert AuditEvent.objects.count() == 1


def test_raw_sql_is_refused_too() -> None:
    event()

    for statement in ("DELETE FROM core_auditevent", "UPDATE core_auditevent SET kind = 'x'"):
        refused = pytest.raises(IntegrityError, match=append_only.REFUSAL)
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_chain_still_grows() -> None:
    event()
    last = event()

    head = AuditHead.objects.get(organisation_id=ORGANISATION)
    assert (head.number, head.hash) == (2, last.hash)
    assert audit.breaks() == []


def test_a_missing_protection_is_found() -> None:
    append_only.lift([append_only.AUDIT], connection)

    assert append_only.unprotected(PROTECTED) == [
        "core_auditevent_keeps_update",
        "core_auditevent_keeps_delete",
    ]


def test_lifted_and_installed_again_it_refuses_again() -> None:
    row = event()

    with unlocked():
        AuditEvent.objects.filter(pk=row.pk).update(kind="changed")

    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEvent.objects.filter(pk=row.pk).update(kind="again")
    assert [found.reason for found in audit.breaks()] == ["columns differ from entry"]


@pytest.mark.django_db(transaction=True)
def test_tests_with_real_transactions_can_clean_up() -> None:
    event()

    assert AuditEvent.objects.count() == 1

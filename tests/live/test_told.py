"""Every action tells those who have the sheet open, and whoever takes access away says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import live
from laeringskontrakt.core.actions import REGISTRY
from laeringskontrakt.core.live import outside
from laeringskontrakt.core.live.messages import Kind, Message, read
from tests import every_action
from tests.contracts.cast import Cast, make_cast
from tests.matrix import MISSING

pytestmark = pytest.mark.django_db

every_action.load_all()

#: After these somebody may see less than before.
TAKES_AWAY = {
    "people:person:deactivate",
    "people:supervision:end",
    "contracts:contract:delete_draft",
    "contracts:contract:change_supervisor",
}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.mark.parametrize("kind", sorted(every_action.CASES))
def test_a_new_revision_is_told_by_its_number(
    kind: str,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    case = every_action.CASES[kind]
    given = case.prepare(cast)
    told: list[Message] = []
    monkeypatch.setattr(outside, "_hub", told.append)
    before = dict(LearningContract.objects.values_list("pk", "revision"))

    with django_capture_on_commit_callbacks(execute=True):
        REGISTRY[kind](by=cast.people[case.who], now=cast.world.later(), **given)

    after = dict(LearningContract.objects.values_list("pk", "revision"))
    moved = {key: after[key] for key in before if after.get(key, before[key]) != before[key]}
    heard = {m.contract: m.number for m in told if m.kind is Kind.CHANGED and m.contract in after}
    assert heard == moved
    assert (Message(Kind.ACCESS) in told) == (kind in TAKES_AWAY)


def test_what_is_rolled_back_is_not_told(
    db: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[Message] = []
    monkeypatch.setattr(outside, "_hub", told.append)

    with django_capture_on_commit_callbacks(execute=True):
        live.changed(MISSING, 1)
        with transaction.atomic():
            live.changed(MISSING, 2)
            transaction.set_rollback(True)

    assert [message.number for message in told] == [1]


def test_a_message_survives_its_way(cast: Cast) -> None:
    messages = [
        Message(Kind.CHANGED, cast.world.draft().pk, 17),
        Message(Kind.ACCESS),
        Message(Kind.STIR),
    ]

    assert [read(message.text()) for message in messages] == messages
    assert [read(text) for text in ("", "x", "changed:y:1", "a:b:c:d", "changed::z")] == [None] * 5

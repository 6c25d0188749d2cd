"""What every write has in common: one transaction, a name, and exactly once per command id."""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Callable
from datetime import date, time
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from laeringskontrakt.core import canonical, crash, prepared, storage
from laeringskontrakt.core.errors import CommandReused
from laeringskontrakt.core.models import Receipt

P = ParamSpec("P")
R = TypeVar("R")

#: Every action by name, for the documentation and the tests that walk them all.
REGISTRY: dict[str, Callable[..., Any]] = {}


def action(kind: str) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Make a function a write: keyword-only, atomic, and applied once per ``command_id``.

    The function takes ``by`` (a person with ``id``) and ``now``. The wrapper also takes
    ``command_id``, a UUID made where the person typed. Sent again with the same content it
    answers what the first call answered and does nothing; with another content it raises
    ``CommandReused`` (faults §2.1).
    """

    def wrap(function: Callable[P, R]) -> Callable[..., R]:
        @functools.wraps(function)
        def run(*, command_id: UUID | None = None, **kwargs: Any) -> R:
            call: Callable[..., R] = function
            storage.refuse_when_full()
            with crash.write(), transaction.atomic():
                if command_id is None:
                    answer = call(**kwargs)
                else:
                    answer = _once(kind, command_id, call, kwargs)
                crash.point("before_commit")
            return answer

        REGISTRY[kind] = run
        return run

    return wrap


def _once(kind: str, command_id: UUID, call: Callable[..., R], kwargs: dict[str, Any]) -> R:
    fingerprint = canonical.digest(kind + canonical.text(_plain(kwargs)))
    actor_id = kwargs["by"].pk
    receipt = Receipt(
        actor_id=actor_id,
        command_id=command_id,
        kind=kind,
        fingerprint=fingerprint,
        at=kwargs["now"],
    )
    # Whoever sends the same at the same moment waits here until the first is done.
    if not prepared.insert(receipt, or_leave=True):
        answer: R = _earlier(actor_id, command_id, fingerprint)
        return answer
    crash.point("in_tx")
    result = call(**kwargs)
    _remember(_remembered(result), actor_id, command_id)
    return result


def _earlier(actor_id: UUID, command_id: UUID, fingerprint: str) -> Any:
    """What the first call answered. Raises ``CommandReused`` when it had another content."""
    earlier = Receipt.objects.get(actor_id=actor_id, command_id=command_id)
    if earlier.fingerprint != fingerprint:
        raise CommandReused(
            _("Det samme blev sendt to gange med forskelligt indhold. Genindlæs siden."),
            code="command_reused",
        )
    return _recalled(earlier.result)


@prepared.update
def _remember(
    result: str, actor_id: UUID, command_id: UUID
) -> tuple[QuerySet[Receipt], dict[str, Any]]:
    rows = Receipt.objects.filter(actor_id=actor_id, command_id=command_id)
    return rows, {"result": result}


def _remembered(result: Any) -> str:
    if isinstance(result, models.Model):
        return f"{result._meta.label}:{result.pk}"
    if result is None or isinstance(result, int):
        return canonical.text(result)
    raise TypeError(f"an action answers a row, a whole number or None, not {type(result)}")


def _recalled(result: str) -> Any:
    label, _colon, key = result.partition(":")
    if not key:
        return json.loads(result)
    return apps.get_model(label)._base_manager.filter(pk=key).first()


def _plain(value: Any) -> Any:
    """The arguments as canonical JSON can take them. ``now`` is left out: it differs on a retry."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items() if k != "now"}
    if isinstance(value, models.Model):
        return str(value.pk)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, list | tuple | set | frozenset):
        plain = [_plain(item) for item in value]
        return sorted(plain) if isinstance(value, set | frozenset) else plain
    if isinstance(value, date | time | UUID):
        return str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    return repr(value)

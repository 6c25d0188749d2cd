"""The audit chain: who did what when, append-only and hash-chained per organisation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from laeringskontrakt.core import canonical, prepared
from laeringskontrakt.core.models import AuditEvent, AuditHead


def record(
    kind: str,
    *,
    organisation_id: UUID,
    actor_id: UUID | None,
    at: datetime,
    contract_id: UUID | None = None,
    about: dict[str, Any] | None = None,
) -> None:
    """Add one event to the chain, inside the caller's transaction.

    ``about`` holds ids, codes and counts only: never what a person wrote (domain §4.3 I12, I7).
    """
    head = _locked_head(organisation_id)
    entry = canonical.text(
        {
            "about": about or {},
            "actor": str(actor_id) if actor_id else None,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "contract": str(contract_id) if contract_id else None,
            "kind": kind,
            "number": head.number + 1,
            "organisation": str(organisation_id),
        }
    )
    event = AuditEvent(
        organisation_id=organisation_id,
        number=head.number + 1,
        previous=head.hash,
        hash=chain_hash(head.hash, entry),
        entry=entry,
        at=at,
        kind=kind,
        actor_id=actor_id,
        contract_id=contract_id,
    )
    prepared.insert(event)
    _move_head(event.number, event.hash, organisation_id)


def _locked_head(organisation_id: UUID) -> AuditHead:
    """The end of the chain, made when there is none, and held until the transaction ends."""
    found = _heads(organisation_id)
    if not found:
        prepared.insert(AuditHead(organisation_id=organisation_id), or_leave=True)
        found = _heads(organisation_id)
    return found[0]


@prepared.query
def _heads(organisation_id: UUID) -> QuerySet[AuditHead]:
    return AuditHead.objects.select_for_update().filter(organisation_id=organisation_id)


@prepared.update
def _move_head(
    number: int, digest: str, organisation_id: UUID
) -> tuple[QuerySet[AuditHead], dict[str, Any]]:
    heads = AuditHead.objects.filter(organisation_id=organisation_id)
    return heads, {"number": number, "hash": digest}


def chain_hash(previous: str, entry: str) -> str:
    """``SHA-256(previous ‖ entry)``: changing, removing or moving an event breaks all after it."""
    return canonical.digest(previous + entry)


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold, and why."""

    organisation_id: UUID
    number: int
    reason: str


def breaks(anchors: dict[UUID, tuple[int, str]] | None = None) -> list[Break]:
    """Every place where a chain is broken; empty when all hold.

    ``anchors`` are heads known from outside (printed on a PDF): organisation → (number, hash).
    They reveal a chain that was cut short or written anew from the start (faults S42).
    """
    found: list[Break] = []
    for head in AuditHead.objects.order_by("organisation_id"):
        events = AuditEvent.objects.filter(organisation_id=head.organisation_id).order_by("number")
        found += _breaks_of(head, events.iterator(), (anchors or {}).get(head.organisation_id))
    headed = {head.organisation_id for head in AuditHead.objects.all()}
    for organisation, (number, _hash) in (anchors or {}).items():
        if number and organisation not in headed:
            found.append(Break(organisation, number, "anchor is beyond the end"))
    headless = AuditEvent.objects.exclude(
        organisation_id__in=AuditHead.objects.values("organisation_id")
    )
    found += [Break(e.organisation_id, e.number, "no head") for e in headless[:1]]
    return found


def _breaks_of(
    head: AuditHead, events: Iterable[AuditEvent], anchor: tuple[int, str] | None
) -> list[Break]:
    organisation = head.organisation_id
    number, previous = 0, ""
    for event in events:
        if event.number != number + 1:
            return [Break(organisation, number + 1, "missing")]
        if event.previous != previous or event.hash != chain_hash(previous, event.entry):
            return [Break(organisation, event.number, "changed")]
        if not _columns_agree(event):
            return [Break(organisation, event.number, "columns differ from entry")]
        if anchor and anchor[0] == event.number and anchor[1] != event.hash:
            return [Break(organisation, event.number, "differs from anchor")]
        number, previous = event.number, event.hash
    if (number, previous) != (head.number, head.hash):
        return [Break(organisation, number + 1, "cut short")]
    if anchor and anchor[0] > number:
        return [Break(organisation, anchor[0], "anchor is beyond the end")]
    return []


def _columns_agree(event: AuditEvent) -> bool:
    try:
        entry = json.loads(event.entry)
        about = entry.pop("about")
    except (ValueError, KeyError, AttributeError, TypeError):
        return False
    return isinstance(about, dict) and entry == {
        "actor": str(event.actor_id) if event.actor_id else None,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "contract": str(event.contract_id) if event.contract_id else None,
        "kind": event.kind,
        "number": event.number,
        "organisation": str(event.organisation_id),
    }


def head(organisation_id: UUID) -> str:
    """The end of a chain as it is printed outside: ``number:hash`` (faults Decisions 7)."""
    row = AuditHead.objects.filter(organisation_id=organisation_id).first()
    return f"{row.number}:{row.hash}" if row else ""

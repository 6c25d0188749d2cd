"""One contract as a file that stays true without this product (features 24, faults S40).

What was signed is exported as the very text that was hashed. Of the audit chain come the
contract's own events: each proves itself, and the head can be held against the receipt on
paper. ``verify_contract.py`` checks such a file with Python alone.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.metadata import version as installed_version
from typing import Any

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models import (
    ContractCopy,
    ContractVersion,
    LearningContract,
    Reflection,
    Signature,
)
from laeringskontrakt.core import canonical
from laeringskontrakt.core.models import AuditEvent, AuditHead
from laeringskontrakt.people.models import Person

SCHEMA = "laeringskontrakt.export/1"


def export(
    contract: LearningContract, *, holder: Person | None, now: datetime, alone: bool = False
) -> dict[str, Any]:
    """All of one contract that ``holder``, a party to it, may take along.

    Ticks, note and reflection are of the holder's own copy only; another's reflection comes
    when it is shared (domain §4.3 I7). Without a holder it is what both parties share;
    ``alone`` is the holder's copy and what led to it, and nothing that has been done since.
    """
    versions = contract.versions.prefetch_related("signatures").order_by("number")
    until = None
    if alone:
        until = contract.copies.get(holder=holder).handed_out_at
        versions = versions.filter(copies__holder=holder)
    body = {
        "schema": SCHEMA,
        "exported_at": _utc(now),
        "exported_by": holder.full_name if holder else None,
        "product": installed_version("laeringskontrakt"),
        "contract": {
            "id": str(contract.pk),
            "number": contract.number,
            "organisation": str(contract.organisation_id),
            "activated_at": _utc(contract.activated_at),
        },
        "versions": [_version(row) for row in versions],
        "audit": _audit(contract, until=until),
        "own_copy": _own_copy(contract, holder) if holder else None,
        "shared_reflection": None if alone else _shared_reflection(contract),
    }
    return {**body, "checksum": canonical.digest(canonical.text(body))}


def as_json(exported: dict[str, Any]) -> str:
    """The export as people may read it: indented, in UTF-8, ending with a line end."""
    return json.dumps(exported, ensure_ascii=False, indent=1) + "\n"


def _version(row: ContractVersion) -> dict[str, Any]:
    voided = {"at": _utc(row.voided_at), "by": row.voided_by_name, "reason": row.voided_reason}
    return {
        "number": row.number,
        "sha256": row.sha256,
        "content": row.content,
        "frozen_at": _utc(row.frozen_at),
        "frozen_by": row.frozen_by_name,
        "voided": voided if row.voided_at else None,
        "signatures": [_signature(signature) for signature in row.signatures.all()],
    }


def _signature(row: Signature) -> dict[str, Any]:
    return {
        "party": row.party,
        "person_id": str(row.signer_key),
        "name": row.signer_name,
        "as_substitute": row.as_substitute,
        "signed_at": _utc(row.signed_at),
        "method": row.method,
        "sha256": row.sha256,
    }


def _audit(contract: LearningContract, *, until: datetime | None) -> dict[str, Any]:
    events = AuditEvent.objects.filter(
        organisation_id=contract.organisation_id, contract_id=contract.pk
    ).order_by("number")
    if until is not None:
        events = events.filter(at__lte=until)
    head = AuditHead.objects.get(organisation_id=contract.organisation_id)
    return {
        "events": [
            {
                "number": event.number,
                "previous": event.previous,
                "entry": event.entry,
                "hash": event.hash,
            }
            for event in events
        ],
        "head": {"number": head.number, "hash": head.hash},
    }


def _own_copy(contract: LearningContract, holder: Person) -> dict[str, Any] | None:
    copy = ContractCopy.objects.filter(contract=contract, holder=holder).first()
    if copy is None:
        return None
    note = getattr(copy, "note", None)
    reflection = getattr(copy, "reflection", None)
    return {
        "party": copy.party,
        "sha256": copy.sha256,
        "handed_out_at": _utc(copy.handed_out_at),
        "ticks": [
            {"line": str(tick.line_id), "ticked_at": _utc(tick.ticked_at)}
            for tick in copy.ticks.order_by("ticked_at", "line_id")
        ],
        "note": note.text if note else "",
        "reflection": reflection.text if reflection else "",
    }


def _shared_reflection(contract: LearningContract) -> dict[str, Any] | None:
    row = Reflection.objects.filter(
        copy__contract=contract, copy__party=Party.TRAINEE.value, shared_at__isnull=False
    ).first()
    return {"text": row.text, "shared_at": _utc(row.shared_at)} if row else None


def _utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None

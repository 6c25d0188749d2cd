"""Proof that nothing has been changed: the audit chain, every version, signature and copy.

Everything is computed anew from what is stored. One finding is one line in English, for the
operator: ids and numbers only, never what people wrote (domain §4.3 I12).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from laeringskontrakt.contracts.append_only import ALL as SIGNED
from laeringskontrakt.contracts.models import (
    ContractCopy,
    ContractVersion,
    LearningContract,
    Signature,
)
from laeringskontrakt.core import append_only, audit, canonical
from laeringskontrakt.core.models import AuditEvent, AuditHead

Anchors = dict[UUID, tuple[int, str]]


@dataclass(frozen=True)
class Verification:
    """What was looked at, and what does not hold; ``findings`` is empty when all does."""

    findings: tuple[str, ...]
    chains: int
    events: int
    versions: int
    signatures: int
    copies: int


def verify(anchors: Anchors | None = None) -> Verification:
    """Look at everything. ``anchors`` are receipts from outside: organisation → (number, hash)."""
    return Verification(
        findings=tuple(_findings(anchors or {})),
        chains=AuditHead.objects.count(),
        events=AuditEvent.objects.count(),
        versions=ContractVersion.objects.count(),
        signatures=Signature.objects.count(),
        copies=ContractCopy.objects.count(),
    )


def _findings(anchors: Anchors) -> Iterator[str]:
    yield from _unprotected()
    yield from _chains(anchors)
    told = _told()
    yield from _versions(told)
    yield from _signatures(told)
    yield from _copies()
    yield from _activations()


def _unprotected() -> Iterator[str]:
    for name in append_only.unprotected([append_only.AUDIT, *SIGNED]):
        yield f"database: the trigger {name} is missing"


def _chains(anchors: Anchors) -> Iterator[str]:
    try:
        for found in audit.breaks(anchors):
            yield f"audit {found.organisation_id}: event {found.number}: {found.reason}"
    except (ValueError, KeyError, TypeError):
        yield "audit: an entry is not what this program writes"
    for organisation in anchors:
        if not AuditHead.objects.filter(organisation_id=organisation).exists():
            yield f"audit {organisation}: there is an anchor but no chain"


def _told() -> set[tuple[Any, ...]]:
    """What the chain says was frozen and signed: (kind, contract, version, sha256, who, when)."""
    kinds = ("contracts:version:freeze", "contracts:version:sign")
    told = set()
    for event in AuditEvent.objects.filter(kind__in=kinds).iterator():
        try:
            entry = json.loads(event.entry)
            about = entry["about"]
            what = (entry["kind"], entry["contract"], about["version"], about["sha256"])
            told.add((*what, entry["actor"], entry["at"], about.get("signed_for")))
        except (ValueError, KeyError, TypeError):
            continue  # already a finding of the chain
    return told


def _versions(told: set[tuple[Any, ...]]) -> Iterator[str]:
    frozen = {fact[:4] for fact in told if fact[0] == "contracts:version:freeze"}
    for version in ContractVersion.objects.select_related("contract").iterator():
        name = f"contract {version.contract.number} version {version.number}"
        if canonical.digest(version.content) != version.sha256:
            yield f"{name}: the wording differs from its hash"
            continue
        content = json.loads(version.content)
        if (content["id"], content["version"]) != (str(version.contract_id), version.number):
            yield f"{name}: the wording is that of another contract or version"
        fact = ("contracts:version:freeze", str(version.contract_id), version.number)
        if (*fact, version.sha256) not in frozen:
            yield f"{name}: the audit chain does not know this wording"


def _signatures(told: set[tuple[Any, ...]]) -> Iterator[str]:
    rows = Signature.objects.select_related("version__contract").iterator()
    known = set()
    for row in rows:
        version = row.version
        name = f"contract {version.contract.number} version {version.number} {row.party}"
        fact = (
            "contracts:version:sign",
            str(version.contract_id),
            version.number,
            row.sha256,
            str(row.signer_key),
            _utc(row.signed_at),
            row.party,
        )
        known.add(fact)
        if row.sha256 != version.sha256:
            yield f"{name}: the signature is of another wording"
        if fact not in told:
            yield f"{name}: the audit chain does not know this signature"
    for fact in sorted(f for f in told - known if f[0] == "contracts:version:sign"):
        yield f"contract {fact[1]} version {fact[2]} {fact[6]}: a signature is missing"


def _copies() -> Iterator[str]:
    for copy in ContractCopy.objects.select_related("contract", "version").iterator():
        name = f"contract {copy.contract.number} copy of the {copy.party}"
        if canonical.digest(copy.content) != copy.sha256:
            yield f"{name}: the wording differs from its hash"
        elif copy.sha256 != copy.version.sha256:
            yield f"{name}: it is not a copy of the version it names"


def _activations() -> Iterator[str]:
    """Nobody's contract is in force without both signatures on the version in force (T10)."""
    for contract in LearningContract.objects.exclude(activated_at=None).iterator():
        signed = Signature.objects.filter(
            Q(version__contract=contract, version__voided_at=None)
        ).values_list("party", flat=True)
        if set(signed) != {"trainee", "supervisor"}:
            yield f"contract {contract.number}: in force without both signatures"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

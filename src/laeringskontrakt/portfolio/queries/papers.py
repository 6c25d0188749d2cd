"""What goes on paper: the frozen wording with signatures and ticks, or the draft as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from laeringskontrakt.contracts import freezing
from laeringskontrakt.contracts.enums import Party, Role
from laeringskontrakt.contracts.models import (
    ContractCopy,
    ContractVersion,
    CopyTick,
    LearningContract,
    Signature,
)
from laeringskontrakt.contracts.stages import own_party
from laeringskontrakt.core import audit
from laeringskontrakt.people.models import Person


@dataclass(frozen=True)
class Paper:
    """The input of ``paper.render_filled`` that comes from rows."""

    content: dict[str, Any]
    party: Party
    sha256: str = ""
    signatures: list[dict[str, str]] = field(default_factory=list)
    ticks: dict[str, str] = field(default_factory=dict)
    other_ticks: dict[str, str] = field(default_factory=dict)
    audit_head: str = ""


def paper_of(contract: LearningContract, person: Person, *, role: Role, now: datetime) -> Paper:
    """The paper of one party: the own copy, else the version in force, else the draft.

    Who only holds a copy gets that copy with the own ticks, and nobody else's (§4.6).
    """
    party = own_party(role) or Party.SUPERVISOR
    copies = list(ContractCopy.objects.filter(contract=contract).order_by("handed_out_at", "pk"))
    own = next((copy for copy in copies if copy.holder_id == person.pk), None)
    versions = ContractVersion.objects.filter(contract=contract)
    if role is Role.COPY_HOLDER:
        version, copies = versions.filter(copies=own).first(), []
    else:
        version = versions.filter(voided_at=None).first()
    if version is None:
        return Paper(_draft(contract, now), party)
    others = [copy for copy in copies if copy is not own and copy.party != party.value]
    return Paper(
        content=json.loads(own.content if own else version.content),
        party=Party(own.party) if own else party,
        sha256=version.sha256,
        signatures=_signatures(version),
        ticks=_ticks([own] if own else []),
        other_ticks=_ticks(others[:1]),
        audit_head=audit.head(contract.organisation_id),
    )


def _draft(contract: LearningContract, now: datetime) -> dict[str, Any]:
    """In the shape of a version, without what only freezing gives."""
    content = freezing.content(contract, version=contract.next_version, frozen_at=now)
    return {**content, "version": None, "frozen_at": None}


def _signatures(version: ContractVersion) -> list[dict[str, str]]:
    return [
        {
            "party": row.party,
            "person_id": str(row.signer_key),
            "name": row.signer_name,
            "signed_at": row.signed_at.isoformat(),
            "method": row.method,
            "sha256": row.sha256,
        }
        for row in Signature.objects.filter(version=version).order_by("signed_at")
    ]


def _ticks(copies: Sequence[ContractCopy]) -> dict[str, str]:
    lines: Iterable[Any] = CopyTick.objects.filter(copy__in=copies).values_list(
        "line_id", flat=True
    )
    return {str(line): "x" for line in lines}

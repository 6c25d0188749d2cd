"""The signed wording of many contracts at once, with what is ticked in a party's copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models import ContractCopy, CopyTick
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.contracts.queries.frozen import AgreedLine, FrozenContract, LineKind


@dataclass(frozen=True)
class AgreedContract:
    """One signed contract, and when each ticked line was ticked in the copy read."""

    contract_id: UUID
    wording: FrozenContract
    ticked: dict[UUID, datetime]

    def done(self, line: AgreedLine) -> bool:
        """The line is ticked."""
        return line.id in self.ticked

    def count(self, kind: LineKind | None = None) -> tuple[int, int]:
        """How many lines are ticked, of how many; of one kind or of all."""
        lines = self.wording.lines if kind is None else self.wording.of_kind(kind)
        return sum(self.done(line) for line in lines), len(lines)


def by_party(contracts: Iterable[UUID], party: Party) -> dict[UUID, AgreedContract]:
    """The contracts that both have signed, as in the copy of ``party``, in two queries.

    The copy is there also when its holder's account is gone (domain §4.3).
    """
    keys = list(contracts)
    if not keys:
        return {}
    copies = list(
        ContractCopy.objects.filter(contract__in=keys, party=party.value)
        .order_by("handed_out_at", "pk")
        .values_list("pk", "contract_id", "content")
    )
    ticks = _ticks(key for key, _contract, _content in copies)
    return {
        contract: AgreedContract(contract, frozen.read(content), ticks[key])
        for key, contract, content in reversed(copies)
    }


def _ticks(copies: Iterable[UUID]) -> defaultdict[UUID, dict[UUID, datetime]]:
    found: defaultdict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    rows = CopyTick.objects.filter(copy__in=list(copies))
    for copy, line, at in rows.values_list("copy_id", "line_id", "ticked_at"):
        found[copy][line] = at
    return found

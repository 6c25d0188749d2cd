"""What open streams are asked about: whether they may go on, and what is newest (faults S05)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import clock
from laeringskontrakt.core.live.messages import Kind, Message
from laeringskontrakt.core.live.tokens import Claim
from laeringskontrakt.people import sessions
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Supervision

#: Contracts asked about in one query.
_AT_ONCE = 400


def allowed(claims: Collection[Claim], *, now: datetime) -> set[Claim]:
    """Those whose person is still signed in there and still sees the sheet (domain §4.7)."""
    going_on = sessions.going_on({claim.person for claim in claims}, now=now)
    signed_in = {claim for claim in claims if (claim.person, claim.session) in going_on}
    pairs = _readers({claim.contract for claim in signed_in}, today=clock.local_date(now))
    return {claim for claim in signed_in if (claim.contract, claim.person) in pairs}


def newest(contracts: Collection[UUID]) -> list[Message]:
    """The latest that could have been told about each of these contracts."""
    return [
        Message(Kind.CHANGED, key, revision)
        for some in _parts(contracts)
        for key, revision in LearningContract.objects.filter(pk__in=some).values_list(
            "pk", "revision"
        )
    ]


def _readers(contracts: Collection[UUID], *, today: date) -> set[tuple[UUID, UUID]]:
    """Who sees which sheet: the pair, and who helps or stands in today."""
    found: set[tuple[UUID, UUID]] = set()
    for some in _parts(contracts):
        placements: dict[UUID, list[UUID]] = {}
        rows = LearningContract.objects.filter(pk__in=some)
        for key, *pair, placement in rows.values_list("pk", "trainee", "supervisor", "placement"):
            found |= {(key, person) for person in {*pair} - {None}}
            if placement is not None:
                placements.setdefault(placement, []).append(key)
        helping = Supervision.objects.on(today).filter(
            placement__in=list(placements),
            kind__in=[SupervisionKind.SUBSTITUTE.value, SupervisionKind.CO.value],
        )
        for placement, person in helping.values_list("placement", "supervisor"):
            found |= {(key, person) for key in placements[placement]}
    return found


def _parts(contracts: Collection[UUID]) -> Iterator[list[UUID]]:
    keys = list(contracts)
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]

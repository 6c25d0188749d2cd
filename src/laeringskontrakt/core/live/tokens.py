"""The token that opens a stream: who, in which session, about which contract; good for minutes.

It is signed and says nothing that its page does not know. It travels in an address, which others
may log: after ``LIFETIME`` it opens nothing, and what it opened is looked at again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

LIFETIME = timedelta(minutes=2)
_SALT = "core.live"


@dataclass(frozen=True)
class Claim:
    """That ``person``, signed in with the session ``handle`` names, may see ``contract``."""

    person: UUID
    session: str
    contract: UUID


def make(claim: Claim) -> str:
    """A token that states ``claim``, safe in an address."""
    return signing.dumps([claim.person.hex, claim.session, claim.contract.hex], salt=_SALT)


def read(token: str) -> Claim | None:
    """What ``token`` states; None when it is not ours or too old."""
    try:
        person, session, contract = signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return Claim(UUID(person), session, UUID(contract))

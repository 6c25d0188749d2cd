"""What is told between processes: short enough for any channel, and without a word of anybody's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """What a message is about."""

    CHANGED = "changed"
    HERE = "here"
    ACCESS = "access"
    #: Messages may have been lost: every page looks for itself.
    STIR = "stir"


@dataclass(frozen=True)
class Message:
    """``number`` grows with each message of one kind about one contract."""

    kind: Kind
    contract: UUID | None = None
    number: int = 0

    def text(self) -> str:
        """As one word."""
        return f"{self.kind}:{self.contract.hex if self.contract else ''}:{self.number}"


def read(text: str) -> Message | None:
    """The message that ``text`` says; None for what is none of ours."""
    parts = text.split(":")
    try:
        kind, contract, number = parts
        return Message(Kind(kind), UUID(contract) if contract else None, int(number))
    except ValueError:
        return None

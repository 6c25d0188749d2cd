"""Telling open pages that something changed: what, and how much later than they know.

Only that something changed is told, never what: a page asks for it by its ordinary address, as
whoever it belongs to. Losing every message costs seconds, never data (faults §2.2).

``changed``, ``here`` and ``access_changed`` are called inside a transaction and take effect when
it is committed. Streams are served by the processes that have a hub; any other process, such as
a command, reaches them through the database.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.db import transaction

from laeringskontrakt.core.live import outside
from laeringskontrakt.core.live.messages import Kind, Message

__all__ = ["access_changed", "changed", "here"]


def changed(contract: UUID, revision: int) -> None:
    """The words or the stage of ``contract`` changed; its ``revision`` is now this."""
    _tell(Message(Kind.CHANGED, contract, revision))


def here(contract: UUID, number: int) -> None:
    """Who is at ``contract``, or what they write just now, changed; ``number`` grows."""
    _tell(Message(Kind.HERE, contract, number))


def access_changed() -> None:
    """Somebody signed out, lost their account, or may see less: every stream is looked at."""
    _tell(Message(Kind.ACCESS))


def _tell(message: Message) -> None:
    transaction.on_commit(partial(outside.tell, message), robust=True)

"""Where what code in a transaction tells goes: to the hub of this process, or the database."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from laeringskontrakt.core.live.messages import Message

#: The name that PostgreSQL's processes listen at.
CHANNEL = "laeringskontrakt"

_hub: Callable[[Message], None] | None = None


def attach(tell_hub: Callable[[Message], None] | None) -> None:
    """From now on this process's messages go to ``tell_hub``, which may be called in any thread."""
    global _hub  # noqa: PLW0603 -- one hub a process, made when it starts to serve
    _hub = tell_hub


def tell(message: Message) -> None:
    """Pass a message on. On SQLite other processes see by themselves that the file changed."""
    if _hub is not None:
        _hub(message)
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message.text()])

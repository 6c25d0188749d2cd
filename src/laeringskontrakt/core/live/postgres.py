"""How the processes of an installation on PostgreSQL tell each other: LISTEN and NOTIFY."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

from laeringskontrakt.core.live import messages
from laeringskontrakt.core.live.messages import Kind, Message
from laeringskontrakt.core.live.outside import CHANNEL

_log = logging.getLogger(__name__)

Connection = psycopg.AsyncConnection[Any]


class PostgresWire:
    """Two connections of its own: one to hear, one to speak.

    What is spoken is no part of anybody's transaction: a NOTIFY inside one would make all
    commits wait for each other. ``parameters`` are those of ``psycopg.connect``.
    """

    #: Seconds before a lost connection is tried again: at first, and at most.
    AGAIN = (0.2, 5.0)
    #: What is kept to be said while the database is away; afterwards everybody looks anyway.
    MOST = 10_000

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._parameters = parameters
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._unsaid: deque[str] = deque(maxlen=self.MOST)
        self._something = asyncio.Event()

    def send(self, message: Message) -> None:
        """Tell the others as soon as the connection is free. Never waits."""
        self._unsaid.append(f"{self._name}|{message.text()}")
        self._something.set()

    async def run(self, take: Callable[[Message], None]) -> None:
        """Pass on what the others tell, for as long as the process serves.

        After a gap, whoever listens is told to look for themselves.
        """
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._on(lambda connection: self._hear(connection, take)))
            tasks.create_task(self._on(self._speak))

    async def _on(self, use: Callable[[Connection], Awaitable[None]]) -> None:
        wait, most = self.AGAIN
        while True:
            try:
                opened = await psycopg.AsyncConnection.connect(**self._parameters, autocommit=True)
                async with opened:
                    wait = self.AGAIN[0]
                    await use(opened)
            except Exception as error:
                _log.warning("No channel through the database: %s", type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(2 * wait, most)

    async def _hear(self, connection: Connection, take: Callable[[Message], None]) -> None:
        await connection.execute(f'LISTEN "{CHANNEL}"')
        take(Message(Kind.STIR))  # what was said before this was not heard
        async for notice in connection.notifies():
            name, _bar, text = notice.payload.rpartition("|")
            message = messages.read(text) if name != self._name else None
            if message is not None:
                take(message)

    async def _speak(self, connection: Connection) -> None:
        while True:
            await self._something.wait()
            said = list(self._unsaid)
            await connection.execute(
                "SELECT pg_notify(%s, words) FROM unnest(%s::text[]) AS words", [CHANNEL, said]
            )
            for _word in said:
                self._unsaid.popleft()
            if not self._unsaid:
                self._something.clear()

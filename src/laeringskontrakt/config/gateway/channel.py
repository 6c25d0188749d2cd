"""The hub of this process, joined to the database that all processes share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

from laeringskontrakt.contracts.queries import streams
from laeringskontrakt.core import clock
from laeringskontrakt.core.live import outside
from laeringskontrakt.core.live.hub import Hub
from laeringskontrakt.core.live.messages import Message
from laeringskontrakt.core.live.sqlite import SqliteWire
from laeringskontrakt.core.live.tokens import Claim

T = TypeVar("T")


class Channel:
    """Made in the event loop that serves. Its questions to the database are asked in one thread.

    A stream holds no connection: all of them together have this thread's.
    """

    def __init__(self) -> None:
        self.hub = Hub(self._allowed)
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="streams")
        if connection.vendor == "postgresql":
            from laeringskontrakt.core.live.postgres import PostgresWire

            self._wire: PostgresWire | SqliteWire = PostgresWire(_own_connection())
        else:
            self._wire = SqliteWire(
                version=lambda: self._ask(_data_version, keep=True),
                newest=lambda listened: self._ask(lambda: streams.newest(listened), keep=True),
                listened=lambda: self.hub.contracts,
            )

    async def run(self) -> None:
        """Take what this process and the others tell, until cancelled."""
        outside.attach(self._tell)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.hub.run())
                tasks.create_task(self._wire.run(self.hub.take))
        finally:
            outside.attach(None)
            self._thread.shutdown(wait=False)

    def _tell(self, message: Message) -> None:
        """From a thread that has just committed."""
        self._loop.call_soon_threadsafe(self._take_own, message)

    def _take_own(self, message: Message) -> None:
        self._wire.send(message)
        self.hub.take(message)

    async def _allowed(self, claims: Collection[Claim]) -> Collection[Claim]:
        return await self._ask(lambda: streams.allowed(claims, now=clock.now()))

    async def _ask(self, question: Callable[[], T], *, keep: bool = False) -> T:
        """Its answer; the connection is given back afterwards unless it is to be kept."""

        def ask() -> T:
            try:
                return question()
            except BaseException:
                connection.close()
                raise
            finally:
                if not keep and connection.vendor == "postgresql":
                    connection.close()

        return await self._loop.run_in_executor(self._thread, ask)


def _data_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        version: int = cursor.fetchone()[0]
        return version


def _own_connection() -> dict[str, object]:
    """How psycopg connects to the database that Django uses, past Django and its pool."""
    parameters = connection.get_connection_params()
    left_out = {"pool", "server_side_binding", "prepare_threshold", "cursor_factory", "context"}
    return {name: value for name, value in parameters.items() if name not in left_out}

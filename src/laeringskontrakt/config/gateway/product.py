"""One process of the product: streams and health here, everything else in threads."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from asgiref.typing import (
    ASGIReceiveCallable,
    ASGISendCallable,
    HTTPScope,
    LifespanScope,
    WebSocketScope,
)
from django.db import connection

from laeringskontrakt.config.gateway import drain
from laeringskontrakt.config.gateway.bridge import Application, Bridge
from laeringskontrakt.config.gateway.channel import Channel
from laeringskontrakt.config.gateway.health import LIVE, READY, Health
from laeringskontrakt.config.gateway.pace import Pace
from laeringskontrakt.config.gateway.streams import PATH, Streams
from laeringskontrakt.core import storage

_log = logging.getLogger(__name__)

#: Requests at once in one process; PostgreSQL's pool has as many connections.
THREADS = 8
#: Seconds that one call to PostgreSQL may take (faults §2.6).
DATABASE_SECONDS = 5.0
#: Requests that may wait for a thread; more are told to come again.
WAITING = 256


class Product:
    """From the server's start to its end. ``pages`` is the WSGI application."""

    def __init__(self, pages: Application) -> None:
        self._bridge = Bridge(pages, threads=THREADS, waiting=WAITING, pace=Pace())
        self._streams: Streams | None = None
        self._health = Health(_probe, lambda: False)

    async def __call__(
        self,
        scope: HTTPScope | WebSocketScope | LifespanScope,
        receive: ASGIReceiveCallable,
        send: ASGISendCallable,
    ) -> None:
        """Serve one request, or begin and end the process."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _answer(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        path = scope["path"]
        if path.startswith(PATH) and self._streams is not None:
            await self._streams(scope, receive, send)
        elif path == LIVE:
            await self._health.live(send)
        elif path == READY:
            await self._health.ready(send)
        else:
            await self._bridge(scope, receive, send)

    async def _live(self, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        await receive()
        _set_deadline()
        channel = Channel()
        self._streams = Streams(channel.hub)
        self._health = Health(_probe, lambda: channel.hub.draining)
        drain.when_told(channel.hub.drain)
        running = asyncio.create_task(self._keep(channel))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        channel.hub.drain()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await send({"type": "lifespan.shutdown.complete"})

    async def _keep(self, channel: Channel) -> None:
        """Streams that are told nothing look alive: without its channel a process takes none."""
        try:
            await channel.run()
        except Exception:
            _log.exception("The channel broke")
            channel.hub.drain()


def _set_deadline() -> None:
    if connection.vendor == "postgresql":
        from laeringskontrakt.core.postgresql import Connection

        Connection.seconds = DATABASE_SECONDS


def _probe() -> None:
    """Ask the database something, in a thread of its own connection."""
    if storage.is_damaged():
        raise RuntimeError("the database is damaged")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    finally:
        connection.close()

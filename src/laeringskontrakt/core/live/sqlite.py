"""How the processes of an installation on SQLite learn of each other: they watch the file."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

from laeringskontrakt.core.live.messages import Kind, Message

_log = logging.getLogger(__name__)


class SqliteWire:
    """When another connection has written, the newest about each contract is read.

    ``version`` answers ``PRAGMA data_version``, ``newest`` the last message of each kind about
    each contract; ``listened`` are the contracts that anybody listens to.
    """

    #: Seconds between two looks at the file.
    LOOK_EVERY = 0.1

    def __init__(
        self,
        *,
        version: Callable[[], Awaitable[int]],
        newest: Callable[[Collection[UUID]], Awaitable[Collection[Message]]],
        listened: Callable[[], Collection[UUID]],
    ) -> None:
        self._version, self._newest, self._listened = version, newest, listened
        self._known: dict[tuple[Kind, UUID | None], int] = {}
        self._seen: int | None = None
        self._watched: set[UUID] = set()

    def send(self, message: Message) -> None:
        """The others see it by themselves; here it is no news any more."""
        self._note(message)

    async def run(self, take: Callable[[Message], None]) -> None:
        """Pass on what others have written, for as long as the process serves."""
        while True:
            await asyncio.sleep(self.LOOK_EVERY)
            try:
                await self.look(take)
            except Exception as error:
                _log.warning("Could not look at the database: %s", type(error).__name__)

    async def look(self, take: Callable[[Message], None]) -> None:
        """Look once. What is looked at for the first time is told, as it may be new already."""
        listened = set(self._listened())
        self._known = {key: found for key, found in self._known.items() if key[1] in listened}
        if not listened:
            self._watched = listened
            return
        version = await self._version()
        if version == self._seen and listened <= self._watched:
            return
        news = [message for message in await self._newest(listened) if self._is_news(message)]
        self._seen, self._watched = version, listened
        if news:
            # The same writer may have taken somebody's access away before.
            take(Message(Kind.ACCESS))
        for message in news:
            self._note(message)
            take(message)

    def _is_news(self, message: Message) -> bool:
        return message.number > self._known.get((message.kind, message.contract), -1)

    def _note(self, message: Message) -> None:
        key = (message.kind, message.contract)
        self._known[key] = max(message.number, self._known.get(key, -1))

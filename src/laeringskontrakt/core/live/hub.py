"""The hub of one process: who listens to which contract, and that they still may.

Everything here happens in one event loop. Messages are taken one at a time and in order; one
that says that access changed is looked into before any later one is told, so that a stream
whose person has signed out is told nothing more (faults S05).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Protocol
from uuid import UUID

from laeringskontrakt.core.live.messages import Kind, Message
from laeringskontrakt.core.live.tokens import Claim

_log = logging.getLogger(__name__)

#: Seconds between two looks at whether everybody still may listen, besides those asked for.
LOOK_EVERY = 2.5

#: Which of these claims hold now.
Allowed = Callable[[Collection[Claim]], Awaitable[Collection[Claim]]]


class Listener(Protocol):
    """A stream to one browser, about one or several contracts."""

    claims: set[Claim]

    def tell(self, message: Message) -> None:
        """Something changed. Never waits."""

    def lose(self, claims: Collection[Claim]) -> None:
        """These hold no longer: nothing more is told about their contracts."""

    def end(self) -> None:
        """No more is told at all; the browser may come again, here or elsewhere."""


class Hub:
    """Takes messages from this process and others, and tells those who listen."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self._listeners: dict[UUID, set[Listener]] = {}
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._draining = False

    @property
    def contracts(self) -> Collection[UUID]:
        """What anybody listens to here."""
        return self._listeners.keys()

    @property
    def draining(self) -> bool:
        """Whether this process is about to end and takes no more streams."""
        return self._draining

    def take(self, message: Message) -> None:
        """Tell everybody concerned, after what was taken before."""
        self._messages.put_nowait(message)

    async def join(self, listener: Listener) -> bool:
        """Listen from now on, to what may be listened to; False when that is nothing."""
        for claim in listener.claims:
            self._listeners.setdefault(claim.contract, set()).add(listener)
        await self._look({listener})
        if self._draining:
            self.leave(listener)
        return bool(listener.claims) and not self._draining

    def leave(self, listener: Listener) -> None:
        """Listen no longer."""
        self._forget(listener, [claim.contract for claim in listener.claims])

    def drain(self) -> None:
        """Send everybody away; they come again, to another process or a later one."""
        self._draining = True
        for listener in self._everybody():
            listener.end()

    async def run(self) -> None:
        """Tell what is taken, and look at everybody's access, for as long as the process serves."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tell())
            tasks.create_task(self._look_regularly())

    async def _tell(self) -> None:
        while True:
            message = await self._messages.get()
            if message.kind is Kind.ACCESS:
                await self._look(self._everybody())
                continue
            concerned = (
                self._everybody()
                if message.contract is None
                else list(self._listeners.get(message.contract, ()))
            )
            for listener in concerned:
                listener.tell(message)

    async def _look_regularly(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            self.take(Message(Kind.ACCESS))

    async def _look(self, listeners: Collection[Listener]) -> None:
        asked = {claim for listener in listeners for claim in listener.claims}
        if not asked:
            return
        try:
            held = set(await self._allowed(asked))
        except Exception:
            # Without a database nothing changes that could be told; it is asked again soon.
            _log.exception("Could not look at who may listen")
            return
        for listener in listeners:
            lost = (listener.claims & asked) - held
            if lost:
                self._forget(listener, [claim.contract for claim in lost])
                listener.lose(lost)

    def _everybody(self) -> set[Listener]:
        return {listener for found in self._listeners.values() for listener in found}

    def _forget(self, listener: Listener, contracts: Collection[UUID]) -> None:
        for contract in contracts:
            with contextlib.suppress(KeyError):
                self._listeners[contract].discard(listener)
                if not self._listeners[contract]:
                    del self._listeners[contract]

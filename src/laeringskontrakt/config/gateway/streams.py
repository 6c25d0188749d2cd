"""``/strom/TOKEN[,TOKEN…]/``: the stream that tells one browser's open sheets to look again.

Server-sent events, which any proxy passes as a long answer: ``hello`` once the stream is open,
``changed`` and ``here`` with the contract and a number, ``gone`` for what may not be seen any
longer, and ``beat`` when nothing else was said for a while. Never a word that anybody wrote.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Collection

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope

from laeringskontrakt.config.gateway.answers import answer, headers
from laeringskontrakt.core.live import tokens
from laeringskontrakt.core.live.hub import Hub
from laeringskontrakt.core.live.messages import Kind, Message
from laeringskontrakt.core.live.tokens import Claim

PATH = "/strom/"

#: Seconds: a stream says something at least so often; a browser that hears nothing for more than
#: twice as long gives it up.
BEAT = 15.0
#: Seconds a browser may take to accept what is said before it counts as gone.
STUCK = 30.0
#: Seconds a stream lasts at least and at most. Then it is opened anew, with a new token.
LIFE = (540.0, 660.0)
#: Milliseconds after which a browser comes again, at least and at most: not all at once.
AGAIN = (500, 3000)
#: Contracts on one stream, streams of one session, and streams of one process.
CONTRACTS, SESSION, PROCESS = 8, 6, 5000


class Streams:
    """All streams of this process."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._open: dict[str, list[Stream]] = {}

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Open a stream and keep it until either side ends it."""
        if scope["method"] != "GET":
            await answer(send, 405, {"error": "not_allowed"}, (b"allow", b"GET"))
            return
        claims = _claims(scope["path"])
        if not claims:
            await answer(send, 403, {"error": "token"})
            return
        if self._hub.draining or sum(map(len, self._open.values())) >= PROCESS:
            await answer(send, 503, {"error": "busy"}, (b"retry-after", b"5"))
            return
        await self._stream(claims, receive, send)

    async def _stream(
        self, claims: set[Claim], receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        session = next(iter(claims)).session
        own = self._open.setdefault(session, [])
        if len(own) >= SESSION:
            own[0].end()  # most likely its browser lost the way to us, and has come again
        stream = Stream(claims, send)
        own.append(stream)
        try:
            if not await self._hub.join(stream):
                await answer(send, 403, {"error": "gone"})
                return
            await stream.run(receive)
        finally:
            self._hub.leave(stream)
            own.remove(stream)
            if not own and self._open.get(session) is own:
                del self._open[session]


class Stream:
    """What one browser is told. What it has not taken yet is replaced by what is newer."""

    def __init__(self, claims: set[Claim], send: ASGISendCallable) -> None:
        self.claims = claims
        self._send = send
        self._unsaid: dict[tuple[str, str], dict[str, object]] = {}
        self._something = asyncio.Event()
        self._ended = self._left = False

    def tell(self, message: Message) -> None:
        """Something changed; without a contract: anything may have."""
        for claim in self.claims:
            if message.contract in {None, claim.contract}:
                contract = str(claim.contract)
                kind = Kind.CHANGED if message.kind is Kind.STIR else message.kind
                about = {"contract": contract, "number": message.number}
                self._unsaid[kind, contract] = about
        self._something.set()

    def lose(self, claims: Collection[Claim]) -> None:
        """No more about these; without any the stream is over."""
        self.claims = self.claims - set(claims)
        for claim in claims:
            contract = str(claim.contract)
            self._unsaid = {key: said for key, said in self._unsaid.items() if key[1] != contract}
            self._unsaid["gone", contract] = {"contract": contract}
        if not self.claims:
            self._ended = True
        self._something.set()

    def end(self) -> None:
        """Over; the browser comes again by itself."""
        self._ended = True
        self._something.set()

    async def run(self, receive: ASGIReceiveCallable) -> None:
        """Say what there is to say until it is over or the browser is gone."""
        await self._begin()
        watching = asyncio.create_task(self._watch(receive))
        try:
            async with asyncio.timeout(random.uniform(*LIFE)):  # noqa: S311 -- to spread them
                while not self._ended:
                    await self._say_next()
                await self._say()
        except TimeoutError:
            pass
        finally:
            watching.cancel()
        if not self._left:
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _begin(self) -> None:
        again = random.randint(*AGAIN)  # noqa: S311 -- to spread them
        found = headers("text/event-stream; charset=utf-8", (b"x-accel-buffering", b"no"))
        await self._send(
            {"type": "http.response.start", "status": 200, "headers": found, "trailers": False}
        )
        await self._write(f"retry: {again}\n\n" + _event("hello", {"beat": BEAT}))

    async def _say_next(self) -> None:
        try:
            async with asyncio.timeout(BEAT):
                await self._something.wait()
        except TimeoutError:
            await self._write(_event("beat", {}))
            return
        self._something.clear()
        await self._say()

    async def _say(self) -> None:
        said, self._unsaid = self._unsaid, {}
        if said and not self._left:
            await self._write("".join(_event(key[0], about) for key, about in said.items()))

    async def _write(self, text: str) -> None:
        async with asyncio.timeout(STUCK):
            await self._send(
                {"type": "http.response.body", "body": text.encode(), "more_body": True}
            )

    async def _watch(self, receive: ASGIReceiveCallable) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._left = True
        self.end()


def _event(name: str, about: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(about, separators=(',', ':'))}\n\n"


def _claims(path: str) -> set[Claim]:
    """What the tokens in the address state; nothing unless all are good and of one session."""
    words = path.removeprefix(PATH).rstrip("/").split(",")
    if len(words) > CONTRACTS:
        return set()
    found = [tokens.read(word) for word in words]
    claims = {claim for claim in found if claim is not None}
    if None in found or len({(claim.person, claim.session) for claim in claims}) != 1:
        return set()
    return claims

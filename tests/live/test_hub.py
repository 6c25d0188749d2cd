"""The hub: in order, to those who listen, and to nobody whose access has ended."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from uuid import uuid4

from laeringskontrakt.core.live import hub as hubs
from laeringskontrakt.core.live.hub import Hub
from laeringskontrakt.core.live.messages import Kind, Message
from laeringskontrakt.core.live.tokens import Claim
from tests.config.gateway.asking import until

AMALIE, JENS = uuid4(), uuid4()
ONE, OTHER = uuid4(), uuid4()


def claim(person: object = AMALIE, contract: object = ONE) -> Claim:
    return Claim(person, "s", contract)  # type: ignore[arg-type]


class Ear:
    """A listener that remembers."""

    def __init__(self, *claims: Claim) -> None:
        self.claims = set(claims)
        self.heard: list[object] = []

    def tell(self, message: Message) -> None:
        self.heard.append((message.kind, message.number))

    def lose(self, claims: Collection[Claim]) -> None:
        self.claims -= set(claims)
        self.heard.append("lost")

    def end(self) -> None:
        self.heard.append("end")


class Door:
    """Says which claims hold; how often it was asked; may be slow."""

    def __init__(self) -> None:
        self.refused: set[Claim] = set()
        self.asked = 0
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, claims: Collection[Claim]) -> Collection[Claim]:
        self.asked += 1
        await self.open.wait()
        return set(claims) - self.refused


def running(scene: Callable[[Hub, Door], Awaitable[None]]) -> None:
    """Run ``scene`` beside a hub that runs."""

    async def play() -> None:
        door = Door()
        hub = Hub(door)
        task = asyncio.create_task(hub.run())
        await scene(hub, door)
        task.cancel()

    asyncio.run(play())


def test_who_listens_to_a_contract_is_told_of_it_in_order_and_of_no_other() -> None:
    async def scene(hub: Hub, door: Door) -> None:
        amalie, jens = Ear(claim()), Ear(claim(JENS, OTHER))
        assert await hub.join(amalie)
        assert await hub.join(jens)
        for number in (1, 2, 3):
            hub.take(Message(Kind.CHANGED, ONE, number))
        hub.take(Message(Kind.HERE, OTHER, 9))
        await until(lambda: jens.heard)
        assert amalie.heard == [(Kind.CHANGED, 1), (Kind.CHANGED, 2), (Kind.CHANGED, 3)]
        assert jens.heard == [(Kind.HERE, 9)]
        hub.take(Message(Kind.STIR))
        await until(lambda: len(jens.heard) == 2)
        assert amalie.heard[-1] == jens.heard[-1] == (Kind.STIR, 0)

    running(scene)


def test_nothing_is_told_after_access_has_ended() -> None:
    """Not even what is told while it is being looked at (S05)."""

    async def scene(hub: Hub, door: Door) -> None:
        amalie, jens = Ear(claim()), Ear(claim(JENS))
        await hub.join(amalie)
        await hub.join(jens)
        door.open.clear()
        door.refused = {claim()}
        hub.take(Message(Kind.ACCESS))
        hub.take(Message(Kind.CHANGED, ONE, 1))
        await until(lambda: door.asked == 3)
        assert (amalie.heard, jens.heard) == ([], [])
        door.open.set()
        await until(lambda: jens.heard)
        assert (amalie.heard, jens.heard) == (["lost"], [(Kind.CHANGED, 1)])
        hub.leave(amalie)
        hub.leave(jens)
        assert not hub.contracts

    running(scene)


def test_of_two_sheets_only_the_one_that_may_be_seen_is_told_of() -> None:
    async def scene(hub: Hub, door: Door) -> None:
        door.refused = {claim(contract=OTHER)}
        amalie = Ear(claim(), claim(contract=OTHER))
        assert await hub.join(amalie)
        hub.take(Message(Kind.CHANGED, OTHER, 5))
        hub.take(Message(Kind.CHANGED, ONE, 6))
        await until(lambda: (Kind.CHANGED, 6) in amalie.heard)
        assert amalie.heard == ["lost", (Kind.CHANGED, 6)]

    running(scene)


def test_who_may_listen_to_nothing_does_not_join() -> None:
    async def scene(hub: Hub, door: Door) -> None:
        door.refused = {claim()}
        assert not await hub.join(Ear(claim()))
        assert not hub.contracts

    running(scene)


def test_access_is_looked_at_without_being_asked(monkeypatch: object) -> None:
    async def scene(hub: Hub, door: Door) -> None:
        amalie = Ear(claim())
        await hub.join(amalie)
        door.refused = {claim()}
        await until(lambda: amalie.heard == ["lost"])

    assert hubs.LOOK_EVERY < 5 - 1  # a stream has to be closed within five seconds
    before, hubs.LOOK_EVERY = hubs.LOOK_EVERY, 0.01
    try:
        running(scene)
    finally:
        hubs.LOOK_EVERY = before


def test_a_database_that_does_not_answer_ends_nothing() -> None:
    async def scene(hub: Hub, door: Door) -> None:
        amalie = Ear(claim())
        await hub.join(amalie)
        calls = iter([OSError(), None])

        async def failing(claims: Collection[Claim]) -> Collection[Claim]:
            error = next(calls)
            if error:
                raise error
            return claims

        hub._allowed = failing
        hub.take(Message(Kind.ACCESS))
        hub.take(Message(Kind.CHANGED, ONE, 1))
        await until(lambda: amalie.heard)
        assert amalie.heard == [(Kind.CHANGED, 1)]

    running(scene)


def test_who_is_sent_away_may_not_come_back() -> None:
    async def scene(hub: Hub, door: Door) -> None:
        amalie = Ear(claim())
        await hub.join(amalie)
        hub.drain()
        assert amalie.heard == ["end"]
        assert not await hub.join(Ear(claim(JENS)))

    running(scene)

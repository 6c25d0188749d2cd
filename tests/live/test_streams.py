"""A stream as a browser hears it: what it says, when, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from laeringskontrakt.config.gateway import streams
from laeringskontrakt.config.gateway.streams import Streams
from laeringskontrakt.core.live import tokens
from laeringskontrakt.core.live.hub import Hub
from laeringskontrakt.core.live.messages import Kind, Message
from laeringskontrakt.core.live.tokens import Claim
from tests.config.gateway.asking import Asked, until
from tests.pages import HEADERS

PERSON, CONTRACT, OTHER = uuid4(), uuid4(), uuid4()


def token(contract: UUID = CONTRACT, person: UUID = PERSON, session: str = "s") -> str:
    return tokens.make(Claim(person, session, contract))


def asking(*words: str) -> Asked:
    return Asked(path=f"{streams.PATH}{','.join(words)}/")


async def all_may(claims: Collection[Claim]) -> Collection[Claim]:
    return claims


def running(scene: Callable[[Hub, Streams], Awaitable[None]]) -> None:
    async def play() -> None:
        hub = Hub(all_may)
        task = asyncio.create_task(hub.run())
        await scene(hub, Streams(hub))
        task.cancel()

    asyncio.run(play())


def open_(made: Streams, asked: Asked) -> asyncio.Task[None]:
    return asyncio.create_task(made(asked.scope, asked.receive, asked.send))


def test_it_says_what_changed_and_never_a_word_more() -> None:
    async def scene(hub: Hub, made: Streams) -> None:
        asked = asking(token())
        going = open_(made, asked)
        await until(lambda: "hello" in asked.body)
        hub.take(Message(Kind.CHANGED, CONTRACT, 7))
        hub.take(Message(Kind.HERE, CONTRACT, 8))
        hub.take(Message(Kind.CHANGED, OTHER, 9))
        await until(lambda: "here" in asked.body)
        asked.left.set()
        await going
        lines = asked.body.split("\n\n")
        assert lines[1:] == [
            'event: hello\ndata: {"beat":15.0}',
            f'event: changed\ndata: {{"contract":"{CONTRACT}","number":7}}',
            f'event: here\ndata: {{"contract":"{CONTRACT}","number":8}}',
            "",
        ]
        name, again = lines[0].split(": ")
        assert name == "retry"
        assert streams.AGAIN[0] <= int(again) <= streams.AGAIN[1]
        assert not hub.contracts

    running(scene)


def test_no_proxy_keeps_it_back_or_packs_it() -> None:
    async def scene(hub: Hub, made: Streams) -> None:
        asked = asking(token())
        going = open_(made, asked)
        await until(lambda: asked.sent)
        asked.left.set()
        await going
        security = {name.lower(): value for name, value in HEADERS.items()}
        assert asked.told == security | {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store, no-transform",
            "permissions-policy": asked.told["permissions-policy"],
            "x-accel-buffering": "no",
        }

    running(scene)


def test_it_beats_while_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "BEAT", 0.01)

    async def scene(hub: Hub, made: Streams) -> None:
        asked = asking(token())
        going = open_(made, asked)
        await until(lambda: asked.body.count("event: beat") == 3)
        asked.left.set()
        await going

    running(scene)


def test_what_is_not_yet_taken_is_replaced_by_what_is_newer() -> None:
    """A browser that is slow to take costs no more than one that is quick."""

    async def scene(hub: Hub, made: Streams) -> None:
        asked = asking(token())
        may_take = asyncio.Event()

        async def send(message: object) -> None:
            if asked.sent:
                await may_take.wait()
            await asked.send(message)

        going = asyncio.create_task(made(asked.scope, asked.receive, send))
        await until(lambda: asked.sent)
        for number in range(1, 1000):
            hub.take(Message(Kind.CHANGED, CONTRACT, number))
        await until(lambda: hub._messages.empty())
        may_take.set()
        await until(lambda: "999" in asked.body)
        asked.left.set()
        await going
        assert asked.body.count("event: changed") == 1

    running(scene)


def test_it_ends_when_the_server_is_about_to_and_a_new_one_is_refused() -> None:
    async def scene(hub: Hub, made: Streams) -> None:
        asked = asking(token())
        going = open_(made, asked)
        await until(lambda: "hello" in asked.body)
        hub.drain()
        await going
        assert asked.over
        late = asking(token())
        await open_(made, late)
        assert (late.status, late.told["retry-after"]) == (503, "5")

    running(scene)


def test_it_is_opened_anew_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LIFE", (0.01, 0.02))

    async def scene(hub: Hub, made: Streams) -> None:
        asked = asking(token())
        await open_(made, asked)
        assert asked.over
        assert not hub.contracts

    running(scene)


def test_the_oldest_of_too_many_streams_of_a_session_gives_way() -> None:
    async def scene(hub: Hub, made: Streams) -> None:
        first = [asking(token()) for _number in range(streams.SESSION)]
        going = [open_(made, asked) for asked in first]
        await until(lambda: all("hello" in asked.body for asked in first))
        latest, other = asking(token()), asking(token(session="another"))
        going += [open_(made, latest), open_(made, other)]
        await until(lambda: "hello" in latest.body and "hello" in other.body and first[0].over)
        assert [asked.over for asked in first] == [True] + [False] * (streams.SESSION - 1)
        for asked in (*first, latest, other):
            asked.left.set()
        await asyncio.gather(*going)

    running(scene)


OLD = timedelta(seconds=-1)


@pytest.mark.parametrize(
    "words",
    {
        "nothing": [""],
        "no token": ["x"],
        "a changed one": [token()[:-1] + "x"],
        "two people's": [token(), token(person=uuid4())],
        "two sessions'": [token(), token(session="t")],
        "one good and one bad": [token(), "x"],
        "too many": [token(uuid4()) for _number in range(streams.CONTRACTS + 1)],
    }.values(),
)
def test_without_good_tokens_of_one_session_no_stream_is_opened(words: list[str]) -> None:
    async def scene(hub: Hub, made: Streams) -> None:
        asked = asking(*words)
        await open_(made, asked)
        assert (asked.status, asked.body) == (403, '{"error": "token"}')

    running(scene)


def test_a_token_is_good_for_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = token()
    assert tokens.read(made) == Claim(PERSON, "s", CONTRACT)

    monkeypatch.setattr(tokens, "LIFETIME", OLD)

    assert tokens.read(made) is None


def test_it_is_only_asked_for() -> None:
    async def scene(hub: Hub, made: Streams) -> None:
        asked = Asked(method="POST", path=f"{streams.PATH}{token()}/")
        await open_(made, asked)
        assert (asked.status, asked.told["allow"]) == (405, "GET")

    running(scene)

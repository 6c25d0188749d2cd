"""The way from the asynchronous server to the pages and back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from laeringskontrakt.config.gateway import bridge
from laeringskontrakt.config.gateway.bridge import Bridge
from laeringskontrakt.config.gateway.pace import SLOWEST, Pace
from tests.config.gateway.asking import Asked, until


class Pages:
    """A WSGI application that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.closed: list[int] = []
        self.sent_before_closing: list[bool] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(environ)
        self.may_go_on.wait(10)
        self.bodies.append(environ["wsgi.input"].read())
        start_response("201 Created", [("Content-Type", "text/plain"), ("X-Ny", "ja")])
        return Chunks(self)


class Chunks(list[bytes]):
    def __init__(self, pages: Pages) -> None:
        super().__init__([b"hej ", "æ".encode()])
        self.pages = pages

    def close(self) -> None:
        self.pages.closed.append(threading.get_ident())


def serve(pages: Pages, *requests: Asked, threads: int = 2, waiting: int = 5) -> Bridge:
    made = Bridge(pages, threads=threads, waiting=waiting, pace=Pace())

    async def all_of_them() -> None:
        await asyncio.gather(*(made(one.scope, one.receive, one.send) for one in requests))

    asyncio.run(all_of_them())
    return made


def test_the_request_and_the_answer_come_across_whole() -> None:
    asked = Asked(
        method="POST",
        path="/kontrakt/%C3%A6%FF/",
        query=b"trin=2&a=%20",
        headers=[
            (b"host", b"lk.example"),
            (b"content-type", b"text/plain"),
            (b"content-length", b"999"),
            (b"cookie", b"a=1"),
            (b"cookie", b"b=2"),
            (b"accept", b"text/html"),
            (b"accept", b"*/*"),
            (b"x-forwarded-proto", b"http"),
            (b"x_forwarded_proto", b"https"),
        ],
        parts=[b"et ", b"to", b""],
    )
    pages = Pages()

    serve(pages, asked)

    environ = pages.asked[0]
    expected = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/kontrakt/\xc3\xa6\xff/",
        "QUERY_STRING": "trin=2&a=%20",
        "CONTENT_TYPE": "text/plain",
        "CONTENT_LENGTH": "5",
        "HTTP_HOST": "lk.example",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_ACCEPT": "text/html,*/*",
        "HTTP_X_FORWARDED_PROTO": "http",
        "REMOTE_ADDR": "127.0.0.9",
        "SERVER_PORT": "8000",
        "wsgi.url_scheme": "http",
    }
    assert {name: environ.get(name) for name in expected} == expected
    assert pages.bodies == [b"et to"]
    assert (asked.status, asked.body) == (201, "hej æ")
    assert asked.told == {"content-type": "text/plain", "x-ny": "ja"}


def test_a_response_is_closed_in_its_own_thread_after_it_was_sent() -> None:
    """Its database connection belongs to that thread."""
    pages, asked = Pages(), Asked()
    closing = Chunks.close

    def close(chunks: Chunks) -> None:
        pages.sent_before_closing.append(asked.over)
        closing(chunks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Chunks, "close", close)
        serve(pages, asked)

    assert pages.sent_before_closing == [True]
    assert pages.closed != [threading.get_ident()]


def test_a_slow_sender_holds_no_thread() -> None:
    pages = Pages()
    slow, quick = Asked(method="POST"), Asked()

    async def one_waits() -> None:
        made = Bridge(pages, threads=1, waiting=5, pace=Pace())
        more = asyncio.Event()

        async def receive() -> Any:
            await more.wait()
            return {"type": "http.request", "body": b"endelig", "more_body": False}

        first = asyncio.create_task(made(slow.scope, receive, slow.send))
        await made(quick.scope, quick.receive, quick.send)
        assert (quick.over, slow.over) == (True, False)
        more.set()
        await first

    asyncio.run(one_waits())
    assert pages.bodies == [b"", b"endelig"]


def test_who_leaves_before_the_body_has_come_is_not_answered() -> None:
    pages = Pages()
    asked = Asked(method="POST", parts=[])
    asked.left.set()

    serve(pages, asked)

    assert (pages.asked, asked.sent) == ([], [])


def test_too_large_a_body_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is: so Django answers 413, whatever kind of form it was."""
    monkeypatch.setattr(bridge, "LARGEST_BODY", 10)
    pages = Pages()
    asked = Asked(
        method="POST",
        headers=[(b"content-type", b"multipart/form-data; boundary=x")],
        parts=[b"x" * 8, b"x" * 8, b"x" * 8],
    )

    serve(pages, asked)

    (environ,) = pages.asked
    assert pages.bodies == [b""]
    assert environ["CONTENT_LENGTH"] == "16"
    assert environ["CONTENT_TYPE"] == "application/x-www-form-urlencoded"


def test_who_finds_the_line_full_is_told_to_come_again() -> None:
    pages = Pages()
    pages.may_go_on.clear()
    taken = [Asked(path=f"/{number}") for number in range(3)]
    late = Asked(path="/late")

    async def crowd() -> Bridge:
        made = Bridge(pages, threads=2, waiting=1, pace=Pace())
        going = [asyncio.create_task(made(a.scope, a.receive, a.send)) for a in taken]
        await until(lambda: len(pages.asked) == 2)
        await made(late.scope, late.receive, late.send)
        pages.may_go_on.set()
        await asyncio.gather(*going)
        return made

    made = asyncio.run(crowd())

    assert (late.status, late.body) == (503, '{"error": "busy"}')
    assert late.told["retry-after"] == "2"
    assert [one.status for one in taken] == [201, 201, 201]
    assert made.pace.interval == SLOWEST

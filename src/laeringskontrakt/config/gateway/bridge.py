"""The pages behind an asynchronous server: each request in one of a few threads.

Bodies are read before a thread is taken, so that a slow sender holds none. When too many
wait, the rest are told at once to come again: a queue that only grows helps nobody.
"""

from __future__ import annotations

import asyncio
import io
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from urllib.parse import unquote_to_bytes

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope

from laeringskontrakt.config.gateway.answers import answer, whole
from laeringskontrakt.config.gateway.pace import Pace

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

#: Larger bodies are not read to their end; Django answers them with 413.
LARGEST_BODY = 8 * 1024 * 1024
#: Seconds within which a body has to arrive.
BODY_SECONDS = 60.0
#: Seconds that a finished answer waits to be taken by the server.
SENDING_SECONDS = 30.0

_OVERSIZED = b"application/x-www-form-urlencoded"


class Bridge:
    """Calls a WSGI application in ``threads`` threads, with at most ``waiting`` in line."""

    def __init__(self, application: Application, *, threads: int, waiting: int, pace: Pace) -> None:
        self._application = application
        self._most = threads + waiting
        self._here = 0  # waiting or being answered; counted in the event loop alone
        self.pace = pace
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(
        self, scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Answer one request."""
        body = await _body(receive)
        if body is None:
            return
        if self._here >= self._most:
            self.pace.full()
            await answer(send, 503, {"error": "busy"}, (b"retry-after", b"2"))
            return
        environ = _environ(scope, body)
        loop = asyncio.get_running_loop()
        now = time.monotonic()
        self._here += 1
        try:
            await loop.run_in_executor(self.threads, self._work, environ, send, loop, now)
        finally:
            self._here -= 1

    def _work(
        self,
        environ: dict[str, Any],
        send: ASGISendCallable,
        loop: asyncio.AbstractEventLoop,
        since: float,
    ) -> None:
        """In a thread: the whole of Django, and the end of the response after it was sent."""
        self.pace.waited(time.monotonic() - since)
        environ["lk.interval"] = self.pace.interval
        begun: list[tuple[int, Headers]] = []

        def start_response(line: str, headers: Headers, _error: Any = None) -> None:
            begun[:] = [(int(line[:3]), headers)]

        chunks = self._application(environ, start_response)
        try:
            content = b"".join(chunks)
            status, headers = begun[0]
            raw = [_header(*pair) for pair in headers]
            sending = asyncio.run_coroutine_threadsafe(whole(send, status, raw, content), loop)
            with suppress(TimeoutError):
                sending.result(SENDING_SECONDS)
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()


async def _body(receive: ASGIReceiveCallable) -> bytes | None:
    """The body, cut where it is too large; None when the sender went away or was too slow."""
    parts, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                parts.append(message["body"])
                size += len(message["body"])
                if not message["more_body"] or size > LARGEST_BODY:
                    return b"".join(parts)
    except TimeoutError:
        return None


def _environ(scope: HTTPScope, body: bytes) -> dict[str, Any]:
    """The request as PEP 3333 has it."""
    server = scope["server"] or ("127.0.0.1", None)
    path = unquote_to_bytes(scope["raw_path"] or scope["path"].encode())
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope["client"] or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        # The pages learn that streams are to be had here.
        "lk.streams": True,
    }
    for raw, value in scope["headers"]:
        _add_header(environ, raw, value.decode("latin-1"))
    environ["CONTENT_LENGTH"] = str(len(body))
    if len(body) > LARGEST_BODY:
        environ |= {"CONTENT_TYPE": _OVERSIZED.decode(), "wsgi.input": io.BytesIO()}
    return environ


def _add_header(environ: dict[str, Any], raw: bytes, value: str) -> None:
    if b"_" in raw:
        return  # would pass for the one with a hyphen, which only the proxy may set
    name = raw.decode("latin-1").upper().replace("-", "_")
    if name not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
        name = f"HTTP_{name}"
    if name in environ:
        value = f"{environ[name]}{'; ' if name == 'HTTP_COOKIE' else ','}{value}"
    environ[name] = value


def _header(name: str, value: str) -> tuple[bytes, bytes]:
    return name.lower().encode("latin-1"), value.encode("latin-1")

"""A network that behaves badly: a TCP proxy between a device and the product.

A browser that is told to be offline keeps its open streams (faults E9), and knows nothing of
portals and of answers that never come. So tests put this between: what happens here happens to
every byte, whatever the browser believes.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import struct
import threading
from dataclasses import dataclass

PORTAL = b"<!doctype html><title>Velkommen</title><h1>Velkommen til g\xc3\xa6stenettet</h1>"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Mode:
    """What the network does now. ``seconds`` and ``size`` belong to the kinds that take them."""

    kind: str
    seconds: float = 0.0
    size: int = 0


PASS = Mode("pass")
#: Every chunk comes later.
LATENCY = Mode("latency", seconds=0.4)
#: A connection is ended without a word, before anything is passed on.
DROP = Mode("drop")
#: Nothing is passed on, and nobody says so: no error, no end.
BLACK_HOLE = Mode("black hole")
#: A connection is reset at once.
RESET = Mode("reset")
#: The request goes through, the answer is lost on the way and the connection reset.
ANSWER_LOST = Mode("answer lost")
#: The device's side is ended as soon as it has asked; the answer may still come.
HALF_CLOSE = Mode("half close")
#: A proxy that keeps the answer until it is whole: a stream never arrives.
BUFFER = Mode("buffer until close")
#: The answer is cut off after ``size`` bytes.
TRUNCATE = Mode("truncate", size=60)
#: Each request is sent twice; the first answer is given.
DUPLICATE = Mode("duplicate")
#: A captive portal: 200 and a page, to everything.
PORTAL_200 = Mode("portal 200")
#: A captive portal that sends one to its own page.
PORTAL_302 = Mode("portal 302")
#: A proxy that is up while what is behind it is not.
BAD_GATEWAY = Mode("bad gateway")

ALL = (
    *(PASS, LATENCY, DROP, BLACK_HOLE, RESET, ANSWER_LOST, HALF_CLOSE, BUFFER, TRUNCATE),
    *(DUPLICATE, PORTAL_200, PORTAL_302, BAD_GATEWAY),
)

_ANSWERS = {
    "portal 200": (b"200 OK", b""),
    "portal 302": (b"302 Found", b"Location: http://127.0.0.1:9/velkommen\r\n"),
    "bad gateway": (b"502 Bad Gateway", b""),
}


class ChaosProxy:
    """Passes what comes to ``port`` on to ``target``, as ``mode`` says at that moment.

    ``mode`` may be set from any thread, and counts for open connections too. ``connections``
    is the number that were made, ``passed`` the number of requests that reached the product.
    """

    def __init__(self, target: int) -> None:
        self.target = target
        self.mode = PASS
        self.connections = 0
        self.passed = 0
        #: What is under way, to be ended with the proxy.
        self.tasks: set[asyncio.Task[None]] = set()
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._started = threading.Event()
        self._thread.start()
        assert self._started.wait(10)
        assert self._server is not None
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Reset every open connection, as when a device moves to another network."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(10)

    def stop(self) -> None:
        """Close everything."""
        self.cut()
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def __enter__(self) -> ChaosProxy:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(
            asyncio.start_server(self._accept, "127.0.0.1", 0, limit=2**22)
        )
        self._started.set()
        self._loop.run_forever()

    async def _cut(self) -> None:
        for writer in list(self._open):
            _reset(writer)
        await asyncio.sleep(0)

    async def _close(self) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        self._open.add(writer)
        self.connections += 1
        device = Connection(self, reader, writer)
        try:
            await device.serve()
        except (OSError, EOFError, asyncio.CancelledError):
            _reset(writer)
        finally:
            self.tasks.discard(task)
            self._open.discard(writer)
            with contextlib.suppress(OSError):
                writer.close()
            device.end()


class Connection:
    """One connection of a device: its requests one after the other."""

    def __init__(
        self, proxy: ChaosProxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.proxy, self.reader, self.writer = proxy, reader, writer
        self.upstream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.answering: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Until the device goes, or the network makes it."""
        while True:
            request = await self._request()
            mode = await self._mode()
            if mode.kind in _ANSWERS:
                self.writer.write(_own_answer(mode.kind))
                await self.writer.drain()
                return
            if mode.kind == "drop":
                return
            if mode.kind == "reset":
                _reset(self.writer)
                return
            await self._pass_on(request, mode)
            if mode.kind == "half close":
                self.upstream[1].write_eof() if self.upstream else None

    async def _mode(self) -> Mode:
        """The mode, once the network lets anything through."""
        while self.proxy.mode.kind == "black hole":
            await asyncio.sleep(0.02)
        if self.proxy.mode.kind == "latency":
            await asyncio.sleep(self.proxy.mode.seconds)
        return self.proxy.mode

    async def _request(self) -> bytes:
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return head + (await self.reader.readexactly(int(length[1])) if length else b"")

    async def _pass_on(self, request: bytes, mode: Mode) -> None:
        self.proxy.passed += 1
        if mode.kind == "duplicate":
            await self._once_more(request)
        if self.upstream is None:
            self.upstream = await asyncio.open_connection("127.0.0.1", self.proxy.target)
            self.answering = asyncio.ensure_future(self._answers(self.upstream[0]))
            self.proxy.tasks.add(self.answering)
            self.answering.add_done_callback(self.proxy.tasks.discard)
        self.upstream[1].write(request)
        await self.upstream[1].drain()

    async def _once_more(self, request: bytes) -> None:
        """The same bytes on a connection of their own; what is answered there nobody hears."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.proxy.target)
        writer.write(request)
        await writer.drain()
        head = asyncio.ensure_future(_heard(reader, writer))
        self.proxy.tasks.add(head)
        head.add_done_callback(self.proxy.tasks.discard)
        await asyncio.wait([head], timeout=0.01)  # sometimes before the other, sometimes after

    async def _answers(self, reader: asyncio.StreamReader) -> None:
        kept, given = b"", 0
        try:
            while chunk := await reader.read(_CHUNK):
                mode = await self._mode()
                if mode.kind in {"answer lost", "reset"}:
                    _reset(self.writer)
                    return
                if mode.kind == "buffer until close":
                    kept += chunk
                    continue
                room = max(0, mode.size - given) if mode.kind == "truncate" else len(chunk)
                given += len(chunk)
                self.writer.write(kept + chunk[:room])
                kept = b""
                await self.writer.drain()
                if room < len(chunk):
                    break
            self.writer.write(kept)
            await self.writer.drain()
        except OSError:
            _reset(self.writer)
        finally:
            with contextlib.suppress(OSError):
                self.writer.close()

    def end(self) -> None:
        """The device is gone; the product is told."""
        if self.upstream:
            self.upstream[1].close()
        if self.answering:
            self.answering.cancel()


async def _heard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Wait for an answer and let go of it."""
    try:
        await reader.read(_CHUNK)
    except OSError:
        pass
    finally:
        writer.close()


def _own_answer(kind: str) -> bytes:
    status, more = _ANSWERS[kind]
    return b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n" % (
        status,
        len(PORTAL),
    ) + (more + b"Connection: close\r\n\r\n" + PORTAL)


def _reset(writer: asyncio.StreamWriter) -> None:
    """End a connection with RST: whatever was on its way is lost."""
    sock = writer.get_extra_info("socket")
    with contextlib.suppress(OSError, ValueError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()

"""Word from the process that watches over the server: the end is near, send the streams away.

Server and workers inherit the reading end of a pipe. When the watcher closes its end, or is gone,
each of them reads its end: all at once, and with nothing to miss.
"""

from __future__ import annotations

import os
from collections.abc import Callable

_reader: int | None = None


def make() -> int:
    """Before the server is forked: a pipe. Returns the end that the watcher keeps and closes."""
    global _reader
    _reader, writer = os.pipe()
    os.set_blocking(_reader, False)
    return writer


def inherited(writer: int) -> None:
    """In the server, after the fork: only the watcher keeps the writing end."""
    os.close(writer)


def when_told(act: Callable[[], None]) -> None:
    """Call ``act`` in the running loop when the watcher says so. Without a watcher: never."""
    import asyncio  # the watcher needs none of it

    if _reader is None:
        return
    reader, loop = _reader, asyncio.get_running_loop()

    def told() -> None:
        loop.remove_reader(reader)
        act()

    loop.add_reader(reader, told)

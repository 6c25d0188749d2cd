"""Servers that are started once for the tests of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.cast import Cast, make_cast
from tests.live.servers import Listener, Server

Listen = Callable[..., Listener]


@pytest.fixture(scope="module")
def three_servers(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Server]]:
    """Three processes that know nothing of each other but the database."""
    folder: Path = tmp_path_factory.mktemp("servers")
    with django_db_blocker.unblock():
        first = Server(folder, "--workers", "1")
        first.wait_until_it_answers()
        servers = [first, *(Server(folder, "--workers", "1") for _number in range(2))]
    for server in servers[1:]:
        server.wait_until_it_answers()
    yield servers
    for server in servers:
        server.end()


@pytest.fixture
def listen() -> Iterator[Listen]:
    """Opens a stream, and closes it afterwards."""
    opened: list[Listener] = []

    def open_one(server: Server, *words: str) -> Listener:
        opened.append(Listener(server, *words))
        return opened[-1]

    yield open_one
    for listener in opened:
        listener.leave()


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Everybody round one placement, on the real calendar: the servers have a real clock."""
    return make_cast()

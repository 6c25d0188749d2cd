"""A disk that is full, and a database that stands still: nothing is lost, and it says so."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from laeringskontrakt.core.storage import RESERVE
from tests.config.running import free_port
from tests.contracts.cast import Cast
from tests.faults import prepared
from tests.live.servers import Server, act, send, sign_in, with_token

pytestmark = pytest.mark.slow

ON_POSTGRESQL = os.environ["LK_TEST_DB"] == "postgresql"
SIZE = 48 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be made here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    found = os.statvfs(disk)
    room = found.f_bavail * found.f_frsize - left
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room)


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL looks after its own disk")
def test_a_full_disk_stops_writes_and_neither_reading_nor_signing_in(small_disk: Path) -> None:
    file = small_disk / "lk.sqlite3"
    given = prepared.environment(small_disk, f"sqlite:///{file}", free_port())
    made = prepared.prepare(given, name="Det fulde sygehus", drafts=1)
    cookies = "; ".join(f"{name}={value}" for name, value in made.trainee.cookies.items())
    draft = made.drafts[0]
    address = f"/kontrakt/{draft.id}/kompetence/{draft.competencies[0]}/delmaal/"
    command = {"text": "Et delmål til", "command_id": str(uuid4())}
    own = {name: value for name, value in given.items() if name.startswith("LK_")}
    own["LK_SECRET_KEY_FILE"] = str(small_disk / "secret_key")
    server = Server(small_disk, "--workers", "1", **own)
    server.wait_until_it_answers()
    try:
        fill(small_disk, RESERVE - 1024 * 1024)
        assert act(server, cookies, address, **command)[0] == 503
        assert reads(server, cookies, draft.id)
        assert ask_for_a_code(server) == 302
        fill(small_disk, 0)
        assert act(server, cookies, address, **command)[0] == 503
        assert reads(server, cookies, draft.id)

        (small_disk / "ballast").unlink()
        status, body = act(server, cookies, address, **command)

        assert (status, body["command_id"]) == (200, command["command_id"])
    finally:
        server.end()
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        written = database.execute(
            "SELECT count(*) FROM contracts_subgoal WHERE text = ?", ["Et delmål til"]
        )
        assert written.fetchone() == (1,)


def reads(server: Server, cookies: str, contract: str) -> bool:
    pages = (f"/kontrakt/{contract}/ark/", "/", "/mappe/")
    return [server.ask("GET", page, cookies).status for page in pages] == [200] * 3


def ask_for_a_code(server: Server) -> int:
    """The first step of signing in, which writes a session and a mail."""
    cookies, token = with_token(server, "", "/log-ind/")
    fields = {"csrfmiddlewaretoken": token, "email": "ny@demo.example"}
    return server.ask("POST", "/log-ind/", cookies, **fields).status


@contextmanager
def standing_still(server: Server) -> Iterator[None]:
    """Every connection of that server's pages, at the database's end of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND query NOT LIKE 'LISTEN%%'"
        )
        backends = [row[0] for row in cursor.fetchall()]
    for backend in backends:
        os.kill(backend, signal.SIGSTOP)
    try:
        yield
    finally:
        for backend in backends:
            os.kill(backend, signal.SIGCONT)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="it is about PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_a_database_that_stands_still_is_not_waited_for(cast: Cast, tmp_path: Path) -> None:
    """503 within its deadline; sent again it has one effect, whatever became of the first."""
    contract = cast.world.draft()
    cookies = sign_in(cast.world.amalie).cookies
    address = f"/kontrakt/{contract.pk}/kompetence/{cast.world.gate(contract).pk}/delmaal/"
    command = {"text": "Et delmål", "command_id": str(uuid4())}
    server = Server(tmp_path, "--workers", "1")
    server.wait_until_it_answers()
    try:
        known = with_token(server, cookies)
        with standing_still(server):
            began = time.monotonic()
            status, body = send(server, known, address, **command)
            took = time.monotonic() - began
            ready = server.ask("GET", "/ready")
        assert (status, body["error"]) == (503, "unknown")
        assert took < 15  # its deadline is five; pages before it may have waited too
        assert ready.status == 503
        assert act(server, cookies, address, **command)[0] == 200
    finally:
        server.end()
    assert contract.subgoals.count() == 1

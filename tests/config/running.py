"""Runs the command as an operator does: a program with an environment and a data folder."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PROGRAM = [sys.executable, "-m", "laeringskontrakt.config.cli"]


class Installation:
    """One data folder with its own SQLite database, whichever database the tests run on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "lk.sqlite3"
        self.port = free_port()

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
        return kept | {
            "LK_DATA_DIR": str(self.folder),
            "PORT": str(self.port),
            "PYTHONIOENCODING": "utf-8",
        }

    def run(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*PROGRAM, *words],
            env=self.environment | extra,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    @contextmanager
    def running(self, *words: str) -> Iterator[Running]:
        """A command that goes on; it and all its processes are gone afterwards."""
        process = subprocess.Popen(
            [*PROGRAM, *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running = Running(process, self.port)
        try:
            yield running
        finally:
            running.end()


class Running:
    """A server that was started, and what it says."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port
        self.group: int | None = None

    def address(self) -> str:
        """The address it prints when it answers. Fails when it ends instead."""
        line = _stream(self.process.stdout).readline()
        found = re.search(r"http\S+", line)
        assert found, _stream(self.process.stderr).read()
        self.group = _only_child(self.process.pid)
        return found[0]

    def ask(self, path: str = "/") -> bytes:
        """The first line of the answer to a GET."""
        with socket.create_connection(("127.0.0.1", self.port), 30) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            return connection.recv(12)

    def takes_nothing_new(self, within: float = 30) -> bool:
        """Whether new connections are refused, waiting for it at most so long."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            try:
                if not self.ask():
                    return True
            except OSError:
                return True
        return False

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def wait(self) -> int:
        """Its exit code."""
        return self.process.wait(timeout=60)

    def server_is_gone(self, within: float = 30) -> bool:
        """Whether no process of the web server is left, waiting for it at most so long."""
        assert self.group is not None
        until = time.monotonic() + within
        while time.monotonic() < until:
            if not _alive(self.group):
                return True
            time.sleep(0.05)
        return False

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=30)
        _stream(self.process.stdout).close()
        _stream(self.process.stderr).close()
        if self.group is not None and _alive(self.group):
            os.killpg(self.group, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _only_child(parent: int) -> int:
    (child,) = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return int(child)


def _alive(group: int) -> bool:
    """Whether a process of the group runs; one that has ended and not been fetched does not."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, own_group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(own_group) == group and state not in "ZX":
            return True
    return False

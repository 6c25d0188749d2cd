"""The real server, started over and over: by its command, or from a process that has it loaded.

``Nursery`` is a process that has loaded the product, as ``serve`` does before it forks its
workers, and has looked at a page; it forks and runs the same command. So a server is back in a
tenth of a second instead of two, and a thousand kills take minutes. ``cold`` starts the program
itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from tests.faults.prepared import ROOT


class Server:
    """One run of ``laeringskontrakt serve``. It and all its processes hold ``pipe`` open."""

    def __init__(self, pipe: Path, process: subprocess.Popen[bytes] | None = None) -> None:
        self.gone = threading.Event()
        self.said: list[str] = []
        self._process = process
        self._answers = threading.Event()
        self._pid = 0
        self._reader = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self._reader.start()

    def wait_until_it_answers(self, within: float = 60) -> None:
        """Raises when it ended instead."""
        if not self._answers.wait(within) or self.gone.is_set():
            raise RuntimeError("the server did not start:\n" + "\n".join(self.said))

    def kill(self, *, only_the_worker: bool = False) -> None:
        """SIGKILL: to every process of it at once, or to the worker that writes."""
        watcher = self._pid
        (server,) = _children(watcher) or [0]
        if only_the_worker and server:
            for worker in _children(server):
                _signal(os.kill, worker, signal.SIGKILL)
            return
        if server:
            _signal(os.killpg, server, signal.SIGKILL)
        _signal(os.kill, watcher, signal.SIGKILL)

    def end(self) -> None:
        """SIGTERM: requests that run are finished first."""
        _signal(os.kill, self._pid, signal.SIGTERM)

    def wait(self, within: float = 60) -> None:
        """Until no process of it is left."""
        if not self.gone.wait(within):
            raise RuntimeError("the server did not end:\n" + "\n".join(self.said))
        self._reader.join(10)
        if self._process:
            self._process.wait(10)

    def _read(self, pipe: Path) -> None:
        with pipe.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                self.said.append(line.rstrip())
                if line.startswith("pid "):
                    self._pid = int(line.split()[1])
                if "http://" in line:
                    self._answers.set()
        self.gone.set()
        self._answers.set()


class Nursery:
    """Starts servers with the environment ``given``, one at a time on its PORT."""

    def __init__(self, given: dict[str, str], folder: Path) -> None:
        self._given, self._folder, self._number = given, folder, 0
        self._process: subprocess.Popen[str] | None = None
        self._warm: dict[str, object] = {}

    def warm(self, address: str, cookies: dict[str, str]) -> None:
        """Which page is looked at once before servers are forked."""
        self._warm = {"address": address, "cookies": cookies}

    def start(self, *, crash: str = "", workers: int = 1) -> Server:
        """A server that answers; ``crash`` arms a place (see ``core.crash``)."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.server"],
                env=self._given,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                text=True,
            )
            _write(self._process.stdin, self._warm)
        pipe = self._pipe()
        server = Server(pipe)
        _write(self._process.stdin, {"pipe": str(pipe), "crash": crash, "workers": workers})
        server.wait_until_it_answers()
        return server

    def cold(self, *, crash: str = "", workers: int = 1) -> Server:
        """The program itself, from nothing, armed by its environment."""
        pipe = self._pipe()
        shell = 'echo "pid $$"; exec "$@"'
        words = [sys.executable, "-m", "laeringskontrakt.config.cli", "serve"]
        command = ["sh", "-c", shell, "sh", *words, "--workers", str(workers)]
        given = {**self._given, "LK_CRASH": crash}
        reading = Server(pipe)
        with pipe.open("wb") as output:
            process = subprocess.Popen(command, env=given, cwd=ROOT, stdout=output, stderr=output)
        reading._process = process
        reading.wait_until_it_answers()
        return reading

    def stop(self) -> None:
        """End the process; servers that run are ended with it."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._process.wait(60)

    def _pipe(self) -> Path:
        self._number += 1
        pipe = Path(tempfile.mkdtemp(dir=self._folder)) / f"server-{self._number}"
        os.mkfifo(pipe)
        return pipe


def _write(stream: IO[str] | None, message: dict[str, object]) -> None:
    assert stream is not None
    stream.write(json.dumps(message) + "\n")
    stream.flush()


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _signal(send: Callable[[int, int], None], pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        send(pid, number)


def nurse() -> None:
    """Load the product, then fork a server for each line of standard input."""
    from laeringskontrakt.config.commands import serving

    serving._load_product()
    _look(json.loads(sys.stdin.readline()))
    children: set[int] = set()
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            _be_one(wanted)
        children.add(child)
        children -= {one for one in children if os.waitpid(one, os.WNOHANG)[0]}
    for one in children:
        _signal(os.kill, one, signal.SIGTERM)
        os.waitpid(one, 0)


def _look(warm: dict[str, Any]) -> None:
    """Read every page's template and the catalogue, as a server that has run for a while has."""
    from django.db import connection
    from django.test import Client

    if warm:
        client = Client(SERVER_NAME="127.0.0.1")
        for name, value in warm["cookies"].items():
            client.cookies[name] = value
        assert client.get(warm["address"]).status_code == 200
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()


def _be_one(wanted: dict[str, str]) -> None:
    """The command ``serve``, in a child that has everything loaded; never returns."""
    from django.core.signals import request_finished

    from laeringskontrakt.config import environment
    from laeringskontrakt.config.commands import serving, soundness
    from laeringskontrakt.core import crash

    code = 1
    try:
        output = os.open(wanted["pipe"], os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(output, stream)
        os.close(output)
        os.close(0)
        print(f"pid {os.getpid()}", flush=True)
        crash.arm(wanted["crash"], request_finished.connect)
        chosen = environment.read()
        wrong = soundness.problem(chosen)
        print(wrong or "The database is sound.", flush=True)
        if not wrong:
            code = serving.serve(chosen, "127.0.0.1", serving.port(), int(wanted["workers"]))
    finally:
        os._exit(code)


if __name__ == "__main__":
    nurse()

"""``laeringskontrakt serve``: a light process that watches over the web server.

The server runs in a process group of its own. Whatever ends it, the whole group is gone
afterwards: a worker that outlived it would keep the port and answer with old code.
"""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import signal
import socket
import sys
import time
import traceback
from argparse import Namespace
from importlib import import_module
from typing import Any

from laeringskontrakt.config import environment
from laeringskontrakt.config.commands import complain, database, say, soundness
from laeringskontrakt.config.environment import Environment
from laeringskontrakt.config.gateway import drain

#: Seconds a request may take to end after SIGTERM, before the worker is ended.
DRAIN_SECONDS = 25
#: Connections of one process: mostly streams, which cost little.
CONNECTIONS = 20_000


def serve_command(options: Namespace) -> int:
    """Serve until told to stop. Exit code 1: it could not start; 3: migrate first."""
    chosen = environment.read()
    wrong = soundness.problem(chosen) or port_problem(options.host, port())
    if wrong:
        complain(wrong)
        return 1
    if not database.is_ready(chosen):
        return 3
    workers = options.workers or min(os.cpu_count() or 1, 4)
    return serve(chosen, options.host, port(), workers, grace=options.grace)


def port() -> int:
    """The port to listen on. Raises ``ValueError`` when PORT is no port."""
    text = os.environ.get("PORT", "8000")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError(f"PORT: {text!r} is not a number from 1 to 65535")
    return int(text)


def port_problem(host: str, number: int) -> str | None:
    """Why nothing can listen there, as a sentence; None when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # A port that was just let go of is free; one that is listened on is not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"port {number} is in use. Stop what uses it, or choose another: PORT=8001"
            return f"cannot listen on {host} port {number}: {error.strerror}"
    return None


def serve(chosen: Environment, host: str, number: int, workers: int, *, grace: float = 0) -> int:
    """Start the server, say when it answers, and wait for its end."""
    (chosen.data_dir / "static").mkdir(parents=True, exist_ok=True)
    watcher = os.getpid()
    sys.stdout.flush()
    still_here = drain.make()
    server = os.fork()
    if server == 0:
        drain.inherited(still_here)
        _be_server(watcher, host, number, workers)
    with contextlib.suppress(OSError):  # the child does the same; whoever is first
        os.setpgid(server, server)
    stopping = _pass_on_signals(server, still_here, grace)
    try:
        code = _wait_until_it_answers(server, (host, number), chosen.host)
        if code is None:
            say(f"Læringskontrakt: {chosen.origin}")
            say("Stop with Ctrl+C.")
            code = os.waitstatus_to_exitcode(os.waitpid(server, 0)[1])
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server, signal.SIGKILL)
    return 0 if stopping else abs(code) or 1


def _pass_on_signals(server: int, still_here: int, grace: float) -> list[int]:
    """The first signal lets the server finish its requests, a second ends it at once.

    Streams are sent away first, and ``/ready`` says no; ``grace`` seconds later nothing new is
    taken. Ctrl+C does not wait for it.
    """
    received: list[int] = []

    def stop(number: int, frame: Any) -> None:
        received.append(number)
        if len(received) > 1:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server, signal.SIGKILL)
            return
        os.close(still_here)
        if number != signal.SIGINT:
            time.sleep(grace)
        with contextlib.suppress(ProcessLookupError):
            os.kill(server, signal.SIGTERM)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    return received


def _wait_until_it_answers(server: int, address: tuple[str, int], name: str) -> int | None:
    """None when the server has answered a request; its exit code when it ended instead."""
    host, number = address
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared only
    request = f"GET / HTTP/1.0\r\nHost: {name}\r\n\r\n".encode()
    while True:
        ended, status = os.waitpid(server, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError), socket.create_connection((where, number), 60) as asking:
            asking.sendall(request)
            if asking.recv(1):
                return None
        time.sleep(0.02)


def _be_server(watcher: int, host: str, number: int, workers: int) -> None:
    """Become the web server; never returns."""
    code = 1
    try:
        os.setpgid(0, 0)
        _end_with(watcher)
        _allow_connections()
        _load_product()
        from granian.constants import Interfaces
        from granian.log import LogLevels
        from granian.server import Server

        Server(
            "laeringskontrakt.config.asgi:application",
            address=host,
            port=number,
            interface=Interfaces.ASGI,
            workers=workers,
            backpressure=CONNECTIONS,
            websockets=False,
            workers_kill_timeout=DRAIN_SECONDS,
            log_level=LogLevels.error,
        ).serve()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def _allow_connections() -> None:
    """As many open files as this user may have: each stream is one."""
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _load_product() -> None:
    """Load the product once, before the workers are forked from this process and share it."""
    import_module("laeringskontrakt.config.asgi")
    from django.db import connections
    from django.urls import get_resolver

    get_resolver().check()  # reads every address, and with them the views
    connections.close_all()


def _end_with(watcher: int) -> None:
    """Ask Linux to stop this process when the watcher is gone, however it went."""
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1
        ctypes.CDLL(None).prctl(set_death_signal, signal.SIGTERM)
    if os.getppid() != watcher:
        os._exit(1)

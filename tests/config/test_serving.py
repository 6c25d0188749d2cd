"""The web server: its port, its start, and that nothing of it is left behind."""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path

import pytest

import laeringskontrakt.curriculum
from laeringskontrakt.config import cli
from laeringskontrakt.config.commands import serving
from tests.config.running import Installation

CURRICULA = Path(laeringskontrakt.curriculum.__file__).parent / "demo"


@pytest.mark.parametrize("port", ["", "0", "70000", "http", "8000.5", "８０"])
def test_a_port_that_is_none_is_named(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", port)

    assert cli.main(["serve"]) == 2
    assert capsys.readouterr().err == (
        f"laeringskontrakt: PORT: {port!r} is not a number from 1 to 65535\n"
    )


def test_a_free_port_has_no_problem_and_a_taken_one_has() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        number = taken.getsockname()[1]
        taken.listen()

        assert serving.port_problem("127.0.0.1", number) == (
            f"port {number} is in use. Stop what uses it, or choose another: PORT=8001"
        )
    assert serving.port_problem("127.0.0.1", number) is None


@pytest.mark.slow
def test_it_serves_and_ends_when_told(installation: Installation) -> None:
    with installation.running("serve", "--workers", "2") as server:
        address = server.address()
        answered = server.ask()

        server.signal(signal.SIGTERM)
        code = server.wait()

        assert address == f"http://127.0.0.1:{installation.port}"
        assert answered.startswith(b"HTTP/1.1 ")
        assert code == 0
        assert server.server_is_gone(within=1)
    assert serving.port_problem("127.0.0.1", installation.port) is None


@pytest.mark.slow
def test_a_second_server_does_not_share_the_port(installation: Installation) -> None:
    with installation.running("serve", "--workers", "1") as server:
        server.address()

        second = installation.run("serve", "--workers", "1")

    assert second.returncode == 1
    assert second.stderr == (
        f"laeringskontrakt: port {installation.port} is in use."
        " Stop what uses it, or choose another: PORT=8001\n"
    )


@pytest.mark.slow
def test_a_request_under_way_is_answered_after_sigterm(installation: Installation) -> None:
    head = b"POST /log-ind/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with installation.running("serve", "--workers", "1") as server:
        server.address()
        with socket.create_connection(("127.0.0.1", installation.port), 30) as connection:
            connection.sendall(head)
            server.ask()  # the server has seen the first by now

            server.signal(signal.SIGTERM)
            assert server.takes_nothing_new()
            connection.sendall(b"a=bb")
            answer = connection.recv(12)

        assert answer.startswith(b"HTTP/1.1 ")
        assert server.wait() == 0


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["watcher", "server"])
def test_nothing_outlives_a_kill(installation: Installation, victim: str) -> None:
    with installation.running("serve", "--workers", "2") as server:
        server.address()
        assert server.group is not None

        os.kill(server.process.pid if victim == "watcher" else server.group, signal.SIGKILL)

        assert server.wait() != 0
        assert server.server_is_gone()
    assert serving.port_problem("127.0.0.1", installation.port) is None

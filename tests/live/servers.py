"""Real server processes on the database of the tests, and browsers that listen to them."""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.test import Client

from laeringskontrakt.core.live import tokens
from laeringskontrakt.core.live.tokens import Claim
from laeringskontrakt.people.models import Person
from laeringskontrakt.people.session_rows import SessionRow
from tests.config.running import PROGRAM, free_port


def database_url() -> str:
    """The database that this test uses."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["LK_DATABASE_URL"].rpartition("/")[0] + f"/{name}"


class Server:
    """``laeringskontrakt serve``, as an operator starts it."""

    def __init__(self, folder: Path, *words: str, **more: str) -> None:
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LK_")}
        given = {
            "LK_DATA_DIR": str(folder),
            "LK_DATABASE_URL": database_url(),
            "LK_SECRET_KEY_FILE": os.environ["LK_SECRET_KEY_FILE"],
            "PORT": str(self.port),
        }
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", *words],
            env=kept | given | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wait_until_it_answers(self) -> None:
        """Raises with what it said when it ended instead."""
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        if "http" not in self.process.stdout.readline():
            raise RuntimeError(self.process.stderr.read())

    def ask(self, verb: str, path: str, cookies: str = "", **fields: str) -> HTTPResponse:
        """One request on a connection of its own, as our script sends it."""
        asking = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"X-Act": "1", "Cookie": cookies, "Connection": "close"}
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        asking.request(verb, path, urlencode(fields) or None, headers)
        return asking.getresponse()

    def end(self, number: int = signal.SIGTERM) -> int:
        """Tell it to end; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=60)
        for stream in (self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()
        return code


@dataclass
class Device:
    """A browser in which a person is signed in."""

    person: Person
    client: Client
    session: str

    @property
    def cookies(self) -> str:
        return "; ".join(f"{name}={m.value}" for name, m in self.client.cookies.items())

    def token(self, contract: UUID) -> str:
        return tokens.make(Claim(self.person.pk, self.session, contract))

    def act(self, server: Server, path: str, **fields: str) -> dict[str, Any]:
        """Send a form there; the answer has to be 200."""
        status, body = act(server, self.cookies, path, **fields)
        assert status == 200, (status, body)
        return body


def act(server: Server, cookies: str, path: str, **fields: str) -> tuple[int, dict[str, Any]]:
    """Send a form as our script does: status and JSON."""
    return send(server, with_token(server, cookies), path, **fields)


def with_token(server: Server, cookies: str, page: str = "/hjaelp/") -> tuple[str, str]:
    """What a form needs: the cookies, and the token of a page."""
    asked = server.ask("GET", page, cookies)
    text = asked.read().decode()
    assert asked.status == 200, (asked.status, text)
    token = text.split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    cookie = (asked.headers["Set-Cookie"] or "").partition(";")[0]
    return f"{cookies}; {cookie}", token


def send(
    server: Server, known: tuple[str, str], path: str, **fields: str
) -> tuple[int, dict[str, Any]]:
    """Send a form with what ``with_token`` found."""
    cookies, token = known
    sent = {"csrfmiddlewaretoken": token, "command_id": str(uuid4()), **fields}
    answer = server.ask("POST", path, cookies, **sent)
    return answer.status, json.loads(answer.read())


def sign_in(person: Person) -> Device:
    """In a browser of its own."""
    client = Client()
    client.force_login(person)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Device(person, client, SessionRow.objects.get(session_key=key).handle)


Event = tuple[str, dict[str, Any]]


class Listener:
    """A stream, read as it comes. ``heard`` are the events without the beats."""

    def __init__(self, server: Server, *words: str) -> None:
        self.heard: list[Event] = []
        self.retry = ""
        self.status = 0
        self.closed_at = 0.0
        self._news: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._socket = socket.create_connection(("127.0.0.1", server.port), 60)
        request = f"GET /strom/{','.join(words)}/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        self._socket.sendall(request.encode())
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def wait_for(self, true: Callable[[], bool], within: float = 10) -> bool:
        """Whether it became true, looking whenever something came."""
        until = time.monotonic() + within
        while not true():
            left = until - time.monotonic()
            if left <= 0:
                return False
            try:
                self._news.get(timeout=left)
            except queue.Empty:
                return true()
        return True

    def is_open(self) -> bool:
        """Whether it said hello."""
        return self.wait_for(lambda: bool(self.heard) or bool(self.closed_at)) and bool(self.heard)

    def names(self) -> list[str]:
        """What was said, without hello."""
        return [name for name, _about in self.heard if name != "hello"]

    def hears(self, name: str, **about: Any) -> bool:
        """Whether it hears that."""
        return self.wait_for(
            lambda: any(n == name and about.items() <= a.items() for n, a in self.heard)
        )

    def is_closed(self, within: float) -> bool:
        return self.wait_for(lambda: bool(self.closed_at), within)

    def leave(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._socket.close()

    def _read(self) -> None:
        response = HTTPResponse(self._socket)
        try:
            response.begin()
            self.status = response.status
            name = ""
            while line := response.readline():
                word, _colon, rest = line.decode().strip().partition(": ")
                if word == "event":
                    name = rest
                elif word == "retry":
                    self.retry = rest
                elif word == "data" and name != "beat":
                    self.heard.append((name, json.loads(rest)))
                self._news.put(None)
        except (OSError, ValueError):
            pass
        self.closed_at = time.monotonic()
        self._news.put(None)

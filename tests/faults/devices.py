"""A person's device over HTTP: one act at a time, sent again until the server has answered it."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from tests.faults.hands import Act, Hand
from tests.faults.making import next_act
from tests.faults.rows import reading

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
#: What an act may come to.
ACKNOWLEDGED, REFUSED = "acknowledged", "refused"
_DEADLINE = 8.0


class Device:
    """Sends what its hand writes. ``tell`` is called with each thing that happens."""

    def __init__(self, hand: Hand, port: int, url: str, tell: Callable[..., None]) -> None:
        self.hand, self.port, self.url, self.tell = hand, port, url, tell
        self.cookies = dict(hand.who.cookies)
        self.token = ""
        self.act: Act | None = None
        self.decided: list[Act] = []
        self._connection: http.client.HTTPConnection | None = None

    @property
    def waiting(self) -> list[Act]:
        """The act that has not been answered for."""
        return [self.act] if self.act else []

    def work(self, acts: int, over: threading.Event) -> None:
        """Do ``acts`` acts, and the one that waits; stop in the middle once ``over`` is set."""
        done = 0
        while not (over.is_set() and self.act is None):
            if self.act is None:
                if done == acts:
                    return
                done += 1
                self._next()
            if not self._send() and over.is_set():
                return

    def finish(self, over: threading.Event) -> None:
        """Send what waits until it is answered, or the server is ``over`` again."""
        until = time.monotonic() + 60
        while self.act is not None and not self._send():
            if over.is_set():
                return
            if time.monotonic() > until:
                raise AssertionError(f"never answered: {self.act}")

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _next(self) -> None:
        with reading(self.url) as rows:
            self.act = next_act(self.hand, rows)
        act = self.act
        self.tell("made", self.hand.part, act.id, act.kind)

    def _send(self) -> bool:
        """Try once; whether the act is decided now."""
        act = self.act
        assert act
        act.tries += 1
        try:
            status, answer = self._post(act)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            self.tell("unanswered", self.hand.part, act.id, type(error).__name__)
            time.sleep(0.02)
            return False
        outcome = self._judge(act, status, answer)
        if not outcome:
            self.tell("again", self.hand.part, act.id, status)
            time.sleep(0.02)
            return False
        self._decide(act, outcome, status, answer)
        return True

    def _decide(self, act: Act, outcome: str, status: int, answer: dict[str, Any] | None) -> None:
        self.tell(outcome, self.hand.part, act.id, status, (answer or {}).get("codes", ""))
        if outcome == ACKNOWLEDGED:
            act.effect(self.hand.words)
        act.outcome = outcome
        self.decided.append(act)
        self.act = None

    def _judge(self, act: Act, status: int, answer: dict[str, Any] | None) -> str:
        """Only our own JSON counts, and for an act done only the echo of its id."""
        if answer is None:
            return ""
        if status == 403 and answer.get("error") == "csrf":
            self.token = answer["token"]
            return ""
        if status == 200:
            return ACKNOWLEDGED if answer.get("command_id") == act.id else ""
        if status == 401 or status >= 500:
            return ""
        return REFUSED

    def _post(self, act: Act) -> tuple[int, dict[str, Any] | None]:
        if not self.token:
            self._look()
        body = urlencode({**act.fields, "command_id": act.id}, doseq=True)
        return self._ask("POST", act.address, body)

    def _look(self) -> None:
        """Open a page, for the form's token and its cookie."""
        connection, headers = self._connected(), {"Cookie": self._cookie()}
        connection.request("GET", "/konto/", headers=headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        self._remember(answer)
        found = _TOKEN.search(page)
        if not found:
            raise http.client.HTTPException("no page of ours")
        self.token = found[1]

    def _ask(self, verb: str, address: str, body: str) -> tuple[int, dict[str, Any] | None]:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self._cookie(),
            "X-Act": "1",
            "X-CSRFToken": self.token,
        }
        connection = self._connected()
        connection.request(verb, address, body.encode(), headers)
        answer = connection.getresponse()
        said = answer.read()
        self._remember(answer)
        ours = answer.headers.get("Content-Type", "").startswith("application/json")
        try:
            return answer.status, json.loads(said) if ours else None
        except ValueError:  # cut short on the way
            self.close()
            return answer.status, None

    def _connected(self) -> http.client.HTTPConnection:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_DEADLINE)
        return self._connection

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _remember(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, rest = line.partition("=")
            self.cookies[name] = rest.partition(";")[0]

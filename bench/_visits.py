"""Requests to the product inside this process, as its web server makes them.

The WSGI application gets what granian would give it, with every middleware; a request is over
when its answer is closed, which is when its database connection goes back. Only the network and
granian itself are missing. Django has to be set up.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from laeringskontrakt.config.wsgi import application
from laeringskontrakt.people.models import Person

HOST, PORT = settings.ORIGIN.partition("://")[2].partition(":")[::2]


@dataclass(frozen=True)
class Answer:
    """What came back, and how many milliseconds that took."""

    status: int
    body: bytes  # as it travels
    encoding: str
    ms: float

    @property
    def text(self) -> str:
        plain = gzip.decompress(self.body) if self.encoding == "gzip" else self.body
        return plain.decode()


class Visitor:
    """Somebody's browser."""

    def __init__(self, email: str = "") -> None:
        """Signed in as the person with this mail address; without one, nobody."""
        self.cookies: dict[str, str] = {}
        if email:
            client = Client()
            client.force_login(Person.objects.get(email=email))
            self.cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self._ask("GET", path, headers or {}, b"", "")

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> Answer:
        body = encode_multipart(BOUNDARY, fields)
        return self._ask("POST", path, headers, body, MULTIPART_CONTENT)

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes, kind: str
    ) -> Answer:
        environ = self._environ(method, path, headers, body, kind)
        told: list[Any] = []

        def start_response(status: str, sent: list[tuple[str, str]], error: Any = None) -> Any:
            told[:] = [int(status.split(maxsplit=1)[0]), sent]
            return None

        began = time.perf_counter()
        answer = application(environ, start_response)
        content = b"".join(answer)
        answer.close()
        took = (time.perf_counter() - began) * 1000
        status, sent = told
        for name, value in sent:
            if name == "Set-Cookie":
                self.cookies |= {key: m.value for key, m in SimpleCookie(value).items()}
        encoding = dict(sent).get("Content-Encoding", "")
        return Answer(status, content, encoding, took)

    def _environ(
        self, method: str, path: str, headers: dict[str, str], body: bytes, kind: str
    ) -> dict[str, Any]:
        path, _mark, query = path.partition("?")
        sent = {
            "Host": f"{HOST}:{PORT}",
            "Accept-Encoding": "gzip",
            "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Safari/537.36",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **headers,
        }
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": PORT,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.items()},
        }


class OpenSheet:
    """A browser that stands on a sheet: it says what it shows and takes what has changed."""

    def __init__(self, visitor: Visitor, address: str) -> None:
        self.visitor, self.address, self.view = visitor, address, ""
        page = visitor.get(address).text
        self.shown = _hashes(page)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, "the sheet has a form"
        self.token = found[1]

    def post(self, address: str, **fields: str) -> Answer:
        """Send a form in place, as ``act.js`` does."""
        data = {"csrfmiddlewaretoken": self.token, "command_id": str(uuid4()), **fields}
        answer = self.visitor.post(address, data, self.headers())
        assert answer.status == 200, (address, answer.text[:300])
        for html in json.loads(answer.text)["regions"].values():
            self.shown |= _hashes(html)
        return answer

    def headers(self) -> dict[str, str]:
        """What our script says about the page it is on."""
        return {
            "X-Act": "1",
            "X-CSRFToken": self.token,
            "X-View": self.view,
            "X-Regions": ",".join(f"{name}={key}" for name, key in self.shown.items()),
        }


def _hashes(html: str) -> dict[str, str]:
    return dict(re.findall(r'data-region="([^"]+)" data-hash="([^"]+)"', html))

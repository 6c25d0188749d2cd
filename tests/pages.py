"""A signed-in client, and pages as a person reads them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laeringskontrakt.people.models import Person


def client_of(person: Person, *, language: str = "da") -> Client:
    """A client signed in as ``person``, reading in ``language``."""
    client = Client(headers={"accept-language": language})
    client.force_login(person)
    return client


def post(client: Client, address: str, **fields: Any) -> Any:
    """An ordinary POST, as a browser without a script sends it."""
    return client.post(address, {"command_id": str(uuid4()), **fields})


def act(client: Client, address: str, **fields: Any) -> Any:
    """A POST in place, as ``act.js`` sends it."""
    headers = {"X-Act": "1"}
    return client.post(address, {"command_id": str(uuid4()), **fields}, headers=headers)


def text_of(response: Any) -> str:
    """The words of a page, without its markup, in single spaces."""
    unread = r"<(script|template|dialog)\b.*?</\1>"
    body = re.sub(unread, " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def main_of(response: Any) -> str:
    """The words of the page's own part: without menus, account and foot."""
    body = response.content.decode()
    start, end = body.index("<main"), body.index("</main>")
    response_like = type("Part", (), {"content": body[start:end].encode()})
    return text_of(response_like)


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    """The queries that are made inside."""
    with CaptureQueriesContext(connection) as queries:
        yield queries

"""Pages as a browser gets them: a client that checks every answer, and the words a person reads."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext

from laeringskontrakt.contracts.models import ContractCompetency
from laeringskontrakt.curriculum.models import Concretisation
from laeringskontrakt.people.models import Person
from tests import markup

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: What every answer carries, whatever it is (faults §5.3).
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_READS = {"GET", "HEAD", "OPTIONS"}
_REDIRECTS = {301, 302, 303, 307, 308}
#: A session that is over is taken away by whoever comes with it.
_SESSION_OVER = 'DELETE FROM "people_sessionrow"'
_READING = re.compile(
    r"\s*(SELECT\b(?!.*\bFOR UPDATE)|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)", re.S
)


class Wrote(AssertionError):
    """Something was written by a request that only asks (faults S10)."""


class PageClient(Client):
    """A browser. Every answer is checked; what is wrong with it fails the test there and then.

    A GET that writes raises ``Wrote``. ``literal`` is for tests that write braces and
    percent signs themselves, which otherwise are taken for a template that was not filled in.
    Without ``read`` the markup is left unread, for pages that another test reads.
    """

    def __init__(self, *args: Any, literal: bool = False, read: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.literal = literal
        self.read = read

    def request(self, **request: Any) -> Any:
        """The one way out for every verb, also for each step of a redirect."""
        if request.get("REQUEST_METHOD") in _READS:
            with read_only():
                response = super().request(**request)
        else:
            response = super().request(**request)
        found = list(self._complaints(response, request))
        asked = f"{request.get('REQUEST_METHOD')} {request.get('PATH_INFO')}"
        assert not found, f"{asked} ({response.status_code}): " + "\n  ".join(["", *found])
        return response

    def generic_request(self, verb: str, address: str, data: dict[str, Any] | None = None) -> Any:
        """Any verb, as a form sends it."""
        return getattr(self, verb.lower())(address, data) if data else self.generic(verb, address)

    def post_as(
        self, verb: str, address: str, data: dict[str, Any], headers: dict[str, str]
    ) -> Any:
        """A form sent with any verb, in the way a form is sent."""
        if verb in {"GET", "POST"}:
            return getattr(self, verb.lower())(address, data, headers=headers)
        body = encode_multipart(BOUNDARY, data)
        return self.generic(verb, address, body, MULTIPART_CONTENT, headers=headers)

    def _complaints(self, response: Any, request: dict[str, Any]) -> Iterator[str]:
        for name, value in HEADERS.items():
            if response.get(name) != value and not request["PATH_INFO"].startswith("/static/"):
                yield f"header {name} is {response.get(name)!r}"
        kind = response.get("Content-Type", "")
        act = request.get("HTTP_X_ACT") == "1"
        if request["REQUEST_METHOD"] == "HEAD":
            return
        if kind.startswith("text/html") and response.status_code not in _REDIRECTS:
            if act and request["REQUEST_METHOD"] not in _READS:
                yield "a script was answered with a page"
            language = response.get("Content-Language", "da")
            if self.read:
                yield from self._told(markup.of_page(_text(response), language))
        if kind.startswith("application/json") and act:
            yield from self._of_act(response)
        yield from _too_early(response)

    def _of_act(self, response: Any) -> Iterator[str]:
        answer = response.json()
        if response.status_code >= 400:
            said = [answer.get("message"), *answer.get("fields", {}).values()]
            if response.status_code != 500 and not any(said):
                yield f"nothing says why not: {answer}"
            if "" in answer.get("fields", {}).values():
                yield f"an empty message beside a field: {answer}"
        for name, part in answer.get("regions", {}).items():
            if f'data-region="{name}"' not in part[:200]:
                yield f"the region {name} does not say its name"
            for complaint in self._told(markup.of_fragment(part) if self.read else []):
                yield f"region {name}: {complaint}"

    def _told(self, complaints: list[str]) -> list[str]:
        return [c for c in complaints if not (self.literal and " left in " in c)]


@contextmanager
def read_only() -> Iterator[None]:
    """Inside, anything but a question to the database raises ``Wrote``."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not _READING.match(sql) and not sql.startswith(_SESSION_OVER):
            raise Wrote(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def _too_early(response: Any) -> Iterator[str]:
    """The framework's own words in an answer about a contract whose gate is closed (I2)."""
    kind = response.get("Content-Type", "")
    if response.status_code != 200 or not kind.startswith(("text/html", "application/json")):
        return
    key = getattr(response.resolver_match, "kwargs", {}).get("contract_id")
    if not key or connection.needs_rollback:
        return
    with _uncounted():
        closed = ContractCompetency.objects.filter(contract=key).exclude(
            analysis_done_at__isnull=False, analysis_reopened_at=None
        )
        hidden = Concretisation.objects.filter(competency__in=closed.values("competency"))
        texts = list(hidden.values_list("text", flat=True))
    if texts:
        body = html.unescape(str(response.json()) if "json" in kind else _text(response))
        for text in texts:
            if text in body:
                yield f"before the gate: {text!r}"


@contextmanager
def _uncounted() -> Iterator[None]:
    """Questions that the checks ask themselves are not the product's."""
    log = connection.queries_log
    before = len(log)
    yield
    while len(log) > before:
        log.pop()


def _text(response: Any) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return str(response.content.decode())


def client_of(person: Person, *, language: str = "", **kwargs: Any) -> PageClient:
    """A client signed in as ``person``, who reads in ``language`` from now on."""
    if language and person.language != language:
        person.language = language
        Person.objects.filter(pk=person.pk).update(language=language)
    client = PageClient(**kwargs)
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

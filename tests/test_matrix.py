"""Every address, verb, person and object: the answer is what ``policy`` declares (S01, S03)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from laeringskontrakt.people import page_person
from tests import markup, policy
from tests.matrix import Matrix, sign_in
from tests.pages import PageClient
from tests.statements import written

pytestmark = pytest.mark.django_db


def addresses() -> list[tuple[str, URLPattern]]:
    """Every pattern of the product with its whole name, found by walking the resolver."""
    return list(_walk(get_resolver(), []))


def _walk(resolver: URLResolver, spaces: list[str]) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            own = [pattern.namespace] if pattern.namespace else []
            yield from _walk(pattern, [*spaces, *own])
        else:
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)]), pattern


#: Two names of one view, which django-allauth asks for.
ALIASES = {"account_request_login_code"}
PARAMETERS = {name: list(pattern.pattern.converters) for name, pattern in addresses()}


class Visitors:
    """A client for each person, put back as it was before each request."""

    def __init__(self, matrix: Matrix, **kwargs: Any) -> None:
        self._clients: dict[str, tuple[PageClient, str]] = {}
        for who, person in matrix.people.items():
            client = PageClient(**kwargs)
            sign_in(client, person)
            self._clients[who] = (client, client.cookies.output(header="", sep=";"))

    def __getitem__(self, who: str) -> PageClient:
        client, cookies = self._clients[who]
        client.cookies = SimpleCookie(cookies)
        return client


@pytest.fixture(scope="module")
def visitors(matrix: Matrix) -> Visitors:
    return Visitors(matrix)


@pytest.fixture(scope="module")
def strict(matrix: Matrix) -> Visitors:
    """As ``visitors``, in browsers where a form has to carry its token."""
    return Visitors(matrix, enforce_csrf_checks=True)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    found = Counter(name for name, _pattern in addresses() if name not in ALIASES)

    assert sorted(found) == sorted(policy.ROWS)
    assert [name for name, number in found.items() if number > 1] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(policy.ROWS))
def test_each_cell_answers_what_is_declared(matrix: Matrix, visitors: Visitors, name: str) -> None:
    wrong: list[str] = []
    for verb, who, about in cells(policy.ROWS[name]):
        wrong += _cell(matrix, visitors, name, verb, who, about)

    assert "\n".join(wrong) == ""


#: One who may, one who may not, and nobody.
SOME = "TF0"

#: Where a form cannot answer otherwise than it does for a neighbour. The trainee is asked about
#: everything; the others about the states, and whoever has no part in it about one contract.
LEFT_OUT = {
    "S": {"missing"},
    "L": {"awaiting", "theirs", "missing"},
    "F": {"private", "awaiting", "active"},
    "H": set(policy.CONTRACTS) - {"active"},
    **{who: set(policy.CONTRACTS) - {"draft"} for who in "tslA"},
}


def cells(row: policy.Row) -> Iterator[tuple[str, str, str]]:
    """Every verb, person and object, as far as an answer can depend on them.

    A verb that the address does not know is refused before anybody is looked at, and HEAD is
    GET without its body. Nobody signed in sees no object at all.
    """
    for verb in policy.VERBS:
        known = bool(row.table(verb))
        people = policy.SIGNED_IN + policy.SIGNED_OUT if known and verb != "HEAD" else SOME
        for who in people if known or verb in {"GET", "POST"} else "T":
            for about in row.objects if known and who not in policy.SIGNED_OUT else row.objects[:1]:
                if verb != "POST" or _tells_more(row, who, about):
                    yield verb, who, about


def _tells_more(row: policy.Row, who: str, about: str) -> bool:
    """Whether a form is worth trying here: a helper's answer is mostly the supervisor's."""
    if who in "CB":
        alike = row.expected("POST", who, about) == row.expected("POST", "S", about)
        return about == row.objects[0] or not alike
    return about not in LEFT_OUT.get(who, set())


def _cell(
    matrix: Matrix, visitors: Visitors, name: str, verb: str, who: str, about: str
) -> list[str]:
    row = policy.ROWS[name]
    address = matrix.address(name, PARAMETERS[name], about, who, row.draft)
    data = matrix.sent(row.sent, name, about, row.draft) if verb == "POST" else None
    with transaction.atomic():
        with written() as ledger:
            response = visitors[who].generic_request(verb, address, data)
        kept = ledger.kept
        transaction.set_rollback(True)
    wrong, cell = [], f"{verb} {name} {who} {about}"
    declared = row.expected(verb, who, about)
    if response.status_code != declared:
        wrong.append(f"{cell}: {response.status_code}, declared {declared}")
    if response.status_code >= 400 and kept:
        wrong.append(f"{cell}: {response.status_code} and wrote {kept[0][:80]}")
    done = verb == "POST" and declared == response.status_code == 302
    if done and who not in policy.SIGNED_OUT and not kept and not row.idle:
        wrong.append(f"{cell}: said to be done, and nothing was written")
    return wrong


def test_what_is_not_yours_looks_like_what_is_not_there(matrix: Matrix, visitors: Visitors) -> None:
    """Byte for byte and header for header; of contracts also question for question (S03)."""
    wrong = []
    for name, row in policy.ROWS.items():
        verb = "GET" if row.get else "POST"
        for who in "Tt":
            if "missing" not in row.objects or row.expected(verb, who, "theirs") != 404:
                continue
            seen = [_seen(matrix, visitors, name, verb, who, a) for a in ("theirs", "missing")]
            if seen[0] != seen[1]:
                wrong.append((name, who))

    assert wrong == []


def _seen(
    matrix: Matrix, visitors: Visitors, name: str, verb: str, who: str, about: str
) -> tuple[Any, ...]:
    row = policy.ROWS[name]
    address = matrix.address(name, PARAMETERS[name], about, who, row.draft)
    data = {**matrix.sent(row.sent, name, "draft", row.draft)} if verb == "POST" else None
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        response = visitors[who].generic_request(verb, address, data)
        transaction.set_rollback(True)
    body = response.content.decode().replace(address, "")
    tables = [re.findall(r'FROM "(\w+)"', query["sql"])[:1] for query in asked]
    if "contract_id" not in PARAMETERS[name]:
        tables = []
    return response.status_code, markup.without_tokens(body), dict(response.headers), tables


UNSAFE = {
    "no token": ({}, {}),
    "somebody else's token": ({}, {"csrfmiddlewaretoken": "a" * 64}),
    "sent from another site": ({"Origin": "https://evil.example"}, None),
}


@pytest.mark.parametrize("how", UNSAFE)
def test_without_its_own_token_no_form_is_taken(matrix: Matrix, strict: Visitors, how: str) -> None:
    """Every address and every verb that may write (S10), from a page and from a script."""
    headers, fields = UNSAFE[how]
    wrong = []
    client = strict["T"]
    token = fields if fields is not None else _with_token(client)
    for name, row in policy.ROWS.items():
        about = row.objects[0]
        address = matrix.address(name, PARAMETERS[name], about, "T", row.draft)
        for verb in ("POST", "PUT", "PATCH", "DELETE") if how == "no token" else ("POST",):
            for act in ({}, {"X-Act": "1"}) if verb == "POST" else ({},):
                data = {**matrix.sent(row.sent, name, about, row.draft), **token}
                with transaction.atomic(), written() as ledger:
                    response = client.post_as(verb, address, data, {**headers, **act})
                    transaction.set_rollback(True)
                kind = response["Content-Type"].partition(";")[0]
                found = (response.status_code, kind, ledger.kept)
                if found != (403, "application/json" if act else "text/html", []):
                    wrong.append((verb, name, act, found))

    assert wrong == []


def _with_token(client: PageClient) -> dict[str, str]:
    """The token of a page this person has open: right, but sent from the wrong place."""
    page = client.get("/hjaelp/").content.decode()
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    return {"csrfmiddlewaretoken": token[1]}


@pytest.mark.parametrize("who", policy.SIGNED_OUT)
def test_a_script_is_told_that_one_is_signed_out(
    matrix: Matrix, visitors: Visitors, who: str
) -> None:
    """401 as JSON, never a redirect to a page that would be taken for an answer (F10)."""
    wrong = []
    for name, row in policy.ROWS.items():
        address = matrix.address(name, PARAMETERS[name], row.objects[0], who, row.draft)
        for verb in ("GET", "POST"):
            if row.open or not row.table(verb):
                continue
            response = visitors[who].post_as(verb, address, {}, {"X-Act": "1"})
            if (response.status_code, response.json()["error"]) != (401, "signed_out"):
                wrong.append((verb, name, response.status_code))

    assert wrong == []


def test_what_a_page_sends_is_never_taken_for_other_persons(
    matrix: Matrix, visitors: Visitors
) -> None:
    """Jens signs in in the browser where a page of Amalie's is open (F11a)."""
    wrong = []
    amalie = matrix.people["T"]
    assert amalie
    headers = {"X-Act": "1", "X-Person": page_person.mark(amalie)}
    for name, row in policy.ROWS.items():
        about = row.objects[0]
        address = matrix.address(name, PARAMETERS[name], about, "T", row.draft)
        data = matrix.sent(row.sent, name, about, row.draft)
        for verb in ("GET", "POST"):
            with transaction.atomic(), written() as ledger:
                response = visitors["S"].post_as(verb, address, data, headers)
                transaction.set_rollback(True)
            if verb == "GET" and not row.get:
                continue
            found = (response.status_code, response.json()["error"], ledger.kept)
            if found != (401, "other_person", []):
                wrong.append((verb, name, found))

    assert wrong == []

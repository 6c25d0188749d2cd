"""Every address, verb, person and object: the product answers what ``policy`` declares (S01, S03)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from laeringskontrakt.core import clock
from tests import markup, policy
from tests.matrix import Matrix, make_matrix, sign_in
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
def matrix(django_db_setup: None, django_db_blocker: Any) -> Iterator[Matrix]:
    """One world for all cells; each cell is rolled back by itself."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        with transaction.atomic():
            made = make_matrix()
            now = made.world.now + timedelta(hours=1)
            patch.setattr(clock, "now", lambda: now)
            yield made
            transaction.set_rollback(True)


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


@pytest.mark.parametrize("name", sorted(policy.ROWS))
def test_each_cell_answers_what_is_declared(matrix: Matrix, visitors: Visitors, name: str) -> None:
    wrong: list[str] = []
    for verb, who, about in cells(policy.ROWS[name]):
        wrong += _cell(matrix, visitors, name, verb, who, about)

    assert "\n".join(wrong) == ""


#: One who may, one who may not, and nobody.
SOME = "TF0"


def cells(row: policy.Row) -> Iterator[tuple[str, str, str]]:
    """Every verb, person and object, as far as an answer can depend on them.

    A verb that the address does not know is refused before anybody is looked at, and HEAD is
    GET without its body: some people ask for these.
    """
    for verb in policy.VERBS:
        known = bool(row.table(verb))
        people = policy.SIGNED_IN + policy.SIGNED_OUT if known and verb != "HEAD" else SOME
        for who in people:
            for about in row.objects if known else row.objects[:1]:
                yield verb, who, about


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
    if response.status_code >= 400 and kept and name not in WRITES_ON_REFUSAL:
        wrong.append(f"{cell}: {response.status_code} and wrote {kept[0][:80]}")
    done = verb == "POST" and declared == response.status_code == 302
    if done and who not in policy.SIGNED_OUT and not kept and not row.idle:
        wrong.append(f"{cell}: said to be done, and nothing was written")
    return wrong


#: Refused, and counted: a wrong code costs a try.
WRITES_ON_REFUSAL: set[str] = set()

"""A form filled in and sent, and what came of it."""

from __future__ import annotations

from typing import Any

from laeringskontrakt.people.models import Person
from tests.entries import ENTRIES
from tests.matrix import Matrix
from tests.pages import client_of
from tests.statements import Ledger, written

BLOCKED, WARNED = "Ring om 150852-5008 i dag", "Se 010157 8007 i mappen"


def send(matrix: Matrix, name: str, *, language: str = "", act: bool = True, **changes: Any) -> Any:
    """Fill in a form with ``changes`` and send it; answers what came and what was written."""
    entry = ENTRIES[name]
    client = client_of(person_of(matrix, entry.who), language=language, literal=True)
    with written() as ledger:
        headers = {"X-Act": "1"} if act else {}
        data = entry.filled_in(matrix, **changes)
        response = client.post(entry.address(matrix), data, headers=headers)
    return response, ledger


def refused_beside(answer: tuple[Any, Ledger], field: str, code: str) -> str:
    """The message; it stands beside ``field`` and nowhere else, and nothing was written."""
    response, ledger = answer
    body = response.json()
    assert (response.status_code, body["codes"], ledger.kept) == (422, {field: code}, [])
    assert (list(body["fields"]), body["message"]) == ([field], "") if field else True
    said: str = body["fields"][field] if field else body["message"]
    assert said.strip()
    return said


def person_of(matrix: Matrix, who: str) -> Person:
    """Who has that letter."""
    person = matrix.people[who]
    assert person is not None
    return person

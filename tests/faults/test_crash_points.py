"""Every act, ended at every place between taking it and answering: half of it never stands (F07).

Here the end is an exception that nothing catches, so that all acts at all places take seconds;
``test_kills`` ends real servers.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from laeringskontrakt.core import crash
from tests import policy
from tests.matrix import Matrix
from tests.pages import PageClient, client_of
from tests.statements import written
from tests.test_matrix import PARAMETERS
from tests.typed.sending import person_of

#: What it was about is gone, and so is its address.
GONE = {"contracts:delete"}
#: Not an action: a code that was asked for twice is sent twice, and the newest counts.
NO_ACTION = {"contracts:send_signing_code"}
ACTS = [row for row in policy.acts() if row[0] not in NO_ACTION]

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BEFORE = ("before_tx", "in_tx", "before_commit")


class Ended(BaseException):
    """As if the process were gone: nothing in the product may catch it."""


class Ending:
    """Ends at ``name``, once; notes what was passed."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.names: list[str] = []

    def passed(self, name: str) -> None:
        self.names.append(name)
        if name == self.name:
            self.name = ""
            raise Ended


def kinds(kept: list[str]) -> Counter[str]:
    """How many rows of which table were written, how."""
    found = (re.match(r'\s*(INSERT|UPDATE|DELETE)\b[^"]*"(\w+)"', sql) for sql in kept)
    return Counter(match.groups() for match in found if match)  # type: ignore[misc]


def sending(matrix: Matrix, name: str, about: str, who: str) -> tuple[PageClient, str, Any]:
    row = policy.ROWS[name]
    address = matrix.address(name, PARAMETERS[name], about, who, row.draft)
    client = client_of(person_of(matrix, who), read=False)
    return client, address, matrix.sent(row.sent, name, about, row.draft)


@pytest.mark.parametrize(("name", "about", "who"), ACTS)
def test_an_act_that_was_cut_short_is_done_once_when_it_is_sent_again(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch, name: str, about: str, who: str
) -> None:
    client, address, data = sending(matrix, name, about, who)
    headers = {} if name in policy.LEADS_AWAY else {"X-Act": "1"}
    done = 302 if name in policy.LEADS_AWAY else 200
    effects: dict[str, Counter[str]] = {}
    for place in ("", *crash.POINTS[:4]):
        ending = Ending(place)
        monkeypatch.setattr(crash, "_armed", ending)
        with transaction.atomic():
            with written() as ledger:
                if place:
                    with pytest.raises(Ended):
                        client.post(address, data, headers=headers)
                    assert bool(ledger.kept) == (place not in BEFORE), place
                again = client.post(address, data, headers=headers)
            transaction.set_rollback(True)
        gone = name in GONE and place == "after_commit"
        assert again.status_code == (404 if gone else done), place
        effects[place] = kinds(ledger.kept)

    assert effects[""]
    assert dict.fromkeys(effects, effects[""]) == effects

"""A page and an act cost the same number of queries when there is more to show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from laeringskontrakt.contracts.actions import agreements
from laeringskontrakt.core import clock
from tests import counts, policy, sizes
from tests.contracts.cast import make_cast
from tests.matrix import Matrix
from tests.pages import PageClient, client_of, counted
from tests.test_matrix import PARAMETERS

pytestmark = pytest.mark.django_db

SIZES = (1, 3)

#: Above these a page or an act has become dear. A lower number is always welcome.
MOST_FOR_A_PAGE, MOST_FOR_AN_ACT = 25, 50

#: Each competency that is chosen has its place.
GROWS = {"contracts:scope"}


@pytest.fixture(scope="module", params=SIZES)
def sized(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Matrix]:
    """A world with one of everything, then one with three."""
    patched = pytest.MonkeyPatch.context()
    with django_db_blocker.unblock(), patched as patch, transaction.atomic():
        matrix = _grown(request.param)
        now = matrix.world.now + timedelta(minutes=5)
        patch.setattr(clock, "now", lambda: now)
        yield matrix
        transaction.set_rollback(True)


def _grown(size: int) -> Matrix:
    matrix = Matrix(make_cast())
    world = matrix.world
    for colleague in (world.mette, world.jens):
        colleague.department = world.department
        colleague.save()
    matrix.people = {"T": world.amalie, "S": world.jens, "L": world.ursula}
    matrix.contracts = {
        "draft": sizes.contract_of(world, size),
        "fresh": sizes.contract_of(world, size, gate_open=False),
        "private": sizes.private_of(world, size),
        "awaiting": sizes.frozen_of(world, size),
        "active": sizes.signed_of(world, size),
    }
    for _more in range(size - 1):
        sizes.signed_of(world, 1)
        sizes.contract_of(world, 1)
    sizes.trainees(world, size)
    agreements.choose_no_assessment(
        contract=matrix.contracts["draft"], chosen=False, by=world.jens, now=world.later()
    )
    matrix.size = size  # type: ignore[attr-defined]
    return matrix


SEEN: dict[str, dict[int, int]] = {}


def _note(matrix: Matrix, name: str, number: int, most: int) -> None:
    """Remember what ``name`` cost; the second size has to cost what the first did."""
    size = matrix.size  # type: ignore[attr-defined]
    found = SEEN.setdefault(name, {})
    found[size] = number
    counts.QUERIES[name] = number
    if name.partition(" ")[0] in GROWS:
        return
    assert number <= most, f"{name}: {number} queries"
    if len(found) == len(SIZES):
        assert len(set(found.values())) == 1, f"{name}: {found} queries"


PAGES = {
    "home": lambda m, c: reverse("portfolio:home"),
    "plan": lambda m, c: reverse("portfolio:plan"),
    "folder": lambda m, c: reverse("portfolio:folder"),
    "sheet, draft": lambda m, c: reverse("contracts:sheet", args=[c["draft"].pk]),
    "sheet, waiting": lambda m, c: reverse("contracts:sheet", args=[c["awaiting"].pk]),
    "contract": lambda m, c: reverse("contracts:contract", args=[c["active"].pk]),
    "plan of": lambda m, c: reverse("portfolio:plan_of", args=[m.world.amalie.pk]),
    "department": lambda m, c: reverse("people:department"),
    "curricula": lambda m, c: reverse("curriculum:frameworks"),
    "export": lambda m, c: reverse("portfolio:export", args=[c["active"].pk]),
    "paper": lambda m, c: reverse("portfolio:paper", args=[c["active"].pk]),
}
ONLY = {"plan of": "SL", "department": "L", "contract": "TS", "curricula": "L"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page(sized: Matrix, name: str) -> None:
    for who in ONLY.get(name, "TS" if "sheet" in name or name in {"export", "paper"} else "TSL"):
        client = _client(sized, who)
        address = PAGES[name](sized, sized.contracts)
        with counted() as queries:
            response = client.get(address)
        assert response.status_code == 200, (name, who, response.status_code)
        _note(sized, f"{name} {who}", len(queries), MOST_FOR_A_PAGE)


#: It deletes everything: what there is more of costs more.
APART = {"contracts:delete"}
ACTS = [row for row in policy.acts() if row[0] not in APART]


@pytest.mark.parametrize(("name", "about", "who"), ACTS)
def test_an_act(sized: Matrix, name: str, about: str, who: str) -> None:
    row = policy.ROWS[name]
    address = sized.address(name, PARAMETERS[name], about, who, row.draft)
    client = _client(sized, who)
    headers = {} if name in policy.LEADS_AWAY else {"X-Act": "1"}
    with transaction.atomic():
        data = sized.sent(row.sent, name, about, row.draft)
        with counted() as queries:
            response = client.post(address, data, headers=headers)
        transaction.set_rollback(True)

    told = response.content.decode()[:300]
    assert response.status_code == (200 if headers else 302), told
    _note(sized, f"{name} {about} {who}", len(queries), MOST_FOR_AN_ACT)


def _client(matrix: Matrix, who: str) -> PageClient:
    person = matrix.people[who]
    assert person is not None
    return client_of(person, read=False)

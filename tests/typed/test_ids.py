"""Ids of what is elsewhere, or nowhere (S03)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from laeringskontrakt.contracts.models import LearningContract
from tests import policy
from tests.matrix import MISSING, Matrix
from tests.pages import client_of
from tests.statements import written
from tests.test_matrix import PARAMETERS
from tests.typed.sending import person_of, refused_beside, send

pytestmark = pytest.mark.slow


def test_a_competency_of_another_programme(matrix: Matrix) -> None:
    theirs = str(matrix.cast.elsewhere.competencies[0].pk)
    danish, english = (
        refused_beside(
            send(matrix, "scope", language=lang, competencies=[theirs]),
            "competencies",
            "invalid_choice",
        )
        for lang in ("da", "en")
    )

    assert danish != english


#: What an address or a field may name, and where a contract has one.
PARTS = {
    "subgoal_id": lambda c: c.subgoals.order_by("order")[0].pk,
    "activity_id": lambda c: c.activities.first().pk,
    "competency_id": lambda c: c.competencies.get(order=1).pk,
    "memo_id": lambda c: c.memos.first().pk,
}


def _of(contract: LearningContract, parameter: str, name: str) -> Any:
    if parameter == "agreement_id":
        rows = contract.assessments if "assessment" in name else contract.feedback
        found = rows.first()
        assert found is not None
        return found.pk
    return PARTS[parameter](contract)


def _addressed() -> list[tuple[str, str]]:
    return [
        (name, parameter)
        for name, parameters in PARAMETERS.items()
        for parameter in parameters
        if "contract_id" in parameters and parameter in {*PARTS, "agreement_id"}
    ]


@pytest.mark.parametrize("from_where", ["awaiting", "their draft"])
@pytest.mark.parametrize(("name", "parameter"), _addressed())
def test_the_part_of_another_contract_in_the_address_is_not_there(
    matrix: Matrix, name: str, parameter: str, from_where: str
) -> None:
    row = policy.ROWS[name]
    who = "T" if row.expected("POST", "T", "draft") == 302 else "S"
    own, other = matrix.contracts[row.draft], matrix.contracts[from_where]
    parts = {
        key: own.pk
        if key == "contract_id"
        else matrix._parameter(key, name, "draft", who, row.draft)
        for key in PARAMETERS[name]
    }
    parts[parameter] = _of(other, parameter, name)
    data = matrix.sent(row.sent, name, "draft", row.draft)
    with written() as ledger:
        client = client_of(person_of(matrix, who))
        ledger_before = list(ledger.kept)
        response = client.post(reverse(name, kwargs=parts), data, headers={"X-Act": "1"})

    assert (response.status_code, ledger.kept[len(ledger_before) :]) == (404, [])


FIELDS = [
    ("write_activity", "subgoals", "subgoal_id"),
    ("change_activity", "subgoals", "subgoal_id"),
    ("change_feedback", "subgoals", "subgoal_id"),
    ("write_subgoal", "adds_to", "subgoal_id"),
    ("change_assessment", "competency", "competency_id"),
]


@pytest.mark.parametrize("from_where", ["awaiting", "their draft"])
@pytest.mark.parametrize(("name", "text", "part"), FIELDS)
def test_the_part_of_another_contract_in_a_field_is_not_there(
    matrix: Matrix, name: str, text: str, part: str, from_where: str
) -> None:
    key = str(_of(matrix.contracts[from_where], part, name))
    response, ledger = send(matrix, name, **{text: key})

    assert (response.status_code, ledger.kept) == (404, [])


@pytest.mark.parametrize("key", ["", "x", "0" * 31, "../../etc/passwd", str(MISSING)])
@pytest.mark.parametrize(("name", "text", "part"), FIELDS)
def test_an_id_that_is_nobodys(matrix: Matrix, name: str, text: str, part: str, key: str) -> None:
    response, ledger = send(matrix, name, **{text: key})
    may_be_empty = key == "" and text in {"adds_to", "competency"}

    expected = {200} if may_be_empty else {404, 422}
    assert response.status_code in expected
    assert bool(ledger.kept) == may_be_empty


@pytest.mark.parametrize("field", ["activity", "competency"])
@pytest.mark.parametrize("key", ["x", "0" * 31, str(MISSING)])
def test_a_proposal_that_is_nobodys(matrix: Matrix, field: str, key: str) -> None:
    name = {"activity": "accept_feedback", "competency": "accept_assessment"}[field]
    address = reverse(f"contracts:{name}", args=[matrix.contracts["draft"].pk])
    client = client_of(person_of(matrix, "T"))
    response = client.post(
        address, {"command_id": str(uuid4()), field: key}, headers={"X-Act": "1"}
    )

    assert response.status_code == 404

"""Whatever is typed or sent, it is never an error of ours (S38)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import policy
from tests.entries import ENTRIES
from tests.matrix import MISSING, Matrix, sign_in
from tests.pages import PageClient, client_of
from tests.test_matrix import PARAMETERS
from tests.typed.sending import person_of

pytestmark = pytest.mark.slow

#: Bytes that are no text: half a character, a lone surrogate, an overlong NUL.
BYTES = {"half a character": "%C3", "a lone surrogate": "%ED%A0%80", "an overlong NUL": "%C0%80"}


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("bad", BYTES)
def test_what_is_no_text_is_never_an_error_of_ours(matrix: Matrix, name: str, bad: str) -> None:
    entry = ENTRIES[name]
    client = client_of(person_of(matrix, entry.who), literal=True)
    fields = "&".join(f"{text}=a{BYTES[bad]}b" for text in (*entry.texts, *entry.others))
    for headers in ({"X-Act": "1"}, {}):
        response = client.post(
            entry.address(matrix),
            f"command_id={uuid4()}&{fields}",
            content_type="application/x-www-form-urlencoded",
            headers=headers,
        )
        assert response.status_code in {200, 302, 404, 409, 422}, response.status_code


_odd = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=700),
    st.sampled_from(
        ["", "0", "-1", "1e400", "9" * 400, "nan", "null", "\x00", "32.13.2026", "29.2.2027"]
    ),
    st.sampled_from(["2026-W99", "9999-W53", "0-W1", "..", "2026-11-23..", "date", "event", "own"]),
    st.sampled_from(["24.00", "12:60", "-1.30", "uge 99", "uge 0", str(MISSING), "{" + "0" * 32]),
)


@pytest.mark.parametrize("name", ENTRIES)
def test_whatever_is_typed_it_is_never_an_error_of_ours(matrix: Matrix, name: str) -> None:
    entry = ENTRIES[name]
    client = client_of(person_of(matrix, entry.who), literal=True, read=False)
    address = entry.address(matrix)
    fields = [*entry.texts, *entry.others]

    @settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(fields), _odd, min_size=1), st.booleans())
    def check(changes: dict[str, str], act: bool) -> None:
        data = entry.filled_in(matrix, **{k: _encodable(v) for k, v in changes.items()})
        with transaction.atomic():
            response = client.post(address, data, headers={"X-Act": "1"} if act else {})
            transaction.set_rollback(True)
        assert response.status_code in {200, 302, 404, 409, 422}, response.status_code

    check()


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def test_too_much_at_once_is_refused_before_it_is_read(matrix: Matrix) -> None:
    entry = ENTRIES["write_subgoal"]
    client = client_of(person_of(matrix, "T"))
    for act in ({}, {"X-Act": "1"}):
        big = client.post(entry.address(matrix), {"text": "å" * 1_500_000}, headers=act)
        many = client.post(entry.address(matrix), {f"f{n}": "1" for n in range(600)}, headers=act)
        assert (big.status_code, many.status_code) == (413, 413)


@pytest.mark.parametrize(
    "address",
    ["/mappe/?q=%00", "/mappe/?q=%ED%A0%80&vis=%FF", "/mappe/?q=" + "x" * 5000, "/mappe/?vis=alt"],
)
def test_an_address_with_anything_in_it(matrix: Matrix, address: str) -> None:
    assert client_of(person_of(matrix, "T"), literal=True).get(address).status_code == 200


@pytest.mark.parametrize(
    "view", ["trin=99", "trin=x", "ret=%00", "delmaal=1", "trin=3&ret=../..", "trin=%ED%A0%80"]
)
def test_a_place_on_the_sheet_that_is_none(matrix: Matrix, view: str) -> None:
    address = reverse("contracts:sheet", args=[matrix.contracts["draft"].pk])
    client = client_of(person_of(matrix, "T"))

    assert client.get(f"{address}?{view}").status_code == 200
    headers = {"X-Act": "1", "X-View": "=;;a;trin=\u00e6".encode("latin-1").decode("latin-1")}
    assert client.get(address, headers={**headers, "X-Regions": ",,=,x"}).status_code == 200


#: Forms that lead to a page, not sent in place: who fills them in, and their fields.
PLAIN = {
    "people:add_person": ("L", ("first_name", "last_name", "email", "title", "profession")),
    "people:place_trainee": ("L", ("trainee", "title", "starts_on", "ends_on")),
    "people:appoint_supervisor": ("L", ("kind", "supervisor", "starts_on", "ends_on")),
    "people:end_supervision": ("L", ("ends_on",)),
    "people:presence": ("T", ("code", "next")),
    "people:language": ("T", ("language", "next")),
    "people:scheme": ("T", ("scheme", "next")),
    "account_login": ("0", ("email", "next")),
    "account_confirm_login_code": ("0", ("code", "next")),
    "contracts:start": ("T", ("trainee", "planned", "private", "command_id")),
    "curriculum:course": ("L", ("trainee", "starts_on")),
}


@pytest.mark.parametrize("name", PLAIN)
def test_whatever_is_sent_to_a_page_it_is_never_an_error_of_ours(matrix: Matrix, name: str) -> None:
    who, fields = PLAIN[name]
    row = policy.ROWS[name]
    about = row.objects[0]
    address = matrix.address(name, PARAMETERS[name], about, who, row.draft)
    client = PageClient(literal=True, read=False)
    sign_in(client, matrix.people[who])

    @settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(fields), _odd, min_size=1))
    def check(changes: dict[str, str]) -> None:
        sent = matrix.sent(row.sent, name, about, row.draft)
        with transaction.atomic():
            data = sent | {k: _encodable(v) for k, v in changes.items()}
            response = client.post(address, data)
            transaction.set_rollback(True)
        assert response.status_code in {302, 403, 404, 409, 422}, response.status_code

    check()

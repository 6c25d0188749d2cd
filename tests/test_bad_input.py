"""What people type by mistake, paste from elsewhere or send on purpose: told beside its field,
never lost, never stored as it should not be, and never an error of ours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core.text_guard import clean
from tests.contracts.footprint import everything
from tests.entries import ENTRIES, TEXTS
from tests.matrix import MISSING, Matrix
from tests.pages import PageClient, client_of
from tests.statements import Ledger, written

pytestmark = pytest.mark.django_db

BLOCKED, WARNED = "Ring om 150852-5008 i dag", "Se 010157 8007 i mappen"
#: Written with care, and stored but for what cannot be seen.
STRANGE = {
    "control characters": "Modtage\x07 patienten\x1b",
    "a NUL": "Modtage\x00 patienten",
    "right to left, turned round": "Modtage \u202epatienten",
    "right to left, as it is written": "استقبال المريض",
    "emoji with joiners": "Familie 👨\u200d👩\u200d👧 og 🇩🇰",
    "a letter in two parts": "Forsta\u030a",
    "line ends of all kinds": "én\r\nto\u2028tre",
    "quotes and markup": "\"'<script>alert(1)</script>&amp;{{ 7*7 }}{% now %}",
}


@pytest.fixture(autouse=True)
def undone(matrix: Matrix) -> Iterator[None]:
    """The world is as it was when a test is over."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def send(matrix: Matrix, name: str, *, language: str = "", act: bool = True, **changes: Any) -> Any:
    """Fill in a form with ``changes`` and send it; answers what came and what was written."""
    entry = ENTRIES[name]
    person = matrix.people[entry.who]
    assert person is not None
    client = client_of(person, language=language, literal=True)
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


@pytest.mark.parametrize("name", ENTRIES)
def test_every_form_takes_what_is_right(matrix: Matrix, name: str) -> None:
    response, ledger = send(matrix, name)

    assert (response.status_code, bool(ledger.kept)) == (200, True)


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_ten_thousand_characters_are_too_many(matrix: Matrix, name: str, text: str) -> None:
    limit = ENTRIES[name].texts[text]
    said = refused_beside(send(matrix, name, **{text: "å" * 10_000}), text, "max_length")

    assert f"{10_000 - limit}" in said.replace(".", "")
    assert f"{limit}" in said.replace(".", "")


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_one_character_too_many_is_told_in_both_languages(
    matrix: Matrix, name: str, text: str
) -> None:
    limit = ENTRIES[name].texts[text]
    danish, english = (
        refused_beside(
            send(matrix, name, language=language, **{text: "å" * (limit + 1)}), text, "max_length"
        )
        for language in ("da", "en")
    )

    assert danish != english


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, e in ENTRIES.items() for text in e.required]
)
@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u2060", "\x00\x07"])
def test_nothing_is_not_enough(matrix: Matrix, name: str, text: str, nothing: str) -> None:
    danish, english = (
        send(matrix, name, language=language, **{text: nothing}) for language in ("da", "en")
    )
    for response, ledger in (danish, english):
        body = response.json()
        assert (response.status_code, list(body["fields"]), ledger.kept) == (422, [text], [])

    assert danish[0].json()["fields"][text] != english[0].json()["fields"][text]


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_a_cpr_number_is_blocked_beside_its_field(matrix: Matrix, name: str, text: str) -> None:
    danish, english = (
        refused_beside(send(matrix, name, language=lang, **{text: BLOCKED}), text, "cpr_block")
        for lang in ("da", "en")
    )

    assert danish != english
    assert "5008" not in danish + english


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_what_may_be_one_is_asked_about_and_may_be_confirmed(
    matrix: Matrix, name: str, text: str
) -> None:
    refused_beside(send(matrix, name, **{text: WARNED}), text, "cpr_warn")

    confirmed, ledger = send(matrix, name, **{text: WARNED, f"{text}_not_cpr": "1"})
    still_blocked = send(matrix, name, **{text: BLOCKED, f"{text}_not_cpr": "1"})

    assert (confirmed.status_code, bool(ledger.kept)) == (200, True)
    refused_beside(still_blocked, text, "cpr_block")


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("name", ["write_subgoal", "change_assessment", "note"])
def test_strange_texts_are_kept_as_far_as_they_can_be_seen(
    matrix: Matrix, name: str, strange: str
) -> None:
    typed = STRANGE[strange]
    text = {"change_assessment": "criteria"}.get(name, "text")
    before = everything()
    response, _ledger = send(matrix, name, **{text: typed})

    stored = clean(typed, one_line=name == "write_subgoal")
    new = [row for rows in _new(before).values() for row in rows]
    assert response.status_code == 200
    assert any(stored.text in row for row in new)
    assert ("note" in response.json()) == stored.removed


def _new(before: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        name: [row for row in rows if row not in before[name]]
        for name, rows in everything().items()
        if rows != before[name]
    }


#: Bytes that are no text: half a character, a lone surrogate, an overlong NUL.
BYTES = {"half a character": "%C3", "a lone surrogate": "%ED%A0%80", "an overlong NUL": "%C0%80"}


@pytest.mark.parametrize("name", ENTRIES)
@pytest.mark.parametrize("bad", BYTES)
def test_what_is_no_text_is_never_an_error_of_ours(matrix: Matrix, name: str, bad: str) -> None:
    entry = ENTRIES[name]
    client = client_of(_person(matrix, entry.who), literal=True)
    for text in (*entry.texts, *entry.others):
        body = f"command_id={uuid4()}&{text}=a{BYTES[bad]}b"
        for headers in ({"X-Act": "1"}, {}):
            response = client.post(
                entry.address(matrix),
                body,
                content_type="application/x-www-form-urlencoded",
                headers=headers,
            )
            assert response.status_code in {200, 302, 404, 422}, (text, response.status_code)


def _person(matrix: Matrix, who: str) -> Any:
    person = matrix.people[who]
    assert person is not None
    return person


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
    client = client_of(_person(matrix, entry.who), literal=True, read=False)
    address = entry.address(matrix)
    fields = [*entry.texts, *entry.others]

    @settings(max_examples=settings().max_examples // 2, suppress_health_check=list(HealthCheck))
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


DATES = {
    "backwards": ("18.12.2026", "23.11.2026", "period_to", "period_backwards"),
    "one day": ("23.11.2026", "23.11.2026", "period_to", "period_backwards"),
    "after the placement": ("23.11.2026", "1.9.2027", "period_to", "outside_placement"),
    "before the placement": ("1.7.2026", "18.12.2026", "period_to", "outside_placement"),
    "no such month": ("23.13.2026", "18.12.2026", "period_from", "invalid_date"),
    "no such day": ("23.11.2026", "31.11.2026", "period_to", "invalid_date"),
    "words": ("23.11.2026", "når det passer", "period_to", "invalid_date"),
    "nothing": ("23.11.2026", "", "period_to", "invalid_date"),
    "a year out of reach": ("23.11.2026", "1.1.99999", "period_to", "invalid_date"),
}


@pytest.mark.parametrize("dates", DATES)
def test_a_period_that_cannot_be(matrix: Matrix, dates: str) -> None:
    start, end, field, code = DATES[dates]
    danish, english = (
        refused_beside(
            send(matrix, "scope", language=lang, span="own", period_from=start, period_to=end),
            field,
            code,
        )
        for lang in ("da", "en")
    )

    assert danish != english


def test_a_period_beyond_the_placement_may_be_meant(matrix: Matrix) -> None:
    dates = {"span": "own", "period_from": "23.11.2026", "period_to": "1.9.2027"}
    response, ledger = send(matrix, "scope", **dates, outside_placement="1")

    assert (response.status_code, bool(ledger.kept)) == (200, True)


@pytest.mark.parametrize("span", ["2026-11-23..2026-13-40", "..", "2026-11-23", "hele livet"])
def test_a_span_that_was_not_offered(matrix: Matrix, span: str) -> None:
    refused_beside(send(matrix, "scope", span=span), "span", "invalid_date")


@pytest.mark.parametrize("when", ["2026-W99", "uge 49", "9" * 30, "0000-W00"])
@pytest.mark.parametrize("name", ["change_activity", "change_feedback", "change_assessment"])
def test_a_week_that_is_none(matrix: Matrix, name: str, when: str) -> None:
    response, ledger = send(matrix, name, when=when)

    assert (response.status_code, list(response.json()["fields"])) == (422, ["when"])
    assert ledger.kept == []


@pytest.mark.parametrize("minutes", ["", "0", "-5", "481", "fem", "1e3", "5,5", "9" * 400])
@pytest.mark.parametrize("name", ["change_feedback", "change_assessment"])
def test_minutes_that_are_none(matrix: Matrix, name: str, minutes: str) -> None:
    danish, english = (
        send(matrix, name, language=language, minutes=minutes)[0] for language in ("da", "en")
    )

    for response in (danish, english):
        assert (response.status_code, list(response.json()["fields"])) == (422, ["minutes"])
    assert danish.json()["fields"] != english.json()["fields"]


@pytest.mark.parametrize("clock", ["24.00", "12.60", "halv tre", "1430000"])
@pytest.mark.parametrize("name", ["change_feedback", "change_assessment"])
def test_a_clock_that_is_none(matrix: Matrix, name: str, clock: str) -> None:
    response, ledger = send(matrix, name, when="date", when_date="2.12.2026", when_time=clock)

    assert (response.status_code, list(response.json()["fields"])) == (422, ["when_time"])
    assert ledger.kept == []


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
    from tests.test_matrix import PARAMETERS

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
    from django.urls import reverse

    from tests import policy
    from tests.test_matrix import PARAMETERS

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
        client = client_of(_person(matrix, who))
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
    from django.urls import reverse

    name = {"activity": "accept_feedback", "competency": "accept_assessment"}[field]
    address = reverse(f"contracts:{name}", args=[matrix.contracts["draft"].pk])
    client = client_of(_person(matrix, "T"))
    response = client.post(
        address, {"command_id": str(uuid4()), field: key}, headers={"X-Act": "1"}
    )

    assert response.status_code == 404


@pytest.mark.parametrize("command", [None, "", "x", "0" * 31, "\x00"])
@pytest.mark.parametrize("name", ENTRIES)
def test_without_a_command_id_nothing_is_done(
    matrix: Matrix, name: str, command: str | None
) -> None:
    danish, english = (
        refused_beside(
            send(matrix, name, language=lang, command_id="" if command is None else command),
            "",
            "no_command_id",
        )
        for lang in ("da", "en")
    )

    assert danish != english


@pytest.mark.parametrize(("name", "text"), [(n, next(iter(e.texts))) for n, e in ENTRIES.items()])
def test_a_command_id_is_not_used_again_for_something_else(
    matrix: Matrix, name: str, text: str
) -> None:
    command = str(uuid4())
    first = {"write_feedback": "Mette om delmål 1, uge 49"}.get(name, "Portør Hansen")
    response, _ledger = send(matrix, name, command_id=command, **{text: first})
    assert response.status_code == 200

    again = send(matrix, name, command_id=command, **{text: f"{first} og mere"})

    refused_beside(again, "", "command_reused")


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_without_script_what_was_typed_comes_back_beside_its_message(
    matrix: Matrix, name: str, text: str
) -> None:
    entry = ENTRIES[name]
    typed = f'{BLOCKED} "æ" <b>&amp;'
    response, ledger = send(matrix, name, act=False, **{text: typed})
    page = response.content.decode()

    assert (response.status_code, ledger.kept) == (422, [])
    form = Form(page)
    assert form.action == entry.address(matrix)
    assert form.texts == {text: typed}
    assert form.beside(text) == form.message
    sent = entry.filled_in(matrix, **{text: typed})
    hidden = {k: v for k, v in sent.items() if k not in {text, "command_id"}}
    assert form.hidden() == {k: v if isinstance(v, list) else [v] for k, v in hidden.items()}


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_without_script_it_is_corrected_and_sent_again(
    matrix: Matrix, name: str, text: str
) -> None:
    entry = ENTRIES[name]
    page = send(matrix, name, act=False, **{text: WARNED})[0].content.decode()
    form = Form(page)
    assert f'name="{text}_not_cpr"' in page

    client = client_of(_person(matrix, entry.who))
    data = {**form.sent, text: WARNED, f"{text}_not_cpr": "1"}
    with written() as ledger:
        response = client.post(form.action, data)

    assert (response.status_code, bool(ledger.kept)) == (302, True)


def test_without_script_the_way_back_stays_here(matrix: Matrix) -> None:
    entry = ENTRIES["write_subgoal"]
    client = client_of(_person(matrix, "T"))
    for referer, way in (
        ("https://evil.example/x", "/x"),
        ("http://testserver/kontrakt/1/ark/?trin=2", "/kontrakt/1/ark/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ):
        data = entry.filled_in(matrix, text="")
        page = client.post(entry.address(matrix), data, headers={"Referer": referer})
        assert f'<a class="btn" href="{way}">' in page.content.decode(), referer


class Form:
    """The form of the page that gives back what was typed, as a browser would send it."""

    def __init__(self, page: str) -> None:
        start = page.index('<form method="post"', page.index("<main"))
        self.text = page[start : page.index("</form>", start)]
        self.action = html.unescape(_first(r'action="([^"]*)"', self.text))
        areas = re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', self.text, re.S)
        self.texts = {name: html.unescape(value) for name, value in areas}
        pairs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', self.text)
        self.pairs = [(name, html.unescape(value)) for name, value in pairs]
        self.message = html.unescape(_first(r'class="error".*?<span>(.*?)</span>', self.text))

    @property
    def sent(self) -> dict[str, Any]:
        """What pressing the button sends."""
        found: dict[str, Any] = {}
        for name, value in self.pairs:
            found.setdefault(name, []).append(value)
        return {**found, **self.texts}

    def hidden(self) -> dict[str, list[str]]:
        """The fields that were sent and were not wrong."""
        ours = {"csrfmiddlewaretoken", "command_id"}
        return {
            name: value for name, value in self.sent.items() if name not in ours | set(self.texts)
        }

    def beside(self, field: str) -> str:
        """The message that the field says describes it."""
        area = _first(rf'(<textarea[^>]* name="{field}"[^>]*>)', self.text)
        key = _first(r'aria-describedby="([^"]*)"', area)
        return html.unescape(_first(rf'id="{key}".*?<span>(.*?)</span>', self.text))


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.S)
    assert found, pattern
    return found[1]


def test_too_much_at_once_is_refused_before_it_is_read(matrix: Matrix) -> None:
    entry = ENTRIES["write_subgoal"]
    client = client_of(_person(matrix, "T"))
    for act in ({}, {"X-Act": "1"}):
        big = client.post(entry.address(matrix), {"text": "å" * 1_500_000}, headers=act)
        many = client.post(entry.address(matrix), {f"f{n}": "1" for n in range(600)}, headers=act)
        assert (big.status_code, many.status_code) == (413, 413)


@pytest.mark.parametrize(
    "address",
    ["/mappe/?q=%00", "/mappe/?q=%ED%A0%80&vis=%FF", "/mappe/?q=" + "x" * 5000, "/mappe/?vis=alt"],
)
def test_an_address_with_anything_in_it(matrix: Matrix, address: str) -> None:
    assert client_of(_person(matrix, "T"), literal=True).get(address).status_code == 200


@pytest.mark.parametrize(
    "view", ["trin=99", "trin=x", "ret=%00", "delmaal=1", "trin=3&ret=../..", "trin=%ED%A0%80"]
)
def test_a_place_on_the_sheet_that_is_none(matrix: Matrix, view: str) -> None:
    from django.urls import reverse

    address = reverse("contracts:sheet", args=[matrix.contracts["draft"].pk])
    client: PageClient = client_of(_person(matrix, "T"))

    assert client.get(f"{address}?{view}").status_code == 200
    headers = {"X-Act": "1", "X-View": "=;;a;trin=\u00e6".encode("latin-1").decode("latin-1")}
    assert client.get(address, headers={**headers, "X-Regions": ",,=,x"}).status_code == 200

"""Without a script what was typed comes back, with its message beside it."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

import pytest

from tests.entries import ENTRIES, TEXTS
from tests.matrix import Matrix
from tests.pages import client_of
from tests.statements import written
from tests.test_matrix import PARAMETERS
from tests.typed.sending import BLOCKED, WARNED, person_of, send


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

    client = client_of(person_of(matrix, entry.who))
    data = {**form.sent, text: WARNED, f"{text}_not_cpr": "1"}
    with written() as ledger:
        response = client.post(form.action, data)

    assert (response.status_code, bool(ledger.kept)) == (302, True)


def test_without_script_a_period_beyond_the_placement_may_be_meant(matrix: Matrix) -> None:
    dates = {"span": "own", "period_from": "23.11.2026", "period_to": "1.9.2027"}
    page = send(matrix, "scope", act=False, **dates)[0].content.decode()
    form = Form(page)
    assert '<input type="checkbox" name="outside_placement" value="1">' in page

    client = client_of(person_of(matrix, "T"))
    response = client.post(form.action, {**form.sent, "outside_placement": "1"})

    assert response.status_code == 302


def test_without_script_what_hangs_on_a_line_may_go_with_it(matrix: Matrix) -> None:
    client = client_of(person_of(matrix, "T"))
    name = "contracts:remove_subgoal"
    address = matrix.address(name, PARAMETERS[name], "draft", "T", "draft")
    page = client.post(address, {"command_id": str(uuid4())}).content.decode()
    assert '<input type="checkbox" name="with_dependants" value="1">' in page

    response = client.post(address, {"command_id": str(uuid4()), "with_dependants": "1"})

    assert response.status_code == 302


@pytest.mark.parametrize(
    ("chips", "kept"),
    [
        ({}, ("simulate", "colleague", "", "week", "2026-12-06")),
        ({"method": "read"}, ("read", "colleague", "", "week", "2026-12-06")),
        (
            {"support_need": "supervisor", "when": "period"},
            ("simulate", "supervisor", "Jens Toft Mikkelsen", "week", "2026-12-06"),
        ),
        (
            {"with_name": "bagvagten", "when": "2026-W51"},
            ("simulate", "colleague", "bagvagten", "week", "2026-12-20"),
        ),
        ({"when_date": "3/12"}, ("simulate", "colleague", "", "date", "2026-12-03")),
        (
            {"when_text": "efter vagten", "when_date": "4/12"},
            ("simulate", "colleague", "", "event", "2026-12-04"),
        ),
    ],
)
def test_without_script_a_chip_that_is_pressed_wins_over_the_words(
    matrix: Matrix, chips: dict[str, str], kept: tuple[str, ...]
) -> None:
    contract = matrix.contracts["draft"]
    sent = {
        "text": "Simulation, uge 49",
        "subgoals": str(contract.subgoals.all()[0].pk),
        "support_need": "none",
        "when": "period",
        "with_name": "",
        "when_date": "",
        "when_text": "",
        "touched": "",
        "command_id": str(uuid4()),
    }
    client = client_of(person_of(matrix, "T"))

    response = client.post(ENTRIES["write_activity"].address(matrix), {**sent, **chips})

    row = contract.activities.latest("created_at")
    found = (row.method, row.support_need, row.with_name, row.when_type, str(row.latest))
    assert (response.status_code, found) == (302, kept)


def test_without_script_dates_that_are_changed_are_meant(matrix: Matrix) -> None:
    contract = matrix.contracts["draft"]
    span = f"{contract.period_from.isoformat()}..{contract.period_to.isoformat()}"
    client = client_of(person_of(matrix, "T"))
    page = client.get(f"/kontrakt/{contract.pk}/ark/?trin=1").content.decode()
    address = html.unescape(_first(r'action="([^"]*)"[^>]*id="scope-form"', page))
    sent = {
        "competencies": [str(row.competency_id) for row in contract.competencies.all()],
        "span": span,
        "period_from": "24.11.2026",
        "period_to": "11.12.2026",
    }

    client.post(address, {**sent, "command_id": str(uuid4())})

    contract.refresh_from_db()
    assert (str(contract.period_from), str(contract.period_to)) == ("2026-11-24", "2026-12-11")


def test_without_script_the_way_back_stays_here(matrix: Matrix) -> None:
    entry = ENTRIES["write_subgoal"]
    client = client_of(person_of(matrix, "T"))
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

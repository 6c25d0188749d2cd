"""The checks of every page find what they are for (faults §6.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from laeringskontrakt.contracts.queries import access
from laeringskontrakt.curriculum.models import Concretisation
from laeringskontrakt.people.models import Organisation
from tests import markup
from tests.matrix import Matrix
from tests.pages import HEADERS, PageClient, Wrote, client_of, read_only
from tests.statements import written

SOUND = """<!doctype html><html lang="da"><head><title>I dag – Læringskontrakt</title></head>
<body><main id="main"><h1>I dag</h1>%s</main></body></html>"""

FAULTS = {
    '<p style="color:red">x</p>': "inline style",
    '<button type="button" onclick="x()">x</button>': "inline onclick",
    "<script>alert(1)</script>": "inline script",
    '<a href="javascript:alert(1)">x</a>': "leads away",
    '<img src="https://evil.example/x.png" alt="">': "leads away",
    '<img src="//evil.example/x.png" alt="">': "leads away",
    '<form action="/\\evil.example" method="get"></form>': "leads away",
    '<iframe src="/x"></iframe>': "<iframe>",
    "<p>{{ navn }}</p>": "left in",
    "<p>{% if x %}</p>": "left in",
    "<p>Hej %(name)s</p>": "left in",
    "<p>R&amp;amp;D</p>": "left in",
    '<input name="a">': "no name",
    '<input name="a" placeholder="navn">': "no name",
    '<label for="a"></label><input id="a" name="a">': "no name",
    '<textarea name="a"></textarea>': "no name",
    '<select name="a"><option>x</option></select>': "no name",
    "<button>x</button>": "no type",
    '<button type="submit"><svg aria-hidden="true"></svg></button>': "no name",
    '<button type="submit"><span aria-hidden="true">x</span></button>': "no name",
    '<a href="/x"></a>': "no name",
    "<a>x</a>": "leads nowhere",
    '<img src="/x.png">': "no alt",
    "<svg></svg>": "neither hidden",
    "<fieldset><p>x</p></fieldset>": "no legend",
    '<label><input type="radio" name="a"> x</label>': "in no group",
    '<p id="a">x</p><p id="a">x</p>': "2 times",
    '<p aria-describedby="nowhere">x</p>': "not on the page",
    '<label for="nowhere">x</label>': "not on the page",
    '<a href="#nowhere">x</a>': "not on the page",
    "<h1>x</h1>": "2 h1",
    "<h3>x</h3>": "h3 'x' follows h1",
    "<ul><p>x</p></ul>": "straight in",
    "<p><div>x</div></p>": "malformed",
    '<a href="/x"><button type="button">x</button></a>': "inside",
    '<p tabindex="3">x</p>': "tabindex",
    '<form method="post" action="/x"><button type="submit">x</button></form>': "no token",
    '<p title="None">x</p>': "'None'",
    "<p>None</p>": "'None'",
}


def test_a_sound_page_passes() -> None:
    assert markup.of_page(SOUND % '<p id="a" aria-describedby="a">x</p>', "da") == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found(fault: str) -> None:
    found = markup.of_page(SOUND % fault, "da")

    assert [FAULTS[fault] in complaint for complaint in found].count(True) >= 1, found


def test_a_page_in_another_language_is_found() -> None:
    assert markup.of_page(SOUND % "", "en") == ["the page is in en and says lang=da"]


@pytest.mark.parametrize("header", HEADERS)
def test_a_missing_header_is_found(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, header: str
) -> None:
    ordinary = Client.request

    def without(self: Client, **request: Any) -> Any:
        response = ordinary(self, **request)
        del response.headers[header]
        return response

    monkeypatch.setattr(Client, "request", without)

    with pytest.raises(AssertionError, match=f"header {header} is None"):
        client.get("/hjaelp/")


@pytest.mark.django_db
def test_reading_may_not_write() -> None:
    with read_only():
        assert Organisation.objects.count() == 0
        with pytest.raises(Wrote), transaction.atomic():
            Organisation.objects.create(name="x")
        if connection.features.has_select_for_update:
            with pytest.raises(Wrote), transaction.atomic():
                list(Organisation.objects.select_for_update())


@pytest.mark.django_db
def test_what_is_taken_back_is_not_written() -> None:
    with written() as ledger, transaction.atomic():
        Organisation.objects.create(name="kept")
        with transaction.atomic():
            Organisation.objects.create(name="taken back")
            transaction.set_rollback(True)
        with transaction.atomic():
            Organisation.objects.filter(name="kept").update(name="changed")

    assert [sql.split()[0] for sql in ledger.kept] == ["INSERT", "UPDATE"]


@pytest.mark.django_db
def test_the_frameworks_words_before_the_gate_are_found(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract, trainee = matrix.contracts["fresh"], matrix.people["T"]
    assert trainee is not None
    hidden = Concretisation.objects.filter(competency__in_contracts__contract=contract)
    address = f"/kontrakt/{contract.pk}/ark/"

    def tell(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(SOUND % f"<p>{hidden[0].text}</p>", content_type="text/html")

    client = client_of(trainee)
    monkeypatch.setattr("laeringskontrakt.contracts.views.sheet.render", tell)

    with pytest.raises(AssertionError, match="before the gate"):
        client.get(address)


@pytest.mark.django_db
def test_a_view_that_does_not_ask_whose_it_is_is_found(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    from laeringskontrakt.contracts.models import LearningContract
    from tests.test_matrix import Visitors, _cell

    visitors = Visitors(matrix)
    anybodys: Callable[..., Any] = lambda person, key, today: LearningContract.objects.get(pk=key)  # noqa: E731
    monkeypatch.setattr(access, "contract_for", anybodys)

    found = _cell(matrix, visitors, "contracts:qr", "GET", "t", "draft")

    assert found == ["GET contracts:qr t draft: 200, declared 404"]

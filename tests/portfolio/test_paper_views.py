from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from laeringskontrakt.contracts.actions import copies
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.core import audit
from laeringskontrakt.core.models import new_id
from laeringskontrakt.people.models import Person
from tests.pages import client_of, counted, text_of
from tests.worlds import World


def address(contract: LearningContract) -> str:
    return reverse("portfolio:paper", args=[contract.pk])


def words(response: Any) -> str:
    reader = PdfReader(BytesIO(response.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pages(response: Any) -> int:
    return len(PdfReader(BytesIO(response.content)).pages)


def get(person: Person, contract: LearningContract, query: str = "") -> Any:
    return client_of(person).get(address(contract) + query)


def test_a_party_gets_the_own_copy_on_paper(world: World) -> None:
    contract = world.signed()

    answer = get(world.amalie, contract)

    text = words(answer)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == ('inline; filename="laeringskontrakt-LK-2026-0001.pdf"')
    assert "Simulation i færdighedslab" in text
    assert "Uddannelseslæge" in text
    assert "Kladde" not in text


def test_both_copies_are_one_file_of_twice_the_pages(world: World) -> None:
    contract = world.signed()

    one, both = get(world.jens, contract), get(world.jens, contract, "?eksemplarer=begge")

    assert pages(both) == 2 * pages(one)


def test_the_paper_of_one_party_holds_that_partys_ticks(world: World) -> None:
    contract = world.signed()
    before = {person: get(person, contract).content for person in (world.amalie, world.jens)}
    own = contract.copies.get(holder=world.amalie)
    line = frozen.read(own.content).lines[0].id
    copies.tick(copy=own, line_id=line, done=True, by=world.amalie, now=world.later())
    head = audit.head(contract.organisation_id)

    texts = [words(get(person, contract)) for person in (world.amalie, world.jens)]

    assert before[world.amalie] != get(world.amalie, contract).content
    assert all(head.split(":")[1][:8] in text for text in texts)


def test_a_draft_is_marked_as_one(world: World) -> None:
    for contract in (world.draft(), world.agreed()):
        answer = get(world.jens, contract)
        assert answer.status_code == 200
        assert "Kladde" in words(answer)


def test_a_draft_without_a_period_prints_too(world: World) -> None:
    from laeringskontrakt.contracts.actions import drafts

    contract = drafts.start_contract(placement=world.placement, by=world.amalie, now=world.later())

    assert get(world.amalie, contract).status_code == 200


def test_while_signatures_are_missing_the_paper_says_so(world: World) -> None:
    contract, _version = world.frozen()

    assert get(world.amalie, contract).status_code == 200


def test_no_one_but_the_parties_prints(world: World) -> None:
    contract = world.signed()
    missing = reverse("portfolio:paper", args=[new_id()])
    for person in (world.ursula, world.mette, world.olav):
        client = client_of(person)
        answers = [client.get(path) for path in (address(contract), missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert text_of(answers[0]) == text_of(answers[1])


def test_a_private_preparation_is_printed_by_the_trainee_alone(world: World) -> None:
    contract = world.draft(private=True)

    answers = [get(person, contract).status_code for person in (world.amalie, world.jens)]

    assert answers == [200, 404]


def test_the_blank_form_is_one_page_in_the_readers_language(world: World) -> None:
    answer = client_of(world.amalie).get("/formular.pdf")

    assert (answer.status_code, pages(answer)) == (200, 1)
    assert "Formular til læringskontrakt" in words(answer)
    assert "Amalie" not in words(answer)


def test_nobody_signed_in_prints_no_contract(world: World, client: Client) -> None:
    assert client.get(address(world.signed())).status_code == 302


@pytest.mark.django_db
def test_whoever_wants_to_try_on_paper_gets_the_blank_form(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/log-ind/").content.decode()
    assert 'href="/formular.pdf"' in page

    first = client.get("/formular.pdf")
    monkeypatch.setattr("laeringskontrakt.portfolio.paper.render_blank", _set_again)
    again = client.get("/formular.pdf")

    assert (first.status_code, pages(first), again.content) == (200, 1, first.content)
    said = words(first)
    assert ("Uddannelsessøgende" in said, "Uddannelseslæge" in said) == (True, False)


def _set_again(**_given: object) -> bytes:
    raise AssertionError("the blank form is set once")


@pytest.mark.django_db
def test_the_blank_form_is_in_the_language_chosen_at_sign_in(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert "Learning contract form" in words(client.get("/formular.pdf?eksemplarer=begge"))


def test_the_paper_costs_the_same_with_three_contracts_as_with_one(world: World) -> None:
    contract = world.signed()
    client = client_of(world.amalie)
    client.get(address(contract))
    with counted() as one:
        client.get(address(contract))
    for _more in range(2):
        world.signed()
    with counted() as three:
        client.get(address(contract))

    assert len(three) == len(one)


def test_danish_words_on_an_english_form_are_read_aloud_as_danish(world: World) -> None:
    spoken = {}
    for language in ("da", "en"):
        Person.objects.filter(pk=world.amalie.pk).update(language=language)
        world.amalie.refresh_from_db()
        pdf = get(world.amalie, world.signed()).content
        root = PdfReader(BytesIO(pdf)).trailer["/Root"]
        spoken[language] = (root["/Lang"], b"/Lang(da)" in pdf.replace(b"/Lang(da)/Struct", b""))

    assert spoken == {"da": ("da", False), "en": ("en", True)}

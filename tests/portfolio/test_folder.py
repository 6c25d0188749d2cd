from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from laeringskontrakt.contracts.actions import copies, drafts, signing
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.people.models import Person
from tests.pages import client_of, counted, main_of
from tests.worlds import World

FOLDER = "/mappe/"


def folder(person: Person, query: str = "") -> str:
    return main_of(client_of(person).get(FOLDER + query))


def titled(world: World, title: str) -> LearningContract:
    contract = world.agreed()
    drafts.describe(contract=contract, title=title, purpose="", by=world.amalie, now=world.later())
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    for person in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    return contract


def test_an_empty_folder_says_what_will_be_there(world: World) -> None:
    assert "Du har ingen læringskontrakter endnu." in folder(world.amalie)


def test_both_parties_find_the_contract_with_the_others_name(world: World) -> None:
    contract = world.signed()
    own = contract.copies.get(holder=world.amalie)
    line = frozen.read(own.content).lines[0].id
    copies.tick(copy=own, line_id=line, done=True, by=world.amalie, now=world.later())

    trainee, supervisor = folder(world.amalie), folder(world.jens)

    assert "2026 Akut åndenød Medicinsk Afdeling M, med Jens Toft Mikkelsen" in trainee
    assert "I gang, 1 af 2" in trainee
    assert "med Amalie Krogh Lind" in supervisor
    assert "I gang, 0 af 2" in supervisor


@pytest.mark.parametrize(
    ("stage", "word"),
    [
        ("draft", "Kladde"),
        ("awaiting", "Mangler din underskrift"),
        ("active", "I gang"),
        ("closing", "Perioden er slut"),
        ("closed", "Afsluttet"),
        ("cancelled", "Annulleret"),
        ("lapsed", "Ikke underskrevet"),
    ],
)
def test_the_status_words_are_exactly_those_agreed(world: World, stage: str, word: str) -> None:
    if stage == "draft":
        world.draft()
    elif stage in {"awaiting", "lapsed"}:
        world.frozen()
    else:
        rows = LearningContract.objects.filter(pk=world.signed().pk)
        if stage == "closed":
            rows.update(closed_at=world.later())
        if stage == "cancelled":
            rows.update(cancelled_at=world.later(), cancelled_by_name="Jens Toft Mikkelsen")
    world.later(days={"closing": 40, "lapsed": 31}.get(stage, 0))

    page = client_of(world.amalie).get(FOLDER).content.decode()

    found = page.split('<li class="doc">')[1].split("</svg>")[1].split("</span>")[0].strip()
    assert found.split(",")[0] == word


def test_the_years_stand_newest_first(world: World) -> None:
    for year in (2024, 2026, 2025):
        contract = world.signed()
        LearningContract.objects.filter(pk=contract.pk).update(
            period_from=date(year, 3, 1), period_to=date(year, 4, 1)
        )

    page = client_of(world.amalie).get(FOLDER).content.decode()

    assert [part[:4] for part in page.split('<h2 class="y">')[1:]] == ["2026", "2025", "2024"]
    assert "3 kontrakter siden 2024" in page


def test_the_chips_narrow_and_keep_the_words_sought(world: World) -> None:
    titled(world, "Akut dyspnø")
    world.draft()

    alle, drafts_only = folder(world.amalie), folder(world.amalie, "?vis=kladder")
    page = client_of(world.amalie).get(FOLDER + "?q=akut").content.decode()

    assert "Alle I gang, 1 Kladder, 1" in alle
    assert ("Kladde" in drafts_only, "Akut dyspnø" in drafts_only) == (True, False)
    assert "?vis=i-gang&amp;q=akut" in page
    assert folder(world.amalie, "?vis=noget-andet") == alle


def test_the_search_reads_the_own_copies_words_whatever_the_case(world: World) -> None:
    titled(world, "Åndenød i vagten")
    titled(world, "Brystsmerter")

    found = {
        sought: [
            title in folder(world.amalie, f"?q={sought}")
            for title in ("Åndenød i vagten", "Brystsmerter")
        ]
        for sought in ("åNDENØD I", "brystSMERTER", "FÆRDIGHEDSLAB", "trainee")
    }

    assert found == {
        "åNDENØD I": [True, False],
        "brystSMERTER": [False, True],
        "FÆRDIGHEDSLAB": [True, True],
        "trainee": [False, False],  # the form's own words are not searched
    }
    assert "Intet fundet." in folder(world.amalie, "?q=trainee")


def test_nobody_finds_a_note_or_anothers_contract(world: World) -> None:
    contract = world.signed()
    for person, text in ((world.amalie, "amaliesnote"), (world.jens, "jensesnote")):
        own = contract.copies.get(holder=person)
        copies.write_note(copy=own, text=text, by=person, now=world.later())

    assert "Intet fundet." in folder(world.amalie, "?q=jensesnote")
    assert "Du har ingen læringskontrakter endnu." in folder(world.olav)
    assert "Du har ingen læringskontrakter endnu." in folder(world.ursula)


def test_a_cpr_number_is_not_searched_for(world: World) -> None:
    world.signed()

    page = client_of(world.amalie).get(FOLDER + "?q=150852-5008")

    words = main_of(page)
    assert page.status_code == 200
    assert "Teksten ligner et CPR-nummer." in words
    assert "Akut åndenød" in words


def test_a_private_preparation_is_nameless_to_the_supervisor(world: World) -> None:
    contract = world.draft(private=True)

    words = folder(world.jens)

    assert ("Forbereder samtalen" in words, "Akut åndenød" in words) == (True, False)
    assert "Akut åndenød" not in folder(world.jens, "?q=Akut")
    assert (
        reverse("contracts:contract", args=[contract.pk])
        in client_of(world.amalie).get(FOLDER).content.decode()
    )


def test_who_is_trainee_and_supervisor_is_told_which_is_which(world: World) -> None:
    world.signed()
    contract = world.draft()
    LearningContract.objects.filter(pk=contract.pk).update(
        trainee=world.mette, supervisor=world.amalie
    )

    words = folder(world.amalie)

    assert "med Jens Toft Mikkelsen 23. nov" in words
    assert "med Mette Dam. Du er vejleder" in words


def test_the_folder_costs_the_same_with_three_contracts_as_with_one(world: World) -> None:
    world.signed()
    client = client_of(world.amalie)

    def queries() -> int:
        client.get(FOLDER + "?q=akut")
        with counted() as made:
            client.get(FOLDER + "?q=akut")
        return len(made)

    one = queries()
    for _more in range(2):
        own = world.signed().copies.get(holder=world.amalie)
        for line in frozen.read(own.content).lines:
            copies.tick(copy=own, line_id=line.id, done=True, by=world.amalie, now=world.later())

    assert queries() == one

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from laeringskontrakt.contracts.actions import copies, signing
from laeringskontrakt.contracts.models import ContractCopy, CopyTick, LearningContract, StatusLook
from laeringskontrakt.contracts.queries import frozen, history
from laeringskontrakt.people.models import DepartmentRole, Organisation, Person, Supervision
from tests.pages import act, client_of, counted, main_of, post, text_of
from tests.worlds import World


def address(contract: LearningContract, name: str = "contract") -> str:
    return reverse(f"contracts:{name}", args=[contract.pk])


def own_copy(contract: LearningContract, person: Person) -> ContractCopy:
    return contract.copies.get(holder=person)


def a_line(contract: LearningContract) -> UUID:
    return frozen.read(contract.copies.first().content).lines[0].id


def test_the_trainee_reads_who_does_what_when(world: World) -> None:
    contract = world.signed()

    page = client_of(world.amalie).get(address(contract))

    words = main_of(page)
    assert page.status_code == 200
    for part in (
        "Akut åndenød",
        "I gang",
        "Hvem gør hvad, hvornår",
        "Uge 49",
        "Simulation i færdighedslab",
        "Amalie med Mette Dam",
        "Feedback på delmål 1",
        "0 af 2 udført",
        "Modtage patienten efter ABCDE",
        "Underskrevet af Amalie Krogh Lind 23. nov 2026 kl.",
        "Nr. LK-2026-0001, version 1",
        "Hvem kan se kontrakten?",
        "uddannelseslæge.dk",
    ):
        assert part in words, part


def test_the_supervisors_tick_is_seen_and_both_stand_side_by_side(world: World) -> None:
    contract = world.signed()
    line = a_line(contract)
    for person in (world.amalie, world.jens):
        post(client_of(person), address(contract, "tick"), line=line, done="1")

    trainee, supervisor = (
        main_of(client_of(person).get(address(contract))) for person in (world.amalie, world.jens)
    )

    assert ("1 af 2 udført" in trainee, "Set af Jens" in trainee) == (True, True)
    assert ("1 af 2 set" in supervisor, "Udført af Amalie" in supervisor) == (True, True)


def test_a_tick_by_ordinary_post_leads_back_to_the_page(world: World) -> None:
    contract = world.signed()

    answer = post(
        client_of(world.amalie), address(contract, "tick"), line=a_line(contract), done="1"
    )

    assert (answer.status_code, answer["Location"]) == (302, address(contract))
    assert CopyTick.objects.count() == 1


def test_a_tick_is_taken_away_again(world: World) -> None:
    contract = world.signed()
    for done in ("1", "0"):
        act(client_of(world.amalie), address(contract, "tick"), line=a_line(contract), done=done)

    assert not CopyTick.objects.exists()


def test_a_tick_in_place_sends_only_what_changed(world: World) -> None:
    contract = world.signed()
    client = client_of(world.amalie)
    page = client.get(address(contract)).content.decode()
    shown = re.findall(r'data-region="(\w+)" data-hash="(\w+)"', page)

    answer = client.post(
        address(contract, "tick"),
        {"line": str(a_line(contract)), "done": "1", "command_id": "0" * 32},
        headers={"X-Act": "1", "X-Regions": ",".join(map("=".join, shown))},
    )

    assert list(answer.json()["regions"]) == ["ledger"]


def test_the_page_after_a_tick_is_the_page_after_a_reload(world: World) -> None:
    contract = world.signed()
    client = client_of(world.amalie)

    answer = act(client, address(contract, "tick"), line=a_line(contract), done="1").json()

    page = client.get(address(contract)).content.decode()
    for name, html in answer["regions"].items():
        key = html.split('data-hash="')[1].split('"')[0]
        assert f'data-region="{name}" data-hash="{key}"' in page


@pytest.mark.parametrize("name", ["tick", "note", "reflection", "share_reflection", "look"])
def test_an_outsider_gets_the_404_of_what_is_not_there(world: World, name: str) -> None:
    contract = world.signed()
    missing = reverse(f"contracts:{name}", args=["00000000-0000-7000-8000-000000000000"])
    for person in (world.olav, world.mette):
        client = client_of(person)
        answers = [post(client, path, text="x") for path in (address(contract, name), missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert text_of(answers[0]) == text_of(answers[1])


def test_an_outsider_does_not_see_the_page(world: World) -> None:
    contract = world.signed()
    for person in (world.olav, world.mette):
        assert client_of(person).get(address(contract)).status_code == 404


def test_nobody_signed_in_is_sent_to_sign_in(world: World, client: object) -> None:
    contract = world.signed()

    answer = client.get(address(contract))  # type: ignore[attr-defined]

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_draft_leads_to_the_sheet(world: World) -> None:
    contract = world.draft()

    answer = client_of(world.amalie).get(address(contract))

    assert (answer.status_code, answer["Location"]) == (302, address(contract, "sheet"))


def test_one_whose_signature_is_missing_is_led_to_sign(world: World) -> None:
    contract, version = world.frozen()
    from laeringskontrakt.contracts.actions import signing

    signing.sign(contract=contract, sha256=version.sha256, by=world.amalie, now=world.later())

    supervisor, trainee = (
        main_of(client_of(person).get(address(contract))) for person in (world.jens, world.amalie)
    )

    assert ("Mangler din underskrift" in supervisor, "Læs og underskriv" in supervisor) == (
        True,
        True,
    )
    assert ("Mangler Jens' underskrift" in trainee, "Læs og underskriv" in trainee) == (True, False)


def test_a_lapsed_contract_says_not_signed_and_blames_nobody(world: World) -> None:
    contract, _version = world.frozen()
    world.later(days=31)

    words = main_of(client_of(world.amalie).get(address(contract)))

    assert "Ikke underskrevet" in words
    assert "Læs og underskriv" not in words


def test_ticks_are_refused_before_both_have_signed(world: World) -> None:
    contract, _version = world.frozen()

    answer = act(client_of(world.amalie), address(contract, "tick"), line=contract.pk, done="1")

    assert answer.status_code == 404  # there is no copy yet


def test_a_period_that_is_over_is_said_so(world: World) -> None:
    contract = world.signed()
    world.later(days=40)

    words = main_of(client_of(world.jens).get(address(contract)))

    assert words.count("Perioden er slut") == 2
    assert "forsinket" not in words.lower()


def test_a_private_note_is_never_in_the_others_page(world: World) -> None:
    contract = world.signed()
    for person, text in ((world.amalie, "amaliesnote"), (world.jens, "jensesnote")):
        post(client_of(person), address(contract, "note"), text=text)

    seen = [
        [text in client_of(person).get(address(contract)).content.decode() for text in texts]
        for person in (world.amalie, world.jens)
        for texts in (("amaliesnote", "jensesnote"),)
    ]

    assert seen == [[True, False], [False, True]]


def test_a_reflection_is_the_trainees_until_it_is_shared(world: World) -> None:
    contract = world.signed()
    trainee, supervisor = client_of(world.amalie), client_of(world.jens)

    def others_see() -> bool:
        return "tankevaekkende" in supervisor.get(address(contract)).content.decode()

    seen = []
    post(trainee, address(contract, "reflection"), text="tankevaekkende")
    seen.append(others_see())
    for shared in ("1", "0"):
        post(trainee, address(contract, "share_reflection"), shared=shared)
        seen.append(others_see())

    assert seen == [False, True, False]


def test_a_cpr_number_is_refused_beside_the_field(world: World) -> None:
    contract = world.signed()

    answer = act(client_of(world.amalie), address(contract, "note"), text="pt 150852-5008")

    assert answer.status_code == 422
    assert answer.json()["fields"] == {
        "text": "Teksten ligner et CPR-nummer. Skriv aldrig oplysninger, "
        "der kan føre til en patient."
    }
    assert not ContractCopy.objects.exclude(note=None).exists()


def test_a_refused_note_without_a_script_keeps_what_was_typed(world: World) -> None:
    contract = world.signed()

    answer = post(client_of(world.amalie), address(contract, "note"), text="x" * 4001)

    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()


def test_the_lead_looks_before_reading_and_reads_no_words(world: World) -> None:
    contract = world.signed()
    client = client_of(world.ursula)

    first = client.get(address(contract))
    assert first.status_code == 403
    assert "At du kigger, skrives ned, så Amalie kan se det." in text_of(first)

    answer = post(client, address(contract, "look"))
    assert (answer.status_code, answer["Location"]) == (302, address(contract))
    page = client.get(address(contract))
    words = main_of(page)
    assert page.status_code == 200
    assert ("I gang" in words, "IM-01 Akut åndenød" in words) == (True, True)
    assert "Simulation" not in page.content.decode()
    assert "ABCDE" not in page.content.decode()

    world.later(minutes=31)
    assert client_of(world.ursula).get(address(contract)).status_code == 403


def test_the_lead_reads_that_it_is_unsigned_and_not_who_is_missing(world: World) -> None:
    contract, _version = world.frozen()
    client = client_of(world.ursula)
    post(client, address(contract, "look"))

    words = main_of(client.get(address(contract)))

    assert ("Ikke underskrevet" in words, "Mangler" in words) == (True, False)


def test_a_private_preparation_is_a_draft_without_words_to_the_lead(world: World) -> None:
    contract = world.draft(private=True)
    client = client_of(world.ursula)
    post(client, address(contract, "look"))

    words = main_of(client.get(address(contract)))

    assert ("Kladde" in words, "Akut åndenød" in words) == (True, False)


def test_the_trainee_sees_who_has_looked_and_the_supervisor_does_not(world: World) -> None:
    contract = world.signed()
    post(client_of(world.ursula), address(contract, "look"))

    trainee, supervisor = (
        main_of(client_of(person).get(address(contract))) for person in (world.amalie, world.jens)
    )

    assert ("Har kigget på status Ursula Bang" in trainee) is True
    assert ("Har kigget på status" in supervisor) is False
    assert "Ursula Bang kiggede på status" in trainee
    assert "Ursula Bang kiggede på status" not in supervisor
    assert StatusLook.objects.count() == 1


def test_a_lead_looks_only_in_the_own_department(world: World) -> None:
    contract = world.signed()
    DepartmentRole.objects.filter(person=world.ursula).delete()

    assert client_of(world.ursula).get(address(contract)).status_code == 404


def test_a_substitute_reads_and_has_no_copy_to_tick_in(world: World) -> None:
    contract = world.signed()
    Supervision.objects.create(
        placement=world.placement,
        supervisor=world.mette,
        kind="substitute",
        starts_on=world.now.date() - timedelta(days=1),
        ends_on=world.now.date() + timedelta(days=1),
    )

    page = client_of(world.mette).get(address(contract)).content.decode()

    assert ("Simulation i færdighedslab" in page, "aria-checked" in page) == (True, False)
    assert ("Privat note" in page, "Mette Dam" in page) == (False, True)


def test_the_page_stays_when_the_others_account_is_deleted(world: World) -> None:
    contract = world.signed()
    world.jens.delete()

    words = main_of(client_of(world.amalie).get(address(contract)))

    assert "Underskrevet af Jens Toft Mikkelsen" in words


def test_the_history_is_told_in_words_and_without_content(world: World) -> None:
    contract = world.signed()
    own = own_copy(contract, world.jens)
    copies.write_note(copy=own, text="hemmelig", by=world.jens, now=world.later())

    from laeringskontrakt.contracts.enums import Role

    told = [row.words for row in history.history_of(contract, role=Role.TRAINEE)]

    assert told == [
        "Amalie Krogh Lind begyndte kladden",
        "Analysen var færdig",
        "Jens Toft Mikkelsen gjorde version 1 klar til underskrift",
        "Amalie Krogh Lind skrev under på version 1",
        "Jens Toft Mikkelsen skrev under på version 1",
        "Begge fik et eksemplar",
    ]


def test_the_page_reads_in_english_for_a_reader_in_english(world: World) -> None:
    contract = world.signed()
    world.amalie.language = "en"
    world.amalie.save()

    page = client_of(world.amalie, language="en").get(address(contract)).content.decode()

    assert '<html lang="en"' in page
    assert "Week 49" in page


def test_the_page_costs_the_same_with_three_contracts_as_with_one(world: World) -> None:
    first = world.signed()
    client = client_of(world.amalie)
    client.get(address(first))
    with counted() as one:
        client.get(address(first))
    for _more in range(2):
        own = own_copy(world.signed(), world.amalie)
        for line in frozen.read(own.content).lines:
            copies.tick(copy=own, line_id=line.id, done=True, by=world.amalie, now=world.later())
    with counted() as three:
        client.get(address(first))

    assert len(three) == len(one)


def test_a_page_in_english_says_in_english_what_was_signed_as_a_code(world: World) -> None:
    contract = world.agreed()
    contract.feedback.update(form="observation")
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    for person in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    Person.objects.filter(pk=world.jens.pk).update(language="en")

    words = main_of(client_of(world.jens).get(address(contract)))

    assert '"label":"Efter observation"' in version.content
    assert ("after observation" in words, "efter observation" in words.lower()) == (True, False)


def test_people_write_in_the_language_of_their_organisation(world: World) -> None:
    contract = world.signed()
    line = "Modtage patienten efter ABCDE</span>"
    pages = {}
    for written in ("da", "en"):
        Organisation.objects.filter(pk=world.organisation.pk).update(language=written)
        for reads in ("da", "en"):
            Person.objects.filter(pk=world.jens.pk).update(language=reads)
            body = (
                client_of(Person.objects.get(pk=world.jens.pk))
                .get(address(contract))
                .content.decode()
            )
            pages[written, reads] = body.partition(line)[0].rpartition("<span")[2]

    assert pages == {
        ("da", "da"): ' class="ink">',
        ("da", "en"): ' class="ink" lang="da">',
        ("en", "da"): ' class="ink" lang="en">',
        ("en", "en"): ' class="ink">',
    }

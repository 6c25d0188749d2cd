"""Whose supervision is over: what they read on, what stays theirs, who goes on (domain §4.6)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from laeringskontrakt.contracts.actions import analysis, copies, memos, signing
from laeringskontrakt.contracts.enums import Role
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access, frozen, who_sees
from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Forbidden, Invalid, WrongStage
from laeringskontrakt.core.models import OutboxMail
from laeringskontrakt.people import actions as people
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Person, Supervision
from tests.contracts.cast import Cast, make_cast
from tests.contracts.footprint import refused
from tests.contracts.test_access import role
from tests.pages import act, client_of, main_of, post
from tests.portfolio.test_export import proves
from tests.worlds import END, START, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    made = make_cast()
    monkeypatch.setattr(clock, "now", lambda: made.world.now)
    return made


def follow(cast: Cast, who: str = "colleague") -> date:
    """Another supervises from today; answers the last day of the one before."""
    world = cast.world
    people.appoint_supervisor(
        placement=world.placement,
        supervisor=cast.people[who],
        kind=SupervisionKind.PRIMARY,
        starts_on=world.now.date(),
        ends_on=None,
        by=world.ursula,
        now=world.later(),
    )
    return world.now.date() - timedelta(days=1)


def end_of(cast: Cast, who: str) -> None:
    """The supervision of ``who`` ended yesterday."""
    rows = Supervision.objects.filter(supervisor=cast.people[who], placement=cast.world.placement)
    rows.update(ends_on=cast.world.now.date() - timedelta(days=1))


def page(person: Person, contract: LearningContract, more: str = "") -> Any:
    return client_of(person).get(f"/kontrakt/{contract.pk}/{more}")


def line_of(contract: LearningContract) -> Any:
    return frozen.read(contract.copies.first().content).lines[0].id


# The supervisor


def test_the_supervisor_reads_on_for_thirty_days_and_then_the_own_copy_alone(cast: Cast) -> None:
    contract = cast.world.signed()
    last = follow(cast)

    days = [0, 1, 30, 31, 400]
    assert [role(cast, contract, "supervisor", last + timedelta(day)) for day in days] == [
        Role.SUPERVISOR,
        Role.FORMER_SUPERVISOR,
        Role.FORMER_SUPERVISOR,
        Role.COPY_HOLDER,
        Role.COPY_HOLDER,
    ]


def test_with_the_end_of_the_placement_nobody_leaves(cast: Cast) -> None:
    """Trainee and supervisor finish together what they agreed."""
    contract = cast.world.signed()
    rows = Supervision.objects.filter(supervisor=cast.world.jens)
    for last in (None, END):
        rows.update(ends_on=last)
        assert role(cast, contract, "supervisor", END + timedelta(400)) is Role.SUPERVISOR
    cast.world.placement.delete()
    contract.refresh_from_db()
    assert role(cast, contract, "supervisor", END) is Role.SUPERVISOR


def test_who_comes_back_is_the_supervisor_again(cast: Cast) -> None:
    contract, world = cast.world.signed(), cast.world
    follow(cast)
    world.later(days=60)
    follow(cast, "supervisor")
    assert role(cast, contract, "supervisor", world.now.date()) is Role.SUPERVISOR

    end_of(cast, "supervisor")
    Supervision.objects.create(
        placement=world.placement,
        supervisor=world.jens,
        kind=SupervisionKind.CO,
        starts_on=world.now.date(),
    )
    assert role(cast, contract, "supervisor", world.now.date()) is Role.CO_SUPERVISOR


def test_a_supervisor_who_has_left_follows_the_contract_and_does_nothing_to_it(cast: Cast) -> None:
    contract, world = cast.world.signed(), cast.world
    own = contract.copies.get(holder=world.jens)
    follow(cast)

    shown = main_of(page(world.jens, contract))
    sheet = page(world.jens, contract, "ark/")
    with refused(Forbidden, "no_longer_supervisor"):
        copies.tick(copy=own, line_id=line_of(contract), done=True, by=world.jens, now=world.now)
    copies.write_note(copy=own, text="Til mig selv", by=world.jens, now=world.later())

    assert "Du kan følge med i 30 dage efter den sidste dag." in shown
    assert "Historik" in shown
    assert (sheet.status_code, "Din vejledning her er slut." in main_of(sheet)) == (403, True)
    assert own.note.text == "Til mig selv"


def test_what_the_supervisor_promised_to_give_is_still_asked_on_the_home(cast: Cast) -> None:
    world = cast.world
    contract = world.agreed()
    contract.feedback.update(giver=world.jens, giver_name=world.jens.full_name)
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    for person in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    before = main_of(client_of(world.jens).get("/"))
    follow(cast)
    after = main_of(client_of(world.jens).get("/"))

    assert ["Kører selv" in said for said in (before, after)] == [True, False]
    assert ["Modtage patienten efter ABCDE" in said for said in (before, after)] == [False, True]


# Who holds a copy


@pytest.fixture
def kept(cast: Cast) -> LearningContract:
    """A signed contract in which much has been done since Helle's co-supervision ended."""
    world = cast.world
    contract = world.signed()
    own = contract.copies.get(holder=cast.people["co_supervisor"])
    copies.tick(
        copy=own, line_id=line_of(contract), done=True, by=own.holder, now=world.later(minutes=5)
    )
    copies.write_note(copy=own, text="Helles egen note", by=own.holder, now=world.later())
    end_of(cast, "co_supervisor")
    theirs = contract.copies.get(holder=world.amalie)
    for line in frozen.read(theirs.content).line_ids:
        copies.tick(copy=theirs, line_id=line, done=True, by=world.amalie, now=world.later())
    copies.write_reflection(
        copy=theirs, text="En refleksion", by=world.amalie, now=world.later(minutes=5)
    )
    copies.share_reflection(copy=theirs, shared=True, by=world.amalie, now=world.later())
    return contract


def test_a_co_supervisor_keeps_the_own_copy_and_sees_nothing_of_what_came_after(
    cast: Cast, kept: LearningContract
) -> None:
    helle = cast.people["co_supervisor"]
    shown = main_of(page(helle, kept))
    noted = post(client_of(helle), f"/kontrakt/{kept.pk}/note/", text="Ny note")

    for words in (
        "Dit eksemplar",
        "Din vejledning her er slut.",
        "Modtage patienten efter ABCDE",
        "Simulation i færdighedslab",
        "Helles egen",
    ):
        assert words in shown
    for later in ("En refleksion", "Historik", "Hvem kan se", "Amalie har sat kryds", "I gang"):
        assert later not in shown
    assert "1 af 2 set" in shown
    assert noted.status_code == 302
    assert kept.copies.get(holder=helle).note.text == "Ny note"


def test_the_holder_of_a_copy_gets_no_live_part_by_any_way_in(
    cast: Cast, kept: LearningContract
) -> None:
    helle, line = client_of(cast.people["co_supervisor"]), str(line_of(kept))
    answers = [
        helle.get(f"/kontrakt/{kept.pk}/ark/", headers={"X-Act": "1"}),
        *(
            act(helle, f"/kontrakt/{kept.pk}/{address}/", line=line, text="Ord")
            for address in ("underskrift", "huskelinjer", "udfoert", "trin")
        ),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert not any("ABCDE" in answer.content.decode() for answer in answers)


def test_the_export_of_a_holder_is_the_copy_and_what_led_to_it(
    cast: Cast, kept: LearningContract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    helle = cast.people["co_supervisor"]
    file = json.loads(page(helle, kept, "eksport.json").content)

    assert [row["number"] for row in file["versions"]] == [1]
    assert proves(file, tmp_path, monkeypatch)
    kinds = [json.loads(event["entry"])["kind"] for event in file["audit"]["events"]]
    assert kinds[-2:] == ["contracts:version:sign", "contracts:contract:activate"]
    assert (file["shared_reflection"], file["own_copy"]["note"]) == (None, "Helles egen note")
    assert len(file["own_copy"]["ticks"]) == 1
    assert page(helle, kept, "formular.pdf").status_code == 200


def test_the_folder_keeps_it_as_the_own_copy_and_no_status(
    cast: Cast, kept: LearningContract
) -> None:
    helle = client_of(cast.people["co_supervisor"])

    found = main_of(helle.get("/mappe/"))
    sought = main_of(helle.get("/mappe/?q=færdighedslab"))
    active = main_of(helle.get("/mappe/?vis=i-gang"))
    home = main_of(helle.get("/"))

    assert "med Amalie Krogh Lind. Du var vejleder" in found
    assert "Dit eksemplar" in found
    assert ["Akut åndenød" in words for words in (found, sought, active, home)] == [
        True,
        True,
        False,
        False,
    ]


def test_the_trainee_sees_who_reads_and_who_only_keeps_a_copy(
    cast: Cast, kept: LearningContract
) -> None:
    world = cast.world
    wording = frozen.read(kept.copies.first().content)
    last = follow(cast)
    found = [
        who_sees.who_sees(kept, wording, role=Role.TRAINEE, today=last + timedelta(days))
        for days in (30, 31)
    ]

    assert [("Jens Toft Mikkelsen" in sees.words, sees.own_copy) for sees in found] == [
        (True, ["Helle Kjær"]),
        (False, ["Jens Toft Mikkelsen", "Helle Kjær"]),
    ]
    assert "Kun deres eget eksemplar" in main_of(page(world.amalie, kept))


def test_who_held_no_copy_has_nothing_afterwards(cast: Cast) -> None:
    """A co-supervisor who came after the signing, and a substitute who signed."""
    contract, version = cast.world.frozen()
    for name in ("trainee", "substitute"):
        signing.sign(
            contract=contract,
            sha256=version.sha256,
            by=cast.people[name],
            now=cast.world.later(),
        )
    Supervision.objects.create(
        placement=cast.world.placement,
        supervisor=cast.people["colleague"],
        kind=SupervisionKind.CO,
        starts_on=START,
    )
    for name in ("substitute", "colleague"):
        end_of(cast, name)
        assert page(cast.people[name], contract).status_code == 404


# A draft goes on with another


def change(world: World, contract: LearningContract, by: Person | None = None) -> Any:
    from laeringskontrakt.contracts.actions.succession import change_supervisor

    return change_supervisor(contract=contract, by=by or world.amalie, now=world.later())


def test_a_draft_is_read_for_thirty_days_and_not_written(cast: Cast) -> None:
    world = cast.world
    contract = world.agreed()
    last = follow(cast)

    shown = page(world.jens, contract)
    found = [shown.status_code, page(world.jens, contract, "formular.pdf").status_code]
    with refused(Forbidden, "no_longer_supervisor"):
        analysis.write_subgoal(
            contract=contract,
            competency=world.gate(contract),
            text="For sent",
            by=world.jens,
            now=world.later(),
        )
    with refused(WrongStage, "supervisor_left"):
        signing.freeze(contract=contract, by=world.amalie, now=world.later())
    assert (found, "Din vejledning her er slut." in main_of(shown)) == ([200, 200], True)
    assert role(cast, contract, "supervisor", last + timedelta(30)) is Role.FORMER_SUPERVISOR
    assert role(cast, contract, "supervisor", last + timedelta(31)) is None


def test_of_a_private_preparation_who_has_left_sees_that_it_is_there(cast: Cast) -> None:
    world = cast.world
    contract = world.analysed(world.draft(private=True))
    follow(cast)

    shown = page(world.jens, contract)
    assert (shown.status_code, "Akut åndenød" in main_of(shown)) == (200, False)
    assert page(world.jens, contract, "formular.pdf").status_code == 404


def test_the_trainee_goes_on_with_the_new_supervisor_and_every_word_stays(cast: Cast) -> None:
    world = cast.world
    contract = world.agreed()
    analysis.write_subgoal(
        contract=contract,
        competency=world.gate(contract),
        text="Jens' egen linje",
        by=world.jens,
        now=world.later(),
    )
    memos.write_memo(contract=contract, text="Kun Jens", by=world.jens, now=world.later())
    follow(cast)
    asked = page(world.amalie, contract, "ark/").content.decode()
    answer = post(client_of(world.amalie), f"/kontrakt/{contract.pk}/vejleder/")
    sheet = page(world.mette, contract, "ark/").content.decode()

    assert "Jens er ikke længere din vejleder." in asked
    assert "Fortsæt med Mette" in asked
    assert answer.status_code == 302
    assert all(words in sheet for words in ("Modtage patienten", "Jens&#39; egen linje", "Mette"))
    assert "Kun Jens" not in sheet
    assert page(world.jens, contract).status_code == 404
    assert OutboxMail.objects.filter(to=world.mette.email, subject__contains="begyndt").exists()
    version = signing.freeze(contract=contract, by=world.amalie, now=world.later())
    for person in (world.amalie, world.mette):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    assert {copy.holder for copy in contract.copies.filter(party="supervisor")} == {
        world.mette,
        cast.people["co_supervisor"],
    }


def test_only_the_trainee_changes_and_only_when_the_supervisor_has_left(cast: Cast) -> None:
    world = cast.world
    contract = world.agreed()

    with refused(WrongStage, "supervisor_stays"):
        change(world, contract)
    follow(cast)
    for name in ("colleague", "supervisor", "co_supervisor", "lead"):
        with refused(Forbidden):
            change(world, contract, cast.people[name])
    Supervision.objects.filter(supervisor=cast.people["colleague"]).delete()
    with refused(Invalid, "no_supervisor"):
        change(world, contract)
    assert "Der er ingen vejleder på din ansættelse." in main_of(
        page(world.amalie, contract, "ark/")
    )


def test_a_deleted_supervisors_draft_goes_on_too(cast: Cast) -> None:
    world = cast.world
    contract = world.agreed()
    world.jens.delete()
    follow(cast)
    change(world, contract)

    contract.refresh_from_db()
    assert contract.supervisor == world.mette


def test_nobody_who_has_left_is_asked_to_sign(cast: Cast) -> None:
    world = cast.world
    contract, version = world.frozen()
    follow(cast)
    signing.sign(contract=contract, sha256=version.sha256, by=world.amalie, now=world.later())
    before = OutboxMail.objects.count()
    world.later(days=3)

    assert (signing.remind(now=world.now), OutboxMail.objects.count()) == (0, before)
    assert not OutboxMail.objects.filter(to=world.jens.email, subject__contains="mangler").exists()
    with refused(Forbidden, "no_longer_supervisor"):
        signing.sign(contract=contract, sha256=version.sha256, by=world.jens, now=world.later())
    assert "Gå tilbage til redigering, og fortsæt med Mette." in main_of(
        page(world.amalie, contract, "ark/")
    )
    assert access.lacks_supervisor(contract, today=world.now.date())

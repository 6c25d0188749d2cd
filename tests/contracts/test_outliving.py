"""A copy is one's own: it stays whole and provable when the other's account goes (§4.6)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from laeringskontrakt.contracts.actions import analysis, copies, deletion, meetings, signing
from laeringskontrakt.contracts.enums import MeetingMode, Party
from laeringskontrakt.contracts.models import ContractCopy, LearningContract, SupervisorMemo
from laeringskontrakt.contracts.queries import access, frozen, page
from laeringskontrakt.core import audit, canonical
from laeringskontrakt.core.errors import WrongStage
from laeringskontrakt.core.models import new_id
from laeringskontrakt.curriculum.models import FrameworkVersion
from laeringskontrakt.people.models import Person
from tests.contracts.cast import Cast, make_cast
from tests.contracts.footprint import refused
from tests.worlds import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


PAIR = [("trainee", "supervisor"), ("supervisor", "trainee")]


@pytest.mark.parametrize(("leaves", "stays"), PAIR)
def test_the_others_copy_opens_and_its_hash_holds(cast: Cast, leaves: str, stays: str) -> None:
    contract = cast.world.signed()
    before = {copy.pk: (copy.content, copy.sha256) for copy in contract.copies.all()}
    cast.people[leaves].delete()

    person, today = cast.people[stays], cast.world.now.date()
    found = access.contract_for(person, contract.pk, today=today)
    shown = page.page_of(found, person, today=today)
    assert shown.own is not None
    assert (shown.own.party, canonical.digest(shown.own.content)) == (stays, shown.sha256)
    assert shown.frozen.trainee.name == "Amalie Krogh Lind"
    assert shown.frozen.supervisor.name == "Jens Toft Mikkelsen"
    assert {row.name for row in shown.signatures} == {"Amalie Krogh Lind", "Jens Toft Mikkelsen"}
    assert {copy.pk: (copy.content, copy.sha256) for copy in contract.copies.all()} == before
    assert audit.breaks() == []


@pytest.mark.parametrize(("leaves", "stays"), PAIR)
def test_the_one_who_stays_goes_on_in_the_own_copy(cast: Cast, leaves: str, stays: str) -> None:
    contract = cast.world.signed()
    copy = contract.copies.get(holder=cast.people[stays])
    cast.people[leaves].delete()
    line = frozen.read(copy.content).lines[0]
    common = {"copy": ContractCopy.objects.get(pk=copy.pk), "by": cast.people[stays]}

    copies.tick(line_id=line.id, done=True, now=cast.world.later(), **common)
    copies.write_note(text="Videre", now=cast.world.later(), **common)
    assert (copy.ticks.count(), copy.note.text) == (1, "Videre")


def test_both_may_go_and_the_words_are_still_provable(cast: Cast) -> None:
    contract = cast.world.signed()
    keys = {"trainee": cast.world.amalie.pk, "supervisor": cast.world.jens.pk}
    for who in keys:
        cast.people[who].delete()

    contract.refresh_from_db()
    assert (contract.trainee, contract.supervisor, contract.placement) == (None, None, None)
    for copy in contract.copies.all():
        assert canonical.digest(copy.content) == copy.sha256 == copy.version.sha256
    rows = contract.versions.get().signatures.values_list("party", "signer", "signer_key")
    assert set(rows) == {(party, None, key) for party, key in keys.items()}


@pytest.mark.parametrize(
    "who", ["trainee", "supervisor", "co_supervisor", "substitute", "lead", "colleague"]
)
def test_nobodys_deletion_is_blocked_by_what_was_signed(cast: Cast, who: str) -> None:
    contract = cast.world.signed()
    FrameworkVersion._base_manager.update(published_by=cast.people[who])
    key = cast.people[who].pk
    cast.people[who].delete()

    assert not Person.objects.filter(pk=key).exists()
    assert LearningContract.objects.filter(pk=contract.pk).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"content": "{}"},
        {"sha256": "0" * 64},
        {"party": "x"},
        {"holder_name": "En anden"},
        {"handed_out_at": NOW},
        {"contract_id": new_id()},
        {"version_id": new_id()},
        {"id": new_id()},
        {"holder": "colleague"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_database_itself_keeps_what_was_handed_out(cast: Cast, change: dict[str, Any]) -> None:
    copy = cast.world.signed().copies.get(holder=cast.world.jens)
    change = {name: cast.people.get(value, value) for name, value in change.items()}

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ContractCopy.objects.filter(pk=copy.pk).update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        copy.delete()


def test_private_lines_go_with_their_writer(cast: Cast) -> None:
    from laeringskontrakt.contracts.actions import memos

    contract = cast.world.draft()
    memos.write_memo(contract=contract, text="Privat", by=cast.world.jens, now=cast.world.later())
    cast.world.jens.delete()

    assert not SupervisorMemo.objects.exists()


def test_a_sheet_without_its_other_party_is_not_frozen(cast: Cast) -> None:
    contract = cast.world.agreed()
    cast.world.jens.delete()

    with refused(WrongStage, "party_gone"):
        signing.freeze(contract=contract, by=cast.world.amalie, now=cast.world.later())


def test_when_one_leaves_after_signing_the_other_still_gets_a_copy(cast: Cast) -> None:
    contract, version = cast.world.frozen()
    signing.sign(
        contract=contract, sha256=version.sha256, by=cast.world.jens, now=cast.world.later()
    )
    cast.world.jens.delete()
    signing.sign(
        contract=contract, sha256=version.sha256, by=cast.world.amalie, now=cast.world.later()
    )

    assert list(contract.copies.filter(party="trainee").values_list("holder", flat=True)) == [
        cast.world.amalie.pk
    ]


def test_a_line_typed_on_a_deleted_account_stays(cast: Cast) -> None:
    world = cast.world
    contract = world.draft()
    at_the_table = {"contract": contract, "by": world.jens}
    meetings.choose_mode(mode=MeetingMode.SHARED_DEVICE, now=world.later(), **at_the_table)
    line = analysis.write_subgoal(
        competency=world.gate(contract), text="Amalies ord", now=world.later(), **at_the_table
    )
    assert line.entered_via == world.jens
    world.jens.delete()

    line.refresh_from_db()
    assert (line.author, line.author_name, line.entered_via) == (
        "trainee",
        "Amalie Krogh Lind",
        None,
    )


@pytest.mark.parametrize(
    ("asks", "party"), [("trainee", Party.SUPERVISOR), ("supervisor", Party.TRAINEE)]
)
def test_neither_copy_is_the_others(cast: Cast, asks: str, party: Party) -> None:
    contract = cast.world.signed()
    copy = contract.copies.get(party=party.value, holder__in=(cast.world.amalie, cast.world.jens))
    line = json.loads(copy.content)["activities"][0]["id"]

    with refused(code="not_a_party"):
        copies.tick(
            copy=copy, line_id=line, done=True, by=cast.people[asks], now=cast.world.later()
        )


def test_a_draft_of_a_deleted_trainee_can_be_cleared_away(cast: Cast) -> None:
    contract = cast.world.analysed()
    cast.world.amalie.delete()
    cast.world.later(days=30)
    deletion.delete_draft(contract=contract, by=cast.world.jens, now=cast.world.now)

    assert not LearningContract.objects.exists()

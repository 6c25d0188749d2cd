from __future__ import annotations

from uuid import UUID

import pytest

from laeringskontrakt.contracts.actions import copies, looks
from laeringskontrakt.contracts.models import ContractCopy, CopyNote, CopyTick, StatusLook
from laeringskontrakt.contracts.queries import frozen, who_sees
from laeringskontrakt.core import audit
from laeringskontrakt.core.errors import Forbidden, Invalid, WrongStage
from laeringskontrakt.core.models import AuditEvent, new_id
from laeringskontrakt.people.models import Person
from tests.worlds import World


def copy_of(world: World, person: Person) -> ContractCopy:
    contract = world.signed()
    return contract.copies.get(holder=person)


def other_copy(copy: ContractCopy) -> ContractCopy:
    return ContractCopy.objects.exclude(pk=copy.pk).get(contract=copy.contract)


def lines(copy: ContractCopy) -> list[UUID]:
    return [line.id for line in frozen.read(copy.content).lines]


def ticked(copy: ContractCopy) -> list[UUID]:
    return list(CopyTick.objects.filter(copy=copy).values_list("line_id", flat=True))


def test_a_tick_stands_in_ones_own_copy_alone(world: World) -> None:
    own = copy_of(world, world.amalie)
    line = lines(own)[0]

    copies.tick(copy=own, line_id=line, done=True, by=world.amalie, now=world.later())

    assert (ticked(own), ticked(other_copy(own))) == ([line], [])


def test_ticking_twice_is_ticking_once_and_it_can_be_taken_away(world: World) -> None:
    own = copy_of(world, world.jens)
    line = lines(own)[0]
    for done in (True, True, False):
        copies.tick(copy=own, line_id=line, done=done, by=world.jens, now=world.later())

    assert ticked(own) == []
    events = AuditEvent.objects.filter(kind="contracts:copy:tick")
    assert events.count() == 2  # on and off; the second «on» changed nothing


def test_a_subgoal_can_be_ticked_and_an_unknown_line_cannot(world: World) -> None:
    own = copy_of(world, world.amalie)
    subgoal = frozen.read(own.content).subgoals[0].id

    copies.tick(copy=own, line_id=subgoal, done=True, by=world.amalie, now=world.later())
    with pytest.raises(Invalid) as refused:
        copies.tick(copy=own, line_id=new_id(), done=True, by=world.amalie, now=world.later())

    assert (ticked(own), refused.value.code) == ([subgoal], "no_such_line")


def test_nobody_ticks_in_another_copy(world: World) -> None:
    own = copy_of(world, world.amalie)
    for person in (world.jens, world.ursula, world.mette, world.olav):
        with pytest.raises(Forbidden):
            copies.tick(copy=own, line_id=lines(own)[0], done=True, by=person, now=world.later())

    assert ticked(own) == []


def test_a_closed_contract_takes_no_ticks_but_still_notes(world: World) -> None:
    own = copy_of(world, world.amalie)
    contract = own.contract
    type(contract).objects.filter(pk=contract.pk).update(closed_at=world.later())

    with pytest.raises(WrongStage) as refused:
        copies.tick(copy=own, line_id=lines(own)[0], done=True, by=world.amalie, now=world.later())
    copies.write_note(copy=own, text="Set igen", by=world.amalie, now=world.later())

    assert refused.value.code == "read_only"
    assert CopyNote.objects.get(copy=own).text == "Set igen"


def test_a_note_is_changed_and_an_empty_one_is_gone(world: World) -> None:
    own = copy_of(world, world.jens)
    for text in ("Husk samtalen", "Husk stuegang", ""):
        copies.write_note(copy=own, text=text, by=world.jens, now=world.later())

    assert not CopyNote.objects.filter(copy=own).exists()


def test_the_audit_chain_holds_no_words_of_notes_or_reflections(world: World) -> None:
    own = copy_of(world, world.amalie)
    copies.write_note(copy=own, text="hemmelighed", by=world.amalie, now=world.later())
    copies.write_reflection(copy=own, text="hemmelighed", by=world.amalie, now=world.later())

    assert not AuditEvent.objects.filter(entry__contains="hemmelighed").exists()
    assert audit.breaks() == []


def test_only_the_trainee_reflects(world: World) -> None:
    own = copy_of(world, world.jens)

    with pytest.raises(Forbidden) as refused:
        copies.write_reflection(copy=own, text="Mit", by=world.jens, now=world.later())

    assert (refused.value.code, refused.value.message) == (
        "only_trainee",
        "Refleksionen skriver Amalie selv.",
    )


def test_a_reflection_is_shared_and_taken_back(world: World) -> None:
    own = copy_of(world, world.amalie)
    copies.write_reflection(copy=own, text="Jeg gik for hurtigt", by=world.amalie, now=world.now)

    copies.share_reflection(copy=own, shared=True, by=world.amalie, now=world.now)
    own.refresh_from_db()
    assert own.reflection.shared_at == world.now

    copies.share_reflection(copy=own, shared=False, by=world.amalie, now=world.later())
    own.reflection.refresh_from_db()
    assert own.reflection.shared_at is None


def test_there_has_to_be_something_to_share(world: World) -> None:
    own = copy_of(world, world.amalie)

    with pytest.raises(Invalid) as refused:
        copies.share_reflection(copy=own, shared=True, by=world.amalie, now=world.later())

    assert (refused.value.field, refused.value.message) == ("text", "Skriv noget først.")


def test_a_command_sent_twice_is_one_tick(world: World) -> None:
    own = copy_of(world, world.amalie)
    command = new_id()
    for _time in range(2):
        copies.tick(
            copy=own,
            line_id=lines(own)[0],
            done=True,
            by=world.amalie,
            now=world.later(),
            command_id=command,
        )

    assert AuditEvent.objects.filter(kind="contracts:copy:tick").count() == 1


def test_a_look_is_written_down_and_lasts_half_an_hour(world: World) -> None:
    contract = world.signed()
    looks.record_look(contract=contract, by=world.ursula, now=world.now)

    look = StatusLook.objects.get(contract=contract)
    assert (look.person_name, look.at) == ("Ursula Bang", world.now)
    assert AuditEvent.objects.filter(kind="contracts:contract:look").count() == 1
    seen = [
        who_sees.has_looked(contract, world.ursula, now=world.later(minutes=minutes))
        for minutes in (29, 2)
    ]
    assert seen == [True, False]


def test_only_the_programme_lead_looks(world: World) -> None:
    contract = world.signed()
    for person in (world.amalie, world.jens, world.mette, world.olav):
        with pytest.raises(Forbidden):
            looks.record_look(contract=contract, by=person, now=world.later())

    assert not StatusLook.objects.exists()

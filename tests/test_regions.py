"""The page after an act is the page after a reload, for the one who acts and for the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from laeringskontrakt.contracts.actions import drafts
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.core import clock
from laeringskontrakt.people.models import Person
from tests import every_action, policy
from tests.conversation import Said, conversation
from tests.pages import client_of
from tests.regions import Shown
from tests.worlds import World, make_world

#: Not sent in place: they lead to another page.
LEAD_AWAY = {"start", "delete", "look"}
#: What the pages other than the sheet send in place.
ELSEWHERE = {"tick", "note", "reflection", "share_reflection"}
#: Not in the course of a conversation; each has a test of its own below.
APART = {"share_preparation", "propose", "take_proposal"}
APART |= {"change_supervisor", "ask_deletion", "keep_draft"}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    made = make_world()
    for colleague in (made.mette, made.jens):
        colleague.department = made.department
        colleague.save()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    return made


@pytest.mark.slow
@pytest.mark.parametrize(("language", "either"), [("da", "trainee"), ("en", "supervisor")])
def test_every_act_of_the_sheet(world: World, language: str, either: str) -> None:
    contract = world.draft()
    pages = Pages(world, contract, language)
    done: list[str] = []
    for said in conversation(world, contract):
        pages.say(said, either if said.who == "either" else said.who)
        done.append(said.name)
        world.later(seconds=10)

    acts = {name.partition(":")[2] for name, row in policy.ROWS.items() if row.post and _own(name)}
    assert set(done) == acts - LEAD_AWAY - ELSEWHERE - APART


def _own(name: str) -> bool:
    return name.startswith("contracts:")


class Pages:
    """The sheet as it stands before each of the two, through a whole conversation."""

    def __init__(self, world: World, contract: LearningContract, language: str) -> None:
        self.contract = contract
        self.address = reverse("contracts:sheet", args=[contract.pk])
        people = {"trainee": world.amalie, "supervisor": world.jens}
        self.shown = {
            who: Shown(client_of(person, language=language, read=language == "da"), self.address)
            for who, person in people.items()
        }

    def say(self, said: Said, who: str) -> None:
        """``who`` does it; both pages are then as they would be when asked for anew."""
        mine = self._standing_at(who, said)
        theirs = self.shown["supervisor" if who == "trainee" else "trainee"]

        answer = mine.act(said.address(self.contract), said.fields)
        assert answer.status_code == 200, (said, answer.content.decode())
        theirs.look()

        self.contract.refresh_from_db()
        fresh = _asked_anew if self.contract.activated_at else Shown.reload
        _same(f"{said.name}, {who}", mine.regions, fresh(mine))
        _same(f"{said.name}, the other", theirs.regions, fresh(theirs))

    def _standing_at(self, who: str, said: Said) -> Shown:
        client = self.shown[who].client
        view = {"trin": str(said.step)}
        if said.open_row:
            self.shown[who] = Shown(client, self.address, {**view, "ret": str(said.open_row)})
            every = "".join(self.shown[who].regions.values())
            assert said.address(self.contract) in every, "the form is not open"
            self.shown[who].view = view  # as act.js does: a form that is saved is done with
        elif self.shown[who].view != view:
            self.shown[who] = Shown(client, self.address, view)
        return self.shown[who]


def _asked_anew(page: Shown) -> dict[str, str]:
    """All regions of a sheet whose own page leads to the signed contract by now."""
    headers = {**page.headers(), "X-Regions": ""}
    regions: dict[str, str] = page.client.get(page.address, headers=headers).json()["regions"]
    return regions


def _same(name: str, shown: dict[str, str], fresh: dict[str, str]) -> None:
    different = [key for key in fresh if shown.get(key) != fresh[key]]
    assert (name, sorted(shown), different) == (name, sorted(fresh), [])


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_preparation_is_shared_in_place(world: World, language: str) -> None:
    contract = drafts.start_contract(
        placement=world.placement, by=world.amalie, now=world.later(), private=True
    )
    client = client_of(world.amalie, language=language)
    page = Shown(client, reverse("contracts:sheet", args=[contract.pk]))

    answer = page.act(reverse("contracts:share_preparation", args=[contract.pk]), {})

    assert answer.status_code == 200
    _same("share_preparation", page.regions, page.reload())


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_draft_goes_on_with_another_supervisor_in_place(world: World, language: str) -> None:
    contract = every_action.left(world)
    client = client_of(world.amalie, language=language)
    page = Shown(client, reverse("contracts:sheet", args=[contract.pk]))

    answer = page.act(reverse("contracts:change_supervisor", args=[contract.pk]), {})

    assert answer.status_code == 200
    _same("change_supervisor", page.regions, page.reload())
    assert "Mette" in page.regions["status"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_whether_a_draft_may_go_is_asked_and_answered_in_place(world: World, language: str) -> None:
    contract = world.agreed()
    address = reverse("contracts:sheet", args=[contract.pk])
    mine, theirs = (
        Shown(client_of(person, language=language), address)
        for person in (world.amalie, world.jens)
    )
    for act, asking, other in (("ask_deletion", mine, theirs), ("keep_draft", theirs, mine)):
        answer = asking.act(reverse(f"contracts:{act}", args=[contract.pk]), {})
        assert answer.status_code == 200
        other.look()
        contract.refresh_from_db()
        _same(act, asking.regions, asking.reload())
        _same(act, other.regions, other.reload())
        asked = reverse("contracts:keep_draft", args=[contract.pk]) in other.regions["turn"]
        assert asked == (act == "ask_deletion")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_proposal_is_made_beside_a_preparation_and_taken_in_place(
    world: World, language: str
) -> None:
    contract = world.draft(private=True)
    address = reverse("contracts:sheet", args=[contract.pk])
    mine, theirs = (
        Shown(client_of(person, language=language), address)
        for person in (world.amalie, world.jens)
    )
    key = str(world.competencies[1].pk)
    for act, who, other in (("propose", theirs, mine), ("take_proposal", mine, theirs)):
        parts = [contract.proposed.get().pk] if act == "take_proposal" else []
        where = reverse(f"contracts:{act}", args=[contract.pk, *parts])
        answer = who.act(where, {"competency": key, "proposed": "1"})
        assert answer.status_code == 200
        seen = dict(other.regions)
        other.look()
        _same(act, who.regions, who.reload())
        _same(act, other.regions, other.reload())
    assert theirs.regions == seen  # that it was taken is the trainee's own affair
    assert key in theirs.regions["waiting"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_memo_beside_a_preparation(world: World, language: str) -> None:
    contract = drafts.start_contract(
        placement=world.placement, by=world.amalie, now=world.later(), private=True
    )
    client = client_of(world.jens, language=language)
    page = Shown(client, reverse("contracts:sheet", args=[contract.pk]))

    answer = page.act(reverse("contracts:write_memo", args=[contract.pk]), {"text": "Husk TRC"})

    assert answer.status_code == 200
    _same("write_memo", page.regions, page.reload())
    assert "Husk TRC" in page.regions["waiting"]


Sends = Callable[[World, LearningContract], list[tuple[str, dict[str, Any]]]]


def _ticks(world: World, contract: LearningContract) -> list[tuple[str, dict[str, Any]]]:
    content = frozen.read(contract.copies.first().content)
    address = reverse("contracts:tick", args=[contract.pk])
    every = [line.id for line in content.lines]
    return [(address, {"line": str(line), "done": d}) for line in every for d in ("1", "0", "1")]


def _note(world: World, contract: LearningContract) -> list[tuple[str, dict[str, Any]]]:
    address = reverse("contracts:note", args=[contract.pk])
    return [(address, {"text": text}) for text in ("Ring til Mette", "Ring i morgen", "")]


def _reflect(world: World, contract: LearningContract) -> list[tuple[str, dict[str, Any]]]:
    write = reverse("contracts:reflection", args=[contract.pk])
    share = reverse("contracts:share_reflection", args=[contract.pk])
    return [
        (write, {"text": "Det gik bedre end sidst"}),
        (share, {"shared": "1"}),
        (write, {"text": "Det gik meget bedre"}),
        (share, {"shared": "0"}),
        (write, {"text": ""}),
    ]


def _ticks_at_home(world: World, contract: LearningContract) -> list[tuple[str, dict[str, Any]]]:
    address = reverse("portfolio:tick", args=[contract.pk])
    return [(address, fields) for _address, fields in _ticks(world, contract)]


def _choices(world: World, contract: LearningContract) -> list[tuple[str, dict[str, Any]]]:
    rows = list(world.plan.planned.exclude(competency=world.competencies[0]))
    return [
        (reverse("portfolio:choose", args=[row.pk]), {"chosen": chosen})
        for row in rows
        for chosen in ("1", "0", "1")
    ]


def _contract_page(world: World, contract: LearningContract, person: Person) -> str:
    return reverse("contracts:contract", args=[contract.pk])


def _home(world: World, contract: LearningContract, person: Person) -> str:
    return reverse("portfolio:home")


def _plan(world: World, contract: LearningContract, person: Person) -> str:
    if person == world.amalie:
        return reverse("portfolio:plan")
    return reverse("portfolio:plan_of", args=[world.amalie.pk])


@pytest.mark.parametrize(
    ("page", "sends", "who", "language"),
    [
        (_contract_page, _ticks, "amalie", "da"),
        (_contract_page, _ticks, "jens", "en"),
        (_contract_page, _note, "amalie", "en"),
        (_contract_page, _note, "jens", "da"),
        (_contract_page, _reflect, "amalie", "da"),
        (_contract_page, _reflect, "amalie", "en"),
        (_home, _ticks_at_home, "amalie", "da"),
        (_home, _ticks_at_home, "amalie", "en"),
        (_plan, _choices, "amalie", "da"),
        (_plan, _choices, "jens", "en"),
    ],
)
def test_every_other_form_in_place(
    world: World, page: Any, sends: Sends, who: str, language: str
) -> None:
    contract = world.signed()
    world.later(hours=1)
    person = getattr(world, who)
    shown = Shown(client_of(person, language=language), page(world, contract, person))
    for address, fields in sends(world, contract):
        answer = shown.act(address, fields)
        assert answer.status_code == 200, (address, fields, answer.content.decode())
        _same(address, shown.regions, shown.reload())
        world.later(minutes=1)


def test_a_tick_changes_the_page_of_the_other(world: World) -> None:
    contract = world.signed()
    address, fields = _ticks(world, contract)[0]
    page = _contract_page(world, contract, world.jens)
    before = Shown(client_of(world.jens), page).regions

    Shown(client_of(world.amalie), page).act(address, fields)

    after = Shown(client_of(world.jens), page).regions
    assert [name for name in before if before[name] != after[name]] == ["ledger"]
    assert clock.now() - world.now == timedelta(0)

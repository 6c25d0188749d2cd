"""What the supervisor proposes while the trainee prepares alone (domain §4.6)."""

from __future__ import annotations

import pytest

from laeringskontrakt.contracts.actions import drafts, proposing
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Forbidden, Invalid, WrongStage
from laeringskontrakt.core.models import AuditEvent
from laeringskontrakt.curriculum.models import Competency, PlannedCompetency
from tests.contracts.cast import Cast, make_cast
from tests.contracts.footprint import refused
from tests.pages import client_of, main_of, post
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    made = make_cast()
    monkeypatch.setattr(clock, "now", lambda: made.world.now)
    return made


def propose(cast: Cast, contract: LearningContract, number: int = 1, **given: object) -> None:
    proposing.propose_competency(
        **{
            "contract": contract,
            "competency": cast.world.competencies[number],
            "proposed": True,
            "by": cast.world.jens,
            "now": cast.world.later(),
            **given,
        }
    )


def titles(contract: LearningContract) -> list[str]:
    return list(contract.competencies.order_by("order").values_list("competency__title", flat=True))


def test_a_proposal_is_seen_in_step_1_and_taken_with_one_press(cast: Cast) -> None:
    world = cast.world
    contract = world.draft(private=True)
    sheet = f"/kontrakt/{contract.pk}/ark/"
    amalie, jens = client_of(world.amalie), client_of(world.jens)

    key = str(world.competencies[1].pk)
    said = post(jens, f"/kontrakt/{contract.pk}/forslag/", competency=key, proposed="1")
    seen = main_of(amalie.get(sheet + "?trin=1"))
    row = contract.proposed.get()
    taken = post(amalie, f"/kontrakt/{contract.pk}/forslag/{row.pk}/")

    assert (said.status_code, taken.status_code) == (302, 302)
    assert "Jens foreslår Akutte brystsmerter Tag med" in seen
    assert titles(contract) == ["Akut åndenød", "Akutte brystsmerter"]
    assert "foreslår" not in main_of(amalie.get(sheet + "?trin=1"))


def test_the_proposer_never_learns_what_is_chosen(cast: Cast) -> None:
    world = cast.world
    contract = world.draft(private=True)
    propose(cast, contract)
    page = f"/kontrakt/{contract.pk}/ark/"
    before = main_of(client_of(world.jens).get(page))
    proposing.take_proposal(
        contract=contract, proposal=contract.proposed.get(), by=world.amalie, now=world.later()
    )

    assert main_of(client_of(world.jens).get(page)) == before
    assert "Foreslå en kompetence" in before


def test_proposing_twice_is_once_and_only_ones_own_is_taken_back(cast: Cast) -> None:
    contract = cast.world.draft(private=True)
    for _time in range(2):
        propose(cast, contract)
    propose(cast, contract, by=cast.people["co_supervisor"], proposed=False)
    assert contract.proposed.count() == 1

    propose(cast, contract, proposed=False)
    assert not contract.proposed.exists()
    assert AuditEvent.objects.filter(kind="contracts:proposal:make").count() == 2


def test_only_what_stands_in_the_trainees_plan_is_proposed(cast: Cast) -> None:
    contract = cast.world.draft(private=True)
    PlannedCompetency.objects.filter(competency=cast.world.competencies[2]).delete()
    for competency in (cast.world.competencies[2], cast.elsewhere.competencies[0], Competency()):
        with refused(Invalid, "other_programme"):
            propose(cast, contract, competency=competency)


def test_when_the_preparation_is_shared_they_choose_together(cast: Cast) -> None:
    world: World = cast.world
    contract = world.draft(private=True)
    propose(cast, contract)
    with refused(Forbidden, "only_supervisor"):
        propose(cast, contract, by=world.amalie)
    drafts.share_preparation(contract=contract, by=world.amalie, now=world.later())

    with refused(WrongStage, "not_preparing"):
        propose(cast, contract, 2)
    proposing.take_proposal(
        contract=contract, proposal=contract.proposed.get(), by=world.jens, now=world.later()
    )
    assert titles(contract) == ["Akut åndenød", "Akutte brystsmerter"]

"""A draft begins, takes its scope from the trainee's own plan, and goes again (T1, T2, T15)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from laeringskontrakt.contracts.actions import (
    agreements,
    analysis,
    deletion,
    drafts,
    meetings,
    signing,
)
from laeringskontrakt.contracts.actions.agreements import AssessmentContent
from laeringskontrakt.contracts.enums import MeetingMode, Party
from laeringskontrakt.contracts.models import (
    ContractVersion,
    LearningContract,
    Subgoal,
    SupervisorMemo,
)
from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Forbidden, Invalid, WrongStage
from laeringskontrakt.core.models import AuditEvent, OutboxMail
from laeringskontrakt.curriculum.models import Competency, EducationPlan, PlannedCompetency
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Supervision
from tests.contracts.footprint import everything, refused
from tests.pages import client_of, main_of, post
from tests.worlds import END, START, World, make_world

pytestmark = pytest.mark.django_db


def choose(world: World, contract: LearningContract, chosen: list[Competency], **more: Any) -> None:
    given = {
        "period_from": world.now.date(),
        "period_to": world.now.date() + timedelta(days=28),
        "by": world.amalie,
        "now": world.later(),
        **more,
    }
    drafts.choose_scope(contract=contract, competencies=chosen, **given)


def start(world: World, **more: Any) -> LearningContract:
    given = {"placement": world.placement, "by": world.amalie, "now": world.later(), **more}
    return drafts.start_contract(**given)


def test_only_the_trainee_and_the_primary_supervisor_begin(world: World) -> None:
    for person in (world.ursula, world.mette, world.olav):
        with refused(Forbidden, "not_a_party"):
            start(world, by=person)

    assert start(world).created_by_party == "trainee"
    assert start(world, by=world.jens).created_by_party == "supervisor"


def test_a_supervisor_does_not_prepare_in_the_trainees_name(world: World) -> None:
    assert start(world, by=world.jens, private=True).private_since is None


def test_without_a_supervisor_that_day_nothing_begins(world: World) -> None:
    Supervision.objects.update(ends_on=START)

    with refused(Invalid, "no_supervisor"):
        start(world)


def test_a_substitute_does_not_begin_in_the_primarys_place(world: World) -> None:
    Supervision.objects.create(
        placement=world.placement,
        supervisor=world.mette,
        kind=SupervisionKind.SUBSTITUTE,
        starts_on=START,
        ends_on=END,
    )
    with refused(Forbidden, "not_a_party"):
        start(world, by=world.mette)


def test_nothing_of_another_trainees_plan_comes_in(world: World) -> None:
    """I13, also straight through the action."""
    foreign = make_world("Et andet sygehus")
    planned = list(PlannedCompetency.objects.filter(plan=foreign.plan)[:1])

    with refused(Invalid, "other_programme"):
        start(world, planned=planned)
    contract = start(world)
    with refused(Invalid, "other_programme"):
        choose(world, contract, foreign.competencies[:1])


def test_the_same_competency_twice_is_once(world: World) -> None:
    planned = PlannedCompetency.objects.get(plan=world.plan, competency=world.competencies[0])
    contract = start(world, planned=[planned, planned])

    assert list(contract.competencies.values_list("order", flat=True)) == [1]


def test_what_is_chosen_from_the_programme_is_added_to_the_plan(world: World) -> None:
    last = world.competencies[2]
    PlannedCompetency.objects.filter(competency=last).delete()
    choose(world, start(world), [last])

    added = PlannedCompetency.objects.get(plan=world.plan, competency=last)
    assert (added.expected_from, added.expected_to) == (START, date(2027, 1, 31))


def test_choosing_without_a_plan_makes_one(world: World) -> None:
    EducationPlan.objects.all().delete()
    choose(world, start(world), world.competencies[:1])

    planned = PlannedCompetency.objects.get(plan__course__trainee=world.amalie)
    assert planned.competency == world.competencies[0]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"chosen": []}, "none_chosen"),
        ({"period_to": date(2026, 11, 23)}, "period_backwards"),
        ({"period_to": date(2026, 11, 22)}, "period_backwards"),
        ({"period_to": END + timedelta(1)}, "outside_placement"),
        ({"period_from": START - timedelta(1)}, "outside_placement"),
    ],
)
def test_a_scope_that_does_not_do_is_refused_whole(
    world: World, given: dict[str, Any], code: str
) -> None:
    contract = start(world)

    with refused(Invalid, code):
        choose(world, contract, **{"chosen": world.competencies[1:2], **given})


def test_outside_the_placement_is_possible_when_it_is_meant(world: World) -> None:
    contract = start(world)
    choose(
        world,
        contract,
        world.competencies[:1],
        period_to=END + timedelta(1),
        outside_placement_confirmed=True,
    )
    contract.refresh_from_db()

    assert (contract.period_to, contract.outside_placement_confirmed) == (END + timedelta(1), True)


def test_a_competency_somebody_has_written_about_is_not_taken_out(world: World) -> None:
    contract = world.analysed()

    with refused(Invalid, "has_subgoals"):
        choose(world, contract, world.competencies[1:2])


def test_a_competency_with_an_agreed_assessment_is_not_taken_out(world: World) -> None:
    contract = world.analysed()
    choose(world, contract, world.competencies[:2])
    agreements.agree_assessment(
        contract=contract,
        content=AssessmentContent(
            competency=contract.competencies.get(order=2), assessor=world.jens, criteria="Selv"
        ),
        by=world.jens,
        now=world.later(),
    )

    with refused(Invalid, "has_assessment"):
        choose(world, contract, world.competencies[:1])


def delete(world: World, contract: LearningContract, by: Any) -> None:
    deletion.delete_draft(contract=contract, by=by, now=world.later())


def test_a_deleted_draft_leaves_one_event_without_words(world: World) -> None:
    contract = start(world)
    choose(world, contract, world.competencies[:1])
    analysis.write_subgoal(
        contract=contract,
        competency=world.gate(contract),
        text="Et hemmeligt delmål",
        by=world.amalie,
        now=world.later(),
    )
    delete(world, contract, world.amalie)

    assert not LearningContract.objects.filter(pk=contract.pk).exists()
    assert not Subgoal.objects.exists()
    assert AuditEvent.objects.last().kind == "contracts:contract:delete_draft"  # type: ignore[union-attr]
    assert "hemmeligt" not in str(everything())


def test_holding_the_meeting_is_not_writing(world: World) -> None:
    """T15: the other has opened, passed and paused, and written nothing."""
    contract = start(world)
    at_the_table = {"contract": contract, "by": world.jens}
    meetings.open_sitting(now=world.later(), **at_the_table)
    meetings.choose_mode(mode=MeetingMode.SHARED_DEVICE, now=world.later(), **at_the_table)
    for party in (Party.SUPERVISOR, Party.TRAINEE):
        meetings.pass_turn(to=party, now=world.later(), **at_the_table)
    meetings.pause(now=world.later(), **at_the_table)

    delete(world, contract, world.amalie)
    assert not LearningContract.objects.exists()


def test_what_the_other_has_written_keeps_the_draft_for_thirty_days(world: World) -> None:
    contract = world.agreed()

    with refused(WrongStage, "other_has_written"):
        delete(world, contract, world.amalie)
    world.later(days=30)
    delete(world, contract, world.jens)
    assert not LearningContract.objects.exists()


def ask(world: World, contract: LearningContract, by: Any) -> None:
    deletion.ask_deletion(contract=contract, by=by, now=world.later())


@pytest.mark.parametrize(("asks", "answers"), [("amalie", "jens"), ("jens", "amalie")])
def test_a_draft_goes_when_one_has_asked_and_the_other_says_yes(
    world: World, asks: str, answers: str
) -> None:
    contract, asking, answering = world.agreed(), getattr(world, asks), getattr(world, answers)
    ask(world, contract, asking)

    with refused(WrongStage, "other_has_written"):
        delete(world, contract, asking)
    mail = OutboxMail.objects.get(subject__contains="slettes?")
    assert (mail.to, asking.full_name in mail.body) == (answering.email, True)
    delete(world, contract, answering)
    assert not LearningContract.objects.exists()
    event = AuditEvent.objects.filter(contract_id=contract.pk).latest("number")
    assert (event.kind, "ABCDE" in event.entry) == ("contracts:contract:delete_draft", False)


@pytest.mark.parametrize("who", ["amalie", "jens"])
def test_a_no_and_a_question_taken_back_leave_the_draft_as_it_was(world: World, who: str) -> None:
    contract = world.agreed()
    ask(world, contract, world.amalie)
    deletion.keep_draft(contract=contract, by=getattr(world, who), now=world.later())

    with refused(WrongStage, "other_has_written"):
        delete(world, contract, world.jens)
    contract.refresh_from_db()
    assert (contract.deletion_asked_at, contract.deletion_asked_by_name) == (None, "")
    ask(world, contract, world.jens)  # and one may ask again


def test_without_an_answer_it_goes_thirty_days_after_the_question(world: World) -> None:
    contract = world.agreed()
    ask(world, contract, world.amalie)
    world.later(days=29)
    with refused(WrongStage, "other_has_written"):
        delete(world, contract, world.amalie)
    world.later(days=1)
    delete(world, contract, world.amalie)

    assert not LearningContract.objects.exists()


def test_going_on_to_signing_answers_the_question(world: World) -> None:
    contract = world.agreed()
    ask(world, contract, world.amalie)
    signing.freeze(contract=contract, by=world.jens, now=world.later())
    signing.back_to_editing(contract=contract, reason="", by=world.jens, now=world.later())

    with refused(WrongStage, "other_has_written"):
        delete(world, contract, world.jens)


def test_on_the_pages_without_a_script_the_two_agree_to_delete(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = world.agreed()
    monkeypatch.setattr(clock, "now", lambda: world.now)
    here = f"/kontrakt/{contract.pk}"
    amalie, jens = client_of(world.amalie), client_of(world.jens)

    told = main_of(amalie.post(f"{here}/slet/"))
    answers = [post(amalie, f"{here}/slet/spoerg/").status_code]
    asked = main_of(jens.get(f"{here}/ark/"))
    sure = main_of(jens.post(f"{here}/slet/"))
    refused_alone = post(amalie, f"{here}/slet/", sure="1").status_code
    answers.append(post(jens, f"{here}/slet/", sure="1").status_code)

    assert "Kladden er jeres begges, så Jens skal også sige ja." in told
    assert "Amalie Krogh Lind vil gerne slette kladden." in asked
    assert ("Spørg" in sure, "2 delmål og alt andet på arket slettes" in sure) == (False, True)
    assert (answers, refused_alone) == ([302, 302], 409)
    assert not LearningContract.objects.exists()


def test_a_frozen_and_unsigned_version_goes_with_its_draft(world: World) -> None:
    contract, _version = world.frozen()
    signing.back_to_editing(
        contract=contract, reason="Stavefejl", by=world.amalie, now=world.later()
    )
    world.later(days=30)
    delete(world, contract, world.amalie)

    assert (ContractVersion.objects.count(), SupervisorMemo.objects.count()) == (0, 0)

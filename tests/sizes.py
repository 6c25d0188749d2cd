"""Worlds with one of everything, or with several, to see what a page costs when there is more."""

from __future__ import annotations

from datetime import timedelta

from laeringskontrakt.contracts.actions import (
    activities,
    agreements,
    analysis,
    drafts,
    meetings,
    memos,
    proposing,
    signing,
)
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.models import ContractCompetency, LearningContract
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.curriculum.models import EducationPlan, PlannedCompetency, TrainingCourse
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Person, Placement
from tests.matrix import person, supervises
from tests.worlds import END, START, World


def contract_of(world: World, size: int, *, gate_open: bool = True) -> LearningContract:
    """A draft with ``size`` of everything; of competencies at least two, of lines one more."""
    contract = drafts.start_contract(placement=world.placement, by=world.amalie, now=world.later())
    drafts.choose_scope(
        contract=contract,
        competencies=world.competencies[: max(size, 2)],
        period_from=world.now.date(),
        period_to=world.now.date() + timedelta(days=28),
        by=world.amalie,
        now=world.later(),
    )
    contract.refresh_from_db()
    for _sitting in range(size):
        meetings.open_sitting(contract=contract, by=world.jens, now=world.later())
        meetings.pause(contract=contract, by=world.jens, now=world.later())
    for number in range(size):
        text = f"Husk {number}"
        memos.write_memo(contract=contract, text=text, by=world.jens, now=world.later())
    for gate in contract.competencies.order_by("order"):
        _analyse(world, contract, gate, size, gate_open=gate_open)
        _agree(world, contract, gate, size)
    return contract


def _analyse(
    world: World,
    contract: LearningContract,
    gate: ContractCompetency,
    size: int,
    *,
    gate_open: bool,
) -> None:
    common = {"contract": contract, "competency": gate}
    for number in range(size + 1):
        text = f"Delmål {number}"
        analysis.write_subgoal(**common, text=text, by=world.amalie, now=world.later())
    if not gate_open:
        return
    analysis.finish_analysis(**common, by=world.amalie, now=world.later())
    for line in gate.subgoals.filter(adds_to=None)[1:]:
        analysis.write_subgoal(
            **common, text="Også om natten", adds_to=line, by=world.jens, now=world.later()
        )


def _agree(world: World, contract: LearningContract, gate: ContractCompetency, size: int) -> None:
    lines = list(gate.subgoals.all())
    week = Moment(WhenType.WEEK, world.now.date(), latest=world.now.date() + timedelta(days=6))
    common = {"contract": contract, "by": world.jens}
    for number in range(size):
        # With Jens, and so proposed for feedback; with Mette, agreed already.
        for colleague in (world.jens, world.mette):
            activities.write_activity(
                subgoals=lines,
                content=ActivityContent(
                    text=f"Simulation {number}",
                    support_need=SupportNeed.COLLEAGUE,
                    with_person=colleague,
                    when=week,
                ),
                now=world.later(),
                **common,
            )
        agreements.agree_feedback(
            subgoals=lines,
            content=FeedbackContent(giver=world.mette, minutes=5, when=week),
            activity=contract.activities.filter(with_person=world.mette).last(),
            now=world.later(),
            **common,
        )
    if gate.order == 1:
        content = AssessmentContent(competency=gate, assessor=world.jens, when=week)
        agreements.agree_assessment(content=content, now=world.later(), **common)


def private_of(world: World, size: int) -> LearningContract:
    """A private preparation, with ``size`` proposals and private lines by the supervisor.

    The second competency is left to be proposed.
    """
    contract = drafts.start_contract(
        placement=world.placement, by=world.amalie, now=world.later(), private=True
    )
    first, _second, *more = world.competencies
    for competency in (first, *more)[:size]:
        text = f"Husk {competency.code}"
        memos.write_memo(contract=contract, text=text, by=world.jens, now=world.later())
        proposing.propose_competency(
            contract=contract,
            competency=competency,
            proposed=True,
            by=world.jens,
            now=world.later(),
        )
    return contract


def frozen_of(world: World, size: int) -> LearningContract:
    """The same, ready to be signed, after it has been taken back ``size - 1`` times."""
    contract = contract_of(world, size)
    signing.freeze(contract=contract, by=world.jens, now=world.later())
    for _time in range(size - 1):
        signing.back_to_editing(
            contract=contract, reason="Vi glemte noget", by=world.jens, now=world.later()
        )
        signing.freeze(contract=contract, by=world.jens, now=world.later())
    contract.refresh_from_db()
    return contract


def signed_of(world: World, size: int) -> LearningContract:
    """The same, signed by both."""
    contract = frozen_of(world, size)
    version = contract.versions.get(voided_at=None)
    for signer in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=signer, now=world.later())
    contract.refresh_from_db()
    return contract


def trainees(world: World, size: int) -> list[Person]:
    """``size`` more trainees of Jens in the department, each with a plan of the programme."""
    found = []
    for number in range(size):
        trainee = person(world, f"Trine{number}")
        placement = Placement.objects.create(
            trainee=trainee,
            department=world.department,
            title="Sengeafsnit",
            starts_on=START,
            ends_on=END,
        )
        supervises(placement, world.jens, SupervisionKind.PRIMARY)
        course = TrainingCourse.objects.create(
            trainee=trainee, version=world.competencies[0].version, starts_on=START, ends_on=END
        )
        plan = EducationPlan.objects.create(course=course)
        plan.placements.add(placement)
        for competency in world.competencies:
            PlannedCompetency.objects.create(
                plan=plan, competency=competency, expected_from=START, expected_to=END
            )
        drafts.start_contract(placement=placement, by=trainee, now=world.later())
        found.append(trainee)
    return found

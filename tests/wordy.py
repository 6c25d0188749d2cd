"""Contracts in which everything that people can write is written, and every word of it Danish."""

from __future__ import annotations

from laeringskontrakt.contracts.actions import (
    activities,
    agreements,
    analysis,
    copies,
    drafts,
    memos,
    signing,
)
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.models import LearningContract, Subgoal
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.curriculum.models import (
    Competency,
    Concretisation,
    FrameworkVersion,
    ProgrammePlacement,
)
from laeringskontrakt.people.models import Placement
from tests.matrix import Matrix, whole
from tests.worlds import World

EVENT = Moment(WhenType.EVENT, text="når døren går")


def fill(matrix: Matrix) -> None:
    """Draft, waiting and signed contract anew, and the words of the organisation."""
    world = matrix.world
    Placement.objects.update(title="Øre, næse, hals på første")
    version = FrameworkVersion.objects.get(published_at=None)
    version.title, version.disclaimer = "Næste udgave på prøve", "Øvelse på papiret, ikke gældende"
    version.save()
    _curriculum(version)
    matrix.contracts["draft"] = _draft(world)
    matrix.contracts["awaiting"] = _frozen(world)
    matrix.contracts["active"] = _signed(world)


def _curriculum(version: FrameworkVersion) -> None:
    ProgrammePlacement.objects.create(
        version=version, code="A", title="Første ansættelse", first=1, last=6, order=1
    )
    competency = Competency.objects.create(
        version=version,
        code="NY-01",
        title="Åbne døre på natarbejde",
        description="Når døre åbnes på første forsøg.",
        expected_unit="month",
        expected_from=1,
        expected_to=6,
        order=1,
    )
    Concretisation.objects.create(competency=competency, text="Går rigtigt på trappen", order=1)


def _draft(world: World, *, named: bool = True) -> LearningContract:
    contract = whole(world)
    drafts.describe(
        contract=contract,
        title="På egne ben" if named else "",
        purpose="Gå trygt på vagt",
        by=world.amalie,
        now=world.later(),
    )
    _subgoals(world, contract)
    _agreements(world, contract)
    memos.write_memo(contract=contract, text="Spørg på stuegang", by=world.jens, now=world.later())
    contract.refresh_from_db()
    return contract


def _subgoals(world: World, contract: LearningContract) -> None:
    gate = world.gate(contract)
    line = analysis.write_subgoal(
        contract=contract,
        competency=gate,
        text="Spørge før prøven",
        by=world.amalie,
        now=world.later(),
    )
    for under in (line, None):
        analysis.write_subgoal(
            contract=contract,
            competency=gate,
            text="Også på øvrige afsnit",
            adds_to=under,
            by=world.jens,
            now=world.later(),
        )


def _agreements(world: World, contract: LearningContract) -> None:
    lines: list[Subgoal] = list(contract.subgoals.all())[:1]
    content = ActivityContent(
        text="Følge bagvagten på rundgang",
        place="ward_round",
        method="observe",
        support_need=SupportNeed.COLLEAGUE,
        with_name="bagvagten på første",
        when=EVENT,
    )
    common = {"contract": contract, "by": world.amalie}
    activities.write_activity(**common, subgoals=lines, content=content, now=world.later())
    feedback = FeedbackContent(
        giver=world.mette,
        giver_role="Øverste sygeplejerske på M",
        ask="Når jeg frem på tid?",
        form="observation",
        model="pqrs",
        when=EVENT,
    )
    agreements.agree_feedback(**common, subgoals=lines, content=feedback, now=world.later())
    assessment = AssessmentContent(
        competency=contract.competencies.get(order=2),
        assessor=world.jens,
        instrument="structured_observation",
        criteria="Får svar på prøver",
        place="Øverste stue på gangen",
        target_level=3,
        when=EVENT,
    )
    agreements.agree_assessment(**common, content=assessment, now=world.later())


def _frozen(world: World) -> LearningContract:
    contract = _draft(world, named=False)
    signing.freeze(contract=contract, by=world.jens, now=world.later())
    contract.refresh_from_db()
    return contract


def _signed(world: World) -> LearningContract:
    contract = _frozen(world)
    sha256 = contract.versions.get().sha256
    for signer in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=sha256, by=signer, now=world.later())
    own = contract.copies.get(holder=world.amalie)
    common = {"copy": own, "by": world.amalie}
    copies.write_note(**common, text="Spørg på fredag før frokost", now=world.later())
    copies.write_reflection(**common, text="Gør det før på lørdag", now=world.later())
    copies.share_reflection(**common, shared=True, now=world.later())
    contract.refresh_from_db()
    return contract

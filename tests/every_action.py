"""Every action of the product, ready to be done by somebody who may, in a place where it can be."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import laeringskontrakt
from laeringskontrakt.contracts.actions import agreements, analysis, deletion, memos, proposing
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import MeetingMode, Party, Step, SupportNeed
from laeringskontrakt.contracts.models import LearningContract, Subgoal
from laeringskontrakt.curriculum import actions as curriculum
from laeringskontrakt.curriculum.reading import CurriculumFile, read
from laeringskontrakt.curriculum.vocabulary import vocabulary
from laeringskontrakt.people import actions as people
from laeringskontrakt.people.enums import DepartmentRoleKind, Profession, SupervisionKind
from tests.contracts.cast import Cast
from tests.curriculum.reading.sample import SAMPLE
from tests.worlds import END, START, World

Given = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """``prepare`` makes the world ready and answers the arguments; ``who`` may then do it."""

    who: str
    prepare: Callable[[Cast], Given]


def load_all() -> None:
    """Import every module of actions, so that the registry is whole."""
    for module in pkgutil.walk_packages(laeringskontrakt.__path__, "laeringskontrakt."):
        if ".actions" in module.name:
            importlib.import_module(module.name)


def on(make: Callable[[World], LearningContract], **more: Any) -> Callable[[Cast], Given]:
    """A contract as ``make`` leaves it; what else is needed may be read from it."""

    def prepare(cast: Cast) -> Given:
        contract = make(cast.world)
        given = {"contract": contract}
        for name, value in more.items():
            given[name] = value(cast.world, contract) if callable(value) else value
        return given

    return prepare


def gate(world: World, contract: LearningContract) -> Any:
    return world.gate(contract)


def line(world: World, contract: LearningContract) -> Subgoal:
    return world.subgoal(contract)


def lines(world: World, contract: LearningContract) -> list[Subgoal]:
    return [world.subgoal(contract)]


def activity(_world: World, contract: LearningContract) -> Any:
    return contract.activities.get()


def feedback(_world: World, contract: LearningContract) -> Any:
    return contract.feedback.get()


def memo(world: World, contract: LearningContract) -> Any:
    return memos.write_memo(contract=contract, text="Husk", by=world.jens, now=world.later())


def planned_assessment(world: World, contract: LearningContract) -> Any:
    return agreements.agree_assessment(
        contract=contract, content=an_assessment(world, contract), by=world.jens, now=world.later()
    )


def an_assessment(world: World, contract: LearningContract) -> AssessmentContent:
    return AssessmentContent(
        competency=world.gate(contract), assessor=world.jens, criteria="Kunne det selv"
    )


def scope(world: World, _contract: LearningContract) -> Any:
    return world.competencies[:2]


def first_day(world: World, _contract: LearningContract) -> Any:
    return world.now.date()


def last_day(world: World, _contract: LearningContract) -> Any:
    return world.now.date() + timedelta(days=14)


def proposed(world: World, contract: LearningContract) -> Any:
    proposing.propose_competency(
        contract=contract,
        competency=world.competencies[1],
        proposed=True,
        by=world.jens,
        now=world.later(),
    )
    return contract.proposed.get()


def starting(cast: Cast) -> Given:
    planned = list(cast.world.plan.planned.all()[:1])
    return {"placement": cast.world.placement, "planned": planned, "private": True}


def private(world: World) -> LearningContract:
    return world.draft(private=True)


def with_reflection(cast: Cast) -> Given:
    from laeringskontrakt.contracts.actions import copies

    given = copy(cast)
    copies.write_reflection(text="Tanker", by=cast.world.amalie, now=cast.world.later(), **given)
    return {**given, "shared": True}


def copy(cast: Cast, **more: Any) -> Given:
    return {"copy": cast.world.signed().copies.get(party="trainee"), **more}


def tick(cast: Cast) -> Given:
    given = copy(cast)
    return {**given, "line_id": given["copy"].contract.activities.get().pk, "done": True}


def left(world: World) -> LearningContract:
    """A draft whose supervisor was followed by another yesterday."""
    contract = world.analysed()
    people.appoint_supervisor(
        placement=world.placement,
        supervisor=world.mette,
        kind=SupervisionKind.PRIMARY,
        starts_on=world.now.date(),
        ends_on=None,
        by=None,
        now=world.later(),
    )
    return contract


def asked_away(world: World) -> LearningContract:
    """A draft that the supervisor would like to delete."""
    contract = world.agreed()
    deletion.ask_deletion(contract=contract, by=world.jens, now=world.later())
    return contract


def two_lines(world: World) -> LearningContract:
    contract = world.analysed()
    analysis.move_subgoal(
        contract=contract,
        subgoal=line(world, contract),
        up=True,
        by=world.amalie,
        now=world.later(),
    )
    return contract


def reopened(world: World) -> LearningContract:
    contract = world.analysed()
    analysis.reopen_analysis(
        contract=contract, competency=world.gate(contract), by=world.amalie, now=world.later()
    )
    return contract


def with_memo(world: World) -> LearningContract:
    contract = world.analysed()
    memo(world, contract)
    return contract


def frozen(world: World) -> LearningContract:
    return world.frozen()[0]


def a_file() -> CurriculumFile:
    file = read(SAMPLE.encode(), filename="prøve.yaml", vocabulary=vocabulary()).curriculum
    assert file is not None
    return file


def importing(cast: Cast) -> Given:
    return {"file": a_file(), "organisation": cast.world.organisation}


def publishing(cast: Cast) -> Given:
    return {
        "version": curriculum.import_framework(
            by=None, now=cast.world.later(), publish=False, **importing(cast)
        )
    }


def planning(cast: Cast) -> Given:
    version = curriculum.import_framework(by=None, now=cast.world.later(), **importing(cast))
    world = cast.world
    return {
        "trainee": world.amalie,
        "version": version,
        "starts_on": START,
        "ends_on": END,
        "placements": [world.placement],
    }


def the_department(cast: Cast, **more: Any) -> Given:
    return {"department": cast.world.department, **more}


def a_role(cast: Cast) -> Given:
    role = DepartmentRoleKind.TRAINEE_COORDINATOR
    return the_department(cast, person=cast.world.mette, role=role)


def a_role_given(cast: Cast) -> Given:
    given = a_role(cast)
    people.give_role(by=None, now=cast.world.later(), **given)
    return given


def supervising(cast: Cast) -> Given:
    return {
        "placement": cast.world.placement,
        "supervisor": cast.world.mette,
        "kind": SupervisionKind.CO,
        "starts_on": START,
        "ends_on": None,
    }


def posting(cast: Cast) -> Given:
    dates = {"starts_on": START, "ends_on": END}
    return the_department(cast, trainee=cast.world.mette, title="Introstilling", **dates)


NEW_PERSON = {
    "email": "ny@demo.example",
    "first_name": "Ny",
    "last_name": "Læge",
    "title": "",
    "profession": Profession.DOCTOR,
    "language": "da",
}
WORDS = {"title": "Åndenød", "purpose": "Turde selv"}
SCOPE = {"competencies": scope, "period_from": first_day, "period_to": last_day}
ACTIVITY = {
    "subgoals": lines,
    "content": ActivityContent("Øve", support_need=SupportNeed.COLLEAGUE, with_name="Bo"),
}
FEEDBACK = {"subgoals": lines, "content": FeedbackContent(giver=None, giver_name="Bo")}


CASES: dict[str, Case] = {
    "contracts:contract:start": Case("trainee", starting),
    "contracts:contract:choose_scope": Case("trainee", on(World.draft, **SCOPE)),
    "contracts:contract:set_scope": Case("supervisor", on(World.draft, **SCOPE, **WORDS)),
    "contracts:contract:describe": Case("co_supervisor", on(World.draft, **WORDS)),
    "contracts:contract:share_preparation": Case("trainee", on(private)),
    "contracts:contract:change_supervisor": Case("trainee", on(left)),
    "contracts:contract:go_to_step": Case("supervisor", on(World.draft, step=Step.ACTIVITIES)),
    "contracts:contract:delete_draft": Case("trainee", on(World.draft)),
    "contracts:contract:ask_deletion": Case("substitute", on(World.agreed)),
    "contracts:contract:keep_draft": Case("trainee", on(asked_away)),
    "contracts:contract:look": Case("lead", on(World.draft)),
    "contracts:proposal:make": Case(
        "co_supervisor", on(private, competency=lambda w, _c: w.competencies[1], proposed=True)
    ),
    "contracts:proposal:take": Case("trainee", on(private, proposal=proposed)),
    "contracts:subgoal:write": Case("trainee", on(World.draft, competency=gate, text="Delmål")),
    "contracts:subgoal:change": Case("trainee", on(World.analysed, subgoal=line, text="Nyt")),
    "contracts:subgoal:move": Case("trainee", on(two_lines, subgoal=line, up=False)),
    "contracts:subgoal:remove": Case("trainee", on(World.analysed, subgoal=line)),
    "contracts:analysis:finish": Case("trainee", on(reopened, competency=gate)),
    "contracts:analysis:reopen": Case("trainee", on(World.analysed, competency=gate)),
    "contracts:memo:write": Case("substitute", on(World.draft, text="Husk")),
    "contracts:memo:remove": Case("supervisor", on(World.draft, memo=memo)),
    "contracts:memo:insert": Case("supervisor", on(with_memo, competency=gate)),
    "contracts:activity:write": Case("co_supervisor", on(World.analysed, **ACTIVITY)),
    "contracts:activity:change": Case("trainee", on(World.agreed, activity=activity, **ACTIVITY)),
    "contracts:activity:remove": Case("supervisor", on(World.agreed, activity=activity)),
    "contracts:feedback:agree": Case("supervisor", on(World.analysed, **FEEDBACK)),
    "contracts:feedback:change": Case("trainee", on(World.agreed, agreement=feedback, **FEEDBACK)),
    "contracts:feedback:remove": Case("substitute", on(World.agreed, agreement=feedback)),
    "contracts:feedback:accept_proposals": Case("trainee", on(World.agreed)),
    "contracts:assessment:agree": Case("supervisor", on(World.analysed, content=an_assessment)),
    "contracts:assessment:accept_proposal": Case("trainee", on(World.analysed, competency=gate)),
    "contracts:assessment:change": Case(
        "trainee", on(World.analysed, agreement=planned_assessment, content=an_assessment)
    ),
    "contracts:assessment:remove": Case(
        "trainee", on(World.analysed, agreement=planned_assessment)
    ),
    "contracts:assessment:none": Case("trainee", on(World.analysed, chosen=True)),
    "contracts:meeting:open_sitting": Case("supervisor", on(World.draft)),
    "contracts:meeting:pause": Case("trainee", on(World.draft)),
    "contracts:meeting:choose_mode": Case(
        "trainee", on(World.draft, mode=MeetingMode.SHARED_DEVICE)
    ),
    "contracts:meeting:pass_turn": Case("trainee", on(World.draft, to=Party.SUPERVISOR)),
    "contracts:version:freeze": Case("substitute", on(World.agreed)),
    "contracts:version:back_to_editing": Case("supervisor", on(frozen, reason="En ting mere")),
    "contracts:version:sign": Case(
        "substitute", on(frozen, sha256=lambda _w, c: c.versions.get().sha256)
    ),
    "contracts:copy:tick": Case("trainee", tick),
    "contracts:copy:write_note": Case("trainee", lambda cast: copy(cast, text="Privat")),
    "contracts:copy:write_reflection": Case("trainee", lambda cast: copy(cast, text="Tanker")),
    "contracts:copy:share_reflection": Case("trainee", with_reflection),
    "people:department:add": Case(
        "administrator",
        lambda cast: {"organisation": cast.world.organisation, "name": "Ny", "parent": None},
    ),
    "people:person:add": Case(
        "lead",
        lambda cast: the_department(cast, organisation=cast.world.organisation, **NEW_PERSON),
    ),
    "people:person:deactivate": Case("lead", lambda cast: {"person": cast.people["co_supervisor"]}),
    "people:role:give": Case("administrator", a_role),
    "people:role:take": Case("lead", a_role_given),
    "people:placement:make": Case("lead", posting),
    "people:supervision:appoint": Case("lead", supervising),
    "people:supervision:end": Case(
        "administrator",
        lambda cast: {
            "supervision": cast.world.placement.supervisions.get(supervisor=cast.world.jens),
            "ends_on": cast.world.now.date(),
        },
    ),
    "curriculum:framework:import": Case("lead", importing),
    "curriculum:framework:publish": Case("administrator", publishing),
    "curriculum:course:plan": Case("trainee", planning),
    "curriculum:planned:choose_next": Case(
        "co_supervisor", lambda cast: {"planned": cast.world.plan.planned.all()[0], "chosen": True}
    ),
}

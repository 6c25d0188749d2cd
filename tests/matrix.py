"""The people and the contracts that every address is asked about, and what is sent to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from laeringskontrakt.contracts.actions import (
    activities,
    agreements,
    analysis,
    drafts,
    memos,
    proposing,
    signing,
)
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import SupportNeed
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import frozen
from laeringskontrakt.curriculum.models import FrameworkVersion
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Person,
    Placement,
    Supervision,
)
from laeringskontrakt.people.session_rows import SessionRow
from tests.contracts.cast import Cast, make_cast
from tests.worlds import END, START, World

#: An id that is nobody's.
MISSING = UUID("01a00000-0000-7000-8000-000000000000")

Fields = dict[str, Any]


@dataclass
class Matrix:
    """Everybody by the letter they have in ``policy``, and each object by its name."""

    cast: Cast
    people: dict[str, Person | None] = field(default_factory=dict)
    contracts: dict[str, LearningContract] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.cast.world

    def contract(self, about: str, draft: str = "draft") -> LearningContract:
        """The contract an object's name stands for; what is missing borrows the draft's parts."""
        name = {"draft": draft, "missing": draft, "theirs": f"their {draft}"}.get(about, about)
        return self.contracts[name]

    def address(self, name: str, wanted: list[str], about: str, who: str, draft: str) -> str:
        """The address of ``name`` for one object, as ``who`` would reach it."""
        kwargs: Fields = {}
        for parameter in wanted:
            kwargs[parameter] = self._parameter(parameter, name, about, who, draft)
        return reverse(name, kwargs=kwargs)

    def _parameter(self, wanted: str, name: str, about: str, who: str, draft: str) -> Any:
        if wanted == "handle":
            return self._handle(who) if about == "own" else "0" * 16
        if wanted == "contract_id":
            return MISSING if about == "missing" else self.contract(about, draft).pk
        if wanted in PARTS:
            return PARTS[wanted](self.contract(about, draft), name)
        if about == "missing":
            return MISSING
        return self._of_world(
            wanted, about, self.cast.elsewhere if about == "theirs" else self.world
        )

    def _of_world(self, wanted: str, about: str, world: World) -> UUID:
        found: dict[str, Callable[[], Any]] = {
            "trainee": lambda: world.amalie,
            "department_id": lambda: world.department,
            "placement_id": lambda: world.placement,
            "supervision_id": lambda: world.placement.supervisions.get(supervisor=world.jens),
            "planned_id": lambda: world.plan.planned.order_by("expected_from", "pk")[0],
            "version_id": lambda: FrameworkVersion.objects.get(
                framework__organisation=world.organisation,
                published_at__isnull=about == "unpublished",
            ),
        }
        key: UUID = found[wanted]().pk
        return key

    def _handle(self, who: str) -> str:
        person = self.people[who]
        row = SessionRow.objects.filter(person_id=person.pk).first() if person else None
        return row.handle if row else "1" * 16

    def sent(self, kind: str, name: str, about: str, draft: str) -> Fields:
        """The fields of a POST that would be allowed; every act has a fresh command id."""
        made = SENT[kind](self, about, draft) if kind else {}
        return {"command_id": str(uuid4()), **made}


def _line(contract: LearningContract) -> str:
    copy = contract.copies.first()
    return str(frozen.read(copy.content).lines[0].id) if copy else str(MISSING)


def _thea(matrix: Matrix) -> str:
    return str(getattr(matrix.people["t"], "pk", ""))


def _version(contract: LearningContract) -> str:
    found = contract.versions.order_by("-number").first()
    return found.sha256 if found else "0" * 64


#: The parts of a contract that an address names.
PARTS: dict[str, Callable[[LearningContract, str], Any]] = {
    "competency_id": lambda c, _name: c.competencies.get(order=1).pk,
    "subgoal_id": lambda c, _name: c.subgoals.filter(author="trainee").order_by("order")[0].pk,
    "activity_id": lambda c, _name: getattr(c.activities.first(), "pk", MISSING),
    "agreement_id": lambda c, name: getattr(
        (c.assessments if "assessment" in name else c.feedback).first(), "pk", MISSING
    ),
    "memo_id": lambda c, _name: getattr(c.memos.first(), "pk", MISSING),
    "proposal_id": lambda c, _name: getattr(c.proposed.first(), "pk", MISSING),
    "line_id": lambda c, _name: c.competencies.get(order=1).competency.concretisations.first().pk,
}


def _scope(matrix: Matrix, about: str, draft: str) -> Fields:
    contract = matrix.contract(about, draft)
    return {
        "competencies": [str(c.competency_id) for c in contract.competencies.all()],
        "span": "own",
        "period_from": contract.period_from.strftime("%d.%m.%Y"),
        "period_to": (contract.period_to - timedelta(days=7)).strftime("%d.%m.%Y"),
        "title": "Akut åndenød",
        "purpose": "Blive tryg i vagten",
    }


def _subgoals(matrix: Matrix, about: str, draft: str) -> list[str]:
    return [str(row.pk) for row in matrix.contract(about, draft).subgoals.all()[:1]]


SENT: dict[str, Callable[[Matrix, str, str], Fields]] = {
    "language": lambda *_: {"language": "en"},
    "scheme": lambda *_: {"scheme": "dark"},
    "email": lambda *_: {"email": "nobody@demo.example"},
    "part": lambda *_: {"part": "vejleder"},
    "chosen": lambda *_: {"chosen": "1"},
    "text": lambda *_: {"text": "Øve i simulation"},
    "shared": lambda *_: {"shared": "1"},
    "trainee": lambda m, *_: {"trainee": str(m.world.amalie.pk)},
    "person": lambda *_: {
        "first_name": "Ny",
        "last_name": "Læge",
        "email": "ny.laege@demo.example",
        "profession": "doctor",
        "language": "da",
    },
    "placement": lambda m, *_: {
        "trainee": m.world.amalie.email,
        "title": "Sengeafsnit",
        "starts_on": "1.8.2027",
        "ends_on": "31.1.2028",
    },
    "supervisor": lambda m, *_: {
        "kind": "co",
        "supervisor": m.world.mette.email,
        "starts_on": "1.12.2026",
    },
    "end": lambda *_: {"ends_on": "1.12.2026"},
    "course": lambda m, *_: {"trainee": _thea(m), "starts_on": START.strftime("%d.%m.%Y")},
    "line": lambda m, about, draft: {"line": _line(m.contract(about, draft)), "done": "1"},
    "proposed": lambda m, *_: {"competency": str(m.world.competencies[1].pk), "proposed": "1"},
    "sure": lambda *_: {"sure": "1"},
    "step": lambda *_: {"step": "3"},
    "mode": lambda *_: {"mode": "shared_device"},
    "to": lambda *_: {"to": "supervisor"},
    "down": lambda *_: {"direction": "down"},
    "dependants": lambda *_: {"with_dependants": "1"},
    "scope": _scope,
    "activity": lambda *given: {
        "text": "Læse instruksen",
        "subgoals": _subgoals(*given),
        "when": "period",
    },
    "feedback line": lambda *_: {"text": "Mette om delmål 1, uge 49"},
    "feedback": lambda *given: {
        "giver_name": "Mette Dam",
        "minutes": "5",
        "subgoals": _subgoals(*given),
    },
    "competency": lambda m, about, draft: {
        "competency": str(m.contract(about, draft).competencies.get(order=2).pk)
    },
    "assessment": lambda *_: {"assessor_name": "Jens Toft Mikkelsen", "minutes": "20"},
    "reason": lambda *_: {"reason": "Vi mangler en aktivitet"},
    "sha256": lambda m, about, draft: {"sha256": _version(m.contract(about, draft))},
}


def make_matrix() -> Matrix:
    """Two organisations, everybody in them, and a contract in each state."""
    cast = make_cast()
    matrix = Matrix(cast)
    _people(matrix)
    world, elsewhere = cast.world, cast.elsewhere
    for prefix, place in (("", world), ("their ", elsewhere)):
        matrix.contracts[f"{prefix}draft"] = whole(place)
        matrix.contracts[f"{prefix}fresh"] = fresh(place)
    matrix.contracts["private"] = whole(world, private=True)
    matrix.contracts["awaiting"] = awaiting(world)
    matrix.contracts["active"] = active(world)
    world.placement.supervisions.filter(supervisor=matrix.people["H"]).update(
        ends_on=world.now.date() - timedelta(days=1)
    )
    FrameworkVersion.objects.create(
        framework=world.competencies[0].version.framework,
        version="2027.1",
        title="Næste udgave",
        profession="doctor",
        stage="introduction",
        language="da",
        valid_from=END,
        duration_unit="month",
        duration=12,
        source_sha256="1" * 64,
    )
    return matrix


def _people(matrix: Matrix) -> None:
    cast, world = matrix.cast, matrix.world
    letters = {
        "T": "trainee",
        "S": "supervisor",
        "C": "co_supervisor",
        "B": "substitute",
        "L": "lead",
        "A": "administrator",
        "F": "foreign_supervisor",
    }
    matrix.people = {letter: cast.people[name] for letter, name in letters.items()}
    matrix.people["0"] = None
    matrix.people["t"] = other_trainee = person(world, "Thea")
    matrix.people["s"] = other_supervisor = person(world, "Svend")
    matrix.people["l"] = lead = person(world, "Lone")
    matrix.people["D"] = closed = person(world, "Dorte")
    matrix.people["H"] = holder = person(world, "Hanne")
    supervises(world.placement, holder, SupervisionKind.CO)
    placement = Placement.objects.create(
        trainee=other_trainee,
        department=world.department,
        title="Sengeafsnit",
        starts_on=START,
        ends_on=END,
    )
    supervises(placement, other_supervisor, SupervisionKind.PRIMARY)
    supervises(world.placement, closed, SupervisionKind.CO)
    department = Department.objects.create(
        organisation=world.organisation, name="Kirurgisk Afdeling K"
    )
    DepartmentRole.objects.create(
        person=lead, department=department, role=DepartmentRoleKind.PROGRAMME_LEAD
    )


def person(world: World, first: str) -> Person:
    """One more who works where the world's people do."""
    return Person.objects.create_user(
        f"{first.lower()}.{uuid4()}@demo.example",
        first_name=first,
        last_name="Prøve",
        organisation=world.organisation,
        department=world.department,
    )


def supervises(placement: Placement, who: Person, kind: SupervisionKind) -> None:
    """``who`` supervises the placement from its first day."""
    Supervision.objects.create(placement=placement, supervisor=who, kind=kind, starts_on=START)


def fresh(world: World) -> LearningContract:
    """A draft with one line of the trainee's, and the gate closed."""
    contract = world.draft()
    analysis.write_subgoal(
        contract=contract,
        competency=world.gate(contract),
        text="Modtage patienten",
        by=world.amalie,
        now=world.later(),
    )
    return contract


def whole(world: World, *, private: bool = False) -> LearningContract:
    """A draft with one of everything, about two competencies; ``private``: only the trainee's."""
    contract = drafts.start_contract(
        placement=world.placement, by=world.amalie, now=world.later(), private=private
    )
    drafts.choose_scope(
        contract=contract,
        competencies=world.competencies[:2],
        period_from=world.now.date(),
        period_to=world.now.date() + timedelta(days=28),
        by=world.amalie,
        now=world.later(),
    )
    contract.refresh_from_db()
    for gate in contract.competencies.all():
        for text in ("Modtage patienten", "Tolke svarene"):
            analysis.write_subgoal(
                contract=contract, competency=gate, text=text, by=world.amalie, now=world.later()
            )
        analysis.finish_analysis(
            contract=contract, competency=gate, by=world.amalie, now=world.later()
        )
    agree(world, contract, by=world.amalie if private else world.jens)
    memos.write_memo(contract=contract, text="Husk TRC", by=world.jens, now=world.later())
    if private:
        proposing.propose_competency(
            contract=contract,
            competency=world.competencies[2],
            proposed=True,
            by=world.jens,
            now=world.later(),
        )
    return contract


def agree(world: World, contract: LearningContract, *, by: Person) -> None:
    """An activity with Mette, feedback from her, and an assessment by Jens."""
    lines = list(contract.subgoals.all())[:1]
    content = ActivityContent(
        text="Simulation", support_need=SupportNeed.COLLEAGUE, with_person=world.mette
    )
    activities.write_activity(
        contract=contract, subgoals=lines, content=content, by=by, now=world.later()
    )
    agreements.agree_feedback(
        contract=contract,
        subgoals=lines,
        content=FeedbackContent(giver=world.mette, minutes=5),
        by=by,
        now=world.later(),
    )
    agreements.agree_assessment(
        contract=contract,
        content=AssessmentContent(
            competency=contract.competencies.get(order=1), assessor=world.jens
        ),
        by=by,
        now=world.later(),
    )


def awaiting(world: World) -> LearningContract:
    """A contract that waits for both signatures."""
    contract = whole(world)
    signing.freeze(contract=contract, by=world.jens, now=world.later())
    contract.refresh_from_db()
    return contract


def active(world: World) -> LearningContract:
    """A contract signed by both."""
    contract = awaiting(world)
    for signer in (world.amalie, world.jens):
        signing.sign(
            contract=contract,
            sha256=contract.versions.get().sha256,
            by=signer,
            now=world.later(),
        )
    contract.refresh_from_db()
    return contract


def sign_in(client: Any, who: Person | None) -> None:
    """Sign in; a person whose account is closed was signed in before it was."""
    if who is None:
        return
    client.force_login(who)
    if who.first_name == "Dorte":
        Person.objects.filter(pk=who.pk).update(is_active=False)

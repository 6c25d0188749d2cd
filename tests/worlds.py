"""A small world for tests: three named people round one placement, and an outsider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from laeringskontrakt.contracts.actions import activities, agreements, analysis, drafts, signing
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import FeedbackContent
from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.models import (
    ContractCompetency,
    ContractVersion,
    LearningContract,
    Subgoal,
)
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.core.models import new_id
from laeringskontrakt.curriculum.models import (
    Competency,
    Concretisation,
    EducationPlan,
    Framework,
    FrameworkVersion,
    PlannedCompetency,
    TrainingCourse,
)
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
)

#: A Monday morning in the middle of the placement.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
START, END = date(2026, 8, 1), date(2027, 7, 31)


@dataclass
class World:
    """Amalie the trainee, Jens the supervisor, Ursula the lead, Mette a colleague, Olav nobody."""

    organisation: Organisation
    department: Department
    amalie: Person
    jens: Person
    ursula: Person
    mette: Person
    olav: Person
    placement: Placement
    competencies: list[Competency]
    plan: EducationPlan
    now: datetime = NOW

    def later(self, **delta: float) -> datetime:
        """The world's clock, moved on."""
        self.now += timedelta(**(delta or {"minutes": 1}))
        return self.now

    def draft(self, **kwargs: object) -> LearningContract:
        """A draft about the first competency, for four weeks."""
        contract = drafts.start_contract(
            placement=self.placement, by=self.amalie, now=self.later(), **kwargs
        )
        drafts.choose_scope(
            contract=contract,
            competencies=self.competencies[:1],
            period_from=self.now.date(),
            period_to=self.now.date() + timedelta(days=28),
            by=self.amalie,
            now=self.later(),
        )
        contract.refresh_from_db()
        return contract

    def gate(self, contract: LearningContract) -> ContractCompetency:
        """The contract's first competency."""
        return contract.competencies.get(order=1)

    def analysed(self, contract: LearningContract | None = None) -> LearningContract:
        """A draft with two of the trainee's subgoals and the gate open."""
        contract = contract or self.draft()
        gate = self.gate(contract)
        for text in ("Modtage patienten efter ABCDE", "Tolke a-punktur og EKG"):
            analysis.write_subgoal(
                contract=contract, competency=gate, text=text, by=self.amalie, now=self.later()
            )
        analysis.finish_analysis(
            contract=contract, competency=gate, by=self.amalie, now=self.later()
        )
        return contract

    def agreed(self, contract: LearningContract | None = None) -> LearningContract:
        """A draft with all that signing needs."""
        contract = self.analysed(contract)
        subgoals = list(contract.subgoals.all())
        activities.write_activity(
            contract=contract,
            subgoals=subgoals[:1],
            content=ActivityContent(
                text="Simulation i færdighedslab",
                method="simulate",
                support_need=SupportNeed.COLLEAGUE,
                with_person=self.mette,
                when=Moment(WhenType.WEEK, date(2026, 11, 30), latest=date(2026, 12, 6)),
            ),
            by=self.amalie,
            now=self.later(),
        )
        agreements.agree_feedback(
            contract=contract,
            subgoals=subgoals[:1],
            content=FeedbackContent(giver=self.mette, minutes=5),
            by=self.jens,
            now=self.later(),
        )
        return contract

    def frozen(self) -> tuple[LearningContract, ContractVersion]:
        """A contract that waits for signatures."""
        contract = self.agreed()
        version = signing.freeze(contract=contract, by=self.jens, now=self.later())
        contract.refresh_from_db()
        return contract, version

    def signed(self) -> LearningContract:
        """An active contract."""
        contract, version = self.frozen()
        for person in (self.amalie, self.jens):
            signing.sign(contract=contract, sha256=version.sha256, by=person, now=self.later())
        contract.refresh_from_db()
        return contract

    def subgoal(self, contract: LearningContract) -> Subgoal:
        """The contract's first subgoal."""
        return contract.subgoals.order_by("order")[0]


def make_world(name: str = "Demosygehuset") -> World:
    """A fresh world; ``name`` keeps two of them apart."""
    organisation = Organisation.objects.create(name=name)
    department = Department.objects.create(organisation=organisation, name="Medicinsk Afdeling M")
    slug = str(new_id())

    def person(first: str, last: str, title: str = "") -> Person:
        return Person.objects.create_user(
            f"{first.lower()}.{slug}@demo.example",
            first_name=first,
            last_name=last,
            title=title,
            organisation=organisation,
        )

    amalie = person("Amalie", "Krogh Lind", "Introlæge")
    jens = person("Jens", "Toft Mikkelsen", "Overlæge")
    ursula, mette = person("Ursula", "Bang", "Overlæge"), person("Mette", "Dam", "Sygeplejerske")
    olav = person("Olav", "Udefra")
    DepartmentRole.objects.create(
        person=ursula, department=department, role=DepartmentRoleKind.PROGRAMME_LEAD
    )
    placement = Placement.objects.create(
        trainee=amalie, department=department, title="Sengeafsnit", starts_on=START, ends_on=END
    )
    Supervision.objects.create(
        placement=placement, supervisor=jens, kind=SupervisionKind.PRIMARY, starts_on=START
    )
    competencies = _programme(organisation)
    course = TrainingCourse.objects.create(
        trainee=amalie, version=competencies[0].version, starts_on=START, ends_on=END
    )
    plan = EducationPlan.objects.create(course=course)
    plan.placements.add(placement)
    for competency in competencies:
        PlannedCompetency.objects.create(
            plan=plan, competency=competency, expected_from=START, expected_to=END
        )
    return World(
        organisation=organisation,
        department=department,
        amalie=amalie,
        jens=jens,
        ursula=ursula,
        mette=mette,
        olav=olav,
        placement=placement,
        competencies=competencies,
        plan=plan,
    )


def _programme(organisation: Organisation) -> list[Competency]:
    framework = Framework.objects.create(organisation=organisation, code="DEMO-MED")
    version = FrameworkVersion.objects.create(
        framework=framework,
        version="2026.1",
        title="Introduktionsstilling (prøve)",
        profession="doctor",
        stage="introduction",
        language="da",
        valid_from=START,
        duration_unit="month",
        duration=12,
        source_sha256="0" * 64,
    )
    rows = []
    for order, title in enumerate(("Akut åndenød", "Akutte brystsmerter", "Sepsis"), start=1):
        row = Competency.objects.create(
            version=version,
            code=f"IM-0{order}",
            title=title,
            roles=["expert"],
            places=["ward"],
            methods=["read"],
            instruments=["cbd"],
            complex=True,
            expected_unit="month",
            expected_from=1,
            expected_to=6,
            order=order,
        )
        Concretisation.objects.create(
            competency=row, text=f"Officiel konkretisering af {title}", order=1
        )
        rows.append(row)
    FrameworkVersion.objects.filter(pk=version.pk).update(published_at=NOW)
    return rows

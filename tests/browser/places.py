"""The department of the example contract: its programme, its people, their placement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import laeringskontrakt.curriculum
from laeringskontrakt.contracts.actions import (
    activities,
    agreements,
    analysis,
    drafts,
    meetings,
)
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.curriculum.actions.courses import plan_course
from laeringskontrakt.curriculum.actions.frameworks import import_framework
from laeringskontrakt.curriculum.models import EducationPlan, PlannedCompetency
from laeringskontrakt.curriculum.reading import read
from laeringskontrakt.curriculum.vocabulary import vocabulary
from laeringskontrakt.people.enums import DepartmentRoleKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Organisation,
    Person,
    Placement,
    Supervision,
)

PROGRAMMES = Path(laeringskontrakt.curriculum.__file__).parent / "demo"
START, END = date(2026, 9, 1), date(2027, 8, 31)


@dataclass
class Place:
    """Amalie is the trainee, Jens the supervisor, Ursula the lead; the rest are colleagues."""

    department: Department
    amalie: Person
    jens: Person
    ursula: Person
    mette: Person
    sofie: Person
    nina: Person
    placement: Placement
    plan: EducationPlan

    def planned(self, *codes: str) -> list[PlannedCompetency]:
        """Rows of Amalie's plan by their codes."""
        return [self.plan.planned.get(competency__code=code) for code in codes]

    def draft(self, *codes: str, now: datetime, private: bool = False) -> LearningContract:
        """A fresh sheet about those competencies, as the button on the plan makes it."""
        contract = drafts.start_contract(
            placement=self.placement,
            planned=self.planned(*codes),
            private=private,
            by=self.amalie,
            now=now,
        )
        if not private:
            meetings.open_sitting(contract=contract, by=self.amalie, now=now)
        return contract


def make_place(*, now: datetime) -> Place:
    """The whole of it; ``now`` is when the curriculum is imported."""
    organisation = Organisation.objects.create(name="Demosygehuset")
    department = Department.objects.create(organisation=organisation, name="Medicinsk Afdeling M")

    def person(first: str, last: str, title: str, works_here: bool = True) -> Person:
        return Person.objects.create_user(
            f"{first.lower()}@demo.example",
            first_name=first,
            last_name=last,
            title=title,
            organisation=organisation,
            department=department if works_here else None,
        )

    amalie = person("Amalie", "Krogh Lind", "Introlæge")
    jens = person("Jens", "Toft Mikkelsen", "Overlæge")
    ursula = person("Ursula", "Bang", "Overlæge")
    mette = person("Mette", "Overgaard Sand", "Bagvagt")
    sofie = person("Sofie", "Brandt Nygaard", "Hoveduddannelseslæge i lungesygdomme")
    nina = person("Nina", "Ny", "Læge", works_here=False)
    DepartmentRole.objects.create(
        person=ursula, department=department, role=DepartmentRoleKind.PROGRAMME_LEAD
    )
    placement = Placement.objects.create(
        trainee=amalie,
        department=department,
        title="Medicinsk afdeling, sengeafsnit og vagt",
        starts_on=START,
        ends_on=END,
    )
    Supervision.objects.create(placement=placement, supervisor=jens, starts_on=START)
    return Place(
        department=department,
        amalie=amalie,
        jens=jens,
        ursula=ursula,
        mette=mette,
        sofie=sofie,
        nina=nina,
        placement=placement,
        plan=_plan(amalie, placement, now),
    )


def _plan(trainee: Person, placement: Placement, now: datetime) -> EducationPlan:
    file = PROGRAMMES / "intro_internal_medicine.yaml"
    found = read(file.read_bytes(), filename=file.name, vocabulary=vocabulary())
    assert found.curriculum, found.problems
    assert trainee.organisation
    version = import_framework(
        file=found.curriculum, organisation=trainee.organisation, by=None, now=now
    )
    return plan_course(
        trainee=trainee,
        version=version,
        starts_on=START,
        ends_on=END,
        placements=[placement],
        by=None,
        now=now,
    )


def complete(contract: LearningContract, *, place: Place, now: datetime) -> None:
    """Write all that signing needs, and something of each kind that the sheet can show."""
    for gate in contract.competencies.all():
        common = {"contract": contract, "competency": gate, "now": now}
        for text in ("Gå systematisk til patienten med ABCDE", "Tolke A-gas og EKG"):
            line = analysis.write_subgoal(text=text, by=place.amalie, **common)
        analysis.finish_analysis(by=place.amalie, **common)
        analysis.write_subgoal(text="Revurdere efter en time", by=place.jens, **common)
        analysis.write_subgoal(text="og melde det videre", adds_to=line, by=place.jens, **common)
    common = {"contract": contract, "subgoals": list(contract.subgoals.all())[:2], "now": now}
    week = Moment(WhenType.WEEK, date(2026, 9, 14), latest=date(2026, 9, 20))
    own = ActivityContent(text="Læse instruksen", method="read", when=week)
    activities.write_activity(content=own, by=place.amalie, **common)
    for person, need in (
        (place.mette, SupportNeed.COLLEAGUE),
        (place.sofie, SupportNeed.COLLEAGUE),
        (place.jens, SupportNeed.SUPERVISOR),
    ):
        content = ActivityContent(
            text=f"Øve sammen med {person.first_name}",
            method="simulate",
            support_need=need,
            with_person=person,
            when=week,
        )
        activities.write_activity(content=content, by=place.jens, **common)
    feedback = FeedbackContent(giver=place.mette, ask="Var rækkefølgen rigtig?", when=week)
    agreements.agree_feedback(content=feedback, by=place.amalie, **common)
    first = contract.competencies.first()
    assessment = AssessmentContent(
        competency=first, assessor=place.jens, instrument="cbd", criteria="To forløb", when=week
    )
    agreements.agree_assessment(contract=contract, content=assessment, by=place.jens, now=now)

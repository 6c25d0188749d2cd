"""The trainee's plan follows the contract: what is chosen from the programme is planned (T2)."""

from __future__ import annotations

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.curriculum import expected
from laeringskontrakt.curriculum.models import (
    Competency,
    EducationPlan,
    PlannedCompetency,
    TrainingCourse,
)


def ensure_planned(contract: LearningContract, competency: Competency) -> None:
    """Add ``competency`` to the plan of the trainee, when it is not there, as the programme has it.

    A trainee without a plan gets one (domain §4.6 «No education plan yet»).
    """
    course = TrainingCourse.objects.filter(
        trainee=contract.trainee_id, version=competency.version_id
    ).first()
    if course is None:
        return
    plan, _made = EducationPlan.objects.get_or_create(course=course)
    first, last = expected.days_of(
        competency.expected_unit,
        competency.expected_from,
        competency.expected_to,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
    )
    PlannedCompetency.objects.get_or_create(
        plan=plan,
        competency=competency,
        defaults={"expected_from": first, "expected_to": last},
    )

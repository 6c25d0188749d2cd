"""What a sheet lets one choose from: the trainee's planned competencies, and colleagues."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import prepared
from laeringskontrakt.curriculum.models import PlannedCompetency
from laeringskontrakt.people.models import Person


def of_scope(contract: LearningContract) -> list[PlannedCompetency]:
    """The trainee's planned competencies, those expected soonest first (T2)."""
    if contract.trainee_id is None:
        return []
    return _planned(contract.trainee_id, contract.organisation_id)


@prepared.query
def _planned(trainee: UUID, organisation: UUID) -> QuerySet[PlannedCompetency]:
    rows = PlannedCompetency.objects.filter(
        plan__course__trainee=trainee, plan__course__version__framework__organisation=organisation
    )
    return rows.select_related("competency__version").order_by("competency__order")


def colleagues(contract: LearningContract) -> list[Person]:
    """Whose names the quick entry understands: those who work in the department, and the pair's."""
    return _colleagues(contract.department_id, contract.pk)


@prepared.query
def _colleagues(department: UUID, contract: UUID) -> QuerySet[Person]:
    people = Person.objects.filter(department=department, is_active=True)
    return people.exclude(own_contracts=contract).order_by("first_name", "last_name")[:300]

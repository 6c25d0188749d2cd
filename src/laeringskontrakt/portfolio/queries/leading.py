"""The programme lead's home: who is in training here, with status words alone (§4.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laeringskontrakt.contracts.enums import Stage
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import lists
from laeringskontrakt.contracts.queries.lists import ContractSummary, PersonName
from laeringskontrakt.core import clock
from laeringskontrakt.people.enums import DepartmentRoleKind
from laeringskontrakt.people.models import DepartmentRole, Person, Placement

#: Which of several open contracts says most of where a trainee is.
_FIRST = {Stage.ACTIVE: 0, Stage.AWAITING: 1, Stage.DRAFT: 2}


@dataclass(frozen=True, slots=True)
class LedTrainee:
    """One trainee placed here today; ``contract`` is the one most in use, else the newest."""

    trainee: PersonName
    placement: str
    contract: ContractSummary | None
    without: bool


@dataclass(frozen=True)
class LedDepartment:
    """One department that the person leads."""

    name: str
    rows: list[LedTrainee]

    @property
    def without(self) -> int:
        """How many have no contract that is made or in use."""
        return sum(row.without for row in self.rows)


def departments_of(person: Person, *, now: datetime) -> list[LedDepartment]:
    """The departments that ``person`` leads, by name; five queries, or one for nobody's lead."""
    led = dict(
        DepartmentRole.objects.filter(person=person, role=DepartmentRoleKind.PROGRAMME_LEAD.value)
        .order_by("department__name", "department_id")
        .values_list("department_id", "department__name")
    )
    if not led:
        return []
    today = clock.local_date(now)
    placements = list(
        Placement.objects.filter(department__in=led, starts_on__lte=today, ends_on__gte=today)
        .select_related("trainee")
        .order_by("trainee__first_name", "trainee__last_name", "pk")
    )
    rows = LearningContract.objects.filter(placement__in=[row.pk for row in placements])
    contracts = [lists.veiled(row) for row in lists.summaries(rows, now=now)]
    return [
        LedDepartment(
            name,
            sorted(
                (_row(row, contracts) for row in placements if row.department_id == department),
                key=lambda row: not row.without,
            ),
        )
        for department, name in led.items()
    ]


def _row(placement: Placement, contracts: list[ContractSummary]) -> LedTrainee:
    trainee = placement.trainee
    own = [row for row in contracts if row.placement_id == placement.pk]
    in_use = min(
        (row for row in own if row.stage in lists.OPEN),
        key=lambda row: _FIRST[row.stage],
        default=None,
    )
    return LedTrainee(
        PersonName(trainee.pk, trainee.first_name, trainee.full_name, trainee.initials),
        placement.title,
        in_use or next(iter(own), None),
        without=in_use is None,
    )


def leads(person: Person, trainee: UUID, *, today: date) -> bool:
    """``person`` leads a department where the trainee has a placement that is not over."""
    led = DepartmentRole.objects.filter(person=person, role=DepartmentRoleKind.PROGRAMME_LEAD.value)
    return Placement.objects.filter(
        trainee=trainee, department__in=led.values("department"), ends_on__gte=today
    ).exists()

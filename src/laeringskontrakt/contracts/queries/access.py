"""What a person is to a contract, and the facts the rules look at."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from laeringskontrakt.contracts import stages
from laeringskontrakt.contracts.enums import MeetingMode, Party, Role, Stage
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import clock
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import DepartmentRole, Person, Supervision


def contract_for(person: Person, key: UUID, *, today: date) -> LearningContract:
    """The contract when ``person`` may know of it.

    Raises ``LearningContract.DoesNotExist`` both when it is not there and when it is not theirs.
    """
    return (
        LearningContract.objects.visible_to(person, today=today)
        .select_related("trainee", "supervisor", "organisation", "department", "placement")
        .get(pk=key)
    )


def role_of(contract: LearningContract, person: Person, *, today: date) -> Role | None:
    """What ``person`` is to ``contract`` today (domain §4.7)."""
    if contract.trainee_id == person.pk:
        return Role.TRAINEE
    if contract.supervisor_id == person.pk:
        return Role.SUPERVISOR
    kinds = set(
        Supervision.objects.on(today)
        .filter(placement=contract.placement_id, supervisor=person)
        .values_list("kind", flat=True)
    )
    if SupervisionKind.SUBSTITUTE in kinds:
        return Role.SUBSTITUTE
    if SupervisionKind.CO in kinds:
        return Role.CO_SUPERVISOR
    leads = DepartmentRole.objects.filter(
        person=person,
        department=contract.department_id,
        role=DepartmentRoleKind.PROGRAMME_LEAD.value,
    )
    return Role.PROGRAMME_LEAD if leads.exists() else None


def co_supervisors(contract: LearningContract, *, today: date) -> list[Person]:
    """Who supplements and gets a copy beside the pair today (domain §4.6), by name."""
    return _beside_the_pair(contract, today, SupervisionKind.CO)


def helpers(contract: LearningContract, *, today: date) -> list[Person]:
    """Who sees the words beside the pair today: co-supervisors and substitutes (domain §4.7)."""
    return _beside_the_pair(contract, today, SupervisionKind.CO, SupervisionKind.SUBSTITUTE)


def _beside_the_pair(
    contract: LearningContract, today: date, *kinds: SupervisionKind
) -> list[Person]:
    pair = {contract.trainee_id, contract.supervisor_id}
    rows = (
        Supervision.objects.on(today)
        .filter(placement=contract.placement_id, kind__in=[kind.value for kind in kinds])
        .select_related("supervisor")
        .order_by("supervisor__first_name", "supervisor__last_name", "supervisor_id")
    )
    people = {row.supervisor_id: row.supervisor for row in rows}
    return [person for key, person in people.items() if key not in pair]


def facts_of(contract: LearningContract, *, now: datetime) -> stages.Facts:
    """The facts of one contract, read in four queries."""
    competencies = contract.competencies.annotate(
        trainee_lines=Count("subgoals", filter=Q(subgoals__author=Party.TRAINEE.value)),
        supervisor_lines=Count("subgoals", filter=Q(subgoals__author=Party.SUPERVISOR.value)),
    ).order_by("order")
    signed = contract.versions.filter(voided_at=None).values_list("signatures__party", flat=True)
    counts = LearningContract.objects.filter(pk=contract.pk).aggregate(
        activities=Count("activities", distinct=True),
        feedback=Count("feedback", distinct=True),
        signatures=Count("versions__signatures", distinct=True),
    )
    return stages.Facts(
        now=now,
        today=clock.local_date(now),
        period_to=contract.period_to,
        competencies=tuple(
            stages.CompetencyFacts(
                id=row.pk,
                analysis_done=row.analysis_done_at is not None,
                reopened=row.analysis_reopened_at is not None,
                trainee_subgoals=row.trainee_lines,
                supervisor_subgoals=row.supervisor_lines,
            )
            for row in competencies
        ),
        activities=counts["activities"],
        feedback_agreements=counts["feedback"],
        signed=frozenset(Party(party) for party in signed if party),
        ever_signed=counts["signatures"] > 0,
        **moments_of(contract),  # type: ignore[arg-type]
    )


def moments_of(contract: LearningContract) -> dict[str, object]:
    """The facts that stand on the contract's own row."""
    wrote = {
        Party.TRAINEE: contract.trainee_wrote_at,
        Party.SUPERVISOR: contract.supervisor_wrote_at,
    }
    return {
        "ready_at": contract.ready_at,
        "activated_at": contract.activated_at,
        "ended_early_at": contract.ended_early_at,
        "closed_at": contract.closed_at,
        "cancelled_at": contract.cancelled_at,
        "private_preparation": contract.private_since is not None,
        "created_by": Party(contract.created_by_party),
        "written_by": frozenset(party for party, at in wrote.items() if at),
        "last_written_at": contract.last_written_at,
        "mode": MeetingMode(contract.mode),
        "turn": Party(contract.turn),
    }


def stage_now(contract: LearningContract, *, now: datetime) -> Stage:
    """The stage alone, without a query: it stands on the contract's row."""
    facts = stages.Facts(
        now=now,
        today=clock.local_date(now),
        period_to=contract.period_to,
        **moments_of(contract),  # type: ignore[arg-type]
    )
    return stages.stage_of(facts)

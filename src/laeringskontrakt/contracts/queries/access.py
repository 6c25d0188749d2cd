"""What a person is to a contract, and the facts the rules look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from laeringskontrakt.contracts import stages
from laeringskontrakt.contracts.enums import MeetingMode, Party, Role, Stage
from laeringskontrakt.contracts.facts import CompetencyFacts, Facts
from laeringskontrakt.contracts.models import (
    ContractCompetency,
    ContractCopy,
    LearningContract,
)
from laeringskontrakt.contracts.models.contract import READS_ON
from laeringskontrakt.contracts.queries import parts
from laeringskontrakt.core import clock, prepared
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import DepartmentRole, Person, Supervision

_RELATED = ("trainee", "supervisor", "organisation", "department", "placement")


def contract_for(person: Person, key: UUID, *, today: date) -> LearningContract:
    """The contract when ``person`` may know of it.

    Raises ``LearningContract.DoesNotExist`` both when it is not there and when it is not theirs.
    """
    own = next(iter(_whole(key)), None)
    # The usual case; who else may look costs more to find out.
    if own is not None and own.trainee_id == person.pk:
        return own
    if own is not None and own.supervisor_id == person.pk and left_on(own, today=today) is None:
        return own
    whole = LearningContract.objects.select_related(*_RELATED)
    return whole.visible_to(person, today=today).get(pk=key)


@prepared.query
def _whole(key: UUID) -> QuerySet[LearningContract]:
    return LearningContract.objects.select_related(*_RELATED).filter(pk=key)


def again(contract: LearningContract, *, lock: bool = False) -> LearningContract:
    """The contract's row as it is now, with what it refers to as it was read before.

    ``lock`` holds the row until the transaction ends.
    """
    found = _locked(contract.pk) if lock else _row(contract.pk)
    if not found:
        raise LearningContract.DoesNotExist
    fresh = found[0]
    for name in _RELATED:
        known = contract._state.fields_cache.get(name)
        if known is not None and known.pk == getattr(fresh, f"{name}_id"):
            fresh._state.fields_cache[name] = known
    return fresh


@prepared.query
def _row(key: UUID) -> QuerySet[LearningContract]:
    return LearningContract.objects.filter(pk=key)


@prepared.query
def _locked(key: UUID) -> QuerySet[LearningContract]:
    return LearningContract.objects.select_for_update().filter(pk=key)


def role_of(contract: LearningContract, person: Person, *, today: date) -> Role | None:
    """What ``person`` is to ``contract`` today (domain §4.7); the strongest of several."""
    if contract.trainee_id == person.pk:
        return Role.TRAINEE
    left = None
    if contract.supervisor_id == person.pk:
        left = left_on(contract, today=today)
        if left is None:
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
    return _role_of_onlooker(contract, person, today=today, left=left)


def _role_of_onlooker(
    contract: LearningContract, person: Person, *, today: date, left: date | None
) -> Role | None:
    """Who only may look: the supervisor who has left, the holder of a copy, the lead."""
    if left is not None and today - left <= READS_ON:
        return Role.FORMER_SUPERVISOR
    if ContractCopy.objects.filter(contract=contract, holder=person).exists():
        return Role.COPY_HOLDER
    leads = DepartmentRole.objects.filter(
        person=person,
        department=contract.department_id,
        role=DepartmentRoleKind.PROGRAMME_LEAD.value,
    )
    return Role.PROGRAMME_LEAD if leads.exists() else None


def left_on(contract: LearningContract, *, today: date) -> date | None:
    """The last day of a supervisor who has left the placement; None for one who has not (§4.6)."""
    if contract.placement_id is None or contract.supervisor_id is None:
        return None
    days = _primary_days(contract.placement_id, contract.supervisor_id)
    left = [last for last, end in days if last is not None and last < min(today, end)]
    return max(left) if left and len(left) == len(days) else None


@prepared.query
def _primary_days(
    placement: UUID, supervisor: UUID
) -> QuerySet[Supervision, tuple[date | None, date]]:
    rows = Supervision.objects.filter(
        placement=placement, supervisor=supervisor, kind=SupervisionKind.PRIMARY.value
    )
    return rows.values_list("ends_on", "placement__ends_on")


def lacks_supervisor(contract: LearningContract, *, today: date) -> bool:
    """Nobody can write and sign as its supervisor: the account is gone, or the person has left."""
    return contract.supervisor_id is None or left_on(contract, today=today) is not None


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


def facts_of(contract: LearningContract, *, now: datetime) -> Facts:
    """All the facts of one contract."""
    gates = gate_facts(parts.gates(contract.pk))
    return replace(row_facts(contract, now=now), competencies=gates, **counts(contract))


def gate_facts(gates: Sequence[ContractCompetency]) -> tuple[CompetencyFacts, ...]:
    """What the rules look at in rows of ``parts.gates``."""
    return tuple(
        CompetencyFacts(
            id=row.pk,
            analysis_done=row.analysis_done_at is not None,
            reopened=row.analysis_reopened_at is not None,
            trainee_subgoals=row.trainee_lines,  # type: ignore[attr-defined]
            supervisor_subgoals=row.supervisor_lines,  # type: ignore[attr-defined]
        )
        for row in gates
    )


def counts(contract: LearningContract) -> dict[str, Any]:
    """How much is agreed and who has signed: facts for freezing, signing and deleting."""
    signed = contract.versions.filter(voided_at=None).values_list("signatures__party", flat=True)
    counts = LearningContract.objects.filter(pk=contract.pk).aggregate(
        activities=Count("activities", distinct=True),
        feedback=Count("feedback", distinct=True),
        signatures=Count("versions__signatures", distinct=True),
    )
    return {
        "activities": counts["activities"],
        "feedback_agreements": counts["feedback"],
        "signed": frozenset(Party(party) for party in signed if party),
        "ever_signed": counts["signatures"] > 0,
    }


def row_facts(contract: LearningContract, *, now: datetime) -> Facts:
    """The facts that stand on the contract's own row: no query, and enough for stage and pen."""
    wrote = {
        Party.TRAINEE: contract.trainee_wrote_at,
        Party.SUPERVISOR: contract.supervisor_wrote_at,
    }
    return Facts(
        now=now,
        today=clock.local_date(now),
        period_to=contract.period_to,
        ready_at=contract.ready_at,
        activated_at=contract.activated_at,
        ended_early_at=contract.ended_early_at,
        closed_at=contract.closed_at,
        cancelled_at=contract.cancelled_at,
        private_preparation=contract.private_since is not None,
        created_by=Party(contract.created_by_party),
        written_by=frozenset(party for party, at in wrote.items() if at),
        last_written_at=contract.last_written_at,
        deletion_asked_by=Party(contract.deletion_asked_by_party)
        if contract.deletion_asked_at
        else None,
        mode=MeetingMode(contract.mode),
        turn=Party(contract.turn),
    )


def stage_now(contract: LearningContract, *, now: datetime) -> Stage:
    """The stage alone, without a query: it stands on the contract's row."""
    return stages.stage_of(row_facts(contract, now=now))

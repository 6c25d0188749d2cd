"""Contracts for lists: one summary each, three queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from laeringskontrakt.contracts import stages
from laeringskontrakt.contracts.enums import Party, Stage
from laeringskontrakt.contracts.facts import Facts
from laeringskontrakt.contracts.models import ContractCompetency, LearningContract, Signature
from laeringskontrakt.core import clock
from laeringskontrakt.core.tongue import Said, as_written
from laeringskontrakt.people.models import Person

#: Signed by both and not closed: what people act on.
LIVE = frozenset({Stage.ACTIVE, Stage.CLOSING})
#: A contract that is being made or is in use; without one, the pair has none (03).
OPEN = frozenset({Stage.DRAFT, Stage.AWAITING, Stage.ACTIVE})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A party as named in lists; without ``id`` when the account is gone."""

    id: UUID | None
    first_name: str
    full_name: str
    initials: str


@dataclass(frozen=True, slots=True)
class CompetencyGate:
    """One competency of a contract, its gate, and whether the supervisor has added to it."""

    id: UUID
    competency_id: UUID
    code: str
    title: str
    language: str
    analysis_done_at: datetime | None
    gate_open: bool
    trainee_lines: int
    supervisor_lines: int


@dataclass(frozen=True, slots=True)
class ContractSummary:
    """What a list shows of one contract: never the words inside it."""

    id: UUID
    number: str
    stage: Stage
    named: str
    department: str
    placement_id: UUID | None
    period_from: date | None
    period_to: date | None
    created_at: datetime
    activated_at: datetime | None
    preparing: bool
    trainee: PersonName
    supervisor: PersonName
    competencies: tuple[CompetencyGate, ...]
    signed: frozenset[Party]
    #: When each who has signed the version in force did so.
    signed_at: dict[Party, datetime]

    @property
    def title(self) -> str:
        """The pair's own short name, else the competencies' titles, else the number."""
        return self.named or "; ".join(row.title for row in self.competencies) or self.number

    @property
    def heading(self) -> Said:
        """``title`` in the language it is written in."""
        if self.named or not self.competencies:
            return as_written(self.title)
        return Said(self.title, self.competencies[0].language)

    @property
    def unsigned(self) -> tuple[Party, ...]:
        """Whose signature is missing while signatures are awaited."""
        return tuple(party for party in Party if party not in self.signed)

    def party(self, party: Party) -> PersonName:
        return self.trainee if party == Party.TRAINEE else self.supervisor


def contracts_of_trainee(person: Person, *, now: datetime) -> list[ContractSummary]:
    """All contracts of which ``person`` is the trainee, newest first."""
    return summaries(LearningContract.objects.filter(trainee=person), now=now)


def contracts_supervised(person: Person, *, now: datetime) -> list[ContractSummary]:
    """All contracts that ``person`` supervises, or stands in for today, newest first."""
    today = clock.local_date(now)
    rows = LearningContract.objects.with_party(person, today=today).exclude(trainee=person)
    return [veiled(row) for row in summaries(rows, now=now)]


def curriculum_language(contract: LearningContract) -> str:
    """The language of the competencies' titles, in one query; empty while none is chosen."""
    rows = ContractCompetency.objects.filter(contract=contract).order_by("order")
    return rows.values_list("competency__version__language", flat=True).first() or ""


def veiled(row: ContractSummary) -> ContractSummary:
    """As others than the trainee see it: of a private preparation only that it is there (§4.6)."""
    if not row.preparing:
        return row
    return replace(row, named="", competencies=(), period_from=None, period_to=None)


def summaries(rows: QuerySet[LearningContract], *, now: datetime) -> list[ContractSummary]:
    """The summaries of ``rows``, newest first, in three queries."""
    found = list(rows.order_by("-created_at", "-pk").values(*_COLUMNS))
    if not found:
        return []
    keys = [row["id"] for row in found]
    competencies = _competencies(keys)
    signed = _signatures(keys)
    return [_summary(row, tuple(competencies[row["id"]]), signed[row["id"]], now) for row in found]


_PERSON = ("first_name", "last_name")
_COLUMNS = (
    *("id", "number", "title", "placement_id", "period_from", "period_to", "created_at"),
    *("ready_at", "activated_at", "ended_early_at", "closed_at", "cancelled_at", "private_since"),
    *("department__name", "trainee_id", "supervisor_id"),
    *(f"trainee__{name}" for name in _PERSON),
    *(f"supervisor__{name}" for name in _PERSON),
)


def _summary(
    row: dict[str, Any],
    competencies: tuple[CompetencyGate, ...],
    signed_at: dict[Party, datetime],
    now: datetime,
) -> ContractSummary:
    facts = Facts(
        now=now,
        today=clock.local_date(now),
        period_to=row["period_to"],
        ready_at=row["ready_at"],
        activated_at=row["activated_at"],
        ended_early_at=row["ended_early_at"],
        closed_at=row["closed_at"],
        cancelled_at=row["cancelled_at"],
    )
    return ContractSummary(
        id=row["id"],
        number=row["number"],
        stage=stages.stage_of(facts),
        named=row["title"],
        department=row["department__name"],
        placement_id=row["placement_id"],
        period_from=row["period_from"],
        period_to=row["period_to"],
        created_at=row["created_at"],
        activated_at=row["activated_at"],
        preparing=row["private_since"] is not None,
        trainee=_name(row, "trainee"),
        supervisor=_name(row, "supervisor"),
        competencies=competencies,
        signed=frozenset(signed_at),
        signed_at=signed_at,
    )


def _name(row: dict[str, Any], who: str) -> PersonName:
    first, last = row[f"{who}__first_name"] or "", row[f"{who}__last_name"] or ""
    named = Person(first_name=first, last_name=last)
    return PersonName(row[f"{who}_id"], first, named.full_name, named.initials)


def _competencies(keys: Iterable[UUID]) -> dict[UUID, list[CompetencyGate]]:
    found: dict[UUID, list[CompetencyGate]] = defaultdict(list)
    rows = (
        ContractCompetency.objects.filter(contract__in=keys)
        .annotate(
            by_trainee=Count("subgoals", filter=Q(subgoals__author=Party.TRAINEE.value)),
            by_supervisor=Count("subgoals", filter=Q(subgoals__author=Party.SUPERVISOR.value)),
        )
        .order_by("contract_id", "order")
        .values_list(
            *("contract_id", "id", "competency_id", "competency__code", "competency__title"),
            "competency__version__language",
            *("analysis_done_at", "analysis_reopened_at", "by_trainee", "by_supervisor"),
        )
    )
    for (
        contract,
        key,
        competency,
        code,
        title,
        language,
        done,
        reopened,
        trainee,
        supervisor,
    ) in rows:
        gate_open = done is not None and reopened is None
        found[contract].append(
            CompetencyGate(
                key, competency, code, title, language, done, gate_open, trainee, supervisor
            )
        )
    return found


def _signatures(keys: Iterable[UUID]) -> dict[UUID, dict[Party, datetime]]:
    found: dict[UUID, dict[Party, datetime]] = defaultdict(dict)
    rows = Signature.objects.filter(
        version__contract__in=keys, version__voided_at=None
    ).values_list("version__contract_id", "party", "signed_at")
    for contract, party, signed_at in rows:
        found[contract][Party(party)] = signed_at
    return found

"""The education plan: competency × time, with the state of each (04)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from laeringskontrakt.contracts.enums import Party, Stage
from laeringskontrakt.contracts.queries import lists
from laeringskontrakt.contracts.queries.frozen import LineKind
from laeringskontrakt.contracts.queries.lists import CompetencyGate, ContractSummary
from laeringskontrakt.core import clock
from laeringskontrakt.curriculum.models import (
    Concretisation,
    PlannedCompetency,
    ProgrammePlacement,
    TrainingCourse,
)
from laeringskontrakt.people.models import Person
from laeringskontrakt.portfolio.queries import agreed
from laeringskontrakt.portfolio.queries.agreed import AgreedContract
from laeringskontrakt.portfolio.timeline import Timeline

#: Signed by both, whatever has happened since.
_SIGNED = lists.LIVE | {Stage.CLOSED}
#: Expected starts of so many columns stand under one heading, where placements do not divide.
_GROUP = 3


class PlanState(StrEnum):
    """Where a planned competency is. The first that fits is shown."""

    ASSESSED = "assessed"  # its assessment is ticked in the trainee's own copy
    IN_CONTRACT = "in_contract"
    DRAFT = "draft"
    CHOSEN = "chosen"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One planned competency: its state, and its bar in percent of the timeline.

    ``share`` is how much of the contract's agreements the trainee has ticked, 0 to 1.
    """

    id: UUID
    code: str
    title: str
    state: PlanState
    contract_id: UUID | None
    first: date
    last: date
    left: float
    width: float
    share: float
    description: str
    concretisation: tuple[str, ...] | None

    @property
    def may_choose(self) -> bool:
        return self.state in {PlanState.CHOSEN, PlanState.NOT_BEGUN}


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Rows under a heading: a placement's title, or the columns they are expected in."""

    title: str
    columns: tuple[int, int] | None
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True)
class PlanPlacement:
    """A post of the programme, where it begins on the timeline and how wide it is."""

    title: str
    left: float
    width: float


@dataclass(frozen=True)
class PlanPage:
    """The whole plan."""

    course: TrainingCourse
    timeline: Timeline
    today: float | None
    column: int | None
    placements: list[PlanPlacement]
    groups: list[PlanGroup]

    @property
    def rows(self) -> list[PlanRow]:
        return [row for group in self.groups for row in group.rows]

    def count(self, *states: PlanState) -> int:
        """How many planned competencies are in one of ``states``."""
        return sum(row.state in states for row in self.rows)


def plan_of(
    trainee: Person,
    *,
    viewer: Person,
    now: datetime,
    contracts: Sequence[ContractSummary] | None = None,
) -> PlanPage | None:
    """The plan of the trainee's newest course, in nine queries; None without one.

    Others than the trainee see a plan of their own organisation (I13).

    ``contracts`` are the trainee's, where they are read already. One that the trainee prepares
    in private is unknown to anybody else (domain §4.6).
    """
    courses = TrainingCourse.objects.filter(trainee=trainee, plan__isnull=False)
    if viewer.pk != trainee.pk:
        courses = courses.filter(version__framework__organisation=viewer.organisation_id)
    course = courses.select_related("version", "plan").order_by("-starts_on").first()
    if course is None:
        return None
    if contracts is None:
        contracts = lists.contracts_of_trainee(trainee, now=now)
    seen = [row for row in contracts if viewer.pk == trainee.pk or not row.preparing]
    return _page(course, seen, clock.local_date(now))


def _page(course: TrainingCourse, contracts: Sequence[ContractSummary], today: date) -> PlanPage:
    unit = "week" if course.version.duration_unit == "week" else "month"
    timeline = Timeline(course.starts_on, course.ends_on, unit)  # type: ignore[arg-type]
    placements = list(ProgrammePlacement.objects.filter(version=course.version_id))
    signed = agreed.by_party((row.id for row in contracts if row.stage in _SIGNED), Party.TRAINEE)
    known = _known(contracts, signed)
    planned = list(
        PlannedCompetency.objects.filter(plan__course=course)
        .order_by("competency__order")
        .values(*_COLUMNS)
    )
    texts = _concretisations(course.version_id)
    rows = [(entry, _row(entry, known, texts, timeline)) for entry in planned]
    inside = timeline.holds(today)
    return PlanPage(
        course=course,
        timeline=timeline,
        today=timeline.at(today) if inside else None,
        column=timeline.number(today) if inside else None,
        placements=[
            PlanPlacement(
                row.title,
                round((row.first - 1) * timeline.width, 3),
                round((row.last - row.first + 1) * timeline.width, 3),
            )
            for row in placements
        ],
        groups=_groups(rows, placements),
    )


_COLUMNS = (
    *("id", "competency_id", "expected_from", "expected_to", "chosen_next_at"),
    *(
        f"competency__{name}"
        for name in ("code", "title", "description", "placement_code", "expected_from")
    ),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What contracts say of one competency."""

    state: PlanState
    contract: ContractSummary
    gate: CompetencyGate
    share: float = 0.0


def _known(
    contracts: Iterable[ContractSummary], signed: dict[UUID, AgreedContract]
) -> dict[UUID, _Known]:
    """For each competency that is in a contract, what is shown; the newest contract wins a tie."""
    order = list(PlanState)
    found: dict[UUID, _Known] = {}
    for contract in contracts:
        for gate in contract.competencies:
            entry = _of_contract(contract, gate, signed.get(contract.id))
            before = found.get(gate.competency_id)
            if entry and (before is None or order.index(entry.state) < order.index(before.state)):
                found[gate.competency_id] = entry
    return found


def _of_contract(
    contract: ContractSummary, gate: CompetencyGate, signed: AgreedContract | None
) -> _Known | None:
    if signed is not None:
        if _assessed(signed, gate.id):
            return _Known(PlanState.ASSESSED, contract, gate)
        done, total = signed.count()
        return _Known(PlanState.IN_CONTRACT, contract, gate, done / total if total else 0.0)
    if contract.stage in {Stage.DRAFT, Stage.AWAITING}:
        return _Known(PlanState.DRAFT, contract, gate)
    return None


def _assessed(signed: AgreedContract, competency: UUID) -> bool:
    return any(
        signed.done(line) and line.competency_id in {None, competency}
        for line in signed.wording.of_kind(LineKind.ASSESSMENT)
    )


def _row(
    entry: dict[str, Any],
    known: dict[UUID, _Known],
    texts: dict[UUID, list[str]],
    timeline: Timeline,
) -> PlanRow:
    found = known.get(entry["competency_id"])
    chosen = PlanState.CHOSEN if entry["chosen_next_at"] else PlanState.NOT_BEGUN
    first, last = entry["expected_from"], entry["expected_to"]
    if found and found.contract.period_from and found.contract.period_to:
        first, last = found.contract.period_from, found.contract.period_to
    left, width = timeline.span(first, last)
    hidden = found and found.state is PlanState.DRAFT and not found.gate.gate_open
    return PlanRow(
        id=entry["id"],
        code=entry["competency__code"],
        title=entry["competency__title"],
        state=found.state if found else chosen,
        contract_id=found.contract.id if found else None,
        first=first,
        last=last,
        left=left,
        width=width,
        share=found.share if found else 0.0,
        description=entry["competency__description"],
        # The answer to step 2 stays out of sight while the trainee writes it (I2).
        concretisation=None if hidden else tuple(texts.get(entry["competency_id"], ())),
    )


def _concretisations(version: UUID) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = Concretisation.objects.filter(competency__version=version).order_by("order")
    for competency, text in rows.values_list("competency_id", "text"):
        found.setdefault(competency, []).append(text)
    return found


def _groups(
    rows: Sequence[tuple[dict[str, Any], PlanRow]], placements: Sequence[ProgrammePlacement]
) -> list[PlanGroup]:
    """By placement where the programme has several, else by when it is expected to begin."""
    if len(placements) > 1:
        titles = {row.code: row.title for row in placements}
        order = {row.code: number for number, row in enumerate(placements)}
        ordered = sorted(rows, key=lambda row: order.get(row[0]["competency__placement_code"], 99))
        return [
            PlanGroup(titles.get(code, ""), None, tuple(row for _entry, row in group))
            for code, group in groupby(ordered, key=lambda r: r[0]["competency__placement_code"])
        ]

    def third(row: tuple[dict[str, Any], PlanRow]) -> int:
        return (int(row[0]["competency__expected_from"]) - 1) // _GROUP

    return [
        PlanGroup(
            "", (number * _GROUP + 1, (number + 1) * _GROUP), tuple(row for _entry, row in group)
        )
        for number, group in groupby(sorted(rows, key=third), key=third)
    ]

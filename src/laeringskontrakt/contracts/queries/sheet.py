"""All that the sheet shows, read with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Protocol
from uuid import UUID

from laeringskontrakt.contracts import stages
from laeringskontrakt.contracts.enums import MeetingMode, Party, Role, Stage, Step, SupportNeed
from laeringskontrakt.contracts.facts import Facts
from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    ContractCompetency,
    ContractVersion,
    FeedbackAgreement,
    LearningActivity,
    LearningContract,
    MeetingSession,
    ProposedCompetency,
    Signature,
    SupervisorMemo,
)
from laeringskontrakt.contracts.queries import parts, proposals
from laeringskontrakt.contracts.queries.access import lacks_supervisor, role_of, row_facts
from laeringskontrakt.contracts.queries.gates import Gate, Line, gates_of
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import clock
from laeringskontrakt.curriculum.models import Concretisation, PlannedCompetency
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Person, Supervision


class WeekOf(Protocol):
    """A week of the period."""

    number: int
    monday: date


@dataclass
class Sheet:
    """One contract as one person sees it now. Each part is read when it is first asked for."""

    contract: LearningContract
    viewer: Person
    role: Role
    now: datetime

    @cached_property
    def row(self) -> Facts:
        """What stands on the contract's own row: enough for stage and pen."""
        return row_facts(self.contract, now=self.now)

    @cached_property
    def facts(self) -> Facts:
        """All the facts, from what the sheet has read already."""
        return replace(
            self.row,
            competencies=tuple(gate.facts for gate in self.gates),
            activities=len(self.activities),
            feedback_agreements=len(self.feedback),
            signed=frozenset(Party(row.party) for row in self.signatures),
            ever_signed=self._ever_signed,
        )

    @property
    def _ever_signed(self) -> bool:
        if self.contract.next_version == 1:
            return False
        return Signature.objects.filter(version__contract=self.contract).exists()

    @cached_property
    def gates(self) -> list[Gate]:
        if self.preparing:
            return []
        return gates_of(parts.competencies(self.contract.pk), parts.subgoals(self.contract.pk))

    @cached_property
    def activities(self) -> list[LearningActivity]:
        return [] if self.preparing else parts.activities(self.contract.pk)

    @cached_property
    def feedback(self) -> list[FeedbackAgreement]:
        return [] if self.preparing else parts.feedback(self.contract.pk)

    @cached_property
    def assessments(self) -> list[AssessmentAgreement]:
        return [] if self.preparing else parts.assessments(self.contract.pk)

    @cached_property
    def lacks_supervisor(self) -> bool:
        """The trainee's supervisor has left, so that another has to go on (§4.6)."""
        return self.role is Role.TRAINEE and lacks_supervisor(
            self.contract, today=clock.local_date(self.now)
        )

    @cached_property
    def successor(self) -> Person | None:
        """Who supervises the placement today, as far as anybody does."""
        rows = Supervision.objects.on(clock.local_date(self.now)).filter(
            placement=self.contract.placement_id, kind=SupervisionKind.PRIMARY.value
        )
        found = rows.select_related("supervisor").first()
        return found.supervisor if found else None

    @cached_property
    def proposed(self) -> list[ProposedCompetency]:
        """Competencies proposed beside a preparation: the viewer's own, else those not taken."""
        rows = parts.proposed(self.contract.pk)
        if self.preparing:
            return [row for row in rows if row.proposed_by_id == self.viewer.pk]
        taken = {gate.row.competency_id for gate in self.gates}
        return [row for row in rows if row.competency_id not in taken]

    @cached_property
    def memos(self) -> list[SupervisorMemo]:
        """The viewer's own private lines; a trainee has none."""
        if self.role is Role.TRAINEE:
            return []
        return parts.memos(self.contract.pk, self.viewer.pk)

    @cached_property
    def sessions(self) -> list[MeetingSession]:
        return parts.sittings(self.contract.pk)

    @cached_property
    def version(self) -> ContractVersion | None:
        """The frozen wording that waits for signatures or is signed."""
        if self.draft or self.preparing:
            return None
        return self.contract.versions.filter(voided_at=None).first()

    @cached_property
    def signatures(self) -> list[Signature]:
        return list(self.version.signatures.all()) if self.version else []

    @property
    def stage(self) -> Stage:
        return stages.stage_of(self.row)

    @property
    def draft(self) -> bool:
        return self.stage is Stage.DRAFT

    @property
    def pen(self) -> Party:
        """Whose pen the viewer holds now."""
        return stages.pen_of(self.role, self.row) or Party.SUPERVISOR

    @property
    def party(self) -> Party | None:
        """Which party the viewer signs for."""
        return stages.own_party(self.role)

    @property
    def preparing(self) -> bool:
        """The trainee prepares in private and the viewer may not look yet (§4.6)."""
        return self.row.private_preparation and self.role is not Role.TRAINEE

    @property
    def shared_device(self) -> bool:
        return self.row.mode is MeetingMode.SHARED_DEVICE

    @property
    def step(self) -> Step:
        """The step both sheets stand at."""
        return Step.SIGNING if not self.draft else Step(self.contract.step)

    @property
    def missing(self) -> tuple[stages.Reason, ...]:
        """What is still missing before signing."""
        return stages.missing_for_signing(self.facts)

    def may(self, act: Act, competency: UUID | None = None) -> bool:
        """Whether the viewer may do ``act`` now."""
        return stages.refusal(act, self.facts, self.role, competency=competency) is None

    @cached_property
    def lines(self) -> list[Line]:
        """All numbered subgoals, in the order of the sheet."""
        return [line for gate in self.gates for line in gate.lines]

    @cached_property
    def numbers(self) -> dict[UUID, int]:
        """The number of each subgoal; what is added under a line shares its number."""
        return {row.pk: line.number for line in self.lines for row in (line.row, *line.additions)}

    def numbers_of(self, row: LearningActivity | FeedbackAgreement) -> list[int]:
        """The numbers of the subgoals an activity or agreement is about."""
        activity = isinstance(row, LearningActivity)
        served = self._served_by_activities if activity else self._served_by_feedback
        return sorted({self.numbers[key] for key in served[row.pk] if key in self.numbers})

    @cached_property
    def _served_by_activities(self) -> defaultdict[UUID, list[UUID]]:
        return _by_first(parts.served_by_activities(self.contract.pk) if self.activities else ())

    @cached_property
    def _served_by_feedback(self) -> defaultdict[UUID, list[UUID]]:
        return _by_first(parts.served_by_feedback(self.contract.pk) if self.feedback else ())

    def activities_of(self, line: Line) -> Sequence[LearningActivity]:
        """The activities whose first subgoal is this line: each stands once, as on paper (§2.2)."""
        return self._activities_by_number.get(line.number, ())

    @cached_property
    def _activities_by_number(self) -> dict[int, list[LearningActivity]]:
        found: dict[int, list[LearningActivity]] = {}
        for row in self.activities:
            if numbers := self.numbers_of(row):
                found.setdefault(numbers[0], []).append(row)
        return found

    @property
    def covered(self) -> int:
        """How many lines have an activity."""
        return len(self._activities_by_number)

    @property
    def own_activities(self) -> int:
        """How many activities need nobody's arranged time."""
        return sum(row.support_need == SupportNeed.NONE for row in self.activities)

    @cached_property
    def feedback_proposals(self) -> list[proposals.FeedbackProposal]:
        if not self.draft:
            return []
        return proposals.feedback(self.activities, self.feedback, self.contract.supervisor)

    @cached_property
    def assessment_proposals(self) -> list[proposals.AssessmentProposal]:
        if not self.draft or not self.lines:
            return []
        rows = [gate.row for gate in self.gates]
        return proposals.assessments(self.contract, rows, self.assessments)

    @property
    def supervisor_minutes(self) -> int:
        """Minutes of the supervisor's agreed so far: feedback and assessment."""
        mine = self.contract.supervisor_id
        given = sum(row.minutes for row in self.feedback if row.giver_id == mine)
        return given + sum(row.minutes for row in self.assessments if row.assessor_id == mine)

    @property
    def colleague_minutes(self) -> int:
        """Minutes of everybody else's agreed so far."""
        mine = self.contract.supervisor_id
        given = sum(row.minutes for row in self.feedback if row.giver_id != mine)
        return given + sum(row.minutes for row in self.assessments if row.assessor_id != mine)

    @property
    def closed_seconds(self) -> int:
        """Seconds of the sittings that are over."""
        ended = ((row, row.over_at(self.now)) for row in self.sessions)
        return sum(int((over - row.started_at).total_seconds()) for row, over in ended if over)

    @property
    def open_since(self) -> str:
        """When the open sitting began, as ISO 8601 for the page's clock; empty without one."""
        still = (row for row in self.sessions if row.over_at(self.now) is None)
        return next((row.started_at.isoformat() for row in still), "")

    @property
    def signed_by(self) -> dict[str, Signature]:
        """The signature of each party that has signed."""
        return {row.party: row for row in self.signatures}

    @property
    def supervisor_tasks(self) -> list[FeedbackAgreement | AssessmentAgreement]:
        """What the supervisor has agreed to do."""
        mine = self.contract.supervisor_id
        given = [row for row in self.feedback if row.giver_id == mine]
        return [*given, *(row for row in self.assessments if row.assessor_id == mine)]

    def asked(self, *, with_account: bool) -> list[str]:
        """Who else gives feedback or assesses: those told by mail, or those who are not."""
        named = [(row.giver_id, row.giver_name) for row in self.feedback]
        named += [(row.assessor_id, row.assessor_name) for row in self.assessments]
        pair = {self.contract.trainee_id, self.contract.supervisor_id} - {None}
        found = (name for key, name in named if key not in pair and bool(key) is with_account)
        return list(dict.fromkeys(found))

    def minutes_by_week(self, weeks: Sequence[WeekOf]) -> list[tuple[int, int]]:
        """The supervisor's minutes in each week, by the day an agreement is over at the latest."""
        found = []
        for week in weeks:
            sunday = week.monday + timedelta(days=6)
            due = ((row.latest or row.when_from, row.minutes) for row in self.supervisor_tasks)
            within = (minutes for day, minutes in due if day and week.monday <= day <= sunday)
            found.append((week.number, sum(within)))
        return found

    def concretisation(self, row: ContractCompetency) -> list[Concretisation]:
        """The framework's own lines, once the gate is open and never before (I2)."""
        if not self.may(Act.SEE_CONCRETISATION, row.pk):
            return []
        return self._concretisations.get(row.competency_id, [])

    @cached_property
    def _concretisations(self) -> dict[UUID, list[Concretisation]]:
        """Of all competencies at once, asked for when the first gate is open."""
        found: dict[UUID, list[Concretisation]] = {}
        keys = [gate.row.competency_id for gate in self.gates]
        for line in Concretisation.objects.filter(competency__in=keys).order_by("order"):
            found.setdefault(line.competency_id, []).append(line)
        return found

    def scope_groups(
        self, planned: Sequence[PlannedCompetency]
    ) -> list[tuple[str, list[PlannedCompetency], bool]]:
        """Step 1's list: what is chosen and expected now, and the rest folded away."""
        chosen = {gate.row.competency_id for gate in self.gates}
        near = [
            row
            for row in planned
            if row.competency_id in chosen
            or row.chosen_next_at
            or row.expected_from <= self.facts.today <= row.expected_to
        ]
        near = sorted(near, key=lambda row: row.competency_id not in chosen)
        first = near[: max(4, len(chosen))] or list(planned[:4])
        rest = [row for row in planned if row not in first]
        return [("near", first, False), *([("all", rest, True)] if rest else [])]

    @property
    def sitting_open(self) -> bool:
        return any(row.over_at(self.now) is None for row in self.sessions)


def sheet_of(contract: LearningContract, viewer: Person, *, now: datetime) -> Sheet | None:
    """The sheet as ``viewer`` sees it; ``None`` when they have no part in it now."""
    role = role_of(contract, viewer, today=clock.local_date(now))
    if role is None or role is Role.PROGRAMME_LEAD or role in stages.HAS_LEFT:
        return None
    return Sheet(contract, viewer, role, now)


def _by_first(pairs: Iterable[tuple[UUID, UUID]]) -> defaultdict[UUID, list[UUID]]:
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
    return found

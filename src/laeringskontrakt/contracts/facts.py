"""The facts of a contract that the rules in ``stages`` look at. Plain Python, no Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from laeringskontrakt.contracts.enums import MeetingMode, Party


@dataclass(frozen=True)
class CompetencyFacts:
    """One competency of the contract and its gate."""

    id: UUID
    analysis_done: bool = False
    reopened: bool = False
    trainee_subgoals: int = 0
    supervisor_subgoals: int = 0

    @property
    def gate_open(self) -> bool:
        """The supervisor may add: the trainee has finished the own analysis (domain §0.1)."""
        return self.analysis_done and not self.reopened


@dataclass(frozen=True)
class Facts:
    """All that the rules look at. Times are UTC, days are Danish calendar days (I15)."""

    now: datetime
    today: date
    period_to: date | None = None
    competencies: tuple[CompetencyFacts, ...] = ()
    activities: int = 0
    feedback_agreements: int = 0
    ready_at: datetime | None = None
    signed: frozenset[Party] = frozenset()
    ever_signed: bool = False
    activated_at: datetime | None = None
    ended_early_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None
    private_preparation: bool = False
    created_by: Party = Party.TRAINEE
    written_by: frozenset[Party] = frozenset()
    last_written_at: datetime | None = None
    deletion_asked_by: Party | None = None
    mode: MeetingMode = MeetingMode.OWN_DEVICES
    turn: Party = Party.TRAINEE
    required: frozenset[Party] = field(default=frozenset({Party.TRAINEE, Party.SUPERVISOR}))

    def competency(self, key: UUID | None) -> CompetencyFacts | None:
        return next((c for c in self.competencies if c.id == key), None)

"""What all writes to a contract share: the lock, the rules, the audit row, the revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from laeringskontrakt.contracts import errors, stages
from laeringskontrakt.contracts.enums import Party, Role
from laeringskontrakt.contracts.models import ContractCompetency, LearningContract, MeetingSession
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.core import audit, clock, live
from laeringskontrakt.people.models import Person


@dataclass(frozen=True)
class Writing:
    """A contract held under its lock while one act is done to it."""

    contract: LearningContract
    facts: stages.Facts
    role: Role
    by: Person
    now: datetime

    @property
    def pen(self) -> Party:
        """Whose line this is: on a shared device that of whose turn it is (§4.6)."""
        pen = stages.pen_of(self.role, self.facts)
        if pen is None:  # refused before we get here
            raise errors.refused(stages.Reason.NOT_A_PARTY)
        return pen

    @property
    def side(self) -> Party:
        """Which of the two this person stands with, whoever's turn it is."""
        return Party.TRAINEE if self.role is Role.TRAINEE else Party.SUPERVISOR

    @property
    def author(self) -> dict[str, Any]:
        """Author columns of a line: the party, the initials, and who was signed in instead."""
        person = self._author_person()
        return {
            "author": self.pen.value,
            "author_initials": person.initials,
            "entered_via": None if person.pk == self.by.pk else self.by,
        }

    @property
    def author_name(self) -> str:
        return self._author_person().full_name

    def _author_person(self) -> Person:
        trainee, supervisor = self.contract.trainee, self.contract.supervisor
        if self.pen is Party.TRAINEE and trainee:
            return trainee
        if self.role in {Role.CO_SUPERVISOR, Role.SUBSTITUTE}:
            return self.by
        return supervisor or self.by

    def names(self) -> dict[str, str]:
        """First names for sentences."""
        return first_names(self.contract)

    def next_order(self, rows: Any) -> int:
        """The order number after the last of ``rows``."""
        last = rows.order_by("-order").values_list("order", flat=True).first()
        return (last or 0) + 1

    def competency(self, row: ContractCompetency) -> ContractCompetency:
        """``row`` read again under the lock. Raises when it is of another contract."""
        return ContractCompetency.objects.get(pk=row.pk, contract=self.contract)

    def refuse_foreign(self, person: Person | None) -> None:
        """Raise ``Person.DoesNotExist`` for somebody of another organisation (I13)."""
        if person is not None and person.organisation_id != self.contract.organisation_id:
            raise Person.DoesNotExist

    def record(self, kind: str, *, words: bool = True, **about: Any) -> None:
        """Add to the audit chain and count up the revision; the words themselves never go in.

        Without ``words`` nothing was written: it does not count as writing (T15), and it was
        done by the person, whoever had the turn at a shared device.
        """
        party = self.pen if words else self.side
        audit.record(
            f"contracts:{kind}",
            organisation_id=self.contract.organisation_id,
            actor_id=self.by.pk,
            at=self.now,
            contract_id=self.contract.pk,
            about={"party": party.value, **about},
        )
        wrote = {f"{party.value}_wrote_at": self.now} if words else {}
        self.count_up(last_written_at=self.now, **wrote)
        self.touch_sitting()

    def count_up(self, **fields: Any) -> None:
        """Write ``fields`` of the contract's row with a new revision.

        Whoever has the sheet open is told of it when it is committed.
        """
        before = self.contract.revision
        self.contract.revision = before + 1
        row = LearningContract.objects.filter(pk=self.contract.pk, revision=before)
        if not row.update(revision=before + 1, **fields):  # the row is locked: nobody else counts
            raise RuntimeError("a write went on with a contract that another write had changed")
        live.changed(self.contract.pk, self.contract.revision)

    def touch_sitting(self) -> None:
        """Keep the open sitting going, or end it where writing stopped and begin a new one."""
        _touch_sitting(self.contract, self.now)


#: Acts whose rules look at what has been agreed and signed, which takes counting.
_COUNTING = frozenset(
    {stages.Act.FREEZE, stages.Act.SIGN, stages.Act.BACK_TO_EDITING, stages.Act.DELETE_DRAFT}
)


def begin(
    act: stages.Act | Mapping[Party, stages.Act],
    *,
    contract: LearningContract,
    by: Person,
    now: datetime,
    competency: UUID | None = None,
) -> Writing:
    """Lock the contract and check that ``by`` may do ``act`` now.

    ``act`` may depend on whose pen ``by`` holds, which is known only under the lock.

    ``Writing.now`` is never earlier than what was written before: whoever had to wait for the
    lock comes after whoever held it, also when their request began first (I1).
    Raises ``Forbidden`` or ``WrongStage`` with the sentence to show.
    """
    locked = access.again(contract, lock=True)
    now = max(now, locked.last_written_at)
    role = access.role_of(locked, by, today=clock.local_date(now))
    if isinstance(act, Mapping):
        pen = stages.pen_of(role, access.row_facts(locked, now=now))
        act = act[pen or Party.TRAINEE]
    facts = access.facts_of(locked, now=now, counted=act in _COUNTING)
    reason = stages.refusal(act, facts, role, competency=competency)
    if reason is not None or role is None:
        raise errors.refused(reason or stages.Reason.NOT_A_PARTY, **first_names(locked))
    return Writing(locked, facts, role, by, now)


def first_names(contract: LearningContract) -> dict[str, str]:
    """First names of the pair, for sentences; empty when an account is gone."""
    return {
        "trainee": contract.trainee.first_name if contract.trainee else "",
        "supervisor": contract.supervisor.first_name if contract.supervisor else "",
    }


def _touch_sitting(contract: LearningContract, now: datetime) -> None:
    open_now = MeetingSession.objects.filter(meeting__contract=contract, ended_at=None)
    going_on = open_now.filter(last_activity_at__gte=now - MeetingSession.IDLE)
    if going_on.update(last_activity_at=now):
        return
    sitting = open_now.first()
    if sitting is None:
        return
    MeetingSession.objects.filter(pk=sitting.pk).update(ended_at=sitting.last_activity_at)
    MeetingSession.objects.create(
        meeting_id=sitting.meeting_id, started_at=now, last_activity_at=now, mode=contract.mode
    )

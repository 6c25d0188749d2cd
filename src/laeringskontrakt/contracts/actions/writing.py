"""What all writes to a contract share: the lock, the rules, the audit row, the revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from laeringskontrakt.contracts import errors, stages
from laeringskontrakt.contracts.enums import Party, Role
from laeringskontrakt.contracts.facts import Facts
from laeringskontrakt.contracts.models import ContractCompetency, LearningContract, MeetingSession
from laeringskontrakt.contracts.queries import access, parts
from laeringskontrakt.core import audit, clock, live, prepared
from laeringskontrakt.people.models import Person


@dataclass(frozen=True)
class Writing:
    """A contract held under its lock while one act is done to it."""

    contract: LearningContract
    gates: Sequence[ContractCompetency]
    facts: Facts
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

    def competency(self, row: ContractCompetency) -> ContractCompetency:
        """``row`` as it is under the lock. Raises ``DoesNotExist`` for another contract's."""
        return _of_this(self.gates, row.pk)

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
        contract = self.contract
        contract.revision += 1
        contract.last_written_at = self.now
        if words:
            setattr(contract, f"{party.value}_wrote_at", self.now)
        _count_up(
            contract.revision,
            contract.last_written_at,
            contract.trainee_wrote_at,
            contract.supervisor_wrote_at,
            contract.pk,
        )
        live.changed(contract.pk, contract.revision)
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


@prepared.update
def _count_up(
    revision: int,
    last_written_at: datetime,
    trainee_wrote_at: datetime | None,
    supervisor_wrote_at: datetime | None,
    key: UUID,
) -> tuple[QuerySet[LearningContract], dict[str, Any]]:
    """The row is locked: what was read of it holds."""
    return LearningContract.objects.filter(pk=key), {
        "revision": revision,
        "last_written_at": last_written_at,
        "trainee_wrote_at": trainee_wrote_at,
        "supervisor_wrote_at": supervisor_wrote_at,
    }


#: Acts whose rules look at what has been agreed and signed, which takes counting.
_COUNTING = frozenset(
    {
        stages.Act.FREEZE,
        stages.Act.SIGN,
        stages.Act.BACK_TO_EDITING,
        stages.Act.DELETE_DRAFT,
        stages.Act.ASK_DELETION,
    }
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
    Raises ``Forbidden`` or ``WrongStage`` with the sentence to show, and
    ``ContractCompetency.DoesNotExist`` when ``competency`` is of another contract.
    """
    locked = access.again(contract, lock=True)
    now = max(now, locked.last_written_at)
    role = access.role_of(locked, by, today=clock.local_date(now))
    if isinstance(act, Mapping):
        pen = stages.pen_of(role, access.row_facts(locked, now=now))
        act = act[pen or Party.TRAINEE]
    gates = parts.gates(locked.pk)
    if competency is not None:
        _of_this(gates, competency)
    facts = replace(
        access.row_facts(locked, now=now),
        competencies=access.gate_facts(gates),
        **(access.counts(locked) if act in _COUNTING else {}),
    )
    reason = stages.refusal(act, facts, role, competency=competency)
    if reason is not None or role is None:
        raise errors.refused(reason or stages.Reason.NOT_A_PARTY, **first_names(locked))
    return Writing(locked, gates, facts, role, by, now)


def _of_this(gates: Sequence[ContractCompetency], key: UUID) -> ContractCompetency:
    found = next((row for row in gates if row.pk == key), None)
    if found is None:
        raise ContractCompetency.DoesNotExist
    return found


def first_names(contract: LearningContract) -> dict[str, str]:
    """First names of the pair, for sentences; empty when an account is gone."""
    return {
        "trainee": contract.trainee.first_name if contract.trainee else "",
        "supervisor": contract.supervisor.first_name if contract.supervisor else "",
    }


def _touch_sitting(contract: LearningContract, now: datetime) -> None:
    if _go_on(now, contract.pk, now - MeetingSession.IDLE):
        return
    sitting = MeetingSession.objects.filter(meeting__contract=contract, ended_at=None).first()
    if sitting is None:
        return
    MeetingSession.objects.filter(pk=sitting.pk).update(ended_at=sitting.last_activity_at)
    MeetingSession.objects.create(
        meeting_id=sitting.meeting_id, started_at=now, last_activity_at=now, mode=contract.mode
    )


@prepared.update
def _go_on(
    now: datetime, contract: UUID, since: datetime
) -> tuple[QuerySet[MeetingSession], dict[str, Any]]:
    open_now = MeetingSession.objects.filter(meeting__contract=contract, ended_at=None)
    return open_now.filter(last_activity_at__gte=since), {"last_activity_at": now}

"""Holding the meeting: sittings, one device or two, whose turn it is (domain §4.6)."""

from __future__ import annotations

from datetime import datetime

from laeringskontrakt.contracts.actions.writing import begin
from laeringskontrakt.contracts.enums import MeetingMode, Party
from laeringskontrakt.contracts.models import LearningContract, Meeting, MeetingSession
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core.actions import action
from laeringskontrakt.people.models import Person


@action("contracts:meeting:open_sitting")
def open_sitting(*, contract: LearningContract, by: Person, now: datetime) -> None:
    """The two sit down: the quarter of an hour begins, and a private preparation is laid open."""
    writing = begin(Act.HOLD_MEETING, contract=contract, by=by, now=now)
    LearningContract.objects.filter(pk=contract.pk).update(private_since=None)
    meeting, _made = Meeting.objects.get_or_create(contract=writing.contract)
    if not meeting.sessions.filter(ended_at=None).exists():
        MeetingSession.objects.create(
            meeting=meeting, started_at=now, last_activity_at=now, mode=writing.contract.mode
        )
    writing.record("meeting:open_sitting", words=False)


@action("contracts:meeting:pause")
def pause(*, contract: LearningContract, by: Person, now: datetime) -> None:
    """«Fortsæt senere»: the sitting ends, the draft stays as it is and never expires for it."""
    writing = begin(Act.HOLD_MEETING, contract=contract, by=by, now=now)
    writing.record("meeting:pause", words=False)
    end_sitting(writing.contract, now)


def end_sitting(contract: LearningContract, now: datetime) -> None:
    """Close the sitting that is open, if one is."""
    MeetingSession.objects.filter(meeting__contract=contract, ended_at=None).update(ended_at=now)


@action("contracts:meeting:choose_mode")
def choose_mode(
    *, contract: LearningContract, mode: MeetingMode, by: Person, now: datetime
) -> None:
    """One device between the two, or a device each. One device begins with the trainee's turn."""
    writing = begin(Act.HOLD_MEETING, contract=contract, by=by, now=now)
    LearningContract.objects.filter(pk=contract.pk).update(
        mode=mode.value, turn=Party.TRAINEE.value
    )
    writing.record("meeting:choose_mode", words=False, mode=mode.value)


@action("contracts:meeting:pass_turn")
def pass_turn(*, contract: LearningContract, to: Party, by: Person, now: datetime) -> None:
    """«Nu skriver Amalie»: hand the shared device over."""
    writing = begin(Act.HOLD_MEETING, contract=contract, by=by, now=now)
    LearningContract.objects.filter(pk=contract.pk).update(turn=to.value)
    writing.record("meeting:pass_turn", words=False, to=to.value)

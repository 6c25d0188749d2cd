"""What step 4 proposes: feedback from those an activity needs, and an assessment at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from laeringskontrakt.contracts import moments
from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    ContractCompetency,
    FeedbackAgreement,
    LearningActivity,
    LearningContract,
)
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.curriculum import vocabulary
from laeringskontrakt.people.models import Person

COLLEAGUE_MINUTES = 5
SUPERVISOR_MINUTES = 10


@dataclass(frozen=True)
class FeedbackProposal:
    """A feedback agreement that one press makes."""

    activity: LearningActivity
    giver: Person | None
    giver_name: str
    giver_role: str
    form: str
    minutes: int
    when: Moment


@dataclass(frozen=True)
class AssessmentProposal:
    """An assessment that one press makes."""

    competency: ContractCompetency
    assessor: Person
    instrument: str
    minutes: int
    when: Moment


def feedback(
    activities: Sequence[LearningActivity],
    agreed: Sequence[FeedbackAgreement],
    supervisor: Person | None,
) -> list[FeedbackProposal]:
    """One for each activity that needs a named person and has no feedback agreed yet."""
    taken = {row.activity_id for row in agreed}
    needing = (row for row in activities if row.support_need != SupportNeed.NONE)
    free = (row for row in needing if row.pk not in taken)
    return [proposal for row in free if (proposal := _of(row, supervisor))]


def _of(row: LearningActivity, supervisor: Person | None) -> FeedbackProposal | None:
    by_supervisor = row.support_need == SupportNeed.SUPERVISOR
    giver = row.with_person or (supervisor if by_supervisor else None)
    name = giver.full_name if giver else row.with_name
    if not name:
        return None
    return FeedbackProposal(
        activity=row,
        giver=giver,
        giver_name=name,
        giver_role=giver.title if giver else row.with_role,
        form="observation",
        minutes=SUPERVISOR_MINUTES if giver and giver == supervisor else COLLEAGUE_MINUTES,
        when=moments.of(row),
    )


def assessments(
    contract: LearningContract,
    rows: Sequence[ContractCompetency],
    planned: Sequence[AssessmentAgreement],
) -> list[AssessmentProposal]:
    """One for each competency without an assessment, by the supervisor in the last week."""
    if contract.no_assessment or contract.supervisor is None or contract.period_to is None:
        return []
    if any(agreement.competency_id is None for agreement in planned):
        return []
    done = {agreement.competency_id for agreement in planned}
    monday = contract.period_to - timedelta(days=contract.period_to.weekday())
    when = Moment(type=WhenType.WEEK, start=monday, latest=contract.period_to)
    return [
        AssessmentProposal(row, contract.supervisor, *_instrument(row), when)
        for row in rows
        if row.pk not in done
    ]


def _instrument(row: ContractCompetency) -> tuple[str, int]:
    instruments = vocabulary.vocabulary().instruments
    code = next(iter(row.competency.instruments), "")
    return code, instruments[code].typical_minutes if code in instruments else 20

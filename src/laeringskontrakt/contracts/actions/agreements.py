"""Formative feedback and summative assessment, agreed before signing (T8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from laeringskontrakt.contracts.actions import rows
from laeringskontrakt.contracts.actions.activities import subgoals_of
from laeringskontrakt.contracts.actions.writing import Writing, begin
from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    ContractCompetency,
    FeedbackAgreement,
    LearningActivity,
    LearningContract,
    Subgoal,
)
from laeringskontrakt.contracts.moments import NO_TIME, Moment
from laeringskontrakt.contracts.queries import parts, proposals
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import prepared
from laeringskontrakt.core.actions import action
from laeringskontrakt.people.models import Person


@dataclass(frozen=True)
class FeedbackContent:
    """Who looks at what, how, when, and for how many minutes."""

    giver: Person | None
    giver_name: str = ""
    giver_role: str = ""
    ask: str = ""
    form: str = ""
    model: str = ""
    minutes: int = 5
    when: Moment = NO_TIME

    @classmethod
    def of(cls, proposal: proposals.FeedbackProposal) -> FeedbackContent:
        """What is proposed, as it stands."""
        return cls(
            giver=proposal.giver,
            giver_name=proposal.giver_name,
            giver_role=proposal.giver_role,
            form=proposal.form,
            minutes=proposal.minutes,
            when=proposal.when,
        )

    def columns(self) -> dict[str, Any]:
        """The values of the row's columns; somebody with an account goes by their own name."""
        return {
            "giver": self.giver,
            "giver_name": self.giver.full_name if self.giver else self.giver_name,
            "giver_role": self.giver_role or (self.giver.title if self.giver else ""),
            "ask": self.ask,
            "form": self.form,
            "model": self.model,
            "minutes": self.minutes,
            **self.when.columns(),
        }


@action("contracts:feedback:agree")
def agree_feedback(
    *,
    contract: LearningContract,
    subgoals: Sequence[Subgoal],
    content: FeedbackContent,
    by: Person,
    now: datetime,
    activity: LearningActivity | None = None,
) -> FeedbackAgreement:
    """One more feedback agreement about subgoals of this contract (I10)."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    own = subgoals_of(writing, subgoals)
    writing.refuse_foreign(content.giver)
    source = (
        LearningActivity.objects.get(pk=activity.pk, contract=writing.contract)
        if activity
        else None
    )
    row = FeedbackAgreement(
        contract=writing.contract,
        activity=source,
        order=rows.next_order(FeedbackAgreement, writing.contract.pk),
        created_at=writing.now,
        changed_at=writing.now,
        **content.columns(),
        **writing.author,
    )
    prepared.insert(row)
    prepared.insert_all(rows.about(row, own))
    writing.record("feedback:agree", agreement=str(row.pk), minutes=content.minutes)
    return row


@action("contracts:feedback:change")
def change_feedback(
    *,
    contract: LearningContract,
    agreement: FeedbackAgreement,
    subgoals: Sequence[Subgoal],
    content: FeedbackContent,
    by: Person,
    now: datetime,
) -> FeedbackAgreement:
    """New content for a feedback agreement of this draft."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    own = subgoals_of(writing, subgoals)
    writing.refuse_foreign(content.giver)
    row = FeedbackAgreement.objects.get(pk=agreement.pk, contract=writing.contract)
    FeedbackAgreement.objects.filter(pk=row.pk).update(changed_at=writing.now, **content.columns())
    row.subgoals.set(own)  # type: ignore[arg-type]  # keys need not be whole numbers
    writing.record("feedback:change", agreement=str(row.pk), minutes=content.minutes)
    return row


@action("contracts:feedback:remove")
def remove_feedback(
    *, contract: LearningContract, agreement: FeedbackAgreement, by: Person, now: datetime
) -> None:
    """Take a feedback agreement out of a draft."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    row = FeedbackAgreement.objects.get(pk=agreement.pk, contract=writing.contract)
    writing.record("feedback:remove", agreement=str(row.pk))
    row.delete()


@action("contracts:feedback:accept_proposals")
def accept_proposals(
    *,
    contract: LearningContract,
    by: Person,
    now: datetime,
    only: UUID | None = None,
) -> int:
    """Agree what step 3 proposes: feedback from those an activity needs. Returns how many.

    ``only`` is the activity whose proposal is taken; without it all are.
    """
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    activities = parts.activities(contract.pk)
    if only is not None and all(row.pk != only for row in activities):
        raise LearningActivity.DoesNotExist
    proposed = proposals.feedback(
        activities, parts.feedback(contract.pk), writing.contract.supervisor
    )
    taken = [proposal for proposal in proposed if only in (None, proposal.activity.pk)]
    if taken:
        _agree_all(writing, taken)
    return len(taken)


def _agree_all(writing: Writing, taken: Sequence[proposals.FeedbackProposal]) -> None:
    for proposal in taken:
        writing.refuse_foreign(proposal.giver)
    served = parts.served_by_activities(writing.contract.pk)
    first = rows.next_order(FeedbackAgreement, writing.contract.pk)
    agreed = [
        FeedbackAgreement(
            contract=writing.contract,
            activity=proposal.activity,
            order=order,
            created_at=writing.now,
            changed_at=writing.now,
            **FeedbackContent.of(proposal).columns(),
            **writing.author,
        )
        for order, proposal in enumerate(taken, start=first)
    ]
    prepared.insert_all(agreed)
    about = [
        pair
        for row in agreed
        for pair in rows.about(row, (goal for one, goal in served if one == row.activity_id))
    ]
    prepared.insert_all(about)
    writing.record(
        "feedback:accept_proposals",
        agreements=[str(row.pk) for row in agreed],
        minutes=sum(row.minutes for row in agreed),
    )


@dataclass(frozen=True)
class AssessmentContent:
    """A planned assessment of one competency, or of the whole contract when it is None."""

    competency: ContractCompetency | None
    assessor: Person | None
    assessor_name: str = ""
    assessor_role: str = ""
    instrument: str = ""
    criteria: str = ""
    place: str = ""
    minutes: int = 20
    target_level: int | None = None
    when: Moment = NO_TIME

    def columns(self) -> dict[str, Any]:
        """The values of the row's columns."""
        return {
            "competency": self.competency,
            "assessor": self.assessor,
            "assessor_name": self.assessor.full_name if self.assessor else self.assessor_name,
            "assessor_role": self.assessor_role or (self.assessor.title if self.assessor else ""),
            "instrument": self.instrument,
            "criteria": self.criteria,
            "place": self.place,
            "minutes": self.minutes,
            "target_level": self.target_level,
            **self.when.columns(),
        }


@action("contracts:assessment:agree")
def agree_assessment(
    *, contract: LearningContract, content: AssessmentContent, by: Person, now: datetime
) -> AssessmentAgreement:
    """A planned summative assessment; takes «Ingen bedømmelse» back."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    if content.competency is not None:
        writing.competency(content.competency)
    writing.refuse_foreign(content.assessor)
    row = AssessmentAgreement(
        contract=writing.contract,
        order=rows.next_order(AssessmentAgreement, writing.contract.pk),
        created_at=writing.now,
        changed_at=writing.now,
        **content.columns(),
        **writing.author,
    )
    prepared.insert(row)
    if writing.contract.no_assessment:
        LearningContract.objects.filter(pk=contract.pk).update(no_assessment=False)
    writing.record("assessment:agree", agreement=str(row.pk), minutes=content.minutes)
    return row


@action("contracts:assessment:accept_proposal")
def accept_assessment(
    *, contract: LearningContract, competency: ContractCompetency, by: Person, now: datetime
) -> AssessmentAgreement | None:
    """Agree the assessment proposed for one competency; nothing when one is agreed already."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    row = writing.competency(competency)
    planned = list(writing.contract.assessments.all())
    offered = proposals.assessments(writing.contract, [row], planned)
    proposal = next((p for p in offered if p.competency.pk == row.pk), None)
    if proposal is None:
        return None
    content = AssessmentContent(
        competency=row,
        assessor=proposal.assessor,
        instrument=proposal.instrument,
        minutes=proposal.minutes,
        when=proposal.when,
    )
    agreed: AssessmentAgreement = agree_assessment(
        contract=contract, content=content, by=by, now=now
    )
    return agreed


@action("contracts:assessment:change")
def change_assessment(
    *,
    contract: LearningContract,
    agreement: AssessmentAgreement,
    content: AssessmentContent,
    by: Person,
    now: datetime,
) -> AssessmentAgreement:
    """New content for an assessment agreement of this draft."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    if content.competency is not None:
        writing.competency(content.competency)
    writing.refuse_foreign(content.assessor)
    row = AssessmentAgreement.objects.get(pk=agreement.pk, contract=writing.contract)
    AssessmentAgreement.objects.filter(pk=row.pk).update(
        changed_at=writing.now, **content.columns()
    )
    writing.record("assessment:change", agreement=str(row.pk), minutes=content.minutes)
    return row


@action("contracts:assessment:remove")
def remove_assessment(
    *, contract: LearningContract, agreement: AssessmentAgreement, by: Person, now: datetime
) -> None:
    """Take an assessment agreement out of a draft."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    row = AssessmentAgreement.objects.get(pk=agreement.pk, contract=writing.contract)
    writing.record("assessment:remove", agreement=str(row.pk))
    row.delete()


@action("contracts:assessment:none")
def choose_no_assessment(
    *, contract: LearningContract, chosen: bool, by: Person, now: datetime
) -> None:
    """«Ingen bedømmelse i denne periode» is a legitimate choice; it takes planned ones out."""
    writing = begin(Act.WRITE_AGREEMENT, contract=contract, by=by, now=now)
    LearningContract.objects.filter(pk=contract.pk).update(no_assessment=chosen)
    if chosen:
        writing.contract.assessments.all().delete()
    writing.record("assessment:none", chosen=chosen)

"""The rows that belong to one contract, in the order of the sheet: one query each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    ContractCompetency,
    FeedbackAgreement,
    LearningActivity,
    MeetingSession,
    ProposedCompetency,
    Subgoal,
    SupervisorMemo,
)
from laeringskontrakt.core import prepared


@prepared.query
def competencies(contract: UUID) -> QuerySet[ContractCompetency]:
    """With what the curriculum says of each."""
    rows = ContractCompetency.objects.filter(contract=contract)
    return rows.select_related("competency__version")


@prepared.query
def gates(contract: UUID) -> QuerySet[ContractCompetency]:
    """With ``trainee_lines`` and ``supervisor_lines``: how many subgoals each party wrote."""
    rows = ContractCompetency.objects.filter(contract=contract)
    return rows.annotate(
        trainee_lines=Count("subgoals", filter=Q(subgoals__author=Party.TRAINEE.value)),
        supervisor_lines=Count("subgoals", filter=Q(subgoals__author=Party.SUPERVISOR.value)),
    ).order_by("order")


@prepared.query
def subgoals(contract: UUID) -> QuerySet[Subgoal]:
    """Those of all competencies, and what was added under them."""
    return Subgoal.objects.filter(contract=contract)


@prepared.query
def subgoal_keys(contract: UUID) -> QuerySet[Subgoal, UUID]:
    """Their ids alone."""
    return Subgoal.objects.filter(contract=contract).order_by().values_list("pk", flat=True)


@prepared.query
def activities(contract: UUID) -> QuerySet[LearningActivity]:
    """With whom they are done."""
    return LearningActivity.objects.filter(contract=contract).select_related("with_person")


@prepared.query
def served_by_activities(contract: UUID) -> QuerySet[Any, tuple[UUID, UUID]]:
    """The ids of an activity and of a subgoal that it serves, for each such pair."""
    pairs = LearningActivity.subgoals.through.objects.filter(subgoal__contract=contract)
    return pairs.order_by().values_list("learningactivity_id", "subgoal_id")


@prepared.query
def feedback(contract: UUID) -> QuerySet[FeedbackAgreement]:
    """The feedback that is agreed."""
    return FeedbackAgreement.objects.filter(contract=contract)


@prepared.query
def served_by_feedback(contract: UUID) -> QuerySet[Any, tuple[UUID, UUID]]:
    """The ids of a feedback agreement and of a subgoal that it is about, for each such pair."""
    pairs = FeedbackAgreement.subgoals.through.objects.filter(subgoal__contract=contract)
    return pairs.order_by().values_list("feedbackagreement_id", "subgoal_id")


@prepared.query
def assessments(contract: UUID) -> QuerySet[AssessmentAgreement]:
    """The assessments that are agreed, each with its competency."""
    rows = AssessmentAgreement.objects.filter(contract=contract)
    return rows.select_related("competency__competency__version")


@prepared.query
def sittings(contract: UUID) -> QuerySet[MeetingSession]:
    """The sittings of its meeting."""
    return MeetingSession.objects.filter(meeting__contract=contract)


@prepared.query
def proposed(contract: UUID) -> QuerySet[ProposedCompetency]:
    """What was proposed while the trainee prepared, with what the curriculum says of each."""
    rows = ProposedCompetency.objects.filter(contract=contract)
    return rows.select_related("competency__version")


@prepared.query
def memos(contract: UUID, owner: UUID) -> QuerySet[SupervisorMemo]:
    """The private lines of one person."""
    return SupervisorMemo.objects.filter(contract=contract, owner=owner)

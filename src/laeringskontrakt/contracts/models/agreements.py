"""Where and how it is learned, and what feedback and assessment is agreed."""

from __future__ import annotations

from django.db import models

from laeringskontrakt.contracts.enums import Party, SupportNeed, WhenType
from laeringskontrakt.contracts.models.contract import ContractCompetency, LearningContract
from laeringskontrakt.contracts.models.fields import choices
from laeringskontrakt.contracts.models.lines import Subgoal
from laeringskontrakt.core.models import UuidModel
from laeringskontrakt.people.models import Person


class Scheduled(UuidModel):
    """When: a date, a week, a period or an event, each with the day it is over at the latest.

    ``when_from`` is the date, the Monday of the week, or the first day of the period.
    ``latest`` is the last day it can happen: nothing is late before it (domain §1.7).
    """

    when_type = models.CharField(
        max_length=8, choices=choices(WhenType), default=WhenType.NONE.value
    )
    when_from = models.DateField(null=True, blank=True)
    when_time = models.TimeField(null=True, blank=True)
    when_text = models.CharField(max_length=200, blank=True)
    latest = models.DateField(null=True, blank=True)
    author = models.CharField(max_length=12, choices=choices(Party))
    author_initials = models.CharField(max_length=4)
    entered_via = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    order = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["order", "id"]


class LearningActivity(Scheduled):
    """Where and how one or more subgoals are learned (T7). ``none`` is own activity."""

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="activities")
    subgoals = models.ManyToManyField(Subgoal, related_name="activities")
    text = models.TextField()
    place = models.CharField(max_length=40, blank=True)
    method = models.CharField(max_length=40, blank=True)
    support_need = models.CharField(
        max_length=12, choices=choices(SupportNeed), default=SupportNeed.NONE.value
    )
    with_person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    with_name = models.CharField(max_length=130, blank=True)
    with_role = models.CharField(max_length=80, blank=True)


class FeedbackAgreement(Scheduled):
    """Who gives formative feedback about what, how and when (T8)."""

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="feedback")
    subgoals = models.ManyToManyField(Subgoal, related_name="feedback")
    activity = models.ForeignKey(
        LearningActivity, models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    giver = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    giver_name = models.CharField(max_length=130)
    giver_role = models.CharField(max_length=80, blank=True)
    ask = models.TextField(blank=True)
    form = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=40, blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)


class AssessmentAgreement(Scheduled):
    """A planned summative assessment; optional (T8). ``competency`` null is the whole contract."""

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="assessments")
    competency = models.ForeignKey(ContractCompetency, models.CASCADE, null=True, blank=True)
    assessor = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    assessor_name = models.CharField(max_length=130)
    assessor_role = models.CharField(max_length=80, blank=True)
    instrument = models.CharField(max_length=40, blank=True)
    criteria = models.TextField(blank=True)
    place = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(default=20)
    target_level = models.PositiveSmallIntegerField(null=True, blank=True)

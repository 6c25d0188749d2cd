"""What the two write about the competency: subgoals, and the supervisor's private memo."""

from __future__ import annotations

from django.db import models

from laeringskontrakt.contracts.enums import Party, SubgoalOrigin
from laeringskontrakt.contracts.models.contract import ContractCompetency, LearningContract
from laeringskontrakt.contracts.models.fields import choices
from laeringskontrakt.core.models import UuidModel
from laeringskontrakt.people.models import Person


class Subgoal(UuidModel):
    """One part of a competency, written by one party and shown as such for ever (T3, T6).

    ``entered_via`` is the signed-in person on a shared device, when it was not the author.
    """

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="subgoals")
    competency = models.ForeignKey(ContractCompetency, models.CASCADE, related_name="subgoals")
    author = models.CharField(max_length=12, choices=choices(Party))
    author_name = models.CharField(max_length=130)
    author_initials = models.CharField(max_length=4)
    text = models.TextField()
    adds_to = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="additions"
    )
    origin = models.CharField(
        max_length=12, choices=choices(SubgoalOrigin), default=SubgoalOrigin.OWN.value
    )
    entered_via = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True)
    order = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "id"]


class SupervisorMemo(UuidModel):
    """A private line the supervisor wants to remember until the pen opens; never sent before."""

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="memos")
    owner = models.ForeignKey(Person, models.CASCADE, related_name="memos")
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]

"""Each party's own copy: the wording, own ticks, private notes (domain §0.7, §4.5)."""

from __future__ import annotations

from django.db import models

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.models.contract import LearningContract
from laeringskontrakt.contracts.models.fields import choices
from laeringskontrakt.contracts.models.versions import ContractVersion
from laeringskontrakt.core.models import UuidModel
from laeringskontrakt.people.models import Person


class ContractCopy(UuidModel):
    """One party's own copy. It holds the wording itself, so nobody else's deletion touches it."""

    contract = models.ForeignKey(LearningContract, models.PROTECT, related_name="copies")
    version = models.ForeignKey(ContractVersion, models.PROTECT, related_name="copies")
    holder = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="copies")
    holder_name = models.CharField(max_length=130)
    party = models.CharField(max_length=12, choices=choices(Party))
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    handed_out_at = models.DateTimeField()

    class Meta:
        ordering = ["handed_out_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "holder"],
                name="one_copy_a_person",
                condition=~models.Q(holder=None),
            )
        ]


class CopyTick(UuidModel):
    """A tick in one's own copy: the trainee's «Udført», the supervisor's «Set»."""

    copy = models.ForeignKey(ContractCopy, models.CASCADE, related_name="ticks")
    #: The id of an activity, subgoal or agreement in the frozen content.
    line_id = models.UUIDField()
    ticked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy", "line_id"], name="a_line_is_ticked_once")
        ]


class CopyNote(UuidModel):
    """The private note of one copy: for its holder only, in every view and export (I7)."""

    copy = models.OneToOneField(ContractCopy, models.CASCADE, related_name="note")
    text = models.TextField(blank=True)
    changed_at = models.DateTimeField()


class Reflection(UuidModel):
    """What the trainee thinks about it afterwards; private until shared, and again if withdrawn."""

    copy = models.OneToOneField(ContractCopy, models.CASCADE, related_name="reflection")
    text = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)


class StatusLook(UuidModel):
    """That a programme lead looked at a named contract's status; the trainee sees it (§4.7)."""

    contract = models.ForeignKey(LearningContract, models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, models.SET_NULL, null=True)
    person_name = models.CharField(max_length=130)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

"""The conversation, which may be held over several sittings (domain §4.6)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from laeringskontrakt.contracts.enums import MeetingKind, MeetingMode
from laeringskontrakt.contracts.models.contract import LearningContract
from laeringskontrakt.contracts.models.fields import choices
from laeringskontrakt.core.models import UuidModel


class Meeting(UuidModel):
    """The conversation a contract is made in."""

    contract = models.OneToOneField(LearningContract, models.CASCADE, related_name="meeting")
    kind = models.CharField(
        max_length=12, choices=choices(MeetingKind), default=MeetingKind.CONTRACT.value
    )


class MeetingSession(UuidModel):
    """One sitting. It ends when paused or signed, or where writing stopped for long."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    mode = models.CharField(max_length=16, choices=choices(MeetingMode))

    #: A sitting in which nobody has written for this long is over where writing stopped.
    IDLE = timedelta(minutes=20)

    def over_at(self, now: datetime) -> datetime | None:
        """When it ended; ``None`` while it goes on."""
        if self.ended_at is None and now - self.last_activity_at > self.IDLE:
            return self.last_activity_at
        return self.ended_at

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(ended_at=None), name="one_open_sitting"
            )
        ]

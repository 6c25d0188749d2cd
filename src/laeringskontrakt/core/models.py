"""What every app stands on: ids, receipts, the audit chain and mail that waits to be sent."""

from __future__ import annotations

from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.db import models


def new_id() -> UUID:
    """A UUIDv7: sorts by time, so indexes stay compact and lists keep the order of writing."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


class UuidModel(models.Model):
    """A row with a time-ordered id that can move between installations."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Receipt(models.Model):
    """That a command has had its effect, kept in the same transaction as the effect.

    Sent twice, applied once: the second time ``result`` is answered and nothing is done.
    """

    actor_id = models.UUIDField()
    command_id = models.UUIDField()
    kind = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    result = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor_id", "command_id"], name="one_receipt_a_command")
        ]


class AuditHead(models.Model):
    """The end of one organisation's audit chain. Locked while an event is added."""

    organisation_id = models.UUIDField(primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)


class AuditEvent(models.Model):
    """One thing that happened. Append-only; each hash covers the one before (faults S41).

    ``entry`` is the canonical JSON that is hashed. It holds ids, kinds and counts, never
    what people wrote, so it may be kept and shown when the words are erased (domain §5.1).
    """

    organisation_id = models.UUIDField()
    number = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    entry = models.TextField()
    # Copies out of ``entry`` to look things up by; the entry is what counts.
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor_id = models.UUIDField(null=True)
    contract_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["organisation_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "number"], name="audit_in_order")
        ]
        indexes = [models.Index(fields=["contract_id", "number"], name="audit_by_contract")]


class OutboxMail(UuidModel):
    """A mail written in the same transaction as what it tells of, sent after commit."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-at"]

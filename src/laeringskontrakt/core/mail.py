"""Mail: written as a row in the same transaction as what it tells of, sent after commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from laeringskontrakt.core import clock, delivery
from laeringskontrakt.core.models import OutboxMail


class DatabaseBackend(BaseEmailBackend):
    """Django's way of sending mail, ending in ``OutboxMail`` rows: one for each recipient."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the rows; returns how many messages were taken."""
        at = clock.now()
        rows = [
            OutboxMail(to=recipient, subject=str(message.subject), body=str(message.body), at=at)
            for message in email_messages
            for recipient in message.recipients()
        ]
        OutboxMail.objects.bulk_create(rows)
        delivery.soon()
        return len(email_messages)


def enqueue(*, to: str, subject: str, body: str, now: datetime) -> OutboxMail:
    """A mail in the caller's transaction: nothing is sent for what is rolled back."""
    mail = OutboxMail.objects.create(to=to, subject=subject, body=body, at=now)
    delivery.soon()
    return mail

"""Sending the mails that wait in the outbox: after commit, and again until they are taken."""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import F

from laeringskontrakt.core import clock
from laeringskontrakt.core.models import OutboxMail

MOST_ATTEMPTS = 10
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()


def soon() -> None:
    """After this transaction, send what waits; nobody waits for the mail server."""
    if settings.MAIL_URL:
        transaction.on_commit(lambda: threading.Thread(target=_quietly, daemon=True).start())


def deliver(*, now: datetime, backend: Any = None) -> int:
    """Send every mail that waits, each at most once per call. Returns how many were taken.

    A mail is claimed by counting its attempt first, so that two processes never send the same
    one at once. What the mail server refuses stays and is tried again by the next call.
    """
    mailer = backend or smtp(settings.MAIL_URL)
    sent = 0
    waiting = OutboxMail.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS).order_by("at")
    for mail in waiting:
        mine = OutboxMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at=None)
        if not mine.update(attempts=F("attempts") + 1):
            continue
        message = EmailMessage(mail.subject, mail.body, to=[mail.to], connection=mailer)
        try:
            message.send()
        except OSError as error:  # SMTP errors are OSErrors too
            _log.warning("mail %s was not taken: %s", mail.pk, type(error).__name__)
            continue
        OutboxMail.objects.filter(pk=mail.pk).update(sent_at=now)
        sent += 1
    return sent


def smtp(url: str) -> Any:
    """The connection for ``smtp://user:password@host:port`` or ``smtps://…``."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"LK_MAIL_URL: {parts.scheme!r} is not smtp or smtps")
    secure = parts.scheme == "smtps"
    return get_connection(
        _SMTP,
        host=parts.hostname or "localhost",
        port=parts.port or (465 if secure else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=secure,
        timeout=10,
    )


def _quietly() -> None:
    if not _one_at_a_time.acquire(blocking=False):
        return
    try:
        deliver(now=clock.now())
    except Exception:
        _log.exception("mails wait for the next try")
    finally:
        _one_at_a_time.release()
        connection.close()

"""Mails leave the outbox once, and wait when the mail server does not take them."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from laeringskontrakt.core import delivery, mail
from laeringskontrakt.core.models import OutboxMail
from tests.worlds import NOW

pytestmark = pytest.mark.django_db


class Refusing(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError


def _one() -> OutboxMail:
    return mail.enqueue(to="jens@demo.example", subject="Kode", body="123456", now=NOW)


def test_a_waiting_mail_is_sent_once() -> None:
    _one()
    backend = get_connection("django.core.mail.backends.locmem.EmailBackend")

    counts = [delivery.deliver(now=NOW, backend=backend) for _ in range(2)]

    assert counts == [1, 0]
    assert [message.to for message in django_mail.outbox] == [["jens@demo.example"]]
    assert OutboxMail.objects.get().sent_at == NOW


def test_a_refused_mail_waits_and_is_sent_later() -> None:
    _one()

    assert delivery.deliver(now=NOW, backend=Refusing()) == 0
    backend = get_connection("django.core.mail.backends.locmem.EmailBackend")
    assert delivery.deliver(now=NOW, backend=backend) == 1
    assert OutboxMail.objects.get().attempts == 2


def test_a_mail_is_not_tried_for_ever() -> None:
    _one()

    for _ in range(delivery.MOST_ATTEMPTS + 3):
        delivery.deliver(now=NOW, backend=Refusing())

    assert OutboxMail.objects.get().attempts == delivery.MOST_ATTEMPTS


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="LK_MAIL_URL"):
        delivery.smtp("http://mail.example")

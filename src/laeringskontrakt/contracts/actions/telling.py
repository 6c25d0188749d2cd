"""Mails about a contract: number, names and link, never what somebody wrote (domain §4.3 I12)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.core import mail
from laeringskontrakt.people.models import Person


class News(Enum):
    """What a mail tells: subject and text."""

    STARTED = (
        _("Læringskontrakt %(number)s er begyndt"),
        _("Hej %(name)s\n\nDer er en kladde, som I skriver sammen:\n%(link)s"),
    )
    MISSING = (
        _("Læringskontrakt %(number)s mangler din underskrift"),
        _("Hej %(name)s\n\nArket er klar. Læs det, og skriv under:\n%(link)s"),
    )
    SIGNED = (
        _("Læringskontrakt %(number)s er underskrevet af begge"),
        _(
            "Hej %(name)s\n\nLæringskontrakten er underskrevet af jer begge, "
            "og dit eksemplar ligger i din mappe:\n%(link)s\n\nKvittering: %(head)s"
        ),
    )

    @property
    def subject(self) -> Promise:
        return self.value[0]

    @property
    def body(self) -> Promise:
        return self.value[1]


def tell(
    person: Person | None,
    contract: LearningContract,
    news: News,
    *,
    now: datetime,
    head: str = "",
) -> None:
    """Mail ``person`` in their own language; nobody when the account is gone."""
    if person is None:
        return
    facts = {
        "number": contract.number,
        "link": settings.ORIGIN + reverse("contracts:contract", args=[contract.pk]),
        "name": person.first_name,
        "head": head,
    }
    with translation.override(person.language):
        subject, body = str(news.subject) % facts, str(news.body) % facts
    mail.enqueue(to=person.email, subject=subject, body=body, now=now)

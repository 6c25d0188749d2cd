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
from laeringskontrakt.contracts.queries.frozen import FrozenContract, LineKind
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
    MAY_GO = (
        _("Må kladden til læringskontrakt %(number)s slettes?"),
        _("Hej %(name)s\n\n%(by)s vil gerne slette kladden. Sig ja eller nej på arket:\n%(link)s"),
    )
    ASKED = (
        _("Du er bedt om feedback i læringskontrakt %(number)s"),
        _(
            "Hej %(name)s\n\n%(trainee)s har aftalt feedback eller bedømmelse med dig. "
            "Hvad, hvornår og hvor længe står på din forside:\n%(home)s"
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
    **more: str,
) -> None:
    """Mail ``person`` in their own language; nobody when the account is gone.

    ``more`` is what the news needs besides: the ``head`` of the chain, or ``by`` whom.
    """
    if person is None:
        return
    facts = {
        "number": contract.number,
        "link": settings.ORIGIN + reverse("contracts:contract", args=[contract.pk]),
        "home": settings.ORIGIN + reverse("portfolio:home"),
        "name": person.first_name,
        "trainee": contract.trainee.full_name if contract.trainee else "",
        **more,
    }
    with translation.override(person.language):
        subject, body = str(news.subject) % facts, str(news.body) % facts
    mail.enqueue(to=person.email, subject=subject, body=body, now=now)


def tell_givers(contract: LearningContract, wording: FrozenContract, *, now: datetime) -> None:
    """Mail each colleague with an account who gives feedback or assesses, once (T10).

    The two parties have their own mail. Who has no account is told by them: nothing is sent.
    """
    pair = {wording.trainee.id, wording.supervisor.id}
    given = (line for line in wording.lines if line.kind is not LineKind.ACTIVITY)
    keys = {line.who_id for line in given if line.who_id} - pair
    for person in Person.objects.filter(pk__in=keys, is_active=True).order_by("pk"):
        tell(person, contract, News.ASKED, now=now)

"""The demo: invented people, and one press to be one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from laeringskontrakt.people.models import Person

#: Which of Django's backends a press signs in by: that of the codes.
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Part:
    """One of the parts that a visitor may try."""

    slug: str
    email: str
    pen: str
    invitation: Promise
    about: Promise
    stays: bool  # keeps the page when one switches to it


PARTS = {
    part.slug: part
    for part in (
        Part(
            slug="uddannelsessoegende",
            email="amalie@demo.example",
            pen="t",
            invitation=_("Prøv som uddannelsessøgende"),
            about=_("Du analyserer, foreslår og planlægger din egen læring"),
            stays=True,
        ),
        Part(
            slug="vejleder",
            email="jens@demo.example",
            pen="s",
            invitation=_("Prøv som vejleder"),
            about=_("Du spørger, supplerer og aftaler feedback"),
            stays=True,
        ),
        Part(
            slug="uddannelsesansvarlig",
            email="ursula@demo.example",
            pen="other",
            invitation=_("Prøv som uddannelsesansvarlig"),
            about=_("Du ser, hvem der har en kontrakt, og ingen ord fra den"),
            stays=False,
        ),
        Part(
            slug="kollega",
            email="mette@demo.example",
            pen="other",
            invitation=_("Prøv som kollega"),
            about=_("Du er bedt om at give feedback"),
            stays=False,
        ),
    )
}


def cast() -> list[tuple[Part, Person]]:
    """The parts whose person is there, in the order of ``PARTS``."""
    found = {
        person.email: person
        for person in Person.objects.filter(email__in=[part.email for part in PARTS.values()])
    }
    return [(part, found[part.email]) for part in PARTS.values() if part.email in found]

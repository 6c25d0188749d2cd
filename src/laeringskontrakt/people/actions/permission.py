"""Who may do it, and that dates and people fit together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from laeringskontrakt.core import audit
from laeringskontrakt.core.errors import Forbidden, Invalid
from laeringskontrakt.people import queries
from laeringskontrakt.people.models import Department, Organisation, Person


def refuse_others(by: Person | None, department: Department | None) -> None:
    """Raise ``Forbidden`` unless ``by`` leads or administers it, or is an operator (None)."""
    if by is not None and not queries.may_manage(by, department):
        raise Forbidden(
            _(
                "Det gør den, der har ansvar for uddannelsen i afdelingen, eller afdelingens"
                " administrator. Bed en af dem om det."
            ),
            code="not_department_lead",
        )


def refuse_oneself(person: Person, by: Person | None) -> None:
    """Raise ``Forbidden`` when ``by`` would do it to themself."""
    if by is not None and person.pk == by.pk:
        raise Forbidden(
            _("Det kan du ikke gøre ved dig selv. Bed en kollega med samme ansvar om det."),
            code="oneself",
        )


def refuse_foreign(person: Person, organisation: Organisation, field: str) -> None:
    """Raise ``Invalid`` beside ``field`` unless ``person`` is there and has an open account."""
    if person.organisation_id != organisation.pk or not person.is_active:
        raise Invalid(
            _("Personen har ikke en åben konto i organisationen."), code="not_here", field=field
        )


def refuse_backwards(starts_on: date, ends_on: date | None) -> None:
    """Raise ``Invalid`` beside ``ends_on`` when the end comes before the beginning."""
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(
            _("Slutdatoen ligger før startdatoen. Vælg en senere slutdato."),
            code="ends_before_start",
            field="ends_on",
        )


def record(
    event: str, organisation: Organisation, by: Person | None, now: datetime, /, **about: Any
) -> None:
    """One audit row; rows in ``about`` become their ids, never names (domain §4.3 I12)."""
    audit.record(
        event,
        organisation_id=organisation.pk,
        actor_id=by.pk if by else None,
        at=now,
        about={name: str(getattr(value, "pk", value)) for name, value in about.items()},
    )

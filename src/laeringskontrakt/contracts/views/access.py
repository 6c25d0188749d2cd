"""How views come to a contract: always through what the person may see."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from laeringskontrakt.contracts.errors import refused
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access, sheet
from laeringskontrakt.contracts.stages import HAS_LEFT, Reason
from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Forbidden
from laeringskontrakt.people.access import person_of


def visible(request: HttpRequest, key: UUID) -> LearningContract:
    """The contract, or 404: the same for one that is not there and one that is not theirs."""
    try:
        return access.contract_for(person_of(request), key, today=clock.today())
    except LearningContract.DoesNotExist as error:
        raise Http404 from error


def sheet_for(request: HttpRequest, key: UUID) -> sheet.Sheet:
    """The sheet of a contract. Raises ``Forbidden`` for who only looks, or has left."""
    contract, person, now = visible(request, key), person_of(request), clock.now()
    found = sheet.sheet_of(contract, person, now=now)
    if found is None:
        if access.role_of(contract, person, today=clock.local_date(now)) in HAS_LEFT:
            raise refused(Reason.NO_LONGER_SUPERVISOR)
        raise Forbidden(
            _("Arket ses kun af de to, der skriver det. Du kan se kontraktens status."),
            code="status_only",
        )
    return found

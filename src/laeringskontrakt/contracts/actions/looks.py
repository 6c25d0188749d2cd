"""A programme lead's look at the status of a named contract; the trainee sees it (domain §4.7)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from laeringskontrakt.contracts.enums import Role
from laeringskontrakt.contracts.models import LearningContract, StatusLook
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.core import audit, clock
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Forbidden
from laeringskontrakt.people.models import Person


@action("contracts:contract:look")
def record_look(*, contract: LearningContract, by: Person, now: datetime) -> StatusLook:
    """Write down that ``by`` looks. Raises ``Forbidden`` unless ``by`` leads the department."""
    role = access.role_of(contract, by, today=clock.local_date(now))
    if role is not Role.PROGRAMME_LEAD:
        raise Forbidden(
            _("Kun den, der har ansvar for uddannelsen i afdelingen, ser status på den måde."),
            code="only_programme_lead",
        )
    look = StatusLook.objects.create(contract=contract, person=by, person_name=by.full_name, at=now)
    audit.record(
        "contracts:contract:look",
        organisation_id=contract.organisation_id,
        actor_id=by.pk,
        at=now,
        contract_id=contract.pk,
    )
    return look

"""Taking a contract along: as JSON, with a script that proves it without this product."""

from __future__ import annotations

import logging
from importlib import resources
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.contracts.visibility import Part, sees
from laeringskontrakt.core import clock
from laeringskontrakt.core.errors import Forbidden, WrongStage
from laeringskontrakt.people.access import person_of, signed_in
from laeringskontrakt.portfolio import exporting

logger = logging.getLogger(__name__)

#: What the script is called where it is downloaded.
SCRIPT_NAME = "efterproev.py"


@require_safe
@signed_in
def export(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The contract with the person's own ticks and note, as a file.

    404 for one that is not theirs, 403 for a programme lead, 409 before anything is frozen.
    """
    person, now = person_of(request), clock.now()
    today = clock.local_date(now)
    try:
        contract = access.contract_for(person, contract_id, today=today)
    except LearningContract.DoesNotExist as error:
        raise Http404 from error
    role = access.role_of(contract, person, today=today)
    if not sees(role, Part.OWN_COPY):
        raise Forbidden(
            _("Kontraktens ord ses kun af de to, der har den. Du kan se dens status."),
            code="status_only",
        )
    if not contract.versions.exists():
        raise WrongStage(
            _("Kontrakten er ikke klar til underskrift endnu, så der er intet at tage med."),
            code="nothing_frozen",
        )
    logger.info("export contract=%s person=%s", contract.pk, person.pk)
    alone = not sees(role, Part.WORDS)
    text = exporting.as_json(exporting.export(contract, holder=person, now=now, alone=alone))
    return _download(text, f"{contract.number}.json", "application/json")


@require_safe
def verify_script(request: HttpRequest) -> HttpResponse:
    """The script that proves an export: open to all, it holds nothing about anybody."""
    script = resources.files("laeringskontrakt.portfolio") / "verify_contract.py"
    return _download(script.read_text("utf-8"), SCRIPT_NAME, "text/x-python")


def _download(text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

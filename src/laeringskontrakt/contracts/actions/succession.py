"""A draft goes on with today's supervisor when the one it was begun with has left (§4.6)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from laeringskontrakt.contracts.actions.deletion import NOT_ASKED
from laeringskontrakt.contracts.actions.drafts import primary_supervisor
from laeringskontrakt.contracts.actions.telling import News, tell
from laeringskontrakt.contracts.actions.writing import begin
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.contracts.stages import Act
from laeringskontrakt.core import clock, live
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import WrongStage
from laeringskontrakt.people.models import Person


@action("contracts:contract:change_supervisor")
def change_supervisor(*, contract: LearningContract, by: Person, now: datetime) -> LearningContract:
    """The trainee lets the placement's primary supervisor of today into the draft.

    What the one before wrote stays, with their name; they see the draft no more. What is signed
    is not touched: that takes an amendment (domain §4.4). Raises ``Forbidden``, ``WrongStage``,
    or ``Invalid`` when nobody supervises the placement.
    """
    writing = begin(Act.CHANGE_SUPERVISOR, contract=contract, by=by, now=now)
    draft, today = writing.contract, clock.local_date(writing.now)
    if not access.lacks_supervisor(draft, today=today):
        raise WrongStage(
            _("%(supervisor)s er stadig vejleder her.") % writing.names(), code="supervisor_stays"
        )
    supervisor = primary_supervisor(draft.placement, today)
    LearningContract.objects.filter(pk=draft.pk).update(supervisor=supervisor, **NOT_ASKED)
    draft.supervisor = supervisor
    live.access_changed()
    writing.record("contract:change_supervisor", words=False, supervisor=str(supervisor.pk))
    if draft.private_since is None:
        tell(supervisor, draft, News.STARTED, now=writing.now)
    return draft

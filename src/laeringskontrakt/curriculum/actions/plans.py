"""What is written in an education plan between contracts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from laeringskontrakt.core import audit, clock
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.errors import Forbidden
from laeringskontrakt.curriculum.models import PlannedCompetency
from laeringskontrakt.people.models import Person, Supervision


@action("curriculum:planned:choose_next")
def choose_next(
    *, planned: PlannedCompetency, chosen: bool, by: Person, now: datetime
) -> PlannedCompetency:
    """Choose a planned competency for the next contract, or undo it.

    The trainee and whoever supervises them today may. Raises ``Forbidden`` for anybody else.
    """
    course = planned.plan.course
    if not (by.pk == course.trainee_id or _supervises(by, planned, now)):
        raise Forbidden(
            _("Kun den uddannelsessøgende og vejlederen vælger i planen."), code="not_a_party"
        )
    changed = PlannedCompetency.objects.filter(pk=planned.pk, chosen_next_at__isnull=chosen).update(
        chosen_next_at=now if chosen else None
    )
    if changed:
        audit.record(
            "curriculum:planned:choose_next",
            organisation_id=course.version.framework.organisation_id,
            actor_id=by.pk,
            at=now,
            about={"planned": str(planned.pk), "chosen": chosen},
        )
    planned.refresh_from_db(fields=["chosen_next_at"])
    return planned


def _supervises(person: Person, planned: PlannedCompetency, now: datetime) -> bool:
    """In the organisation whose plan it is: the trainee may have moved on from it (I13)."""
    today, course = clock.local_date(now), planned.plan.course
    return (
        Supervision.objects.on(today)
        .filter(
            supervisor=person,
            placement__trainee=course.trainee_id,
            placement__ends_on__gte=today,
            placement__department__organisation=course.version.framework.organisation_id,
        )
        .exists()
    )

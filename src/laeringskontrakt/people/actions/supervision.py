"""Who supervises a placement, and from when to when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from laeringskontrakt.core import live
from laeringskontrakt.core.actions import action
from laeringskontrakt.core.calendar_text import day_year
from laeringskontrakt.core.errors import Invalid
from laeringskontrakt.people.actions.permission import (
    record,
    refuse_backwards,
    refuse_foreign,
    refuse_others,
)
from laeringskontrakt.people.enums import SupervisionKind
from laeringskontrakt.people.models import Person, Placement, Supervision


@action("people:supervision:appoint")
def appoint_supervisor(
    *,
    placement: Placement,
    supervisor: Person,
    kind: SupervisionKind,
    starts_on: date,
    ends_on: date | None,
    by: Person | None,
    now: datetime,
) -> Supervision:
    """Let ``supervisor`` supervise the placement; without ``ends_on`` as long as it lasts.

    A new primary supervisor ends the one before on the day before. A substitute has both
    dates (domain §4.6), nobody supervises themself (I5), and nobody appoints themself: whoever
    manages a department would read its contracts by it, and oversight is never words (§4.7).
    Raises ``Forbidden``, or ``Invalid`` beside ``supervisor``, ``starts_on`` or ``ends_on``.
    """
    refuse_others(by, placement.department)
    Placement.objects.select_for_update().get(pk=placement.pk)
    organisation = placement.department.organisation
    refuse_foreign(supervisor, organisation, "supervisor")
    if supervisor.pk == placement.trainee_id:
        raise Invalid(_("Ingen er sin egen vejleder."), code="own_supervisor", field="supervisor")
    _refuse_oneself(supervisor, by)
    _refuse_outside(placement, kind, starts_on, ends_on)
    _refuse_twice(placement, supervisor, starts_on, ends_on)
    if kind is SupervisionKind.PRIMARY:
        _end_primary_before(placement, starts_on, by, now)
    made = Supervision.objects.create(
        placement=placement,
        supervisor=supervisor,
        kind=kind.value,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record(
        "people:supervision:appoint",
        organisation,
        by,
        now,
        supervision=made,
        placement=placement,
        supervisor=supervisor,
        kind=kind.value,
    )
    return made


@action("people:supervision:end")
def end_supervision(
    *, supervision: Supervision, ends_on: date, by: Person | None, now: datetime
) -> Supervision:
    """Let the supervision end with ``ends_on``; it can be made shorter, never longer.

    Raises ``Forbidden``, or ``Invalid`` beside ``ends_on``.
    """
    placement = supervision.placement
    refuse_others(by, placement.department)
    Placement.objects.select_for_update().get(pk=placement.pk)
    supervision.refresh_from_db(fields=["starts_on", "ends_on"])
    last = supervision.ends_on or placement.ends_on
    if not supervision.starts_on <= ends_on <= last:
        raise Invalid(
            _("Vælg en dag fra %(first)s til %(last)s.")
            % {"first": _day(supervision.starts_on), "last": _day(last)},
            code="end_outside",
            field="ends_on",
        )
    _end(supervision, ends_on, by, now)
    return supervision


def _refuse_oneself(supervisor: Person, by: Person | None) -> None:
    """An operator who imports (None) may appoint anybody."""
    if by is not None and supervisor.pk == by.pk:
        raise Invalid(
            _("Du kan ikke tilknytte dig selv. Bed en anden med ansvar for afdelingen om det."),
            code="appoints_oneself",
            field="supervisor",
        )


def _refuse_outside(
    placement: Placement, kind: SupervisionKind, starts_on: date, ends_on: date | None
) -> None:
    if kind is SupervisionKind.SUBSTITUTE and ends_on is None:
        raise Invalid(
            _("En stedfortræder har en slutdato. Skriv den."),
            code="substitute_without_end",
            field="ends_on",
        )
    refuse_backwards(starts_on, ends_on)
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if day is not None and not placement.starts_on <= day <= placement.ends_on:
            raise Invalid(
                _("Ansættelsen varer fra %(first)s til %(last)s. Vælg en dag i den.")
                % {"first": _day(placement.starts_on), "last": _day(placement.ends_on)},
                code="outside_placement",
                field=field,
            )


def _refuse_twice(
    placement: Placement, supervisor: Person, starts_on: date, ends_on: date | None
) -> None:
    rows = placement.supervisions.filter(supervisor=supervisor).filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on)
    )
    if ends_on is not None:
        rows = rows.filter(starts_on__lte=ends_on)
    if rows.exists():
        raise Invalid(
            _("%(name)s vejleder allerede her i den tid.") % {"name": supervisor.full_name},
            code="appointed_twice",
            field="supervisor",
        )


def _end_primary_before(
    placement: Placement, starts_on: date, by: Person | None, now: datetime
) -> None:
    rows = placement.supervisions.filter(kind=SupervisionKind.PRIMARY.value).filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on)
    )
    for row in rows.select_related("supervisor", "placement__department"):
        if row.starts_on >= starts_on:
            raise Invalid(
                _("%(name)s begynder %(day)s. Vælg en senere dag.")
                % {"name": row.supervisor.full_name, "day": _day(row.starts_on)},
                code="later_primary",
                field="starts_on",
            )
        _end(row, starts_on - timedelta(days=1), by, now)


def _end(supervision: Supervision, ends_on: date, by: Person | None, now: datetime) -> None:
    supervision.ends_on = ends_on
    supervision.save(update_fields=["ends_on"])
    live.access_changed()
    record(
        "people:supervision:end",
        supervision.placement.department.organisation,
        by,
        now,
        supervision=supervision,
        ends_on=ends_on,
    )


def _day(day: date) -> str:
    return day_year(day, "en" if get_language() == "en" else "da")

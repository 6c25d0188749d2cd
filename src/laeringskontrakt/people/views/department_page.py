"""What the page of a department shows: rows with their forms, empty or as they were sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from laeringskontrakt.core.models import UuidModel
from laeringskontrakt.core.page_filters import FILTERS
from laeringskontrakt.people import queries
from laeringskontrakt.people.enums import Profession, SupervisionKind
from laeringskontrakt.people.forms.department import (
    EndForm,
    NewPersonForm,
    PlacementForm,
    SupervisorForm,
    person_typed,
)
from laeringskontrakt.people.models import Department, Person, Placement, Supervision
from laeringskontrakt.people.professions import NAMES, Profile, profile

Typed = Mapping[str, forms.Form]
Choices = list[tuple[str, str | Promise]]


@dataclass(frozen=True)
class SupervisionRow:
    """One who supervises a placement, with the form that ends it."""

    supervision: Supervision
    label: str | Promise
    coming: bool
    key: str
    end: forms.Form
    opened: bool


@dataclass(frozen=True)
class PlacementCard:
    """One trainee's post, who supervises it, and the form that appoints one more."""

    placement: Placement
    labels: Profile
    rows: list[SupervisionRow]
    without_primary: bool
    kinds: Choices
    key: str
    appoint: forms.Form
    opened: bool


@dataclass(frozen=True)
class DepartmentPart:
    """One department: its placements, who works there, and two forms."""

    department: Department
    cards: list[PlacementCard]
    staff: list[Person]
    #: (what to type, what it says beside it) for everybody who works there.
    names: list[tuple[str, str]]
    professions: Choices
    person_key: str
    person: forms.Form
    person_opened: bool
    placing_key: str
    placing: forms.Form
    placing_opened: bool


def key(kind: str, row: UuidModel) -> str:
    """What a form and its fields are called on the page."""
    return f"{kind}-{row.pk}"


def of_departments(
    departments: Sequence[Department], typed: Typed, *, today: date
) -> list[DepartmentPart]:
    """The departments with their people; three queries however many there are."""
    placements = list(queries.placements_in(departments, today=today))
    staff = list(queries.staff_of(departments))
    return [
        _part(
            department,
            [row for row in placements if row.department_id == department.pk],
            [row for row in staff if row.department_id == department.pk],
            typed,
            today,
        )
        for department in departments
    ]


def _part(
    department: Department,
    placements: list[Placement],
    staff: list[Person],
    typed: Typed,
    today: date,
) -> DepartmentPart:
    person_key, placing_key = key("person", department), key("ansaettelse", department)
    return DepartmentPart(
        department=department,
        cards=[_card(row, department, typed, today) for row in placements],
        staff=staff,
        names=[(person_typed(person, staff), person.title) for person in staff],
        professions=[(kind.value, name) for kind, name in NAMES.items()],
        person_key=person_key,
        person=typed.get(person_key)
        or NewPersonForm(
            auto_id=f"{person_key}-%s",
            initial={"profession": Profession.DOCTOR.value, "language": "da"},
        ),
        person_opened=person_key in typed,
        placing_key=placing_key,
        placing=typed.get(placing_key)
        or PlacementForm(organisation=department.organisation, auto_id=f"{placing_key}-%s"),
        placing_opened=placing_key in typed,
    )


def _card(placement: Placement, department: Department, typed: Typed, today: date) -> PlacementCard:
    placement.department = department  # with its organisation, which is there already
    labels = profile(placement.trainee.profession)
    kinds: Choices = [
        (SupervisionKind.PRIMARY.value, labels.primary_supervisor),
        (SupervisionKind.CO.value, _("Medvejleder")),
        (SupervisionKind.SUBSTITUTE.value, _("Stedfortræder")),
    ]
    order = [value for value, _label in kinds]
    supervisions = sorted(placement.supervisions.all(), key=lambda row: order.index(row.kind))
    without_primary = not any(row.kind == SupervisionKind.PRIMARY.value for row in supervisions)
    own_key = key("vejleder", placement)
    form = typed.get(own_key) or SupervisorForm(
        placement=placement,
        auto_id=f"{own_key}-%s",
        initial={
            "kind": (SupervisionKind.PRIMARY if without_primary else SupervisionKind.CO).value,
            "starts_on": FILTERS["date_numeric"](max(today, placement.starts_on)),
        },
    )
    return PlacementCard(
        placement=placement,
        labels=labels,
        rows=[_row(row, dict(kinds)[row.kind], placement, typed, today) for row in supervisions],
        without_primary=without_primary,
        kinds=kinds,
        key=own_key,
        appoint=form,
        opened=own_key in typed,
    )


def _row(
    supervision: Supervision,
    label: str | Promise,
    placement: Placement,
    typed: Typed,
    today: date,
) -> SupervisionRow:
    own_key = key("slut", supervision)
    return SupervisionRow(
        supervision=supervision,
        label=label,
        coming=supervision.starts_on > today,
        key=own_key,
        end=typed.get(own_key)
        or EndForm(
            placement=placement,
            auto_id=f"{own_key}-%s",
            initial={"ends_on": FILTERS["date_numeric"](max(today, supervision.starts_on))},
        ),
        opened=own_key in typed,
    )

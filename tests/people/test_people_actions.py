"""Making people, placements and supervision: what is refused, what follows (I5, domain §4.6)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from laeringskontrakt.core.errors import Forbidden, Invalid
from laeringskontrakt.core.models import AuditEvent
from laeringskontrakt.people import actions, queries
from laeringskontrakt.people.enums import DepartmentRoleKind, Profession, SupervisionKind
from laeringskontrakt.people.models import (
    Department,
    DepartmentRole,
    Person,
    Placement,
    Supervision,
)
from laeringskontrakt.people.session_rows import SessionRow
from tests.contracts.footprint import refused
from tests.pages import client_of
from tests.worlds import END, START, World, make_world

pytestmark = pytest.mark.django_db

PRIMARY, CO, SUBSTITUTE = SupervisionKind
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def world() -> World:
    return make_world()


def add(world: World, **changed: Any) -> Person:
    given: dict[str, Any] = {
        "organisation": world.organisation,
        "department": world.department,
        "email": "Nina.Ny@Sygehus.example",
        "first_name": "Nina",
        "last_name": "Ny",
        "title": "Introlæge",
        "profession": Profession.NURSE,
        "language": "en",
        "by": world.ursula,
        "now": world.now,
    }
    return actions.add_person(**{**given, **changed})


def appoint(world: World, who: Person, kind: SupervisionKind, **changed: Any) -> Supervision:
    given: dict[str, Any] = {"starts_on": DECEMBER, "ends_on": None, "by": world.ursula}
    placement = world.placement
    return actions.appoint_supervisor(
        placement=placement, supervisor=who, kind=kind, now=world.now, **{**given, **changed}
    )


def place(world: World, who: Person, **changed: Any) -> Placement:
    given: dict[str, Any] = {"starts_on": START, "ends_on": END, "by": world.ursula}
    given |= {"department": world.department, "title": "Introstilling", "now": world.now}
    return actions.place_trainee(trainee=who, **{**given, **changed})


def field_of(error: pytest.ExceptionInfo[Invalid]) -> tuple[str, str]:
    return error.value.field, error.value.code


def test_a_person_is_added_and_the_audit_holds_ids_alone(world: World) -> None:
    made = add(world)

    assert (made.email, made.profession, made.language) == (
        "nina.ny@sygehus.example",
        "nurse",
        "en",
    )
    assert (made.organisation, made.department) == (world.organisation, world.department)
    entry = json.loads(AuditEvent.objects.get(kind="people:person:add").entry)
    assert (entry["actor"], entry["about"]) == (
        str(world.ursula.pk),
        {"person": str(made.pk), "department": str(world.department.pk)},
    )


def test_a_mail_is_used_once_in_every_organisation(world: World) -> None:
    taken = make_world("Et andet sygehus").jens.email.upper()

    with pytest.raises(Invalid) as error:
        add(world, email=taken)

    assert field_of(error) == ("email", "mail_taken")


def test_a_lead_of_another_department_adds_nobody_here(world: World) -> None:
    other = Department.objects.create(organisation=world.organisation, name="Kirurgisk Afdeling K")

    with refused(Forbidden, "not_department_lead"):
        add(world, department=other)


def test_a_new_primary_ends_the_one_before_on_the_day_before(world: World) -> None:
    made = appoint(world, world.mette, PRIMARY)

    old = Supervision.objects.get(supervisor=world.jens)
    assert (old.ends_on, made.ends_on) == (date(2026, 11, 30), None)
    kinds = AuditEvent.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["people:supervision:end", "people:supervision:appoint"]


def test_a_primary_is_not_put_before_one_who_begins_later(world: World) -> None:
    appoint(world, world.mette, PRIMARY)

    for day in (DECEMBER, DECEMBER - timedelta(days=1)):
        with refused(Invalid, "later_primary"):
            appoint(world, world.olav, PRIMARY, starts_on=day)


def test_nobody_supervises_themself(world: World) -> None:
    for kind in SupervisionKind:
        with pytest.raises(Invalid) as error:
            appoint(world, world.amalie, kind, ends_on=END)
        assert field_of(error) == ("supervisor", "own_supervisor")


@pytest.mark.parametrize("office", ["programme_lead", "organisation_admin"])
def test_whoever_manages_the_department_appoints_others_and_never_themself(
    world: World, office: str
) -> None:
    """Oversight is never words (domain §4.7): nobody lets themself in to read a contract."""
    DepartmentRole.objects.filter(person=world.ursula).update(role=office)
    for kind in SupervisionKind:
        with refused(Invalid, "appoints_oneself"):
            appoint(world, world.ursula, kind, ends_on=END)
    DepartmentRole.objects.create(
        person=world.mette, department=world.department, role=DepartmentRoleKind.PROGRAMME_LEAD
    )

    assert appoint(world, world.ursula, SUBSTITUTE, by=world.mette, ends_on=END)
    assert appoint(world, world.mette, CO, by=None)  # an operator's import


@pytest.mark.parametrize(
    ("kind", "dates", "told"),
    [
        (SUBSTITUTE, {"ends_on": None}, ("ends_on", "substitute_without_end")),
        (SUBSTITUTE, {"ends_on": END + timedelta(days=1)}, ("ends_on", "outside_placement")),
        (CO, {"starts_on": START - timedelta(days=1)}, ("starts_on", "outside_placement")),
        (CO, {"ends_on": DECEMBER - timedelta(days=1)}, ("ends_on", "ends_before_start")),
    ],
)
def test_dates_of_supervision_fit(
    world: World, kind: SupervisionKind, dates: dict[str, Any], told: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as error:
        appoint(world, world.mette, kind, **dates)

    assert field_of(error) == told


def test_a_substitute_stands_in_for_dated_days(world: World) -> None:
    made = appoint(world, world.mette, SUBSTITUTE, ends_on=DECEMBER + timedelta(days=6))

    days = [DECEMBER + timedelta(days=count) for count in (-1, 0, 6, 7)]
    assert [made in Supervision.objects.on(day) for day in days] == [False, True, True, False]
    assert Supervision.objects.get(supervisor=world.jens).ends_on is None


def test_one_person_supervises_a_placement_in_one_way_at_a_time(world: World) -> None:
    with refused(Invalid, "appointed_twice"):
        appoint(world, world.jens, CO)


@pytest.mark.parametrize("who", ["foreign", "closed"])
def test_only_open_accounts_of_the_organisation_are_chosen(world: World, who: str) -> None:
    person = make_world("Et andet sygehus").jens if who == "foreign" else world.mette
    Person.objects.filter(pk=world.mette.pk).update(is_active=False)
    person.refresh_from_db()

    for act in (lambda: appoint(world, person, CO), lambda: place(world, person)):
        with refused(Invalid, "not_here"):
            act()


def test_supervision_is_made_shorter_never_longer(world: World) -> None:
    supervision = Supervision.objects.get(supervisor=world.jens)
    given = {"supervision": supervision, "by": world.ursula, "now": world.now}

    ended = actions.end_supervision(ends_on=DECEMBER, **given)

    assert ended.ends_on == DECEMBER
    for day in (START - timedelta(days=1), DECEMBER + timedelta(days=1)):
        with refused(Invalid, "end_outside"):
            actions.end_supervision(ends_on=day, **given)


def test_a_trainee_is_placed_and_works_there_from_now_on(world: World) -> None:
    made = place(world, world.mette)

    world.mette.refresh_from_db()
    assert (made.trainee, world.mette.department) == (world.mette, world.department)


def test_a_trainee_has_one_post_at_a_time_in_a_department(world: World) -> None:
    with pytest.raises(Invalid) as error:
        place(world, world.amalie, starts_on=END, ends_on=END + timedelta(days=90))
    assert field_of(error) == ("starts_on", "placed_twice")

    assert place(world, world.amalie, starts_on=END + timedelta(days=1), ends_on=date(2028, 1, 1))


def test_a_post_does_not_end_before_it_begins(world: World) -> None:
    with pytest.raises(Invalid) as error:
        place(world, world.mette, ends_on=START - timedelta(days=1))

    assert field_of(error) == ("ends_on", "ends_before_start")


def test_a_role_is_given_once_and_taken(world: World) -> None:
    role = DepartmentRoleKind.ORGANISATION_ADMIN
    given = {"person": world.mette, "department": world.department, "role": role}
    given |= {"by": world.ursula, "now": world.now}

    assert actions.give_role(**given) == actions.give_role(**given)
    assert queries.may_manage(world.mette, world.department)
    actions.take_role(**given)
    actions.take_role(**given)

    assert not queries.may_manage(world.mette, world.department)
    kinds = AuditEvent.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["people:role:give", "people:role:take"]


def test_nobody_takes_the_role_or_the_account_from_themself(world: World) -> None:
    Person.objects.filter(pk=world.ursula.pk).update(department=world.department)
    world.ursula.refresh_from_db()
    given = {"person": world.ursula, "by": world.ursula, "now": world.now}

    with refused(Forbidden, "oneself"):
        actions.take_role(
            department=world.department, role=DepartmentRoleKind.PROGRAMME_LEAD, **given
        )
    with refused(Forbidden, "oneself"):
        actions.deactivate(**given)


def test_a_closed_account_is_signed_out_and_keeps_its_name(world: World) -> None:
    person = add(world)
    client = client_of(person)
    assert client.get("/konto/").status_code == 200

    actions.deactivate(person=person, by=world.ursula, now=world.now)

    assert not SessionRow.objects.filter(person_id=person.pk).exists()
    assert client.get("/konto/").status_code == 302
    assert Person.objects.get(pk=person.pk).full_name == "Nina Ny"


def test_a_department_is_made_once_under_its_parent(world: World) -> None:
    given = {"organisation": world.organisation, "name": "Afsnit M1", "by": world.ursula}
    given |= {"parent": world.department, "now": world.now}

    made = actions.add_department(**given)

    assert (made, made.parent) == (actions.add_department(**given), world.department)
    assert Department.objects.filter(organisation=world.organisation).count() == 2


def test_a_coordinator_changes_nobody(world: World) -> None:
    DepartmentRole.objects.create(
        person=world.mette,
        department=world.department,
        role=DepartmentRoleKind.TRAINEE_COORDINATOR,
    )

    with refused(Forbidden, "not_department_lead"):
        add(world, by=world.mette)

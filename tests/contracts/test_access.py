"""Who may know of a contract, and as what: one way in, the same answer everywhere (S02, S03)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from laeringskontrakt.contracts.enums import Role
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.contracts.queries.sheet import sheet_of
from laeringskontrakt.core.models import new_id
from laeringskontrakt.people.enums import DepartmentRoleKind, SupervisionKind
from laeringskontrakt.people.models import DepartmentRole, Supervision
from tests.contracts.cast import STANDS_IN, Cast, make_cast
from tests.worlds import END, START

pytestmark = pytest.mark.django_db

HOLDERS = {
    "trainee": Role.TRAINEE,
    "supervisor": Role.SUPERVISOR,
    "co_supervisor": Role.CO_SUPERVISOR,
    "substitute": Role.SUBSTITUTE,
    "lead": Role.PROGRAMME_LEAD,
}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def role(cast: Cast, contract: LearningContract, name: str, today: date) -> Role | None:
    """The role of ``name``, after checking that the contract is found by those alone with one."""
    person = cast.people[name]
    found = access.role_of(contract, person, today=today)
    visible = LearningContract.objects.visible_to(person, today=today).filter(pk=contract.pk)
    assert visible.exists() == (found is not None)
    return found


@pytest.mark.parametrize("stage", ["draft", "agreed", "signed"])
def test_everybody_has_one_role_or_none_at_every_stage(cast: Cast, stage: str) -> None:
    contract = getattr(cast.world, stage)()
    today = cast.world.now.date()

    assert {name: role(cast, contract, name, today) for name in cast.people} == {
        name: HOLDERS.get(name) for name in cast.people
    }


def test_a_contract_that_is_not_theirs_is_as_one_that_is_not_there(cast: Cast) -> None:
    contract = cast.world.signed()
    today = cast.world.now.date()
    for name in set(cast.people) - set(HOLDERS):
        for key in (contract.pk, new_id()):
            with pytest.raises(LearningContract.DoesNotExist) as caught:
                access.contract_for(cast.people[name], key, today=today)
            assert contract.number not in str(caught.value)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (STANDS_IN[0] - timedelta(1), None),
        (STANDS_IN[0], Role.SUBSTITUTE),
        (STANDS_IN[1], Role.SUBSTITUTE),
        (STANDS_IN[1] + timedelta(1), None),
    ],
)
def test_a_substitute_is_one_on_the_days_of_it(
    cast: Cast, day: date, expected: Role | None
) -> None:
    assert role(cast, cast.world.signed(), "substitute", day) is expected


def test_the_strongest_of_several_roles_counts(cast: Cast) -> None:
    world = cast.world
    contract = world.draft()
    for name in ("trainee", "supervisor", "co_supervisor"):
        DepartmentRole.objects.create(
            person=cast.people[name],
            department=world.department,
            role=DepartmentRoleKind.PROGRAMME_LEAD,
        )
    Supervision.objects.create(
        placement=world.placement,
        supervisor=cast.people["co_supervisor"],
        kind=SupervisionKind.SUBSTITUTE,
        starts_on=START,
        ends_on=END,
    )
    roles = {name: role(cast, contract, name, world.now.date()) for name in HOLDERS}

    assert roles == {**HOLDERS, "co_supervisor": Role.SUBSTITUTE}


@pytest.mark.parametrize("kind", sorted(set(DepartmentRoleKind) - {"programme_lead"}))
def test_other_offices_of_the_department_see_no_named_contract(
    cast: Cast, kind: DepartmentRoleKind
) -> None:
    contract = cast.world.signed()
    DepartmentRole.objects.create(
        person=cast.people["nobody"], department=cast.world.department, role=kind.value
    )

    assert role(cast, contract, "nobody", cast.world.now.date()) is None


def test_a_helper_elsewhere_in_the_department_is_nobody_here(cast: Cast) -> None:
    """A co-supervisor of another trainee's placement, and a primary who came later."""
    contract = cast.world.signed()
    Supervision.objects.create(
        placement=cast.elsewhere.placement,
        supervisor=cast.people["nobody"],
        kind=SupervisionKind.CO,
        starts_on=START,
    )
    Supervision.objects.filter(supervisor=cast.world.jens).update(ends_on=START)
    Supervision.objects.create(
        placement=cast.world.placement,
        supervisor=cast.people["colleague"],
        kind=SupervisionKind.PRIMARY,
        starts_on=START,
    )

    today = cast.world.now.date()
    assert [role(cast, contract, name, today) for name in ("nobody", "colleague")] == [None, None]
    assert role(cast, contract, "supervisor", today) is Role.COPY_HOLDER


def test_while_the_trainee_prepares_the_others_see_no_word(cast: Cast) -> None:
    world = cast.world
    contract = world.analysed(world.draft(private=True))
    for name in ("supervisor", "co_supervisor", "substitute"):
        sheet = sheet_of(contract, cast.people[name], now=world.now)
        assert sheet is not None
        assert (sheet.preparing, sheet.gates, sheet.activities) == (True, [], [])
    mine = sheet_of(contract, world.amalie, now=world.now)
    assert mine is not None
    assert [len(gate.lines) for gate in mine.gates] == [2]


def test_who_only_sees_the_status_gets_no_sheet(cast: Cast) -> None:
    contract = cast.world.signed()
    for name in ("lead", "colleague", "foreign_supervisor"):
        assert sheet_of(contract, cast.people[name], now=cast.world.now) is None

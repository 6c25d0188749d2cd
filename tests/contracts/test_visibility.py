"""Who sees what of a contract: the table of domain §4.7, cell by cell."""

from __future__ import annotations

from itertools import product

import pytest

from laeringskontrakt.contracts.enums import Role
from laeringskontrakt.contracts.visibility import Part, sees

PAIR = (Role.TRAINEE, Role.SUPERVISOR, Role.CO_SUPERVISOR, Role.SUBSTITUTE)
FORMER, HOLDER = Role.FORMER_SUPERVISOR, Role.COPY_HOLDER
LEAD = Role.PROGRAMME_LEAD


def seen(role: Role | None, **facts: bool) -> set[Part]:
    return {part for part in Part if sees(role, part, **facts)}


@pytest.mark.parametrize("role", [*PAIR, FORMER])
def test_the_pair_sees_all_but_the_others_private_notes(role: Role) -> None:
    assert seen(role) == set(Part) - {Part.PRIVATE_NOTES}


def test_who_holds_a_copy_sees_that_copy_alone() -> None:
    assert seen(HOLDER) == {Part.OWN_COPY}


def test_the_programme_lead_sees_status_and_result_and_no_words() -> None:
    assert seen(LEAD) == {Part.STATUS, Part.ASSESSMENT_RESULT}


def test_a_stranger_sees_nothing_not_even_as_an_owner() -> None:
    assert seen(None, owner=True) == set()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("preparing", [True, False])
def test_a_private_note_is_seen_by_its_owner_alone(role: Role, preparing: bool) -> None:
    assert sees(role, Part.PRIVATE_NOTES, owner=True, preparing=preparing)
    assert not sees(role, Part.PRIVATE_NOTES, preparing=preparing)


def test_a_private_preparation_is_seen_by_the_trainee_alone() -> None:
    for role in set(Role) - {Role.TRAINEE, HOLDER}:
        assert seen(role, preparing=True) == {Part.STATUS}
    assert seen(HOLDER, preparing=True) == set()
    assert seen(Role.TRAINEE, preparing=True) == seen(Role.TRAINEE)


def test_preparing_never_shows_more() -> None:
    for role, owner in product(Role, (True, False)):
        assert seen(role, owner=owner, preparing=True) <= seen(role, owner=owner)

"""Two devices at the same moment: the row lock puts one after the other, on both databases."""

from __future__ import annotations

from functools import partial

import pytest

from laeringskontrakt.contracts.actions import analysis, drafts, memos, signing
from laeringskontrakt.contracts.enums import Stage
from laeringskontrakt.contracts.models import LearningContract, Subgoal
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.core import audit
from laeringskontrakt.core.errors import LkError
from tests.threads import at_once
from tests.worlds import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


def codes(answers: list[object]) -> list[str]:
    """The codes of the refusals among ``answers``; any other error is a fault."""
    errors = [answer for answer in answers if isinstance(answer, Exception)]
    assert [error for error in errors if not isinstance(error, LkError)] == []
    return [error.code for error in errors if isinstance(error, LkError)]


def test_eight_drafts_at_once_get_eight_numbers_in_a_row(world: World) -> None:
    start = partial(drafts.start_contract, placement=world.placement, now=world.now)
    at_once([partial(start, by=by) for by in (world.amalie, world.jens) for _ in range(4)])

    assert sorted(LearningContract.objects.values_list("number", flat=True)) == [
        f"LK-2026-{number:04d}" for number in range(1, 9)
    ]
    assert audit.breaks() == []


def test_numbers_go_on_after_nine_thousand_nine_hundred_and_ninety_nine(world: World) -> None:
    contract = world.draft()
    for number in ("9999", "10000"):
        LearningContract.objects.filter(pk=contract.pk).update(number=f"LK-2026-{number}")
        contract = world.draft()

    assert contract.number == "LK-2026-10001"


def test_another_house_and_another_year_count_for_themselves(world: World) -> None:
    elsewhere = make_world("Et andet sygehus")
    first = world.draft().number
    world.later(days=60)

    assert (first, elsewhere.draft().number, world.draft().number) == (
        "LK-2026-0001",
        "LK-2026-0001",
        "LK-2027-0001",
    )


def test_both_press_ready_at_once_and_there_is_one_version(world: World) -> None:
    contract = world.agreed()
    answers = at_once(
        [
            partial(signing.freeze, contract=contract, by=by, now=world.now)
            for by in (world.amalie, world.jens)
        ]
    )

    assert codes(answers) == ["not_draft"]
    assert contract.versions.count() == 1


def test_both_sign_at_once_and_it_becomes_active_once(world: World) -> None:
    contract, version = world.frozen()
    answers = at_once(
        [
            partial(
                signing.sign, contract=contract, sha256=version.sha256, by=by, now=world.later()
            )
            for by in (world.amalie, world.jens)
        ]
    )

    contract.refresh_from_db()
    assert codes(answers) == []
    assert access.stage_now(contract, now=world.now) is Stage.ACTIVE
    assert sorted(contract.copies.values_list("party", flat=True)) == ["supervisor", "trainee"]
    assert audit.breaks() == []


def test_one_signs_while_the_other_goes_back_and_one_of_them_is_told(world: World) -> None:
    contract, version = world.frozen()
    common = {"contract": contract, "now": world.later()}
    answers = at_once(
        [
            partial(signing.sign, sha256=version.sha256, by=world.amalie, **common),
            partial(signing.back_to_editing, reason="Vent", by=world.jens, **common),
        ]
    )

    contract.refresh_from_db()
    version.refresh_from_db()
    signed_first = version.signatures.exists()
    assert codes(answers) == ([] if signed_first else ["not_awaiting"])
    assert access.stage_now(contract, now=world.now) is Stage.DRAFT
    assert version.voided_at is not None
    assert access.facts_of(contract, now=world.now).ever_signed is signed_first


def test_the_gate_and_the_addition_at_once_never_in_the_wrong_order(world: World) -> None:
    """I1 under the row lock: whichever comes first, no addition is older than the analysis."""
    contract = world.draft()
    gate = world.gate(contract)
    analysis.write_subgoal(
        contract=contract, competency=gate, text="Selv", by=world.amalie, now=world.later()
    )
    asked = world.now
    common = {"contract": contract, "competency": gate}
    adding = [
        partial(analysis.write_subgoal, text="Mig", by=world.jens, now=asked, **common)
        for _ in range(5)
    ]
    finish = partial(analysis.finish_analysis, by=world.amalie, now=world.later(), **common)
    answers = at_once([*adding[:2], finish, *adding[2:]])

    opened = world.gate(contract).analysis_done_at
    assert opened is not None
    added = Subgoal.objects.filter(contract=contract, author="supervisor")
    assert set(codes(answers)) <= {"gate_closed"}
    assert added.count() == 5 - len(codes(answers))
    assert all(row.created_at >= opened for row in added)


def test_private_lines_put_in_from_two_tabs_go_in_once(world: World) -> None:
    contract = world.analysed()
    for text in ("En", "To"):
        memos.write_memo(contract=contract, text=text, by=world.jens, now=world.later())
    insert = partial(
        memos.insert_memos,
        contract=contract,
        competency=world.gate(contract),
        by=world.jens,
        now=world.later(),
    )

    assert sorted(at_once([insert, insert, insert])) == [0, 0, 2]
    assert contract.subgoals.filter(author="supervisor").count() == 2


def test_the_last_lines_of_an_analysis_are_not_removed_from_two_tabs(world: World) -> None:
    contract = world.analysed()
    answers = at_once(
        [
            partial(
                analysis.remove_subgoal,
                contract=contract,
                subgoal=line,
                by=world.amalie,
                now=world.now,
            )
            for line in contract.subgoals.all()
        ]
    )

    assert codes(answers) == ["last_of_analysis"]
    assert contract.subgoals.count() == 1

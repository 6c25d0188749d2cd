"""The gate has no back door, and nobody loses or rewrites the other's words (I1, I3, I10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from laeringskontrakt.contracts.actions import activities, analysis, drafts, meetings, memos
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.enums import MeetingMode, Party, SubgoalOrigin
from laeringskontrakt.contracts.models import ContractCompetency, LearningContract, Subgoal
from laeringskontrakt.core.errors import Forbidden, Invalid, WrongStage
from laeringskontrakt.people.models import Person
from tests.contracts.footprint import refused
from tests.worlds import World

pytestmark = pytest.mark.django_db


def two_competencies(world: World) -> tuple[LearningContract, ContractCompetency]:
    """A draft whose first gate is open; the second competency is not analysed."""
    contract = world.analysed()
    drafts.choose_scope(
        contract=contract,
        competencies=world.competencies[:2],
        period_from=world.now.date(),
        period_to=world.now.date() + timedelta(days=28),
        by=world.amalie,
        now=world.later(),
    )
    return contract, contract.competencies.get(order=2)


def write(
    world: World,
    contract: LearningContract,
    by: Person,
    text: str = "En linje",
    under: Subgoal | None = None,
    gate: ContractCompetency | None = None,
) -> Subgoal:
    return analysis.write_subgoal(
        contract=contract,
        competency=gate or world.gate(contract),
        text=text,
        adds_to=under,
        by=by,
        now=world.later(),
    )


def one_device(world: World, contract: LearningContract, turn: Party) -> None:
    meetings.choose_mode(
        contract=contract, mode=MeetingMode.SHARED_DEVICE, by=world.jens, now=world.later()
    )
    meetings.pass_turn(contract=contract, to=turn, by=world.jens, now=world.later())


def test_the_supervisor_adds_nothing_under_a_line_of_another_competency(world: World) -> None:
    contract, closed = two_competencies(world)
    below = write(world, contract, world.amalie, "Anamnese", gate=closed)

    with refused(Subgoal.DoesNotExist):
        write(world, contract, world.jens, "Snigvej", under=below)


def test_nothing_is_added_under_a_line_that_is_gone(world: World) -> None:
    contract = world.analysed()
    line = world.subgoal(contract)
    analysis.remove_subgoal(contract=contract, subgoal=line, by=world.amalie, now=world.later())

    with refused(Subgoal.DoesNotExist):
        write(world, contract, world.jens, under=line)


def test_an_addition_to_an_addition_stands_under_the_first_line(world: World) -> None:
    contract = world.analysed()
    first = world.subgoal(contract)
    addition = write(world, contract, world.jens, under=first)
    answer = write(world, contract, world.amalie, under=addition)

    assert (addition.adds_to, answer.adds_to) == (first, first)


def test_who_waited_for_the_gate_comes_after_it_also_when_asking_earlier(world: World) -> None:
    """I1 «two tabs, clock skew»: the request began before the gate opened, and got in after."""
    asked = world.later()
    contract = world.analysed()
    line = analysis.write_subgoal(
        contract=contract, competency=world.gate(contract), text="Sen", by=world.jens, now=asked
    )

    opened = world.gate(contract).analysis_done_at
    assert opened is not None
    assert asked < opened <= line.created_at


def test_the_private_lines_never_become_the_trainees_analysis(world: World) -> None:
    contract = world.draft()
    memos.write_memo(contract=contract, text="Husk lunger", by=world.jens, now=world.later())
    one_device(world, contract, Party.TRAINEE)

    with refused(Forbidden, "only_supervisor"):
        memos.insert_memos(
            contract=contract,
            competency=world.gate(contract),
            by=world.jens,
            now=world.later(),
        )


def test_the_private_lines_go_in_once_as_the_supervisors(world: World) -> None:
    contract = world.analysed()
    for text in ("Husk lunger", "Husk hjerte"):
        memos.write_memo(contract=contract, text=text, by=world.jens, now=world.later())
    insert = {"contract": contract, "competency": world.gate(contract), "by": world.jens}

    assert memos.insert_memos(now=world.later(), **insert) == 2
    assert memos.insert_memos(now=world.later(), **insert) == 0
    found = contract.subgoals.filter(origin=SubgoalOrigin.MEMO.value).order_by("order")
    assert [(row.text, row.author) for row in found] == [
        ("Husk lunger", "supervisor"),
        ("Husk hjerte", "supervisor"),
    ]


def test_private_lines_are_nobody_elses(world: World) -> None:
    contract = world.draft()
    memo = memos.write_memo(contract=contract, text="Privat", by=world.jens, now=world.later())

    with refused(Forbidden, "only_supervisor"):
        memos.remove_memo(contract=contract, memo=memo, by=world.amalie, now=world.later())
    assert list(contract.memos.values_list("text", flat=True)) == ["Privat"]


@pytest.mark.parametrize("act", ["change", "move", "remove"])
@pytest.mark.parametrize("mine", [True, False])
def test_the_others_line_is_not_touched(world: World, act: str, mine: bool) -> None:
    contract = world.analysed()
    addition = write(world, contract, world.jens, "Tilføjet")
    line, by = (addition, world.amalie) if mine else (world.subgoal(contract), world.jens)
    acts = {
        "change": lambda **common: analysis.change_subgoal(text="Nyt", **common),
        "move": lambda **common: analysis.move_subgoal(up=True, **common),
        "remove": analysis.remove_subgoal,
    }

    with refused(Forbidden, "not_your_line"):
        acts[act](contract=contract, subgoal=line, by=by, now=world.later())


def test_words_typed_on_the_others_account_say_so_also_when_changed(world: World) -> None:
    contract = world.analysed()
    line = world.subgoal(contract)
    one_device(world, contract, Party.TRAINEE)
    change = {"contract": contract, "subgoal": line}

    typed = analysis.change_subgoal(text="Ved Jens", by=world.jens, now=world.later(), **change)
    line.refresh_from_db()
    assert (typed.text, line.text, line.author, line.entered_via) == (
        "Ved Jens",
        "Ved Jens",
        "trainee",
        world.jens,
    )

    analysis.change_subgoal(text="Selv", by=world.amalie, now=world.later(), **change)
    line.refresh_from_db()
    assert (line.text, line.entered_via) == ("Selv", None)


def test_a_line_the_other_has_added_to_stays(world: World) -> None:
    contract = world.analysed()
    write(world, contract, world.jens, under=world.subgoal(contract))

    with refused(Forbidden, "other_added_here"):
        analysis.remove_subgoal(
            contract=contract,
            subgoal=world.subgoal(contract),
            with_dependants=True,
            by=world.amalie,
            now=world.later(),
        )


@pytest.mark.parametrize("hangs_on", ["line", "addition", "both"])
def test_no_activity_is_left_without_a_subgoal(world: World, hangs_on: str) -> None:
    """I10, also for what hangs on an addition of one's own that goes with the line."""
    contract = world.analysed()
    line = world.subgoal(contract)
    addition = write(world, contract, world.amalie, under=line)
    activity = activities.write_activity(
        contract=contract,
        subgoals={"line": [line], "addition": [addition], "both": [line, addition]}[hangs_on],
        content=ActivityContent(text="Øve"),
        by=world.jens,
        now=world.later(),
    )
    remove = {"contract": contract, "subgoal": line, "by": world.amalie}

    with refused(Invalid, "has_dependants"):
        analysis.remove_subgoal(now=world.later(), **remove)
    analysis.remove_subgoal(with_dependants=True, now=world.later(), **remove)
    assert not contract.activities.filter(pk=activity.pk).exists()


def test_an_activity_with_another_subgoal_stays(world: World) -> None:
    contract = world.analysed()
    first, second = contract.subgoals.order_by("order")
    activity = activities.write_activity(
        contract=contract,
        subgoals=[first, second],
        content=ActivityContent(text="Øve"),
        by=world.amalie,
        now=world.later(),
    )
    analysis.remove_subgoal(contract=contract, subgoal=first, by=world.amalie, now=world.later())

    assert list(activity.subgoals.all()) == [second]


def test_an_activity_is_not_hung_on_another_contracts_subgoal_beside_an_own(world: World) -> None:
    contract = world.analysed()
    strange = world.subgoal(world.analysed())

    with pytest.raises(Subgoal.DoesNotExist):
        activities.write_activity(
            contract=contract,
            subgoals=[world.subgoal(contract), strange],
            content=ActivityContent(text="Øve"),
            by=world.amalie,
            now=world.later(),
        )


def test_a_finished_analysis_keeps_a_line_of_the_trainees(world: World) -> None:
    contract = world.analysed()
    first, second = contract.subgoals.order_by("order")
    write(world, contract, world.amalie, under=first)
    suggestion = write(world, contract, world.jens)
    answer = write(world, contract, world.amalie, under=suggestion)
    for line in (second, first):
        analysis.remove_subgoal(contract=contract, subgoal=line, by=world.amalie, now=world.later())

    with refused(WrongStage, "last_of_analysis"):
        analysis.remove_subgoal(
            contract=contract, subgoal=answer, by=world.amalie, now=world.later()
        )


def test_a_line_with_all_of_the_analysis_under_it_stays(world: World) -> None:
    contract = world.analysed()
    first, second = contract.subgoals.order_by("order")
    write(world, contract, world.amalie, under=first)
    analysis.remove_subgoal(contract=contract, subgoal=second, by=world.amalie, now=world.later())

    with refused(WrongStage, "last_of_analysis"):
        analysis.remove_subgoal(
            contract=contract, subgoal=first, by=world.amalie, now=world.later()
        )


def test_the_frameworks_own_line_comes_after_the_gate(world: World) -> None:
    contract = world.draft()

    with refused(WrongStage, "framework_closed"):
        analysis.write_subgoal(
            contract=contract,
            competency=world.gate(contract),
            text="Officiel",
            origin=SubgoalOrigin.FRAMEWORK,
            by=world.amalie,
            now=world.later(),
        )

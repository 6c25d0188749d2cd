"""Random histories: anybody sends anything, and the promises of domain §4.3 hold after each step.

Trainee, supervisor, co-supervisor, a substitute within and after the dates, the programme lead and
strangers send sensible and malicious commands, twice, with ids reused, on one device and on two,
while days pass. What is refused leaves every row as it was; what is done keeps every invariant.
Each invariant is a function with its § in ``invariants.py`` (moments) and ``effects.py`` (steps).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from laeringskontrakt.contracts import freezing
from laeringskontrakt.contracts.actions import agreements, drafts, meetings, memos, signing
from laeringskontrakt.contracts.actions.agreements import AssessmentContent
from laeringskontrakt.contracts.enums import MeetingMode
from laeringskontrakt.contracts.models import ContractVersion, LearningContract, ProposedCompetency
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.core.actions import REGISTRY
from laeringskontrakt.core.errors import CommandReused, LkError
from laeringskontrakt.people.models import Person
from tests import every_action
from tests.contracts import effects, invariants
from tests.contracts.cast import Cast, make_cast
from tests.contracts.commands import COMMANDS, Sending, build, usual
from tests.contracts.snapshots import Step, stage, take
from tests.worlds import NOW, World

WHO = ["trainee", "supervisor", "co_supervisor", "substitute"]
WHO += ["lead", "colleague", "nobody", "former_substitute", "foreign_supervisor"]
#: What makes sense at a stage is tried more often; everything else is tried too.
SENSIBLE = {
    "draft": (
        "proposal",
        "subgoal",
        "analysis",
        "activity",
        "feedback",
        "assessment",
        "meeting",
        "memo",
    ),
    "awaiting_signatures": ("version",),
    "lapsed": ("version",),
    "active": ("copy",),
    "closing": ("copy",),
}
KINDS = sorted(COMMANDS)
#: How many commands one rule sends.
AT_ONCE = 3
SEEDS = st.integers(0, 2**24)
#: How far the contract has come when the history begins.
BEGINNINGS: list[Callable[[World], Any]] = [
    lambda world: world.draft(private=True),
    *[World.draft, World.analysed, World.agreed, World.signed],
    *[World.frozen] * 4,
    lambda world: round_one_device(world),
    lambda world: round_one_device(world),
]
WAITS = [
    *[timedelta(seconds=20), timedelta(minutes=25), timedelta(hours=13, minutes=30)] * 3,
    *[timedelta(days=3), timedelta(days=3), timedelta(days=31)],
]


class History(RuleBasedStateMachine):
    """One contract and everybody round it. ``seen`` counts what was done, over all histories."""

    def __init__(self, cast: Cast, foreign: LearningContract, seen: Counter[str]) -> None:
        super().__init__()
        self.cast, self.foreign, self.seen = cast, foreign, seen
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.cast.world.now = NOW + timedelta(hours=2)
        self.sent: list[tuple[str, Person, dict[str, Any], UUID, Any]] = []
        self.commands = 0
        self.untouchable = take()

    @initialize(seed=SEEDS)
    def begin(self, seed: int) -> None:
        made = Random(seed).choice(BEGINNINGS)(self.cast.world)
        self.contract: LearningContract = made[0] if isinstance(made, tuple) else made
        self.rows = take()
        self.check()

    @rule(seed=SEEDS)
    def anybody_sends(self, seed: int) -> None:
        chance = Random(seed * 1000 + self.commands)
        for _ in range(AT_ONCE):
            likely = SENSIBLE.get(self.stage(), "") if chance.random() < 0.6 else ""
            kind = chance.choice([kind for kind in KINDS if kind.startswith(likely)])
            who = chance.choice(usual(kind) if chance.random() < 0.7 else WHO)
            self.send(who, kind, chance)

    @rule(seed=SEEDS)
    def the_pair_goes_on(self, seed: int) -> None:
        """The next sensible thing, so that histories come as far as two copies."""
        chance = Random(seed * 1000 + self.commands)
        draft = ["subgoal:write", "analysis:finish", "activity:write", "feedback:agree"]
        nexts = {
            "draft": [*draft, "version:freeze", "version:freeze"],
            "awaiting_signatures": [*["version:sign"] * 3, "version:back_to_editing"],
            "lapsed": ["version:back_to_editing"],
        }
        for _ in range(AT_ONCE):
            kinds = nexts.get(self.stage(), [kind for kind in KINDS if kind.startswith("copy")])
            who = chance.choice(["trainee", "trainee", "supervisor"])
            self.send(who, chance.choice(kinds), chance)

    @rule(back=st.integers(1, 5))
    def send_again(self, back: int) -> None:
        """faults P3: the same command with the same id has no second effect, and one answer."""
        for kind, by, given, command, answer in self.sent[-back:][:1]:
            again = REGISTRY[kind](by=by, now=self.cast.world.now, command_id=command, **given)
            assert again == answer or (again is None and gone(answer))
            assert take() == self.rows
            self.seen["again"] += 1

    @rule(back=st.integers(1, 5))
    def send_another_with_the_same_id(self, back: int) -> None:
        """faults F09: a reused id with another body is refused and does nothing."""
        for kind, by, given, command, _answer in self.sent[-back:][:1]:
            words = next((name for name, value in given.items() if isinstance(value, str)), None)
            other = (
                {**given, words: f"{given[words]} igen"} if words else {"contract": self.foreign}
            )
            act = kind if words else "contracts:meeting:pause"
            with pytest.raises(CommandReused):
                REGISTRY[act](by=by, now=self.cast.world.now, command_id=command, **other)
            assert take() == self.rows
            self.seen["reused"] += 1

    @rule(seed=SEEDS)
    def time_passes(self, seed: int) -> None:
        """T12: the clock's own job reminds; what it does twice in a day it does once."""
        time = Random(seed * 1000 + self.commands).choice(WAITS)
        self.cast.world.later(seconds=time.total_seconds())
        sent = signing.remind(now=self.cast.world.now)
        after = take()
        mails = set(after["OutboxMail"]) - set(self.rows["OutboxMail"])
        events = set(after["AuditEvent"]) - set(self.rows["AuditEvent"])
        assert (len(mails), len(events)) == (sent, min(sent, 1))
        self.seen["reminded"] += sent
        self.rows = after
        self.check()
        assert signing.remind(now=self.cast.world.now) == 0
        assert take() == self.rows

    def stage(self) -> str:
        row = self.rows["LearningContract"].get(self.contract.pk)
        return stage(row, self.cast.world.now) if row else "deleted"

    def send(self, who: str, kind: str, chance: Random) -> None:
        world, by = self.cast.world, self.cast.people[who]
        if self.stage() == "deleted":
            return
        contract = LearningContract.objects.get(pk=self.contract.pk)
        sending = Sending(self.cast, who, contract, self.foreign, world.later(seconds=7), chance)
        given, command = build(kind, sending), self.next_command()
        name = f"contracts:{kind}"
        before = self.rows
        try:
            answer = REGISTRY[name](by=by, now=world.now, command_id=command, **given)
        except (LkError, ObjectDoesNotExist) as error:
            assert take() == before
            self.seen["refused"] += 1
            note(f"{who}: {kind} refused: {error!r}")
            return
        self.rows = take()
        self.seen[kind] += 1
        note(f"{who}: {kind} {given}")
        self.sent.append((name, by, given, command, answer))
        pk = self.contract.pk
        effects.hold(Step(kind, who, by.pk, given, pk, world.now, before, self.rows, answer))
        if kind == "version:freeze":
            self.freezing_is_deterministic(answer)
        self.check()

    def freezing_is_deterministic(self, version: ContractVersion) -> None:
        """I4: the same contract at the same moment gives the same bytes, however often asked."""
        contract = LearningContract.objects.get(pk=self.contract.pk)
        again = freezing.canonical_content(
            contract, version=version.number, frozen_at=version.frozen_at
        )
        assert again == version.content

    def next_command(self) -> UUID:
        self.commands += 1
        return UUID(int=self.commands)

    def check(self) -> None:
        now = self.cast.world.now
        invariants.hold(self.rows, cast=self.cast, now=now)
        self.nothing_foreign_is_touched()
        if self.stage() != "deleted":
            contract = LearningContract.objects.get(pk=self.contract.pk)
            assert access.stage_now(contract, now=now).value == self.stage()
        self.seen[self.stage()] += 1

    def nothing_foreign_is_touched(self) -> None:
        """I13: whatever is sent here, every row of the other organisation stays as it was."""
        for table, rows in self.untouchable.items():
            now: Any = self.rows[table]
            assert {key: now.get(key) for key in rows} == rows

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


def gone(answer: Any) -> bool:
    """The row that was answered has been removed since."""
    return not type(answer)._base_manager.filter(pk=answer.pk).exists()


def round_one_device(world: World) -> LearningContract:
    """An analysed draft on the trainee's turn; the supervisor has a private line in store."""
    contract = world.analysed()
    memos.write_memo(contract=contract, text="Husk", by=world.jens, now=world.later())
    meetings.choose_mode(
        contract=contract, mode=MeetingMode.SHARED_DEVICE, by=world.jens, now=world.later()
    )
    return contract


def foreign_contract(world: World) -> LearningContract:
    """A signed contract of another organisation, with a row of every kind."""
    contract = world.agreed()
    memos.write_memo(contract=contract, text="Fremmed", by=world.jens, now=world.later())
    agreements.agree_assessment(
        contract=contract,
        content=AssessmentContent(world.gate(contract), world.jens),
        by=world.jens,
        now=world.later(),
    )
    ProposedCompetency.objects.create(
        contract=contract,
        competency=world.competencies[1],
        proposed_by=world.jens,
        proposed_by_name=world.jens.full_name,
        proposed_at=world.later(),
    )
    drafts.go_to_step(contract=contract, step=drafts.Step.SIGNING, by=world.jens, now=world.later())
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    for person in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    return contract


@pytest.mark.slow
def test_every_action_on_a_contract_takes_part_in_the_histories() -> None:
    every_action.load_all()
    on_contracts = {kind for kind in REGISTRY if kind.startswith("contracts:")}

    assert {f"contracts:{kind}" for kind in COMMANDS} == on_contracts - {
        "contracts:contract:start",
        "contracts:version:remind",
    }


@pytest.mark.slow
@pytest.mark.django_db
def test_every_promise_holds_after_every_step_of_every_history() -> None:
    cast = make_cast()
    foreign = foreign_contract(cast.elsewhere)
    seen: Counter[str] = Counter()
    deep = settings().max_examples > 100
    quick = settings(max_examples=30, stateful_step_count=30, phases=[Phase.generate])
    run_state_machine_as_test(
        lambda: History(cast, foreign, seen),
        settings=settings(settings() if deep else quick, suppress_health_check=list(HealthCheck)),
    )

    # The histories are not empty: most commands were carried out, some of every stage.
    assert len(set(COMMANDS) & set(seen)) >= 28
    assert {"again", "reused", "refused", "draft", "awaiting_signatures", "active"} <= set(seen)

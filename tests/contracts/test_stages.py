"""Where a contract is, and who may do what there: each transition of domain §4.2 row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from laeringskontrakt.contracts import errors, stages
from laeringskontrakt.contracts.enums import MeetingMode, Party, Role, Stage
from laeringskontrakt.contracts.facts import CompetencyFacts, Facts
from laeringskontrakt.contracts.stages import Act, Reason, refusal
from laeringskontrakt.core.errors import Forbidden, WrongStage

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
KEY, OTHER = uuid4(), uuid4()

TRAINEE, SUPERVISOR = Role.TRAINEE, Role.SUPERVISOR
CO, SUBSTITUTE, LEAD = Role.CO_SUPERVISOR, Role.SUBSTITUTE, Role.PROGRAMME_LEAD
FORMER, HOLDER = Role.FORMER_SUPERVISOR, Role.COPY_HOLDER
PARTIES = (TRAINEE, SUPERVISOR, CO, SUBSTITUTE)
SIGNERS = (TRAINEE, SUPERVISOR, SUBSTITUTE)

EMPTY = Facts(now=NOW, today=TODAY)
SCOPED = replace(EMPTY, period_to=TODAY + timedelta(28), competencies=(CompetencyFacts(KEY),))
WRITTEN = replace(SCOPED, competencies=(CompetencyFacts(KEY, trainee_subgoals=2),))
ANALYSED = replace(SCOPED, competencies=(CompetencyFacts(KEY, True, trainee_subgoals=2),))
REOPENED = replace(SCOPED, competencies=(CompetencyFacts(KEY, True, True, trainee_subgoals=2),))
AGREED = replace(ANALYSED, activities=1, feedback_agreements=1)
WRITTEN_BY_BOTH = replace(AGREED, written_by=frozenset(Party), last_written_at=NOW - timedelta(29))
FROZEN = replace(AGREED, ready_at=NOW - timedelta(1))
HALF = replace(FROZEN, signed=frozenset({Party.TRAINEE}), ever_signed=True)
LAPSED = replace(FROZEN, ready_at=NOW - timedelta(30))
ACTIVE = replace(
    FROZEN, activated_at=NOW - timedelta(hours=1), signed=frozenset(Party), ever_signed=True
)
CLOSING = replace(ACTIVE, period_to=TODAY - timedelta(1))
CLOSED = replace(CLOSING, closed_at=NOW)
CANCELLED = replace(ACTIVE, cancelled_at=NOW)

SHARED_TRAINEE = {"mode": MeetingMode.SHARED_DEVICE, "turn": Party.TRAINEE}
SHARED_SUPERVISOR = {"mode": MeetingMode.SHARED_DEVICE, "turn": Party.SUPERVISOR}

BY_STAGE = {
    Stage.DRAFT: AGREED,
    Stage.AWAITING: FROZEN,
    Stage.ACTIVE: ACTIVE,
    Stage.CLOSING: CLOSING,
    Stage.CLOSED: CLOSED,
    Stage.CANCELLED: CANCELLED,
    Stage.LAPSED: LAPSED,
}


@pytest.mark.parametrize("stage", Stage)
def test_the_facts_of_each_stage_give_that_stage(stage: Stage) -> None:
    assert stages.stage_of(BY_STAGE[stage]) is stage


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        (replace(ACTIVE, period_to=TODAY), Stage.ACTIVE),
        (replace(ACTIVE, period_to=TODAY - timedelta(1)), Stage.CLOSING),
        (replace(ACTIVE, ended_early_at=NOW), Stage.CLOSING),
        (replace(ACTIVE, period_to=None), Stage.ACTIVE),
        (replace(FROZEN, ready_at=NOW - timedelta(30) + timedelta(microseconds=1)), Stage.AWAITING),
        (replace(FROZEN, ready_at=NOW - timedelta(30)), Stage.LAPSED),
        (replace(LAPSED, activated_at=NOW), Stage.ACTIVE),
        (replace(FROZEN, cancelled_at=NOW), Stage.CANCELLED),
        (replace(CLOSED, cancelled_at=NOW), Stage.CANCELLED),
    ],
)
def test_a_stage_begins_exactly_when_its_fact_is_there(facts: Facts, stage: Stage) -> None:
    assert stages.stage_of(facts) is stage


# One row of domain §4.2 after the other: (act, facts, who may, why each of the others may not).
Row = tuple[str, Act, Facts, tuple[Role, ...], dict[Role, Reason]]
ROWS: list[Row] = [
    ("T2", Act.CHOOSE_SCOPE, EMPTY, PARTIES, {}),
    ("T3", Act.WRITE_ANALYSIS, SCOPED, (TRAINEE,), dict.fromkeys(PARTIES[1:], Reason.ONLY_TRAINEE)),
    (
        "T3, also when finished",
        Act.WRITE_ANALYSIS,
        ANALYSED,
        (TRAINEE,),
        dict.fromkeys(PARTIES[1:], Reason.ONLY_TRAINEE),
    ),
    (
        "T4",
        Act.FINISH_ANALYSIS,
        WRITTEN,
        (TRAINEE,),
        dict.fromkeys(PARTIES[1:], Reason.ONLY_TRAINEE),
    ),
    (
        "T4 without a line of the trainee's",
        Act.FINISH_ANALYSIS,
        replace(SCOPED, competencies=(CompetencyFacts(KEY, supervisor_subgoals=3),)),
        (),
        {TRAINEE: Reason.NO_TRAINEE_SUBGOAL, SUPERVISOR: Reason.ONLY_TRAINEE},
    ),
    ("T4 twice", Act.FINISH_ANALYSIS, ANALYSED, (), {TRAINEE: Reason.GATE_OPEN}),
    ("T4 again after T5", Act.FINISH_ANALYSIS, REOPENED, (TRAINEE,), {}),
    ("T5", Act.REOPEN_ANALYSIS, ANALYSED, (TRAINEE,), {SUPERVISOR: Reason.ONLY_TRAINEE}),
    ("T5 before T4", Act.REOPEN_ANALYSIS, WRITTEN, (), {TRAINEE: Reason.ANALYSIS_NOT_DONE}),
    ("T5 twice", Act.REOPEN_ANALYSIS, REOPENED, (), {TRAINEE: Reason.ANALYSIS_NOT_DONE}),
    ("T6", Act.SUPPLEMENT, ANALYSED, PARTIES[1:], {TRAINEE: Reason.ONLY_SUPERVISOR}),
    (
        "T6 before T4",
        Act.SUPPLEMENT,
        WRITTEN,
        (),
        {
            TRAINEE: Reason.ONLY_SUPERVISOR,
            **dict.fromkeys(PARTIES[1:], Reason.GATE_CLOSED),
        },
    ),
    ("T6 after T5", Act.SUPPLEMENT, REOPENED, (), dict.fromkeys(PARTIES[1:], Reason.GATE_CLOSED)),
    ("T7", Act.WRITE_ACTIVITY, WRITTEN, PARTIES, {}),
    ("T7", Act.WRITE_ACTIVITY, SCOPED, (), dict.fromkeys(PARTIES, Reason.NO_SUBGOAL)),
    ("T8", Act.WRITE_AGREEMENT, WRITTEN, PARTIES, {}),
    ("T8", Act.WRITE_AGREEMENT, SCOPED, (), dict.fromkeys(PARTIES, Reason.NO_SUBGOAL)),
    ("T9", Act.FREEZE, AGREED, SIGNERS, {CO: Reason.NOT_A_PARTY}),
    ("T9", Act.FREEZE, EMPTY, (), dict.fromkeys(SIGNERS, Reason.NO_COMPETENCY)),
    ("T9 twice", Act.FREEZE, FROZEN, (), dict.fromkeys(SIGNERS, Reason.NOT_DRAFT)),
    ("T10", Act.SIGN, FROZEN, SIGNERS, {CO: Reason.NOT_A_PARTY}),
    (
        "T10, the other",
        Act.SIGN,
        HALF,
        (SUPERVISOR, SUBSTITUTE),
        {TRAINEE: Reason.ALREADY_SIGNED, CO: Reason.NOT_A_PARTY},
    ),
    ("T10 before T9", Act.SIGN, AGREED, (), dict.fromkeys(SIGNERS, Reason.NOT_AWAITING)),
    ("T10 after T12", Act.SIGN, LAPSED, (), dict.fromkeys(SIGNERS, Reason.NOT_AWAITING)),
    ("T11", Act.BACK_TO_EDITING, HALF, SIGNERS, {CO: Reason.NOT_A_PARTY}),
    ("T11 after T12", Act.BACK_TO_EDITING, LAPSED, SIGNERS, {}),
    ("T11 in force", Act.BACK_TO_EDITING, ACTIVE, (), dict.fromkeys(SIGNERS, Reason.NOT_AWAITING)),
    (
        "T15, the creator",
        Act.DELETE_DRAFT,
        AGREED,
        (TRAINEE,),
        {SUPERVISOR: Reason.OTHER_HAS_WRITTEN, CO: Reason.NOT_A_PARTY},
    ),
    (
        "T15, the supervisor's own",
        Act.DELETE_DRAFT,
        replace(AGREED, created_by=Party.SUPERVISOR, written_by=frozenset({Party.SUPERVISOR})),
        (SUPERVISOR, SUBSTITUTE),
        {TRAINEE: Reason.OTHER_HAS_WRITTEN, CO: Reason.NOT_A_PARTY},
    ),
    (
        "T15, both have written",
        Act.DELETE_DRAFT,
        WRITTEN_BY_BOTH,
        (),
        dict.fromkeys(SIGNERS, Reason.OTHER_HAS_WRITTEN),
    ),
    (
        "T15, idle",
        Act.DELETE_DRAFT,
        replace(AGREED, written_by=frozenset(Party), last_written_at=NOW - timedelta(30)),
        SIGNERS,
        {CO: Reason.NOT_A_PARTY},
    ),
    (
        "T15, once signed",
        Act.DELETE_DRAFT,
        replace(AGREED, ever_signed=True, last_written_at=NOW - timedelta(300)),
        (),
        dict.fromkeys(SIGNERS, Reason.EVER_SIGNED),
    ),
    (
        "T15, both: the other has asked",
        Act.DELETE_DRAFT,
        replace(WRITTEN_BY_BOTH, deletion_asked_by=Party.TRAINEE),
        (SUPERVISOR, SUBSTITUTE),
        {TRAINEE: Reason.OTHER_HAS_WRITTEN, CO: Reason.NOT_A_PARTY},
    ),
    ("T15, asking", Act.ASK_DELETION, WRITTEN_BY_BOTH, SIGNERS, {CO: Reason.NOT_A_PARTY}),
    (
        "T15, asking twice",
        Act.ASK_DELETION,
        replace(WRITTEN_BY_BOTH, deletion_asked_by=Party.SUPERVISOR),
        (),
        dict.fromkeys(SIGNERS, Reason.DELETION_ASKED),
    ),
    (
        "T15, asking, once signed",
        Act.ASK_DELETION,
        replace(AGREED, ever_signed=True),
        (),
        dict.fromkeys(SIGNERS, Reason.EVER_SIGNED),
    ),
    (
        "T15, no, and taken back",
        Act.KEEP_DRAFT,
        replace(WRITTEN_BY_BOTH, deletion_asked_by=Party.TRAINEE),
        SIGNERS,
        {CO: Reason.NOT_A_PARTY},
    ),
    (
        "T15, no to nothing",
        Act.KEEP_DRAFT,
        WRITTEN_BY_BOTH,
        (),
        dict.fromkeys(SIGNERS, Reason.DELETION_NOT_ASKED),
    ),
    (
        "T15, asking in vain",
        Act.ASK_DELETION,
        AGREED,
        (SUPERVISOR, SUBSTITUTE),
        {TRAINEE: Reason.DELETED_ALONE},
    ),
    ("T15, asking, frozen", Act.ASK_DELETION, FROZEN, (), {TRAINEE: Reason.NOT_DRAFT}),
    ("T15, frozen", Act.DELETE_DRAFT, FROZEN, (), {TRAINEE: Reason.NOT_DRAFT}),
    (
        "§4.6 preparation",
        Act.SHARE_PREPARATION,
        replace(SCOPED, private_preparation=True),
        (TRAINEE,),
        dict.fromkeys(PARTIES[1:], Reason.PREPARING),
    ),
    (
        "§4.6 nothing to share",
        Act.SHARE_PREPARATION,
        SCOPED,
        (TRAINEE,),
        dict.fromkeys(PARTIES[1:], Reason.ONLY_TRAINEE),
    ),
    (
        "§4.6 another supervisor",
        Act.CHANGE_SUPERVISOR,
        AGREED,
        (TRAINEE,),
        {
            **dict.fromkeys(PARTIES[1:], Reason.ONLY_TRAINEE),
            FORMER: Reason.NO_LONGER_SUPERVISOR,
        },
    ),
    ("§4.6 after signing", Act.CHANGE_SUPERVISOR, ACTIVE, (), {TRAINEE: Reason.NOT_DRAFT}),
    ("§4.6 left, draft", Act.SUPPLEMENT, ANALYSED, (), {FORMER: Reason.NO_LONGER_SUPERVISOR}),
    (
        "§4.6 left, in force",
        Act.TICK,
        ACTIVE,
        PARTIES,
        dict.fromkeys((FORMER, HOLDER), Reason.NO_LONGER_SUPERVISOR),
    ),
    ("§4.6 left, one's note", Act.WRITE_OWN_COPY, CLOSED, (FORMER, HOLDER), {}),
    ("§4.6 sitting", Act.HOLD_MEETING, EMPTY, PARTIES, {}),
    ("memo", Act.WRITE_MEMO, SCOPED, PARTIES[1:], {TRAINEE: Reason.ONLY_SUPERVISOR}),
    (
        "memo in preparation",
        Act.WRITE_MEMO,
        replace(SCOPED, private_preparation=True),
        PARTIES[1:],
        {},
    ),
    (
        "§4.6 proposing",
        Act.PROPOSE_COMPETENCY,
        replace(SCOPED, private_preparation=True),
        PARTIES[1:],
        {TRAINEE: Reason.ONLY_SUPERVISOR},
    ),
    (
        "§4.6 proposing, shared",
        Act.PROPOSE_COMPETENCY,
        SCOPED,
        (),
        {TRAINEE: Reason.ONLY_SUPERVISOR, **dict.fromkeys(PARTIES[1:], Reason.NOT_PREPARING)},
    ),
    ("I2", Act.SEE_CONCRETISATION, ANALYSED, PARTIES, {}),
    ("I2", Act.SEE_CONCRETISATION, WRITTEN, (), dict.fromkeys(PARTIES, Reason.GATE_CLOSED)),
    ("I2", Act.SEE_CONCRETISATION, REOPENED, (), dict.fromkeys(PARTIES, Reason.GATE_CLOSED)),
    ("§4.5", Act.TICK, FROZEN, (), dict.fromkeys(PARTIES, Reason.NOT_SIGNED_YET)),
    ("§4.5", Act.TICK, ACTIVE, PARTIES, {}),
    ("§4.5", Act.TICK, CLOSING, PARTIES, {}),
    ("§4.5", Act.TICK, CLOSED, (), dict.fromkeys(PARTIES, Reason.READ_ONLY)),
    ("§4.5", Act.WRITE_OWN_COPY, FROZEN, (), dict.fromkeys(PARTIES, Reason.NOT_SIGNED_YET)),
    ("§4.5", Act.WRITE_OWN_COPY, ACTIVE, PARTIES, {}),
]


@pytest.mark.parametrize(("act", "facts", "allowed", "refused"), [row[1:] for row in ROWS])
def test_who_may_and_why_the_others_may_not(
    act: Act, facts: Facts, allowed: tuple[Role, ...], refused: dict[Role, Reason]
) -> None:
    expected = {**dict.fromkeys(allowed), **refused, LEAD: Reason.NOT_A_PARTY}

    assert {role: refusal(act, facts, role, competency=KEY) for role in expected} == expected


def test_every_act_has_a_row_where_somebody_may_do_it() -> None:
    assert {row[1] for row in ROWS if row[3]} == set(Act)


def test_every_reason_but_those_of_step_order_has_a_row() -> None:
    in_rows = {reason for row in ROWS for reason in row[4].values()}

    assert set(Reason) - in_rows == {
        Reason.NOT_YOUR_TURN,
        Reason.NO_PERIOD,
        Reason.NO_ACTIVITY,
        Reason.NO_FEEDBACK,
    }


ANALYSIS = (Act.WRITE_ANALYSIS, Act.FINISH_ANALYSIS, Act.REOPEN_ANALYSIS, Act.SUPPLEMENT)


@pytest.mark.parametrize("act", ANALYSIS)
@pytest.mark.parametrize("key", [None, OTHER])
def test_no_line_is_written_outside_the_scope(act: Act, key: UUID | None) -> None:
    role = SUPERVISOR if act is Act.SUPPLEMENT else TRAINEE

    assert refusal(act, ANALYSED, role, competency=key) is Reason.NO_COMPETENCY


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ()),
        ({"competencies": ()}, (Reason.NO_COMPETENCY,)),
        ({"period_to": None}, (Reason.NO_PERIOD,)),
        ({"competencies": WRITTEN.competencies}, (Reason.ANALYSIS_NOT_DONE,)),
        ({"competencies": REOPENED.competencies}, (Reason.ANALYSIS_NOT_DONE,)),
        ({"competencies": (CompetencyFacts(KEY, True),)}, (Reason.NO_SUBGOAL,)),
        (
            {"competencies": (*ANALYSED.competencies, CompetencyFacts(OTHER))},
            (Reason.ANALYSIS_NOT_DONE, Reason.NO_SUBGOAL),
        ),
        ({"activities": 0}, (Reason.NO_ACTIVITY,)),
        ({"feedback_agreements": 0}, (Reason.NO_FEEDBACK,)),
        ({"activities": 0, "feedback_agreements": 0}, (Reason.NO_ACTIVITY, Reason.NO_FEEDBACK)),
    ],
)
def test_what_is_missing_before_signing_is_all_named(
    changes: dict[str, Any], missing: tuple[Reason, ...]
) -> None:
    facts = replace(AGREED, **changes)

    assert stages.missing_for_signing(facts) == missing
    assert refusal(Act.FREEZE, facts, TRAINEE) is (missing[0] if missing else None)


@pytest.mark.parametrize("role", PARTIES)
def test_on_a_shared_device_the_pen_is_that_of_the_turn(role: Role) -> None:
    trainees = replace(ANALYSED, **SHARED_TRAINEE)
    supervisors = replace(ANALYSED, **SHARED_SUPERVISOR)

    assert stages.pen_of(role, trainees) is Party.TRAINEE
    assert stages.pen_of(role, supervisors) is Party.SUPERVISOR
    assert refusal(Act.WRITE_ANALYSIS, trainees, role, competency=KEY) is None
    assert refusal(Act.SUPPLEMENT, trainees, role, competency=KEY) is Reason.ONLY_SUPERVISOR
    assert refusal(Act.WRITE_ANALYSIS, supervisors, role, competency=KEY) is Reason.NOT_YOUR_TURN
    assert refusal(Act.SUPPLEMENT, supervisors, role, competency=KEY) is None


@pytest.mark.parametrize("turn", Party)
def test_on_a_shared_device_each_signs_goes_back_and_deletes_as_themselves(turn: Party) -> None:
    shared = {"mode": MeetingMode.SHARED_DEVICE, "turn": turn}
    half, draft = replace(HALF, **shared), replace(AGREED, **shared)

    assert stages.pen_of(TRAINEE, half) is Party.TRAINEE
    assert stages.pen_of(SUPERVISOR, half) is Party.SUPERVISOR
    assert refusal(Act.SIGN, half, TRAINEE) is Reason.ALREADY_SIGNED
    assert refusal(Act.SIGN, half, SUPERVISOR) is None
    assert refusal(Act.DELETE_DRAFT, draft, TRAINEE) is None
    assert refusal(Act.DELETE_DRAFT, draft, SUPERVISOR) is Reason.OTHER_HAS_WRITTEN


def test_whoever_only_looks_holds_no_pen() -> None:
    for facts in (AGREED, replace(AGREED, **SHARED_TRAINEE)):
        assert {stages.pen_of(role, facts) for role in (None, LEAD, FORMER, HOLDER)} == {None}


def test_who_signs_for_whom() -> None:
    assert {role: stages.own_party(role) for role in (*Role, None)} == {
        TRAINEE: Party.TRAINEE,
        SUPERVISOR: Party.SUPERVISOR,
        SUBSTITUTE: Party.SUPERVISOR,
        CO: None,
        FORMER: None,
        HOLDER: None,
        LEAD: None,
        None: None,
    }


def test_an_act_without_a_rule_is_a_fault_and_never_allowed() -> None:
    with pytest.raises(ValueError, match="no rule for dance"):
        refusal(cast(Act, "dance"), AGREED, TRAINEE)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_a_sentence_with_the_names_in_it(reason: Reason) -> None:
    said = errors.refused(reason, trainee="Amalie", supervisor="Jens")

    assert said.code == reason.value
    assert said.message.endswith(".")
    assert "%" not in said.message
    about_you = {
        Reason.NOT_A_PARTY,
        Reason.ONLY_TRAINEE,
        Reason.ONLY_SUPERVISOR,
        Reason.NOT_YOUR_TURN,
        Reason.PREPARING,
        Reason.NO_LONGER_SUPERVISOR,
    }
    assert type(said) is (Forbidden if reason in about_you else WrongStage)

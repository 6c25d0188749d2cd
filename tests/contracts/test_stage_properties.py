"""The rules as properties over every act, every role and random facts. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from laeringskontrakt.contracts import stages
from laeringskontrakt.contracts.enums import MeetingMode, Party, Role, Stage
from laeringskontrakt.contracts.facts import CompetencyFacts, Facts
from laeringskontrakt.contracts.stages import Act, Reason, refusal

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
KEYS = [UUID(int=number) for number in range(1, 4)]

ROLES = st.sampled_from([*Role, None])
ACTS = st.sampled_from(Act)
#: Round the limits of 30 days, and well away from them.
AGES = st.sampled_from([0, 1, 3, 29, 30, 31, 400]).map(timedelta)
PAST = AGES.map(lambda age: NOW - age)


@st.composite
def facts_of_any_kind(draw: st.DrawFn) -> Facts:
    competencies = tuple(
        draw(
            st.builds(CompetencyFacts, st.just(key), *[st.booleans()] * 2, *[st.integers(0, 2)] * 2)
        )
        for key in KEYS[: draw(st.integers(0, 3))]
    )
    return Facts(
        now=NOW,
        today=TODAY,
        period_to=draw(st.none() | AGES.map(lambda age: TODAY - age + timedelta(15))),
        competencies=competencies,
        activities=draw(st.integers(0, 2)),
        feedback_agreements=draw(st.integers(0, 2)),
        ready_at=draw(st.none() | PAST),
        signed=draw(st.frozensets(st.sampled_from(Party))),
        ever_signed=draw(st.booleans()),
        activated_at=draw(st.none() | PAST),
        ended_early_at=draw(st.none() | PAST),
        closed_at=draw(st.none() | PAST),
        cancelled_at=draw(st.none() | PAST),
        private_preparation=draw(st.booleans()),
        created_by=draw(st.sampled_from(Party)),
        written_by=draw(st.frozensets(st.sampled_from(Party))),
        last_written_at=draw(st.none() | PAST),
        deletion_asked_by=draw(st.none() | st.sampled_from(Party)),
        mode=draw(st.sampled_from(MeetingMode)),
        turn=draw(st.sampled_from(Party)),
    )


FACTS = facts_of_any_kind()
KEY = st.sampled_from([*KEYS, None])


def allowed(act: Act, facts: Facts, role: Role | None, key: UUID | None = None) -> bool:
    return refusal(act, facts, role, competency=key) is None


@given(ACTS, FACTS, ROLES, KEY)
def test_the_answer_is_always_a_reason_or_none_and_always_the_same(
    act: Act, facts: Facts, role: Role | None, key: UUID | None
) -> None:
    answer = refusal(act, facts, role, competency=key)

    assert answer is None or type(answer) is Reason
    assert refusal(act, facts, role, competency=key) == answer


@given(ACTS, FACTS, st.sampled_from([None, Role.PROGRAMME_LEAD]), KEY)
def test_nobody_but_the_pair_and_their_helpers_does_anything(
    act: Act, facts: Facts, role: Role | None, key: UUID | None
) -> None:
    assert refusal(act, facts, role, competency=key) is Reason.NOT_A_PARTY


@given(ACTS, FACTS, st.sampled_from(sorted(stages.HAS_LEFT)), KEY)
def test_who_has_left_writes_the_own_note_and_nothing_else(
    act: Act, facts: Facts, role: Role, key: UUID | None
) -> None:
    if allowed(act, facts, role, key):
        assert act is Act.WRITE_OWN_COPY
        assert facts.activated_at is not None


@given(FACTS, ROLES, KEY)
def test_the_supervisors_pen_is_open_only_after_the_trainees_own_analysis(
    facts: Facts, role: Role | None, key: UUID | None
) -> None:
    if allowed(Act.SUPPLEMENT, facts, role, key):
        gate = next(c for c in facts.competencies if c.id == key)
        assert (gate.analysis_done, gate.reopened) == (True, False)
        assert stages.stage_of(facts) is Stage.DRAFT
        assert stages.pen_of(role, facts) is Party.SUPERVISOR


@given(FACTS, ROLES, KEY, st.sampled_from(sorted(stages._TRAINEE_ONLY)))
def test_the_analysis_is_the_trainees_alone(
    facts: Facts, role: Role | None, key: UUID | None, act: Act
) -> None:
    if allowed(act, facts, role, key):
        shared = facts.mode is MeetingMode.SHARED_DEVICE and facts.turn is Party.TRAINEE
        assert role is Role.TRAINEE or shared
        assert stages.stage_of(facts) is Stage.DRAFT


@given(FACTS, ROLES, KEY)
def test_never_may_both_write_the_same_line_with_one_pen(
    facts: Facts, role: Role | None, key: UUID | None
) -> None:
    assert not (
        allowed(Act.WRITE_ANALYSIS, facts, role, key) and allowed(Act.SUPPLEMENT, facts, role, key)
    )


@given(ACTS, FACTS, ROLES, KEY)
def test_closing_a_gate_allows_nothing_new_but_to_finish_again(
    act: Act, facts: Facts, role: Role | None, key: UUID | None
) -> None:
    closed = replace(
        facts, competencies=tuple(replace(c, reopened=True) for c in facts.competencies)
    )

    if act is not Act.FINISH_ANALYSIS and allowed(act, closed, role, key):
        assert allowed(act, facts, role, key)


@given(FACTS, ROLES)
def test_the_sheet_is_frozen_only_whole_and_by_one_of_the_two(
    facts: Facts, role: Role | None
) -> None:
    ready = (
        stages.stage_of(facts) is Stage.DRAFT
        and facts.competencies != ()
        and facts.period_to is not None
        and all(c.gate_open for c in facts.competencies)
        and all(c.trainee_subgoals + c.supervisor_subgoals for c in facts.competencies)
        and facts.activities > 0
        and facts.feedback_agreements > 0
    )
    who = {Role.TRAINEE} if facts.private_preparation else {*SIGNS_FOR}

    assert allowed(Act.FREEZE, facts, role) == (ready and role in who)


SIGNS_FOR = {
    Role.TRAINEE: Party.TRAINEE,
    Role.SUPERVISOR: Party.SUPERVISOR,
    Role.SUBSTITUTE: Party.SUPERVISOR,
}


@given(FACTS, ROLES)
def test_one_signs_for_oneself_once_and_only_what_waits(facts: Facts, role: Role | None) -> None:
    hidden = facts.private_preparation and role is not Role.TRAINEE
    due = stages.stage_of(facts) is Stage.AWAITING and role in SIGNS_FOR and not hidden

    assert allowed(Act.SIGN, facts, role) == (due and SIGNS_FOR.get(role) not in facts.signed)


@given(ACTS, FACTS, ROLES, KEY)
def test_who_holds_the_device_changes_nothing_once_the_wording_is_frozen(
    act: Act, facts: Facts, role: Role | None, key: UUID | None
) -> None:
    if stages.stage_of(facts) is not Stage.DRAFT:
        own = replace(facts, mode=MeetingMode.OWN_DEVICES)
        assert refusal(act, facts, role, competency=key) == refusal(act, own, role, competency=key)


@given(FACTS, ROLES, KEY)
def test_what_is_not_a_draft_keeps_its_words(
    facts: Facts, role: Role | None, key: UUID | None
) -> None:
    """I6 and I11: outside a draft only these acts are left, and none writes a word of it."""
    possible = {act for act in Act if allowed(act, facts, role, key)}
    looking = {Act.SEE_CONCRETISATION, Act.WRITE_MEMO}
    own = {Act.TICK, Act.WRITE_OWN_COPY}
    left = {
        Stage.AWAITING: {Act.SIGN, Act.BACK_TO_EDITING},
        Stage.LAPSED: {Act.BACK_TO_EDITING},
        Stage.ACTIVE: own,
        Stage.CLOSING: own,
        Stage.CLOSED: {Act.WRITE_OWN_COPY},
        Stage.CANCELLED: {Act.WRITE_OWN_COPY},
    }
    stage = stages.stage_of(facts)

    assert stage is Stage.DRAFT or possible <= left[stage] | looking


@given(FACTS, ROLES)
def test_a_draft_is_deleted_by_its_maker_by_both_or_when_it_has_lain_still(
    facts: Facts, role: Role | None
) -> None:
    if allowed(Act.DELETE_DRAFT, facts, role):
        party = SIGNS_FOR[role]  # type: ignore[index]
        alone = facts.created_by is party and facts.written_by <= {party}
        idle = facts.last_written_at is not None and NOW - facts.last_written_at >= timedelta(30)
        assert stages.stage_of(facts) is Stage.DRAFT
        assert not facts.ever_signed
        both = facts.deletion_asked_by not in {None, party}
        assert alone or both or idle


@given(FACTS, st.sampled_from(sorted(SIGNS_FOR)))
def test_who_asks_does_not_answer_and_the_other_always_can(facts: Facts, role: Role) -> None:
    """T15: asking gives oneself nothing, and the other the choice between yes and no."""
    if allowed(Act.ASK_DELETION, facts, role):
        asked = replace(facts, deletion_asked_by=SIGNS_FOR[role], private_preparation=False)
        other = Role.SUPERVISOR if SIGNS_FOR[role] is Party.TRAINEE else Role.TRAINEE
        assert not allowed(Act.DELETE_DRAFT, facts, role)
        assert not allowed(Act.DELETE_DRAFT, asked, role)
        assert allowed(Act.DELETE_DRAFT, asked, other)
        assert allowed(Act.KEEP_DRAFT, asked, other)
        assert not allowed(Act.ASK_DELETION, asked, other)


@given(ACTS, FACTS, ROLES, KEY)
def test_while_the_trainee_prepares_the_others_remember_and_propose_and_that_is_all(
    act: Act, facts: Facts, role: Role | None, key: UUID | None
) -> None:
    preparing = replace(facts, private_preparation=True)

    if role is not Role.TRAINEE and allowed(act, preparing, role, key):
        beside = {Act.WRITE_MEMO, Act.PROPOSE_COMPETENCY}
        assert act in ({Act.WRITE_OWN_COPY} if role in stages.HAS_LEFT else beside)


@given(st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)))
def test_a_reminder_every_morning_meets_each_day_once_all_year(ready_at: datetime) -> None:
    """T12 on the Danish calendar, also when a day has 23 or 25 hours (I15)."""
    copenhagen = ZoneInfo("Europe/Copenhagen")
    first = ready_at.astimezone(copenhagen).replace(hour=6, minute=30)
    days = []
    for day in range(1, 32):
        morning = (first + timedelta(days=day)).astimezone(UTC)
        facts = Facts(
            now=morning,
            today=morning.astimezone(copenhagen).date(),
            ready_at=ready_at,
            signed=frozenset({Party.TRAINEE}),
        )
        if stages.parties_to_remind(facts):
            assert stages.parties_to_remind(facts) == {Party.SUPERVISOR}
            days.append(day)

    assert days == [3, 7, 14, 21]


@given(FACTS)
def test_nobody_is_reminded_of_what_does_not_wait(facts: Facts) -> None:
    if stages.stage_of(facts) is not Stage.AWAITING:
        assert stages.parties_to_remind(facts) == frozenset()
    assert not stages.parties_to_remind(facts) & facts.signed

"""The rules of the contract, in plain Python: from facts to what may be done, and by whom.

No Django here: this file is the method (domain §4.2, §4.3) and reads in a few screens.
``refusal`` answers ``None`` when an act may be done, else the code of the reason.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from laeringskontrakt.contracts.enums import MeetingMode, Party, Role, Stage
from laeringskontrakt.contracts.facts import CompetencyFacts, Facts
from laeringskontrakt.core import clock

#: Days with a missing signature after which a version lapses (T12), and when to remind.
LAPSES_AFTER = timedelta(days=30)
REMIND_ON_DAYS = (3, 7, 14, 21)
#: Days without anybody writing after which either may delete a draft (T15).
IDLE_DRAFT_AFTER = timedelta(days=30)


class Act(StrEnum):
    """What can be done to a contract before and at signing."""

    CHOOSE_SCOPE = "choose_scope"  # T2
    WRITE_ANALYSIS = "write_analysis"  # T3
    FINISH_ANALYSIS = "finish_analysis"  # T4
    REOPEN_ANALYSIS = "reopen_analysis"  # T5
    SUPPLEMENT = "supplement"  # T6
    SEE_CONCRETISATION = "see_concretisation"  # I2
    WRITE_ACTIVITY = "write_activity"  # T7
    WRITE_AGREEMENT = "write_agreement"  # T8
    FREEZE = "freeze"  # T9
    SIGN = "sign"  # T10
    BACK_TO_EDITING = "back_to_editing"  # T11
    DELETE_DRAFT = "delete_draft"  # T15
    ASK_DELETION = "ask_deletion"  # T15
    KEEP_DRAFT = "keep_draft"  # T15
    SHARE_PREPARATION = "share_preparation"
    CHANGE_SUPERVISOR = "change_supervisor"  # §4.6
    HOLD_MEETING = "hold_meeting"
    WRITE_MEMO = "write_memo"
    PROPOSE_COMPETENCY = "propose_competency"  # §4.6
    TICK = "tick"  # §4.5
    WRITE_OWN_COPY = "write_own_copy"


class Reason(StrEnum):
    """Why not. The sentence for each is in ``errors.py``."""

    NOT_A_PARTY = "not_a_party"
    ONLY_TRAINEE = "only_trainee"
    ONLY_SUPERVISOR = "only_supervisor"
    NOT_YOUR_TURN = "not_your_turn"
    NOT_DRAFT = "not_draft"
    NOT_AWAITING = "not_awaiting"
    NOT_SIGNED_YET = "not_signed_yet"
    GATE_CLOSED = "gate_closed"
    ANALYSIS_NOT_DONE = "analysis_not_done"
    GATE_OPEN = "gate_open"
    NO_COMPETENCY = "no_competency"
    NO_PERIOD = "no_period"
    NO_TRAINEE_SUBGOAL = "no_trainee_subgoal"
    NO_SUBGOAL = "no_subgoal"
    NO_ACTIVITY = "no_activity"
    NO_FEEDBACK = "no_feedback"
    ALREADY_SIGNED = "already_signed"
    PREPARING = "preparing"
    NOT_PREPARING = "not_preparing"
    OTHER_HAS_WRITTEN = "other_has_written"
    EVER_SIGNED = "ever_signed"
    DELETION_ASKED = "deletion_asked"
    DELETION_NOT_ASKED = "deletion_not_asked"
    DELETED_ALONE = "deleted_alone"
    READ_ONLY = "read_only"
    NO_LONGER_SUPERVISOR = "no_longer_supervisor"


def stage_of(facts: Facts) -> Stage:
    """Which of the seven states the contract is in (domain §4.2)."""
    if facts.cancelled_at:
        return Stage.CANCELLED
    if facts.closed_at:
        return Stage.CLOSED
    if facts.activated_at:
        over = facts.period_to is not None and facts.today > facts.period_to
        return Stage.CLOSING if over or facts.ended_early_at else Stage.ACTIVE
    if facts.ready_at:
        lapsed = facts.now - facts.ready_at >= LAPSES_AFTER
        return Stage.LAPSED if lapsed else Stage.AWAITING
    return Stage.DRAFT


#: Whose supervision is over: they read what they had a part in, and write in it no more (§4.6).
HAS_LEFT = frozenset({Role.FORMER_SUPERVISOR, Role.COPY_HOLDER})


def pen_of(role: Role | None, facts: Facts) -> Party | None:
    """Whose pen this person holds now; ``None`` for somebody who only may look.

    On a shared device the pen belongs to whose turn it is, whoever is signed in (§4.6).
    Once the wording is frozen there is nothing to write: each acts as themselves again.
    """
    if role is None or role is Role.PROGRAMME_LEAD or role in HAS_LEFT:
        return None
    if facts.mode is MeetingMode.SHARED_DEVICE and stage_of(facts) is Stage.DRAFT:
        return facts.turn
    return Party.TRAINEE if role is Role.TRAINEE else Party.SUPERVISOR


def own_party(role: Role | None) -> Party | None:
    """Which party a person signs for. A co-supervisor holds the pen, not the signature."""
    return (
        {
            Role.TRAINEE: Party.TRAINEE,
            Role.SUPERVISOR: Party.SUPERVISOR,
            Role.SUBSTITUTE: Party.SUPERVISOR,
        }.get(role)
        if role
        else None
    )


def refusal(
    act: Act, facts: Facts, role: Role | None, *, competency: UUID | None = None
) -> Reason | None:
    """Why ``role`` may not do ``act`` now, or ``None`` when it may."""
    if role in HAS_LEFT:
        # The private note of one's own copy stays one's own.
        own = act is Act.WRITE_OWN_COPY and facts.activated_at
        return None if own else Reason.NO_LONGER_SUPERVISOR
    pen = pen_of(role, facts)
    if pen is None:
        return Reason.NOT_A_PARTY
    if facts.private_preparation and role is not Role.TRAINEE and act not in _BESIDE_IT:
        return Reason.PREPARING
    stage = stage_of(facts)
    if act in _PAIR_ONLY:
        party = own_party(role)
        return _by_the_pair(act, facts, stage, party) if party else Reason.NOT_A_PARTY
    if act in _IN_DRAFT:
        if stage is not Stage.DRAFT:
            return Reason.NOT_DRAFT
        return _in_draft(act, facts, pen, role, competency)
    if act in _BESIDE_IT:
        return _beside_a_preparation(act, facts, role)
    if act is Act.TICK:
        if stage in {Stage.ACTIVE, Stage.CLOSING}:
            return None
        return Reason.READ_ONLY if facts.activated_at else Reason.NOT_SIGNED_YET
    if act is Act.WRITE_OWN_COPY:
        return None if facts.activated_at else Reason.NOT_SIGNED_YET
    return _looking(act, facts, competency)


#: All that others do while the trainee prepares in private (§4.6).
_BESIDE_IT = frozenset({Act.WRITE_MEMO, Act.PROPOSE_COMPETENCY})
_IN_DRAFT = frozenset(
    {
        Act.CHOOSE_SCOPE,
        Act.WRITE_ANALYSIS,
        Act.FINISH_ANALYSIS,
        Act.REOPEN_ANALYSIS,
        Act.SUPPLEMENT,
        Act.WRITE_ACTIVITY,
        Act.WRITE_AGREEMENT,
        Act.SHARE_PREPARATION,
        Act.CHANGE_SUPERVISOR,
        Act.HOLD_MEETING,
    }
)
#: Decided by the trainee as a person, whoever holds the pen at a shared device.
_TRAINEES_OWN = frozenset({Act.SHARE_PREPARATION, Act.CHANGE_SUPERVISOR})
_TRAINEE_ONLY = frozenset({Act.WRITE_ANALYSIS, Act.FINISH_ANALYSIS, Act.REOPEN_ANALYSIS})
#: What only the two who sign decide (T9-T11, T15). A co-supervisor writes along with them.
_PAIR_ONLY = frozenset(
    {
        Act.FREEZE,
        Act.SIGN,
        Act.BACK_TO_EDITING,
        Act.DELETE_DRAFT,
        Act.ASK_DELETION,
        Act.KEEP_DRAFT,
    }
)


def _in_draft(
    act: Act, facts: Facts, pen: Party, role: Role | None, competency: UUID | None
) -> Reason | None:
    if act in _TRAINEE_ONLY and pen is not Party.TRAINEE:
        shared = facts.mode is MeetingMode.SHARED_DEVICE
        return Reason.NOT_YOUR_TURN if shared else Reason.ONLY_TRAINEE
    if act in {Act.WRITE_ANALYSIS, Act.FINISH_ANALYSIS, Act.REOPEN_ANALYSIS, Act.SUPPLEMENT}:
        return _gate(act, facts, pen, facts.competency(competency))
    if act in {Act.WRITE_ACTIVITY, Act.WRITE_AGREEMENT}:
        return None if _subgoals(facts) else Reason.NO_SUBGOAL
    if act in _TRAINEES_OWN and role is not Role.TRAINEE:
        return Reason.ONLY_TRAINEE
    return None


def _gate(act: Act, facts: Facts, pen: Party, competency: CompetencyFacts | None) -> Reason | None:
    """The heart of the method: trainee first, per competency (I1)."""
    if competency is None:
        return Reason.NO_COMPETENCY
    if act is Act.SUPPLEMENT:
        if pen is not Party.SUPERVISOR:
            return Reason.ONLY_SUPERVISOR
        return None if competency.gate_open else Reason.GATE_CLOSED
    if act is Act.FINISH_ANALYSIS:
        if competency.gate_open:
            return Reason.GATE_OPEN
        return None if competency.trainee_subgoals else Reason.NO_TRAINEE_SUBGOAL
    if act is Act.REOPEN_ANALYSIS:
        return None if competency.gate_open else Reason.ANALYSIS_NOT_DONE
    return None


def missing_for_signing(facts: Facts) -> tuple[Reason, ...]:
    """All that is still missing before the sheet can be frozen and signed (T9), in step order."""
    found: list[Reason] = []
    if not facts.competencies:
        found.append(Reason.NO_COMPETENCY)
    if facts.period_to is None:
        found.append(Reason.NO_PERIOD)
    if any(not c.gate_open for c in facts.competencies):
        found.append(Reason.ANALYSIS_NOT_DONE)
    if any(c.trainee_subgoals + c.supervisor_subgoals == 0 for c in facts.competencies):
        found.append(Reason.NO_SUBGOAL)
    if not facts.activities:
        found.append(Reason.NO_ACTIVITY)
    if not facts.feedback_agreements:
        found.append(Reason.NO_FEEDBACK)
    return tuple(found)


def _by_the_pair(act: Act, facts: Facts, stage: Stage, party: Party) -> Reason | None:
    """Freezing, signing, going back, deleting: each for the own party, whoever holds the pen."""
    if act is Act.SIGN:
        if stage is not Stage.AWAITING:
            return Reason.NOT_AWAITING
        return Reason.ALREADY_SIGNED if party in facts.signed else None
    if act is Act.BACK_TO_EDITING:
        return None if stage in {Stage.AWAITING, Stage.LAPSED} else Reason.NOT_AWAITING
    if stage is not Stage.DRAFT:
        return Reason.NOT_DRAFT
    if act is Act.DELETE_DRAFT:
        return _deleting(facts, party)
    if act in {Act.ASK_DELETION, Act.KEEP_DRAFT}:
        return _asking(act, facts, party)
    return next(iter(missing_for_signing(facts)), None)


def _deleting(facts: Facts, party: Party) -> Reason | None:
    """T15: the creator alone while the other has written nothing; else both, or 30 idle days."""
    if facts.ever_signed:
        return Reason.EVER_SIGNED
    if facts.deletion_asked_by not in {None, party}:
        return None
    others = facts.written_by - {party}
    if facts.created_by is party and not others:
        return None
    idle_since = facts.last_written_at
    if idle_since is not None and facts.now - idle_since >= IDLE_DRAFT_AFTER:
        return None
    return Reason.OTHER_HAS_WRITTEN


def _beside_a_preparation(act: Act, facts: Facts, role: Role | None) -> Reason | None:
    """§4.6: the supervisor's private lines, at any time; a proposal, as long as it lasts."""
    if role is Role.TRAINEE:
        return Reason.ONLY_SUPERVISOR
    preparing = facts.private_preparation and stage_of(facts) is Stage.DRAFT
    if act is Act.PROPOSE_COMPETENCY and not preparing:
        return Reason.NOT_PREPARING
    return None


def _asking(act: Act, facts: Facts, party: Party) -> Reason | None:
    """T15: one asks whether the draft may go; either says no, or takes the question back."""
    if act is Act.KEEP_DRAFT:
        return None if facts.deletion_asked_by else Reason.DELETION_NOT_ASKED
    if facts.deletion_asked_by:
        return Reason.DELETION_ASKED
    alone = _deleting(facts, party)
    if alone is None:
        return Reason.DELETED_ALONE
    return None if alone is Reason.OTHER_HAS_WRITTEN else alone


def _looking(act: Act, facts: Facts, competency: UUID | None) -> Reason | None:
    if act is Act.SEE_CONCRETISATION:
        chosen = facts.competency(competency)
        open_now = chosen is not None and chosen.gate_open
        return None if open_now else Reason.GATE_CLOSED
    raise ValueError(f"no rule for {act}")


def _subgoals(facts: Facts) -> int:
    return sum(c.trainee_subgoals + c.supervisor_subgoals for c in facts.competencies)


def parties_to_remind(facts: Facts) -> frozenset[Party]:
    """Who is reminded today that a signature is missing (T12); nobody on other days.

    Days are counted on the Danish calendar (I15): a job that runs every morning meets each of
    them once, also across the change to and from summer time.
    """
    if stage_of(facts) is not Stage.AWAITING or facts.ready_at is None:
        return frozenset()
    days = (facts.today - clock.local_date(facts.ready_at)).days
    return facts.required - facts.signed if days in REMIND_ON_DAYS else frozenset()

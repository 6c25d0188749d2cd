"""What one carried-out command may change, and what it must leave behind (domain §4.2, §4.3)."""

from __future__ import annotations

import json
from typing import Any

from tests.contracts.snapshots import WORDS, Row, Step, stage

#: Commands that leave another number of events than one (0 where the row itself is private or
#: only a place on the page; see the domain's table §4.7 for who reads events).
QUIET = {"memo:write", "memo:remove", "contract:go_to_step"}
#: Leave an event only when they changed a row of this table.
WHEN_CHANGED = {
    "proposal:make": "ProposedCompetency",
    "subgoal:move": "Subgoal",
    "assessment:accept_proposal": "AssessmentAgreement",
    "copy:tick": "CopyTick",
    "copy:share_reflection": "Reflection",
}
IN_DRAFT_ONLY = (
    *("ContractCompetency", "Subgoal", "LearningActivity", "LearningActivity_subgoals"),
    *("FeedbackAgreement", "FeedbackAgreement_subgoals", "AssessmentAgreement"),
)
SCOPE = ("period_from", "period_to", "title", "purpose", "no_assessment", "number")
PARTIES = ("trainee_id", "supervisor_id", "department_id", "organisation_id", "placement_id")
HELPERS = ("trainee", "supervisor", "co_supervisor", "substitute")


def only_those_who_may_do_anything(step: Step) -> None:
    """§4.7: outside the pair and their helpers only the lead does anything, and only looks."""
    if step.kind == "contract:look":
        assert step.who == "lead"
    else:
        assert step.who in HELPERS
    if step.who == "co_supervisor":
        assert not step.kind.startswith("version:")
        assert step.kind not in {"contract:ask_deletion", "contract:keep_draft"}


def each_line_is_written_with_its_own_pen(step: Step) -> None:
    """I3: nobody edits or deletes the other party's subgoal; who was signed in is noted (§4.6)."""
    if step.kind == "contract:delete_draft":
        return
    for row in (*step.changed("Subgoal", "text", "author"), *step.gone("Subgoal")):
        assert row["author"] == step.pen
    own = step.pen == ("trainee" if step.who == "trainee" else "supervisor")
    reworded = [step.after["Subgoal"][row["id"]] for row in step.changed("Subgoal", "text")]
    for row in (*step.added("Subgoal"), *reworded):
        assert row["author"] == step.pen
        assert row["entered_via_id"] == (None if own else step.actor)
    for row in step.added("Subgoal"):
        assert step.kind != "memo:insert" or row["author"] == "supervisor"
        if row["author"] == "supervisor":
            gate = step.before["ContractCompetency"][row["competency_id"]]
            assert gate["analysis_done_at"] is not None
            assert gate["analysis_reopened_at"] is None


def no_word_is_lost(step: Step) -> None:
    """faults P4: what somebody wrote is there until it is taken out by an act that says so."""
    if step.kind == "contract:delete_draft":
        return
    target = {getattr(value, "pk", None) for value in step.given.values()}
    for table, column in WORDS.items():
        for row in step.changed(table, column):
            assert step.kind in MAY_CHANGE[table]
            assert table in {"CopyNote", "Reflection"} or row["id"] in target
        for row in step.gone(table):
            assert step.kind in MAY_REMOVE[table]
            if table == "Subgoal":
                assert target & {row["id"], row["adds_to_id"]}
            elif step.kind == "subgoal:remove":
                assert step.given["with_dependants"]
            elif step.kind.endswith(":remove"):
                assert row["id"] in target


MAY_CHANGE = {
    "Subgoal": {"subgoal:change"},
    "LearningActivity": {"activity:change"},
    "FeedbackAgreement": {"feedback:change"},
    "AssessmentAgreement": {"assessment:change"},
    "SupervisorMemo": set[str](),
    "CopyNote": {"copy:write_note"},
    "Reflection": {"copy:write_reflection"},
}
MAY_REMOVE = {
    "Subgoal": {"subgoal:remove"},
    "LearningActivity": {"activity:remove", "subgoal:remove"},
    "FeedbackAgreement": {"feedback:remove", "subgoal:remove"},
    "AssessmentAgreement": {"assessment:remove", "assessment:none"},
    "SupervisorMemo": {"memo:remove", "memo:insert"},
    "CopyNote": {"copy:write_note"},
    "Reflection": {"copy:write_reflection"},
}


def what_is_private_is_its_owners(step: Step) -> None:
    """I7: memos, notes and reflections are written and removed by the one they belong to."""
    for table in ("SupervisorMemo", "CopyNote", "Reflection", "CopyTick"):
        if step.kind == "contract:delete_draft":
            continue
        for row in (*step.added(table), *step.gone(table), *step.changed(table)):
            owner = row.get("owner_id") or step.before["ContractCopy"][row["copy_id"]]["holder_id"]
            assert owner == step.actor


def only_a_draft_changes(step: Step) -> None:
    """I6 and I11: from freezing on, content, period and parties stand still."""
    if stage(step.about, step.now) != "draft":
        for table in IN_DRAFT_ONLY:
            assert (step.added(table), step.gone(table), step.changed(table)) == ([], [], [])
        assert step.changed("LearningContract", *SCOPE) == []
    assert step.changed("LearningContract", *PARTIES) == []
    assert step.changed("ContractVersion", "content", "sha256", "number", "frozen_at") == []
    assert (step.changed("Signature"), step.gone("Signature")) == ([], [])
    assert (step.changed("ContractCopy"), step.gone("ContractCopy")) == ([], [])
    assert (step.changed("AuditEvent"), step.gone("AuditEvent")) == ([], [])


def who_signed_is_who_sent_it(step: Step) -> None:
    """I5: a signature is made by its signer, of the version that was shown, and by no other act."""
    signatures = step.added("Signature")
    assert len(signatures) == (1 if step.kind == "version:sign" else 0)
    for row in signatures:
        version = step.before["ContractVersion"][row["version_id"]]
        assert row["signer_key"] == step.actor
        assert row["sha256"] == step.given["sha256"] == version["sha256"]
        assert version["voided_at"] is None
        assert stage(step.about, step.now) == "awaiting_signatures"


def the_chain_tells_of_it(step: Step) -> None:
    """faults S41: each write leaves its documented number of events, by the actor, in order."""
    events = step.events()
    assert len(events) == expected_events(step)
    for event in events:
        assert event["actor_id"] == step.actor
        assert event["contract_id"] == step.contract
        about = json.loads(event["entry"])["about"]
        assert about.get("party") in {None, *parties(step)}
    if step.kind not in QUIET | {"contract:set_scope"}:
        assert {*(event["kind"] for event in events)} <= {*kinds(step.kind)}


def parties(step: Step) -> tuple[str, ...]:
    own = "trainee" if step.who == "trainee" else "supervisor"
    return (own,) if step.kind.startswith(("copy:", "version:")) else (own, step.pen)


def kinds(kind: str) -> tuple[str, ...]:
    """The kinds of event that a command of ``kind`` leaves."""
    more = {
        "version:sign": ("contract:activate",),
        "version:back_to_editing": ("version:void",),
        "memo:insert": ("subgoal:write",),
        "feedback:accept_proposals": ("feedback:agree",),
        "assessment:accept_proposal": ("assessment:agree",),
        "copy:share_reflection": ("copy:withdraw_reflection",),
    }
    return tuple(f"contracts:{name}" for name in (kind, *more.get(kind, ())))


def expected_events(step: Step) -> int:
    if step.kind in QUIET:
        return 0
    if step.kind in WHEN_CHANGED:
        table = WHEN_CHANGED[step.kind]
        return min(1, len(step.changed(table) + step.added(table) + step.gone(table)))
    several: dict[str, Any] = {
        "contract:set_scope": 2,
        "memo:insert": step.answer,
        "feedback:accept_proposals": step.answer,
        "version:sign": 1 + len(step.changed("LearningContract", "activated_at")),
    }
    return int(several.get(step.kind, 1))


def the_revision_counts_up(step: Step) -> None:
    """A device that knows the number knows whether anything on the sheet is new."""
    if step.kind == "contract:delete_draft":
        return
    after: Row = step.after["LearningContract"][step.contract]
    counted = after["revision"] - step.about["revision"]
    if step.kind == "contract:go_to_step":
        assert counted == (after["step"] != step.about["step"])
    elif step.kind.startswith("copy:") or step.kind == "contract:look":
        assert counted == 0
    else:
        assert counted == len(step.events())
    assert after["last_written_at"] >= step.about["last_written_at"]


def hold(step: Step) -> None:
    """All of them."""
    only_those_who_may_do_anything(step)
    each_line_is_written_with_its_own_pen(step)
    no_word_is_lost(step)
    what_is_private_is_its_owners(step)
    only_a_draft_changes(step)
    who_signed_is_who_sent_it(step)
    the_chain_tells_of_it(step)
    the_revision_counts_up(step)

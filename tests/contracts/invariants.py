"""What holds at every moment of every history (domain §4.3), from the rows alone."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from laeringskontrakt.core import audit, canonical
from tests.contracts.cast import Cast
from tests.contracts.commands import CANARY
from tests.contracts.snapshots import Snapshot, of


def no_addition_is_older_than_the_analysis(rows: Snapshot) -> None:
    """I1: no supervisor's subgoal has ``created_at`` < ``analysis_done_at`` of its competency.

    The line it stands under is of the same competency, or the gate could be gone round.
    """
    for row in of(rows["Subgoal"], author="supervisor"):
        opened = rows["ContractCompetency"][row["competency_id"]]["analysis_done_at"]
        assert opened is not None
        assert opened <= row["created_at"]
    for row in rows["Subgoal"].values():
        assert rows["ContractCompetency"][row["competency_id"]]["contract_id"] == row["contract_id"]
        if row["adds_to_id"]:
            above = rows["Subgoal"][row["adds_to_id"]]
            assert above["competency_id"] == row["competency_id"]
            assert above["adds_to_id"] is None


def an_open_gate_has_an_analysis_behind_it(rows: Snapshot) -> None:
    """T4: finished and not reopened means that there is a line of the trainee's own."""
    for gate in rows["ContractCompetency"].values():
        if gate["analysis_done_at"] and not gate["analysis_reopened_at"]:
            assert of(rows["Subgoal"], competency_id=gate["id"], author="trainee") != []


def only_a_draft_waits_for_a_yes_to_its_deletion(rows: Snapshot) -> None:
    """T15: whoever asked is named, and what is frozen is not about to go."""
    for row in rows["LearningContract"].values():
        asked = row["deletion_asked_at"] is not None
        assert asked == (row["deletion_asked_by_party"] in {"trainee", "supervisor"})
        assert not (asked and row["ready_at"])


def a_signature_is_of_one_version_and_its_hash(rows: Snapshot) -> None:
    """I4: every hash is that of the content; in force means signed by both, the same text."""
    for version in rows["ContractVersion"].values():
        assert canonical.digest(version["content"]) == version["sha256"]
        content = json.loads(version["content"])
        assert (content["id"], content["version"]) == (
            str(version["contract_id"]),
            version["number"],
        )
    for signature in rows["Signature"].values():
        assert signature["sha256"] == rows["ContractVersion"][signature["version_id"]]["sha256"]
    for contract in rows["LearningContract"].values():
        in_force = of(rows["ContractVersion"], contract_id=contract["id"], voided_at=None)
        assert len(in_force) == (1 if contract["ready_at"] else 0)
        signed = [s for v in in_force for s in of(rows["Signature"], version_id=v["id"])]
        both = {"trainee", "supervisor"} == {s["party"] for s in signed}
        assert both == (contract["activated_at"] is not None)


def copies_are_the_version_and_there_is_one_for_each(rows: Snapshot, cast: Cast) -> None:
    """T10 and §4.1: two copies, and one for the co-supervisor, equal to what was signed."""
    holders = {"trainee": "trainee", "supervisor": "supervisor", "co_supervisor": "supervisor"}
    expected = {(cast.people[name].pk, party) for name, party in holders.items()}
    for contract in of(rows["LearningContract"], organisation_id=cast.world.organisation.pk):
        copies = of(rows["ContractCopy"], contract_id=contract["id"])
        held = [(copy["holder_id"], copy["party"]) for copy in copies]
        assert (len(held), set(held)) == ((3, expected) if contract["activated_at"] else (0, set()))
    for copy in rows["ContractCopy"].values():
        version = rows["ContractVersion"][copy["version_id"]]
        assert (copy["content"], copy["sha256"]) == (version["content"], version["sha256"])
        assert version["voided_at"] is None


def nobody_is_both_nor_signs_for_another(rows: Snapshot, cast: Cast) -> None:
    """I5: two people; the trainee signs for the trainee, a supervisor for the supervisor."""
    supervisors = {cast.people[name].pk: name for name in ("supervisor", "substitute")}
    for contract in rows["LearningContract"].values():
        assert contract["trainee_id"] != contract["supervisor_id"]
        for version in of(rows["ContractVersion"], contract_id=contract["id"]):
            for row in of(rows["Signature"], version_id=version["id"]):
                if contract["organisation_id"] != cast.world.organisation.pk:
                    continue
                if row["party"] == "trainee":
                    assert row["signer_key"] == contract["trainee_id"]
                else:
                    name = supervisors[row["signer_key"]]
                    assert row["as_substitute"] == (name == "substitute")


def everything_agreed_is_about_subgoals_of_the_same_contract(rows: Snapshot) -> None:
    """I10: every activity and feedback agreement points to at least one, all its contract's own."""
    for table, link, key in (
        ("LearningActivity", "LearningActivity_subgoals", "learningactivity_id"),
        ("FeedbackAgreement", "FeedbackAgreement_subgoals", "feedbackagreement_id"),
    ):
        for row in rows[table].values():
            links = of(rows[link], **{key: row["id"]})
            contracts = {rows["Subgoal"][one["subgoal_id"]]["contract_id"] for one in links}
            assert contracts == {row["contract_id"]}
    for row in rows["FeedbackAgreement"].values():
        if row["activity_id"]:
            activity = rows["LearningActivity"][row["activity_id"]]
            assert activity["contract_id"] == row["contract_id"]
    for row in rows["AssessmentAgreement"].values():
        if row["competency_id"]:
            gate = rows["ContractCompetency"][row["competency_id"]]
            assert gate["contract_id"] == row["contract_id"]


def nothing_written_leaves_by_mail_or_log(rows: Snapshot) -> None:
    """I12: no mail, and no event of the chain, holds a word that somebody wrote."""
    said = [f"{row['subject']} {row['body']}" for row in rows["OutboxMail"].values()]
    said += [row["entry"] for row in rows["AuditEvent"].values()]
    assert [text for text in said if CANARY in text] == []


def all_times_are_utc_and_not_ahead(rows: Snapshot, now: datetime) -> None:
    """I15: stored as UTC, by the server's clock; order of time is order of the chain."""
    for table in rows.values():
        for row in table.values():
            for value in row.values():
                if isinstance(value, datetime):
                    assert value.utcoffset() == timedelta(0)
                    assert value <= now
    for version in rows["ContractVersion"].values():
        frozen: dict[str, Any] = json.loads(version["content"])
        assert frozen["frozen_at"].endswith("+00:00")


def one_sitting_is_open_at_most(rows: Snapshot) -> None:
    """§4.6: sittings follow each other; a contract in force has none open."""
    for meeting in rows["Meeting"].values():
        sittings = of(rows["MeetingSession"], meeting_id=meeting["id"])
        assert [s["ended_at"] for s in sittings].count(None) <= 1
        ordered = sorted(sittings, key=lambda s: (s["started_at"], s["id"]))
        for one, after in pairwise(ordered):
            assert one["started_at"] <= one["ended_at"] <= after["started_at"]
        contract = rows["LearningContract"][meeting["contract_id"]]
        if contract["activated_at"]:
            assert None not in [s["ended_at"] for s in sittings]


def the_chain_is_whole(_rows: Snapshot) -> None:
    """faults S41: every event hangs on the one before."""
    assert audit.breaks() == []


def hold(rows: Snapshot, *, cast: Cast, now: datetime) -> None:
    """All of them."""
    no_addition_is_older_than_the_analysis(rows)
    an_open_gate_has_an_analysis_behind_it(rows)
    only_a_draft_waits_for_a_yes_to_its_deletion(rows)
    a_signature_is_of_one_version_and_its_hash(rows)
    copies_are_the_version_and_there_is_one_for_each(rows, cast)
    nobody_is_both_nor_signs_for_another(rows, cast)
    everything_agreed_is_about_subgoals_of_the_same_contract(rows)
    nothing_written_leaves_by_mail_or_log(rows)
    all_times_are_utc_and_not_ahead(rows, now)
    one_sitting_is_open_at_most(rows)
    the_chain_is_whole(rows)

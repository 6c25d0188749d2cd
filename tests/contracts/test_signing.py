"""Two people sign the same words, each for self; both get those words (T9-T11, I4, I5, I6)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from laeringskontrakt.contracts import freezing
from laeringskontrakt.contracts.actions import (
    activities,
    agreements,
    drafts,
    meetings,
    signing,
)
from laeringskontrakt.contracts.actions.activities import ActivityContent
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import MeetingMode, Party, SignatureMethod, Stage
from laeringskontrakt.contracts.models import ContractVersion, LearningContract, Signature
from laeringskontrakt.contracts.queries import access, frozen
from laeringskontrakt.core import audit, canonical
from laeringskontrakt.core.errors import Forbidden, WrongStage
from laeringskontrakt.core.models import AuditEvent, OutboxMail
from laeringskontrakt.curriculum.models import Competency
from laeringskontrakt.people.models import Person
from tests.contracts.cast import Cast, make_cast
from tests.contracts.footprint import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def sign(cast: Cast, contract: LearningContract, sha256: str, who: str, **more: Any) -> Signature:
    return signing.sign(
        contract=contract, sha256=sha256, by=cast.people[who], now=cast.world.later(), **more
    )


def back(cast: Cast, contract: LearningContract, who: str = "trainee") -> None:
    signing.back_to_editing(
        contract=contract, reason="Vi glemte noget", by=cast.people[who], now=cast.world.later()
    )


def freeze(cast: Cast, contract: LearningContract, who: str = "supervisor") -> ContractVersion:
    return signing.freeze(contract=contract, by=cast.people[who], now=cast.world.later())


def stage(cast: Cast, contract: LearningContract) -> Stage:
    contract.refresh_from_db()
    return access.stage_now(contract, now=cast.world.now)


def test_the_second_signature_makes_it_active_and_hands_out_the_copies(cast: Cast) -> None:
    contract, version = cast.world.frozen()
    sign(cast, contract, version.sha256, "supervisor")
    assert (stage(cast, contract), contract.copies.count()) == (Stage.AWAITING, 0)

    sign(cast, contract, version.sha256, "trainee")
    assert stage(cast, contract) is Stage.ACTIVE
    copies = contract.copies.order_by("party", "holder_name")
    assert [(copy.party, copy.holder_name) for copy in copies] == [
        ("supervisor", "Helle Kjær"),
        ("supervisor", "Jens Toft Mikkelsen"),
        ("trainee", "Amalie Krogh Lind"),
    ]
    for copy in copies:
        assert (copy.content, copy.sha256) == (version.content, version.sha256)
        assert canonical.digest(copy.content) == version.sha256


def test_a_signature_names_the_version_its_hash_who_when_and_how(cast: Cast) -> None:
    contract, version = cast.world.frozen()
    row = sign(cast, contract, version.sha256, "supervisor", method=SignatureMethod.OWN_CODE)

    assert (row.version, row.sha256, row.party) == (version, version.sha256, "supervisor")
    assert (row.signer, row.signer_key) == (cast.world.jens, cast.world.jens.pk)
    assert (row.signer_name, row.as_substitute) == ("Jens Toft Mikkelsen", False)
    assert (row.signed_at, row.method) == (cast.world.now, "own_code_on_shared_device")
    entry = json.loads(AuditEvent.objects.get(kind="contracts:version:sign").entry)
    assert entry["about"] == {
        "method": "own_code_on_shared_device",
        "party": "supervisor",
        "sha256": version.sha256,
        "signed_for": "supervisor",
        "version": 1,
    }


@pytest.mark.parametrize("turn", Party)
def test_on_a_shared_device_too_the_record_says_who_signed(cast: Cast, turn: Party) -> None:
    world = cast.world
    contract = world.agreed()
    at_the_table = {"contract": contract, "by": world.jens}
    meetings.choose_mode(mode=MeetingMode.SHARED_DEVICE, now=world.later(), **at_the_table)
    meetings.pass_turn(to=turn, now=world.later(), **at_the_table)
    version = freeze(cast, contract)
    for who in ("trainee", "supervisor"):
        sign(cast, contract, version.sha256, who)

    entries = AuditEvent.objects.filter(kind="contracts:version:sign").order_by("number")
    assert [json.loads(event.entry)["about"]["party"] for event in entries] == [
        "trainee",
        "supervisor",
    ]


def test_what_was_changed_between_reading_and_signing_is_not_signed(cast: Cast) -> None:
    """The race of two devices: back, another word, frozen again, and the old page's button."""
    contract, read = cast.world.frozen()
    back(cast, contract, "supervisor")
    freeze(cast, contract)

    with refused(WrongStage, "version_changed"):
        sign(cast, contract, read.sha256, "trainee")


@pytest.mark.parametrize("sha256", ["", "0" * 64])
def test_a_hash_that_nobody_showed_is_not_signed(cast: Cast, sha256: str) -> None:
    contract, _version = cast.world.frozen()

    with refused(WrongStage, "version_changed"):
        sign(cast, contract, sha256, "trainee")


def test_going_back_voids_what_was_signed(cast: Cast) -> None:
    contract, first = cast.world.frozen()
    sign(cast, contract, first.sha256, "trainee")
    back(cast, contract, "supervisor")
    second = freeze(cast, contract)
    sign(cast, contract, second.sha256, "supervisor")

    assert stage(cast, contract) is Stage.AWAITING
    assert access.facts_of(contract, now=cast.world.now).signed == {Party.SUPERVISOR}
    sign(cast, contract, second.sha256, "trainee")
    assert stage(cast, contract) is Stage.ACTIVE
    assert [(row.number, row.voided_at is None) for row in contract.versions.all()] == [
        (1, False),
        (2, True),
    ]
    first.refresh_from_db()
    assert first.voided_by_name == "Jens Toft Mikkelsen"
    assert canonical.digest(first.content) == first.sha256


def test_one_never_signs_twice_nor_for_the_other(cast: Cast) -> None:
    contract, version = cast.world.frozen()
    sign(cast, contract, version.sha256, "trainee")

    with refused(WrongStage, "already_signed"):
        sign(cast, contract, version.sha256, "trainee")
    sign(cast, contract, version.sha256, "substitute")
    with refused(WrongStage, "not_awaiting"):
        sign(cast, contract, version.sha256, "supervisor")


def test_when_the_substitute_has_signed_the_primary_does_not(cast: Cast) -> None:
    contract, version = cast.world.frozen()
    row = sign(cast, contract, version.sha256, "substitute")

    assert (row.party, row.as_substitute, row.signer_name) == ("supervisor", True, "Sune Winther")
    with refused(WrongStage, "already_signed"):
        sign(cast, contract, version.sha256, "supervisor")


def test_the_substitute_signs_only_on_the_days_of_standing_in(cast: Cast) -> None:
    contract, version = cast.world.frozen()
    world = cast.world
    # The last second of 20 December in Denmark, and the next.
    last = world.now.replace(month=12, day=20, hour=22, minute=59, second=59)
    with refused(Forbidden, "not_a_party"):
        signing.sign(
            contract=contract,
            sha256=version.sha256,
            by=cast.people["substitute"],
            now=last + timedelta(seconds=1),
        )
    signing.sign(contract=contract, sha256=version.sha256, by=cast.people["substitute"], now=last)


def test_a_co_supervisor_neither_signs_nor_freezes_nor_goes_back(cast: Cast) -> None:
    contract = cast.world.agreed()
    with refused(Forbidden, "not_a_party"):
        freeze(cast, contract, "co_supervisor")
    version = freeze(cast, contract)
    with refused(Forbidden, "not_a_party"):
        sign(cast, contract, version.sha256, "co_supervisor")
    with refused(Forbidden, "not_a_party"):
        back(cast, contract, "co_supervisor")


def test_freezing_lays_a_private_preparation_open(cast: Cast) -> None:
    """Else the supervisor would be asked to sign what nobody may show."""
    contract = cast.world.agreed(cast.world.draft())
    LearningContract.objects.filter(pk=contract.pk).update(private_since=cast.world.now)
    version = freeze(cast, contract, "trainee")
    contract.refresh_from_db()

    assert contract.private_since is None
    sign(cast, contract, version.sha256, "supervisor")


def test_nothing_of_a_signed_contract_is_written_again(cast: Cast) -> None:
    contract = cast.world.signed()
    world = cast.world
    common: dict[str, Any] = {"contract": contract, "by": world.amalie, "now": world.later()}
    with refused(WrongStage, "not_draft"):
        drafts.describe(title="Nyt", purpose="", **common)
    with refused(WrongStage, "not_draft"):
        activities.write_activity(
            subgoals=[world.subgoal(contract)], content=ActivityContent(text="Nyt"), **common
        )
    with refused(WrongStage, "not_awaiting"):
        back(cast, contract)


def test_freezing_the_same_gives_the_same_bytes(cast: Cast) -> None:
    contract, version = cast.world.frozen()
    again = freezing.canonical_content(contract, version=1, frozen_at=version.frozen_at)

    assert again == version.content
    assert canonical.digest(again) == version.sha256
    assert canonical.text(json.loads(version.content)) == version.content


def test_the_bytes_do_not_depend_on_the_order_in_which_rows_come(cast: Cast) -> None:
    world = cast.world
    contract = world.agreed()
    lines = list(contract.subgoals.order_by("-order"))
    activities.write_activity(
        contract=contract,
        subgoals=lines,
        content=ActivityContent(text="Øve begge"),
        by=world.amalie,
        now=world.later(),
    )
    frozen_lines = json.loads(freeze(cast, contract).content)["activities"][-1]["subgoals"]

    assert frozen_lines == sorted(str(line.pk) for line in lines)


def test_the_version_stands_on_its_own(cast: Cast) -> None:
    """Names, titles and labels are copied in: what is renamed later is not rewritten (I6)."""
    contract, version = cast.world.frozen()
    Person.objects.all().update(first_name="Omdøbt", last_name="Omdøbt", title="Andet")
    Competency._base_manager.update(title="Omdøbt")
    cast.world.organisation.name = "Region Østdanmark"
    cast.world.organisation.save()
    for who in ("trainee", "supervisor"):
        sign(cast, contract, version.sha256, who)

    for copy in contract.copies.all():
        wording = frozen.read(copy.content)
        assert (wording.trainee.name, wording.supervisor.name) == (
            "Amalie Krogh Lind",
            "Jens Toft Mikkelsen",
        )
        assert wording.organisation == "Demosygehuset"
        assert "Omdøbt" not in copy.content
        assert [row.title for row in wording.competencies] == ["Akut åndenød"]


def test_the_version_says_who_sees_it_and_who_helps(cast: Cast) -> None:
    _contract, version = cast.world.frozen()
    content = json.loads(version.content)

    assert content["visible_to"] == [
        "Amalie Krogh Lind",
        "Jens Toft Mikkelsen",
        "Helle Kjær",
        "Sune Winther",
    ]
    assert [row["name"] for row in content["parties"]["co_supervisors"]] == ["Helle Kjær"]


def test_a_sitting_left_open_is_not_counted_through_the_night(cast: Cast) -> None:
    world = cast.world
    contract = world.draft()
    meetings.open_sitting(contract=contract, by=world.amalie, now=world.later())
    world.agreed(contract)
    said = world.now
    world.later(days=3)
    version = freeze(cast, contract)

    content = json.loads(version.content)["meeting"]
    assert content["minutes"] == 5
    assert content["sessions"][0]["ended_at"] == said.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    "change",
    [
        {"content": "{}"},
        {"sha256": "0" * 64},
        {"number": 7},
        {"frozen_by_name": "En anden"},
    ],
)
def test_the_database_itself_keeps_the_version(cast: Cast, change: dict[str, Any]) -> None:
    _contract, version = cast.world.frozen()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ContractVersion.objects.filter(pk=version.pk).update(**change)


def test_the_second_signature_tells_each_colleague_who_gives_once(cast: Cast) -> None:
    """T10: with an account and an open one; never the pair again, and not a word of the sheet."""
    world, helle = cast.world, cast.people["co_supervisor"]
    Person.objects.filter(pk=world.mette.pk).update(language="en")
    gone = cast.people["nobody"]
    contract = world.agreed()
    lines = list(contract.subgoals.all())[:1]
    givers = [world.mette, world.jens, helle, gone, None]
    for content in (FeedbackContent(giver, "Bo Uden Konto", ask="Hemmeligt") for giver in givers):
        agreements.agree_feedback(
            contract=contract, subgoals=lines, content=content, by=world.jens, now=world.later()
        )
    agreements.agree_assessment(
        contract=contract,
        content=AssessmentContent(world.gate(contract), world.mette),
        by=world.jens,
        now=world.later(),
    )
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    asked = OutboxMail.objects.filter(body__contains="feedback")
    signing.sign(contract=contract, sha256=version.sha256, by=world.jens, now=world.later())
    assert not asked.exists()
    signing.sign(contract=contract, sha256=version.sha256, by=world.amalie, now=world.later())

    found = {mail.to: mail for mail in asked}
    assert (asked.count(), set(found)) == (2, {world.mette.email, helle.email})
    assert (
        found[helle.email].subject == f"Du er bedt om feedback i læringskontrakt {contract.number}"
    )
    assert found[helle.email].body == (
        "Hej Helle\n\nAmalie Krogh Lind har aftalt feedback eller bedømmelse med dig."
        " Hvad, hvornår og hvor længe står på din forside:\nhttp://127.0.0.1:8000/"
    )
    assert "has agreed feedback or an assessment with you" in found[world.mette.email].body


def test_the_receipts_by_mail_carry_the_end_of_the_chain(cast: Cast) -> None:
    contract = cast.world.signed()
    mails = OutboxMail.objects.filter(subject__contains="underskrevet af begge")

    assert {mail.to for mail in mails} == {cast.world.amalie.email, cast.world.jens.email}
    assert all(audit.head(contract.organisation_id) in mail.body for mail in mails)

"""Who has not signed is reminded four times, quietly, and then it lapses (T12, I12, I15)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from laeringskontrakt.contracts.actions import (
    agreements,
    analysis,
    copies,
    drafts,
    memos,
    signing,
)
from laeringskontrakt.contracts.actions.activities import ActivityContent, write_activity
from laeringskontrakt.contracts.actions.agreements import AssessmentContent, FeedbackContent
from laeringskontrakt.contracts.enums import Stage, SupportNeed, WhenType
from laeringskontrakt.contracts.models import LearningContract
from laeringskontrakt.contracts.moments import Moment
from laeringskontrakt.contracts.queries import access
from laeringskontrakt.core.clock import COPENHAGEN
from laeringskontrakt.core.errors import WrongStage
from laeringskontrakt.core.models import AuditEvent, OutboxMail
from tests.contracts.footprint import changed, everything, refused
from tests.worlds import World

pytestmark = pytest.mark.django_db


def mornings(world: World, days: int) -> list[datetime]:
    """Seven o'clock in Denmark on each of the following days."""
    today = world.now.astimezone(COPENHAGEN).replace(hour=7, minute=0)
    return [(today + timedelta(days=day)).astimezone(UTC) for day in range(1, days + 1)]


def test_both_are_reminded_on_days_3_7_14_and_21_and_once_a_day(world: World) -> None:
    world.frozen()
    OutboxMail.objects.all().delete()
    told = {}
    for day, morning in enumerate(mornings(world, 40), start=1):
        sent = signing.remind(now=morning)
        if sent:
            told[day] = sent
            assert signing.remind(now=morning + timedelta(hours=5)) == 0

    assert told == {3: 2, 7: 2, 14: 2, 21: 2}
    assert OutboxMail.objects.filter(to=world.jens.email).count() == 4
    assert AuditEvent.objects.filter(kind="contracts:version:remind").count() == 4


def test_who_has_signed_is_left_alone(world: World) -> None:
    contract, version = world.frozen()
    signing.sign(contract=contract, sha256=version.sha256, by=world.amalie, now=world.later())
    OutboxMail.objects.all().delete()

    assert signing.remind(now=mornings(world, 3)[-1]) == 1
    assert [mail.to for mail in OutboxMail.objects.all()] == [world.jens.email]


@pytest.mark.parametrize("make", [World.draft, World.agreed, World.signed])
def test_what_does_not_wait_is_not_mentioned(world: World, make: Any) -> None:
    make(world)
    before = everything()
    for morning in mornings(world, 40):
        assert signing.remind(now=morning) == 0
    assert changed(before, everything()) == set()


def test_after_thirty_days_nobody_signs_and_either_may_go_back(world: World) -> None:
    contract, version = world.frozen()
    world.later(days=30)
    assert access.stage_now(contract, now=world.now) is Stage.LAPSED

    for person in (world.amalie, world.jens):
        with refused(WrongStage, "not_awaiting"):
            signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.now)
    with refused(WrongStage, "not_draft"):
        drafts.describe(contract=contract, title="x", purpose="", by=world.amalie, now=world.now)
    signing.back_to_editing(contract=contract, reason="Ferie", by=world.jens, now=world.now)
    contract.refresh_from_db()
    assert access.stage_now(contract, now=world.now) is Stage.DRAFT
    again = signing.freeze(contract=contract, by=world.amalie, now=world.later())
    contract.refresh_from_db()
    assert (again.number, access.stage_now(contract, now=world.now)) == (2, Stage.AWAITING)


def test_lapsing_names_nobody(world: World) -> None:
    """«Nobody is recorded as refusing»: the time passing leaves no row."""
    world.frozen()
    before = everything()
    signing.remind(now=world.now + timedelta(days=31))

    assert changed(before, everything()) == set()


def canary(number: list[int]) -> str:
    number[0] += 1
    return f"KANARIE{number[0]:02d}"


def test_no_mail_and_no_event_holds_what_anybody_wrote(world: World) -> None:
    """I12: a word of its own in every field, through a whole life with all kinds of mail."""
    count = [0]

    def word() -> str:
        return canary(count)

    pair: dict[str, Any] = {"by": world.amalie}
    contract = drafts.start_contract(
        placement=world.placement, now=world.later(), planned=world.plan.planned.all()[:1], **pair
    )
    pair["contract"] = contract
    drafts.describe(title=word(), purpose=word(), now=world.later(), **pair)
    memos.write_memo(contract=contract, text=word(), by=world.jens, now=world.later())
    gate = world.gate(contract)
    line = analysis.write_subgoal(competency=gate, text=word(), now=world.later(), **pair)
    analysis.change_subgoal(subgoal=line, text=word(), now=world.later(), **pair)
    analysis.finish_analysis(competency=gate, now=world.later(), **pair)
    when = Moment(WhenType.EVENT, text=word(), latest=world.now.date() + timedelta(days=9))
    content = ActivityContent(
        text=word(),
        support_need=SupportNeed.COLLEAGUE,
        with_name=word(),
        with_role=word(),
        when=when,
    )
    activity = write_activity(subgoals=[line], content=content, now=world.later(), **pair)
    agreements.agree_feedback(
        subgoals=[line],
        content=FeedbackContent(None, word(), word(), ask=word(), when=when),
        activity=activity,
        now=world.later(),
        **pair,
    )
    agreements.agree_assessment(
        content=AssessmentContent(
            gate, None, word(), word(), criteria=word(), place=word(), when=when
        ),
        now=world.later(),
        **pair,
    )
    signing.freeze(now=world.later(), **pair)
    signing.remind(now=mornings(world, 3)[-1])
    signing.back_to_editing(reason=word(), now=world.later(), **pair)
    sign_and_fill_copies(world, contract, word)

    spoken = " ".join(
        [f"{mail.to} {mail.subject} {mail.body}" for mail in OutboxMail.objects.all()]
        + list(AuditEvent.objects.values_list("entry", flat=True))
    )
    stored = str(everything())
    assert count == [20]
    assert {mail.subject.rpartition(" ")[2] for mail in OutboxMail.objects.all()} == {
        "begyndt",
        "underskrift",
        "begge",
    }
    assert [n for n in range(1, 21) if f"KANARIE{n:02d}" in stored] != []
    assert "KANARIE" not in spoken


def sign_and_fill_copies(world: World, contract: LearningContract, word: Any) -> None:
    version = signing.freeze(contract=contract, by=world.jens, now=world.later())
    for person in (world.amalie, world.jens):
        signing.sign(contract=contract, sha256=version.sha256, by=person, now=world.later())
    for copy in contract.copies.all():
        own = {"copy": copy, "by": copy.holder}
        copies.write_note(text=word(), now=world.later(), **own)
    mine = {"copy": contract.copies.get(party="trainee"), "by": world.amalie}
    copies.write_reflection(text=word(), now=world.later(), **mine)
    copies.share_reflection(shared=True, now=world.later(), **mine)

"""The demo shows every state, made by the actions alone, and the worked example word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from typing import Any

import pytest
import yaml
from django.db import transaction

from laeringskontrakt.config import demo
from laeringskontrakt.config.demo.cast import ORGANISATION, PEOPLE, Cast
from laeringskontrakt.config.demo.example import AS_OF, example
from laeringskontrakt.contracts.enums import Party, Stage
from laeringskontrakt.contracts.models import ContractCopy, LearningContract
from laeringskontrakt.contracts.queries import access, frozen
from laeringskontrakt.core import text_guard
from laeringskontrakt.core.models import AuditEvent, OutboxMail
from laeringskontrakt.curriculum.models import FrameworkVersion, PlannedCompetency
from laeringskontrakt.people.demo import PARTS
from laeringskontrakt.people.models import Organisation, Person
from laeringskontrakt.portfolio.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

UUIDS = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """The demo, loaded once for the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert demo.load(now=NOW)
        yield NOW
        transaction.set_rollback(True)


def states(now: datetime) -> list[tuple[str, str, Stage]]:
    rows = LearningContract.objects.select_related("trainee").order_by("number")
    return [
        (row.trainee.first_name, row.title, access.stage_now(row, now=now))
        for row in rows
        if row.trainee
    ]


EXPECTED = [
    ("Yusuf", "Pleurapunktur", Stage.LAPSED),
    ("Amalie", "Overlevering og konference", Stage.CLOSING),
    ("Amalie", "EKG og A-gas i vagten", Stage.CLOSING),
    ("Yusuf", "Den alvorlige samtale", Stage.CLOSING),
    ("Amalie", "Akut åndenød", Stage.ACTIVE),
    ("Oliver", "Den første akutte patient", Stage.ACTIVE),
    ("Laura", "Observere og handle", Stage.ACTIVE),
    ("Emil", "Stuegang på egen hånd", Stage.AWAITING),
    ("Mie", "Sepsis i tide", Stage.DRAFT),
    ("Oliver", "Stuegang under supervision", Stage.DRAFT),
    ("Freja", "", Stage.DRAFT),
]


def test_every_state_is_there(loaded: datetime) -> None:
    assert states(loaded) == EXPECTED


def test_the_drafts_are_where_they_should_be(loaded: datetime) -> None:
    def contract(name: str) -> LearningContract:
        return LearningContract.objects.filter(trainee__first_name=name).latest("created_at")

    freja, mie, oliver, emil = (contract(name) for name in ("Freja", "Mie", "Oliver", "Emil"))

    assert freja.private_since is not None
    assert [c.gate_open for c in mie.competencies.all()] == [True]
    assert set(mie.subgoals.values_list("author", flat=True)) == {"trainee"}
    assert oliver.subgoals.count() == 0
    signed = emil.versions.get().signatures.values_list("signer_name", flat=True)
    assert list(signed) == ["Emil Nørgaard"]


def test_everything_was_done_by_the_actions_in_order(loaded: datetime) -> None:
    times = list(AuditEvent.objects.order_by("number").values_list("at", flat=True))

    assert verify().findings == ()
    assert times == sorted(times)
    assert times[-1] <= loaded
    assert OutboxMail.objects.latest("at").at <= loaded


def test_the_people_one_may_play_are_there(loaded: datetime) -> None:
    played = {part.email for part in PARTS.values()}

    assert Person.objects.filter(email__in=played).count() == len(played)
    assert Person.objects.count() == len(PEOPLE)
    jens = Person.objects.get(email="jens@demo.example")
    supervised = {row.placement.trainee.first_name for row in jens.supervisions.all()}
    assert supervised == {"Amalie", "Freja", "Emil", "Mie", "Yusuf"}


def test_all_three_programmes_are_imported_and_planned(loaded: datetime) -> None:
    versions = FrameworkVersion.objects.order_by("framework__code")

    assert [
        (version.framework.code, version.competencies.count(), version.courses.count())
        for version in versions
    ] == [("DEMO-INTRO-MED", 18, 5), ("DEMO-KBU", 12, 1), ("DEMO-SPL-KLINIK", 10, 1)]
    assert PlannedCompetency.objects.count() == 18 * 5 + 12 + 10


def test_loaded_again_nothing_changes(loaded: datetime) -> None:
    before = (AuditEvent.objects.count(), Person.objects.count())

    assert demo.load(now=loaded + timedelta(days=40)) is False

    assert (AuditEvent.objects.count(), Person.objects.count()) == before


def test_no_text_looks_like_a_patient(loaded: datetime) -> None:
    # The digits of an id are made by chance.
    texts = [re.sub(UUIDS, "", row.content) for row in ContractCopy.objects.all()]
    texts += list(LearningContract.objects.values_list("purpose", flat=True))

    assert [finding for text in texts if (finding := text_guard.check(text))] == []


# The worked example.


@pytest.fixture
def file() -> dict[str, Any]:
    folder = resources.files("laeringskontrakt.contracts") / "demo"
    found: dict[str, Any] = yaml.safe_load((folder / "example_contract.yaml").read_text("utf-8"))
    return found


def test_the_example_is_the_files_word_for_word(loaded: datetime, file: dict[str, Any]) -> None:
    contract = LearningContract.objects.get(title=file["contract"]["title"])
    own = ContractCopy.objects.get(contract=contract, party=Party.TRAINEE.value)
    content = frozen.read(own.content)

    assert contract.purpose == file["contract"]["purpose"]
    assert [(row.text, row.author.value) for row in content.subgoals] == [
        (row["text"], row["author"]) for row in file["subgoals"]
    ]
    activities = list(contract.activities.order_by("order"))
    assert [(row.text, row.place, row.method, row.support_need) for row in activities] == [
        (row["text"], row["place"], row["method"], row["support_need"])
        for row in file["activities"]
    ]
    agreed = contract.feedback.order_by("order")
    assert [(row.giver_name, row.giver_role, row.ask, row.minutes) for row in agreed] == [
        (row["giver"]["name"], row["giver"]["role"], row["ask"], row["minutes"])
        for row in file["feedback_agreements"]
    ]
    assessment = contract.assessments.get()
    planned = file["assessment_agreement"]
    assert (assessment.instrument, assessment.criteria, assessment.minutes) == (
        planned["instrument"],
        planned["criteria"],
        planned["expected_minutes"],
    )
    ticked = own.ticks.values_list("line_id", flat=True)
    assert {row.text for row in activities if row.pk in ticked} == {
        row["text"] for row in file["activities"] if row.get("done")
    }


def test_the_example_was_written_in_fourteen_minutes(loaded: datetime) -> None:
    contract = LearningContract.objects.get(title="Akut åndenød")
    sitting = contract.meeting.sessions.get()

    assert sitting.mode == "shared_device"
    assert sitting.ended_at is not None
    assert sitting.ended_at - sitting.started_at == timedelta(minutes=13, seconds=50)
    gate = contract.competencies.get().analysis_done_at
    assert gate is not None
    assert all(row.created_at > gate for row in contract.subgoals.filter(author="supervisor"))


@pytest.mark.parametrize("days", range(0, 400, 13))
def test_the_example_runs_now_with_its_weekdays(days: int) -> None:
    today = date(2026, 11, 1) + timedelta(days=days)

    script = example(Cast(today, Organisation(name=ORGANISATION)))

    assert [day.weekday() for day in script.period] == [3, 3]
    assert script.period[0] < today <= script.period[1]
    assert timedelta(0) <= today - (AS_OF + (script.period[0] - date(2026, 9, 3))) < timedelta(7)
    local = script.begins.astimezone(Cast(today, Organisation()).at(today, "00:00").tzinfo)
    assert local == script.begins
    ticked = [tick.at.date() for tick in script.ticks]
    assert max(ticked) <= today

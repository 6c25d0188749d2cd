"""The demo shows every state, made by the actions alone, and the worked example word for word."""

from __future__ import annotations

import sqlite3
import time
from argparse import Namespace
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from laeringskontrakt.config import demo
from laeringskontrakt.config.commands import demonstration
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
from tests.config.running import Installation

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def loaded(db: None) -> datetime:
    assert demo.load(now=NOW)
    return NOW


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


def test_it_loads_in_seconds(db: None) -> None:
    began = time.process_time()

    demo.load(now=NOW)

    # Three on a calm machine; a busy one is slower, but not by a wrong order of magnitude.
    assert time.process_time() - began < 8


@pytest.mark.slow
@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 1, 1, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 2, 30, tzinfo=UTC),  # a Sunday, the hour the clock skips
        datetime(2028, 2, 29, 23, 30, tzinfo=UTC),  # already March in Denmark
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),  # a Sunday, the hour that comes twice
        datetime(2026, 12, 5, 12, 0, tzinfo=UTC),  # a Saturday
    ],
    ids=lambda now: now.date().isoformat(),
)
def test_on_any_day_it_shows_the_same(db: None, now: datetime) -> None:
    demo.load(now=now)

    assert sorted(states(now)) == sorted(EXPECTED)
    assert verify().findings == ()


def test_no_text_looks_like_a_patient(loaded: datetime) -> None:
    texts = [row.content for row in ContractCopy.objects.all()]
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


# The command.


@pytest.mark.slow
def test_the_command_fills_once_and_starts_in_under_three_seconds(tmp_path: Path) -> None:
    made = Installation(tmp_path)
    first = made.run("demo")
    assert (first.returncode, first.stdout) == (0, "The demo is loaded.\n"), first.stderr

    seconds = []
    for _ in range(3):
        with made.running("demo", "--serve") as server:
            began = time.monotonic()
            server.address()
            seconds.append(time.monotonic() - began)
            assert server.ask().startswith(b"HTTP/1.1 ")

    assert min(seconds) < 3


@pytest.mark.slow
def test_reset_begins_anew(tmp_path: Path) -> None:
    made = Installation(tmp_path)
    made.run("demo")

    def titles() -> set[str]:
        with closing(sqlite3.connect(made.file)) as database:
            return {row[0] for row in database.execute("SELECT title FROM people_person")}

    with closing(sqlite3.connect(made.file)) as database:
        database.execute("UPDATE people_person SET title = 'Ændret'")
        database.commit()

    assert made.run("demo").returncode == 0
    kept = titles()
    assert made.run("demo", "--reset").returncode == 0

    assert kept == {"Ændret"}
    assert titles() == {title for _first, _last, title, *_rest in PEOPLE.values()}


def test_reset_spares_other_organisations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lk.sqlite3"
    database = sqlite3.connect(file)
    database.execute("CREATE TABLE people_organisation (name)")
    database.execute("INSERT INTO people_organisation VALUES ('Demosygehuset'), ('Et rigtigt')")
    database.commit()
    database.close()
    monkeypatch.setenv("LK_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("LK_DEMO", "0")

    code = demonstration.demo_command(Namespace(serve=False, reset=True))

    assert code == 1
    assert file.exists()
    assert capsys.readouterr().err.endswith(
        "holds other organisations than the demo's. Nothing was deleted.\n"
    )

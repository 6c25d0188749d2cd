"""Loading the demo: on any day, once, and anew when asked."""

from __future__ import annotations

import sqlite3
from argparse import Namespace
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from laeringskontrakt.config import demo
from laeringskontrakt.config.commands import demonstration
from laeringskontrakt.config.demo.cast import PEOPLE
from laeringskontrakt.portfolio.verifying import verify
from tests.config.running import Installation
from tests.config.test_demo import EXPECTED, states


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


# The command.


@pytest.mark.slow
def test_the_command_fills_once_and_starts_again(tmp_path: Path) -> None:
    made = Installation(tmp_path)
    first = made.run("demo")
    assert (first.returncode, first.stdout) == (0, "The demo is loaded.\n"), first.stderr

    loaded = made.file.stat().st_mtime_ns
    assert made.run("demo").returncode == 0
    assert made.file.stat().st_mtime_ns == loaded
    with made.running("demo", "--serve") as server:
        server.address()
        assert server.ask().startswith(b"HTTP/1.1 ")


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

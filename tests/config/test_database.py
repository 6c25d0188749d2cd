"""The database is made, known to be up to date, and never served from when it is not sound."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

import laeringskontrakt.curriculum
from laeringskontrakt.config import environment
from laeringskontrakt.config.commands import soundness, stamp
from tests.config.running import Installation

CURRICULA = Path(laeringskontrakt.curriculum.__file__).parent / "demo"


@pytest.mark.slow
def test_without_a_database_nothing_is_served(tmp_path: Path) -> None:
    made = Installation(tmp_path)

    done = made.run("serve")

    assert (done.returncode, done.stderr) == (
        3,
        "laeringskontrakt: There is no database yet. Run: laeringskontrakt migrate\n",
    )
    assert not made.file.exists()


def test_an_up_to_date_database_is_known_without_django(migrated: Installation) -> None:
    done = migrated.run("migrate", "--check", DJANGO_SETTINGS_MODULE="laeringskontrakt.none")

    assert done.returncode != 0  # it asks Django, whose settings are not there
    assert stamp.is_current(environment_of(migrated))


@pytest.mark.slow
def test_an_older_database_is_not_up_to_date(installation: Installation) -> None:
    older = [sys.executable, "-m", "django", "migrate", "contracts", "0003", "-v0"]
    settings = {"DJANGO_SETTINGS_MODULE": "laeringskontrakt.config.settings"}
    subprocess.run(older, env=installation.environment | settings, check=True)

    assert not stamp.is_current(environment_of(installation))
    assert installation.run("migrate", "--check").returncode == 3
    assert installation.run("migrate").returncode == 0
    assert stamp.is_current(environment_of(installation))


def environment_of(made: Installation) -> environment.Environment:
    return environment.Environment(
        data_dir=made.folder,
        database_url=f"sqlite:///{made.file}",
        origin="http://127.0.0.1",
        debug=False,
        demo=False,
        secret_key_file=made.folder / "secret_key",
        mail_url="",
        mail_from="",
    )


# A database file that is not sound is never served from, and never mended (faults F19).


def flip_bytes(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for place in range(4096, len(data) - 4096, 4096):
        data[place : place + 8] = b"\xff" * 8
    file.write_bytes(data)


def replace_by_another(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE other (id)")


def cut_in_half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 // 4096 * 4096)


def forge_a_version(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute(
            "INSERT INTO contracts_contractversion (id, contract_id, number, content, sha256,"
            " frozen_at, frozen_by_name, voided_by_name, voided_reason)"
            " VALUES ('a', 'b', 1, '{}', 'not its hash', '2026-01-01', 'x', '', '')"
        )
        database.commit()


def drop_a_trigger(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TRIGGER contracts_signature_keeps_delete")


def forge_a_copy(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        names = [row[1] for row in database.execute("PRAGMA table_info(contracts_contractcopy)")]
        row = dict.fromkeys(names, "x") | {"content": "{}", "sha256": "not its hash"}
        marks = ", ".join("?" * len(row))
        database.execute(
            f"INSERT INTO contracts_contractcopy ({', '.join(row)}) VALUES ({marks})",
            list(row.values()),
        )
        database.commit()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (Path.unlink, "was here and is gone"),
        (lambda file: file.write_bytes(b""), "is empty"),
        (lambda file: file.write_text("Kære database" * 999), "cannot be read as a database"),
        (replace_by_another, "is not a database of this program"),
        (flip_bytes, "cannot be read as a database|is damaged"),
        (cut_in_half, "cannot be read as a database|is damaged"),
        (forge_a_version, "holds a contract whose wording differs from its hash"),
        (forge_a_copy, "holds a contract whose wording differs from its hash"),
        (drop_a_trigger, "has other tables or triggers than the last migration left"),
    ],
    ids=["gone", "empty", "text", "another", "flipped", "cut", "forged", "copy", "trigger"],
)
def test_a_database_that_is_not_sound_is_left_as_it_is(
    installation: Installation, spoil: Callable[[Path], object], said: str
) -> None:
    spoil(installation.file)
    evidence = installation.file.read_bytes() if installation.file.exists() else None

    found = soundness.problem(environment_of(installation))

    assert found is not None
    assert any(part in found for part in said.split("|")), found
    assert found.endswith(
        "Nothing was changed. Keep the file, put back a backup, and run: laeringskontrakt verify"
    )
    assert evidence == (installation.file.read_bytes() if installation.file.exists() else None)


@pytest.mark.slow
def test_no_command_begins_an_empty_database_where_one_was(installation: Installation) -> None:
    installation.file.unlink()

    codes = [installation.run(*words).returncode for words in (["serve"], ["migrate"], ["demo"])]

    assert codes == [1, 1, 1]
    assert not installation.file.exists()


@pytest.mark.slow
def test_a_database_of_a_newer_version_is_not_served(installation: Installation) -> None:
    with closing(sqlite3.connect(installation.file)) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('contracts', '9999_of_tomorrow', '2030-01-01')"
        )
        database.commit()

    done = installation.run("serve")

    assert (done.returncode, done.stderr) == (
        3,
        (
            "laeringskontrakt: The database was brought up to date by a newer version."
            " Install that one.\n"
        ),
    )


def test_a_network_file_system_is_refused(
    migrated: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's locks are not to be trusted there (faults §2.9)."""
    monkeypatch.setattr(soundness, "file_system", lambda _folder: "nfs4")

    found = soundness.problem(environment_of(migrated))

    assert found == (
        f"{migrated.file} is on a network file system (nfs4). Use a local disk, or PostgreSQL."
    )


def test_the_file_system_is_that_of_the_nearest_mount(tmp_path: Path) -> None:
    assert soundness.file_system(Path("/proc/self")) == "proc"
    assert soundness.file_system(tmp_path) == soundness.file_system(tmp_path / "not" / "there")


def test_a_sound_database_has_no_problem(migrated: Installation) -> None:
    assert soundness.problem(environment_of(migrated)) is None


ON_POSTGRESQL = os.environ["LK_TEST_DB"] == "postgresql"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.skipif(not ON_POSTGRESQL, reason="it is about a database on PostgreSQL")
def test_an_empty_database_in_place_of_a_full_one_is_not_filled(tmp_path: Path) -> None:
    server = os.environ["LK_DATABASE_URL"].rpartition("/")[0]
    made = Installation(tmp_path)

    def anew() -> None:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as own:
            own.execute("DROP DATABASE IF EXISTS swapped")
            own.execute("CREATE DATABASE swapped")

    def run(*words: str) -> tuple[int, str]:
        done = made.run(*words, LK_DATABASE_URL=f"{server}/swapped")
        return done.returncode, done.stderr

    anew()
    assert run("migrate", "--check")[0] == 3
    assert run("migrate") == (0, "")
    assert run("migrate", "--check") == (0, "")
    anew()
    code, said = run("migrate")
    assert code == 1
    assert "held our tables and holds none of them now" in said
    assert "password" not in (tmp_path / "database.json").read_text()

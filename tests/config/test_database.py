"""The database is made, known to be up to date, and never served from when it is not sound."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

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
    ],
    ids=["gone", "empty", "text", "another", "flipped", "cut", "forged"],
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


def test_a_sound_database_has_no_problem(migrated: Installation) -> None:
    assert soundness.problem(environment_of(migrated)) is None

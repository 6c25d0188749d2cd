"""What cannot be kept is refused with 503 and a sentence; reading goes on."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection

from laeringskontrakt.core import errors_page, storage
from laeringskontrakt.core.storage import RESERVE, CannotKeep
from tests.core.test_errors_page import request
from tests.pages import client_of
from tests.worlds import World, make_world

SQLITE = pytest.mark.skipif(
    os.environ["LK_TEST_DB"] == "postgresql", reason="PostgreSQL looks after its own disk"
)


def caused(kind: type[Exception], cause: Exception) -> Exception:
    try:
        raise kind from cause
    except kind as error:
        return error


def from_sqlite(code: int) -> Exception:
    cause = sqlite3.OperationalError()
    cause.sqlite_errorcode = code
    return caused(OperationalError, cause)


def from_postgresql(state: str, kind: type[Exception] = OperationalError) -> Exception:
    cause = Exception()
    cause.sqlstate = state  # type: ignore[attr-defined]
    return caused(kind, cause)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (from_sqlite(sqlite3.SQLITE_FULL), "storage"),
        (from_sqlite(sqlite3.SQLITE_IOERR_WRITE), "storage"),
        (from_sqlite(sqlite3.SQLITE_IOERR_FSYNC), "storage"),
        (from_sqlite(sqlite3.SQLITE_READONLY), "storage"),
        (from_sqlite(sqlite3.SQLITE_BUSY), "unknown"),
        (from_postgresql("53100"), "storage"),
        (from_postgresql("25006", DatabaseError), "storage"),
        (from_postgresql("57P01"), "unknown"),
        (from_postgresql("57014"), "unknown"),
        (OperationalError("server closed the connection"), "unknown"),
        (InterfaceError("connection already closed"), "unknown"),
        (MemoryError(), "unknown"),
        (IntegrityError("UNIQUE"), ""),
        (DatabaseError("syntax"), ""),
        (ValueError(), ""),
        (None, ""),
    ],
)
def test_an_error_of_the_database_is_told_from_one_of_ours(error: Any, code: str) -> None:
    assert storage.trouble(error) == code


@pytest.mark.parametrize("code", ["storage", "unknown"])
def test_a_script_gets_json_and_a_person_a_page(code: str) -> None:
    script = errors_page.unavailable(request(**{"X-Act": "1"}), code)
    person = errors_page.unavailable(request(), code)

    told = json.loads(script.content)
    assert (script.status_code, told) == (503, {"error": code, "message": storage.message(code)})
    assert person.status_code == 503
    assert "Det, der stod som gemt, er gemt." in person.content.decode()
    assert script["Retry-After"] == person["Retry-After"] == "2"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def fill(monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    found = SimpleNamespace(f_bavail=left // 4096, f_frsize=4096)
    monkeypatch.setattr(os, "statvfs", lambda _folder: found)


@SQLITE
def test_acts_stop_a_little_before_the_disk_is_full_and_reading_does_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = world.draft()
    client = client_of(world.amalie)
    address = f"/kontrakt/{contract.pk}/kompetence/{world.gate(contract).pk}/delmaal/"
    data = {"text": "Et delmål", "command_id": "b6ad6cf1-7d9f-4d53-a7f9-0f4c2d8f7a11"}

    fill(monkeypatch, RESERVE - 4096)
    refused = client.post(address, data, headers={"X-Act": "1"})
    page = client.post(address, data)
    read = client.get(f"/kontrakt/{contract.pk}/ark/")

    assert (refused.status_code, refused.json()["codes"]) == (503, {"": "storage"})
    assert "Det, du har skrevet, er her stadig." in refused.json()["message"]
    assert page.status_code == 503
    assert "Et delmål" in page.content.decode()
    assert read.status_code == 200
    assert contract.subgoals.count() == 0

    fill(monkeypatch, RESERVE)
    assert client.post(address, data, headers={"X-Act": "1"}).status_code == 200
    assert contract.subgoals.count() == 1


@SQLITE
def test_after_damage_nothing_more_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By this process; the evidence is kept as it is (F19)."""
    contract = world.draft()
    try:
        assert storage.trouble(from_sqlite(sqlite3.SQLITE_CORRUPT)) == "storage"
        assert storage.is_damaged()
        with pytest.raises(CannotKeep):
            world.analysed(contract)
    finally:
        storage._damaged.clear()
    assert contract.subgoals.count() == 0


def test_a_view_that_loses_the_database_answers_503(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it is lost: in the view, or before it, where the session is read."""
    client = client_of(world.amalie)
    client.raise_request_exception = False

    def lost(*_args: object) -> None:
        raise OperationalError("the connection is lost")

    codes = []
    for needed in (5, 0):
        asked = iter(range(needed))

        def sometimes(execute: Any, *args: Any, asked: Any = asked) -> Any:
            return execute(*args) if next(asked, None) is not None else lost()

        with connection.execute_wrapper(sometimes):
            codes.append(client.get("/", headers={"X-Act": "1"}).status_code)

    assert codes == [503, 503]

"""The harness keeps its promises: the chosen database, a real browser, no other host."""

from __future__ import annotations

import os
import socket

import pytest
from playwright.sync_api import Page
from pytest_socket import SocketConnectBlockedError

from tests import chromium, postgres


@pytest.mark.django_db
def test_the_database_is_the_chosen_one() -> None:
    from django.db import connection

    assert connection.vendor == os.environ["LK_TEST_DB"]


@pytest.mark.django_db
def test_sqlite_is_a_file_with_a_log_ahead_and_full_flush() -> None:
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert found == ["wal", 2, 1]


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_another_host_is_out_of_reach() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_missing_chromium_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(RuntimeError, match="apt-get install chromium"):
        chromium.program()


def test_missing_postgresql_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BIN", "/nowhere")

    with pytest.raises(RuntimeError, match="apt-get install postgresql"):
        postgres.binaries()


def test_the_browser_runs_javascript(page: Page) -> None:
    assert page.evaluate("1 + 1") == 2

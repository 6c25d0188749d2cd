"""A database for real servers: of the kind that the tests run on, and theirs alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.config.running import free_port
from tests.faults.kills import Kills


@pytest.fixture
def kills(django_db_setup: None) -> Kills:
    """Schedules on a database that nobody else uses, in memory where the tests' own is."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["LK_TEST_FOLDER"]))
    url = f"sqlite:///{folder / 'data' / 'lk.sqlite3'}"
    if os.environ["LK_TEST_DB"] == "postgresql":
        url = make_database(os.environ["LK_DATABASE_URL"])
    return Kills(folder, url, free_port(), seed=1)


def make_database(beside: str) -> str:
    """An empty database on the same server as ``beside``."""
    server, _slash, _name = beside.rpartition("/")
    name = f"kills_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"

"""PostgreSQL: no call waits for ever, and a commit that the server doubts is no commit."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection

from laeringskontrakt.core.postgresql import CommitUnknown, Connection, TooLate

ON_POSTGRESQL = os.environ["LK_TEST_DB"] == "postgresql"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ON_POSTGRESQL, reason="it is about PostgreSQL"),
]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A connection of its own with half a second for each call."""
    monkeypatch.setattr(Connection, "seconds", 0.5)
    names = ("dbname", "host", "port", "user")
    known = connection.get_connection_params()
    made = Connection.connect(**{name: known[name] for name in names})
    yield made
    made.close()


@contextmanager
def frozen(opened: Connection) -> Iterator[None]:
    """The server's end of it stands still, as a machine does that has lost its disk."""
    backend = opened.info.backend_pid
    os.kill(backend, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(backend, signal.SIGCONT)


def test_a_statement_that_is_not_answered_is_given_up(opened: Connection) -> None:
    with frozen(opened), pytest.raises(TooLate):
        opened.execute("SELECT 1")

    assert opened.closed


def test_a_commit_that_is_not_answered_is_given_up(opened: Connection) -> None:
    opened.execute("SELECT 1")

    with frozen(opened), pytest.raises(TooLate):
        opened.commit()


def test_a_slow_statement_is_ended_by_the_server_itself(opened: Connection) -> None:
    with pytest.raises(psycopg.errors.QueryCanceled):
        opened.execute("SELECT pg_sleep(30)")

    opened.rollback()
    assert opened.execute("SELECT 1").fetchone() == (1,)


def test_a_commit_with_a_doubt_is_not_one(opened: Connection) -> None:
    """As when the wait for a standby was ended by an administrator (faults E5)."""
    opened.execute("CREATE TEMPORARY TABLE word (text text)")
    opened.execute(
        "CREATE FUNCTION pg_temp.doubt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE WARNING USING ERRCODE = '01000', MESSAGE = 'may not have been replicated';"
        " RETURN NULL; END $$"
    )
    opened.execute(
        "CREATE CONSTRAINT TRIGGER doubt AFTER INSERT ON word DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION pg_temp.doubt()"
    )
    opened.commit()
    opened.execute("INSERT INTO word VALUES ('hej')")

    with pytest.raises(CommitUnknown, match="may not have been replicated"):
        opened.commit()

    opened.execute("SELECT 1")
    opened.commit()


def test_a_command_may_take_its_time(opened: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "seconds", None)
    opened.execute("SET statement_timeout = 0")

    assert opened.execute("SELECT pg_sleep(0.7)").fetchone() == ("",)

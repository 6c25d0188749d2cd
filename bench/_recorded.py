"""Statements as they go to the driver, and the driver alone executing them again on a copy."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX


@dataclass(frozen=True)
class Statement:
    """One execution. ``many``: once for each of the given sets of values."""

    sql: str
    values: Any = None
    many: bool = False


@contextmanager
def recording() -> Iterator[list[Statement]]:
    """All that is executed inside, with the transactions round it."""
    done: list[Statement] = []

    def execute(go_on: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        inside = connection.in_atomic_block
        if sql.startswith("BEGIN"):
            return go_on(sql, params, many, context)
        if inside and not _open(done):
            done.append(Statement(BEGIN[connection.vendor]))
        if many:
            params = [tuple(one) for one in params]
        done.append(Statement(sql, params, many))
        return go_on(sql, params, many, context)

    commit = connection.commit

    def committed() -> None:
        commit()
        if _open(done):
            done.append(Statement("COMMIT"))

    connection.commit = committed  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(execute):
            yield done
    finally:
        del connection.commit


BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}


def _open(done: list[Statement]) -> bool:
    """Whether a transaction has begun and not ended."""
    marks = [one.sql for one in done if one.sql == "COMMIT" or one.sql.startswith("BEGIN")]
    return bool(marks) and marks[-1] != "COMMIT"


class Driver(Protocol):
    """The database driver on the copy."""

    def replay(self, statements: list[Statement]) -> float:
        """Execute them and fetch every row. Answers the milliseconds."""

    def value(self, sql: str) -> Any:
        """The one value that ``sql`` answers."""


class Sqlite:
    """``sqlite3`` with our settings."""

    def __init__(self, copy: Path) -> None:
        connection.ensure_connection()
        own = sqlite3.connect(copy, isolation_level=None)
        connection.connection.backup(own)
        options: Any = settings.DATABASES["default"]["OPTIONS"]
        own.executescript(options["init_command"])
        self.own = own

    def replay(self, statements: list[Statement]) -> float:
        ready = [
            (FORMAT_QMARK_REGEX.sub("?", one.sql), one.values or (), one.many) for one in statements
        ]
        began = time.perf_counter()
        for sql, values, many in ready:
            if many:
                self.own.executemany(sql, values)
            else:
                self.own.execute(sql, values).fetchall()
        return (time.perf_counter() - began) * 1000

    def value(self, sql: str) -> Any:
        return self.own.execute(sql).fetchone()[0]


class Psycopg:
    """``psycopg`` with prepared statements, on one connection that stays open."""

    def __init__(self, url: str) -> None:
        server, _slash, name = url.rpartition("/")
        connection.close()
        own_pool: Any = connection
        own_pool.close_pool()  # a database that is copied has no other connection
        with psycopg.connect(f"{server}/postgres", autocommit=True) as own:
            own.execute(f'CREATE DATABASE "{name}_copy" TEMPLATE "{name}"'.encode())
        self.own = psycopg.connect(f"{url}_copy", autocommit=True, prepare_threshold=0)

    def replay(self, statements: list[Statement]) -> float:
        ready = [(one.sql.encode(), one.values, one.many) for one in statements]
        began = time.perf_counter()
        with self.own.cursor() as cursor:
            for sql, values, many in ready:
                if many:
                    cursor.executemany(sql, values)
                    continue
                cursor.execute(sql, values)
                if cursor.description:
                    cursor.fetchall()
        return (time.perf_counter() - began) * 1000

    def value(self, sql: str) -> Any:
        row = self.own.execute(sql.encode()).fetchone()
        return row[0] if row else None

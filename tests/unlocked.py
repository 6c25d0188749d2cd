"""The database refuses changes of what was signed; tests that play the attacker lift that.

``unlocked`` is for one attack. ``let_tests_clean_up`` is for the whole run: between tests with
real transactions Django empties every table, on SQLite with DELETE, which the triggers refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from laeringskontrakt.contracts.append_only import ALL as SIGNED
from laeringskontrakt.core import append_only

PROTECTED = (append_only.AUDIT, *SIGNED)


@contextmanager
def unlocked() -> Iterator[None]:
    """Within it the database takes every change, as from somebody with its password."""
    append_only.lift(PROTECTED, connection)
    yield
    append_only.install(PROTECTED, connection)


def let_tests_clean_up() -> None:
    """Wrap Django's emptying of the tables, so that it works with the triggers in place."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def unlocked_empty(operations: BaseDatabaseOperations, *args: Any) -> Any:
        append_only.lift(PROTECTED, operations.connection)
        try:
            return empty(operations, *args)
        finally:
            append_only.install(PROTECTED, operations.connection)

    BaseDatabaseOperations.execute_sql_flush = unlocked_empty  # type: ignore[method-assign]

"""What a request writes to the database, told from its statements alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

_SAVEPOINT = re.compile(r'(SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "?(\w+)"?')
_WRITES = re.compile(
    r"\s*(?:WITH\b.*?\)\s*)?(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.S
)


class Ledger:
    """Statements that wrote and were not taken back by a savepoint."""

    def __init__(self) -> None:
        self._levels: list[tuple[str, list[str]]] = [("", [])]

    @property
    def kept(self) -> list[str]:
        """What would stand if all were committed now."""
        return [sql for _name, written in self._levels for sql in written]

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if match := _SAVEPOINT.match(sql):
            self._at_savepoint(*match.groups())
        elif _WRITES.match(sql) and not _left_alone(sql, context):
            self._levels[-1][1].append(sql)
        return answer

    def _at_savepoint(self, what: str, name: str) -> None:
        if what == "SAVEPOINT":
            self._levels.append((name, []))
            return
        names = [level[0] for level in self._levels]
        if name not in names:
            return  # from before the ledger was opened
        at = names.index(name)
        inside = [sql for _name, written in self._levels[at:] for sql in written]
        del self._levels[at:]
        if what.startswith("RELEASE"):
            self._levels[-1][1].extend(inside)
        else:
            self._levels.append((name, []))


def _left_alone(sql: str, context: Any) -> bool:
    """A row that was there already was left as it is."""
    return sql.endswith("ON CONFLICT DO NOTHING") and context["cursor"].rowcount == 0


@contextmanager
def written() -> Iterator[Ledger]:
    """The ledger of what is written inside."""
    ledger = Ledger()
    with connection.execute_wrapper(ledger):
        yield ledger

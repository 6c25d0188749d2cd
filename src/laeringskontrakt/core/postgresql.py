"""Our connection to PostgreSQL: no call waits for ever, and no doubtful commit passes for done.

``statement_timeout`` ends a statement that is slow, but not one that a frozen server never
answers, nor a commit that waits for a standby (faults E5, E6). Imported only where PostgreSQL is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

T = TypeVar("T")

#: Warnings on a commit that say it may not have reached the standby it had to reach.
DOUBTFUL = frozenset({"01000", "57P01"})


class TooLate(psycopg.OperationalError):
    """The server did not answer in time: whether it did what it was asked is not known."""


class CommitUnknown(psycopg.OperationalError):
    """The server answered «committed» and warned that it might be lost again."""


class Connection(psycopg.Connection[Any]):
    """What Django's pool is made of.

    ``seconds`` is the most that one call may take. A command that reads everything may take
    longer than any request, so only a process that serves sets it.
    """

    seconds: float | None = None
    _warned = ""

    @classmethod
    def connect(cls, conninfo: str = "", **kwargs: Any) -> Any:
        """As psycopg's, with the server's own deadline a little before ours."""
        if cls.seconds:
            own = f"-c statement_timeout={round(cls.seconds * 900)}"
            kwargs["options"] = f"{kwargs.get('options', '')} {own}".strip()
            kwargs.setdefault("connect_timeout", max(2, round(cls.seconds)))
        made = super().connect(conninfo, **kwargs)
        made.add_notice_handler(made._note)
        return made

    def wait(self, gen: PQGen[T], *args: Any, **kwargs: Any) -> T:
        """Every wait for the server goes through here. Raises ``TooLate`` and closes."""
        if self.seconds is None:
            return super().wait(gen, *args, **kwargs)
        until = time.monotonic() + self.seconds
        return super().wait(_until(gen, until, self.pgconn.finish), *args, **kwargs)

    def commit(self) -> None:
        """Raises ``CommitUnknown`` when the server doubts its own answer."""
        self._warned = ""
        super().commit()
        if self._warned:
            raise CommitUnknown(self._warned)

    def _note(self, diagnostic: psycopg.errors.Diagnostic) -> None:
        if diagnostic.sqlstate in DOUBTFUL:
            self._warned = diagnostic.message_primary or "doubtful"


def _until(gen: PQGen[T], until: float, give_up: Callable[[], None]) -> PQGen[T]:
    """``gen``, asked every tenth of a second whether it has waited long enough."""
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if not ready and time.monotonic() > until:
                give_up()
                raise TooLate("the database did not answer in time")
            wanted = gen.send(ready)
    except StopIteration as done:
        result: T = done.value
        return result

"""What stands in the database, read without the product's own code.

On SQLite a copy of the files is read when the product has been ended: whoever opens the file
itself mends it, and that is for the product to do when it is back.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

import psycopg

from tests.faults.prepared import key

#: Where words stand: the name a hand gives them, and the question that finds them.
WORDS = {
    "subgoal": "SELECT text FROM contracts_subgoal WHERE contract_id = ?",
    "activity": "SELECT text FROM contracts_learningactivity WHERE contract_id = ?",
    "giver": "SELECT giver_name FROM contracts_feedbackagreement WHERE contract_id = ?",
    "memo": "SELECT text FROM contracts_supervisormemo WHERE contract_id = ?",
    "criteria": "SELECT criteria FROM contracts_assessmentagreement WHERE contract_id = ?",
    "title": "SELECT title FROM contracts_learningcontract WHERE id = ?",
    "purpose": "SELECT purpose FROM contracts_learningcontract WHERE id = ?",
    "note": "SELECT n.text FROM contracts_copynote n"
    " JOIN contracts_contractcopy c ON c.id = n.copy_id WHERE c.contract_id = ?",
    "reflection": "SELECT n.text FROM contracts_reflection n"
    " JOIN contracts_contractcopy c ON c.id = n.copy_id WHERE c.contract_id = ?",
}


class Rows:
    """An open database: ``ask`` takes ``?`` for values on both kinds."""

    def __init__(self, connection: Any, *, sqlite: bool) -> None:
        self._connection, self._sqlite = connection, sqlite

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a question; ids are given as text."""
        given = [self._id(value) for value in values]
        if not self._sqlite:
            sql = sql.replace("?", "%s")
        return list(self._connection.execute(sql, given).fetchall())

    def words(self, contract: str) -> dict[str, Counter[str]]:
        """Every text of a contract, by where it stands."""
        return {
            where: Counter(row[0] for row in self.ask(sql, contract) if row[0])
            for where, sql in WORDS.items()
        }

    def receipts(self, actor: str) -> Counter[tuple[str, str]]:
        """How many receipts there are for a command of ``actor``: (command id, kind)."""
        sql = "SELECT command_id, kind FROM core_receipt WHERE actor_id = ?"
        return Counter((key(command), kind) for command, kind in self.ask(sql, actor))

    def events(self, actor: str) -> Counter[str]:
        """How many events of each kind ``actor`` has caused."""
        sql = "SELECT kind FROM core_auditevent WHERE actor_id = ?"
        return Counter(kind for (kind,) in self.ask(sql, actor))

    def stage(self, contract: str) -> str:
        """``draft``, ``awaiting`` or ``active``, from the facts on the row."""
        sql = "SELECT ready_at, activated_at FROM contracts_learningcontract WHERE id = ?"
        ((ready, activated),) = self.ask(sql, contract)
        return "active" if activated else "awaiting" if ready else "draft"

    def broken_chain(self, organisation: str) -> str:
        """Where the chain of events does not hold; "" when it does (faults S41)."""
        sql = (
            "SELECT number, previous, hash, entry FROM core_auditevent"
            " WHERE organisation_id = ? ORDER BY number"
        )
        before, last = "", 0
        for number, previous, stands, entry in self.ask(sql, organisation):
            if (number, previous) != (last + 1, before):
                return f"event {number} does not follow {last}"
            if hashlib.sha256((previous + entry).encode()).hexdigest() != stands:
                return f"event {number} is not what was hashed"
            before, last = stands, number
        head = "SELECT number, hash FROM core_audithead WHERE organisation_id = ?"
        ends = self.ask(head, organisation) or [(0, "")]
        return "" if ends == [(last, before)] else f"the head is {ends[0][0]}, not {last}"

    def unsound(self) -> str:
        """What SQLite itself finds wrong; "" for nothing, and on PostgreSQL."""
        if not self._sqlite:
            return ""
        checked = self.ask("PRAGMA integrity_check")
        dangling = self.ask("PRAGMA foreign_key_check")
        return "" if checked == [("ok",)] and not dangling else f"{checked} {dangling[:3]}"

    def _id(self, value: Any) -> Any:
        if self._sqlite and isinstance(value, str) and len(value) == 36:
            return UUID(value).hex
        return value


@contextmanager
def reading(url: str, *, ended: bool = False) -> Iterator[Rows]:
    """The database at ``url``; ``ended`` says that nobody runs on it now."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        with _sqlite(Path(unquote(parts.path[1:])), ended) as connection:
            yield Rows(connection, sqlite=True)
    else:
        with psycopg.connect(url) as server:
            # One moment for all questions: what was on its way may still be committed.
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            server.read_only = True
            yield Rows(server, sqlite=False)


@contextmanager
def _sqlite(file: Path, ended: bool) -> Iterator[sqlite3.Connection]:
    if not ended:
        # Read-only: closing it never tidies up what the product has to.
        uri = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=20)) as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        for ending in ("", "-wal"):
            if Path(f"{file}{ending}").exists():
                shutil.copy(f"{file}{ending}", folder)
        with closing(sqlite3.connect(Path(folder) / file.name)) as connection:
            yield connection

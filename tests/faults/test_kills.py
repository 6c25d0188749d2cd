"""A real server, ended while two people write: what was acknowledged stands, and stands once (F07).

``make faults N=…`` runs more of them.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.checking import Found, check
from tests.faults.devices import Device
from tests.faults.kills import Kills
from tests.faults.rows import reading

pytestmark = pytest.mark.slow

SCHEDULES = 12
COLD = {"cold": True, "how": "place", "place": "after_commit:1"}
TABLES = {"subgoal": "contracts_subgoal", "activity": "contracts_learningactivity"}
_WITHOUT_ITS_CONSTRAINT = """
    CREATE TABLE loose AS SELECT * FROM core_receipt;
    DROP TABLE core_receipt;
    ALTER TABLE loose RENAME TO core_receipt;
"""


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(kills: Kills) -> None:
    """One of the schedules starts the program from nothing, armed by its environment."""
    plan = kills.plan
    kills.plan = lambda number: replace(  # type: ignore[method-assign]
        plan(number), **COLD if number == 1 else {}
    )
    for counts in kills.run(SCHEDULES):
        assert not counts.found, (counts.found, f"seed {kills.seed}")

    assert counts.schedules == SCHEDULES
    assert counts.acknowledged > SCHEDULES
    assert counts.unsure  # somebody was in the middle of something
    assert {"after_commit", "all", "worker"} <= set(counts.ends)
    history = (kills.folder / "history.jsonl").read_text("utf-8").splitlines()
    assert json.loads(history[0])[1:] == ["seed", kills.seed]
    if os.environ["LK_TEST_DB"] == "sqlite":
        the_checker_would_have_seen_it(kills)


def the_checker_would_have_seen_it(kills: Kills) -> None:
    """The same database with one thing wrong: the checker is no good if it finds nothing."""
    file = Path(kills.url.removeprefix("sqlite:///"))
    done = next(act for act in kills.devices[0].decided if act.outcome == "acknowledged")
    table, text = next(
        (TABLES[where], text)
        for device in kills.devices
        for words in device.hand.sheets.values()
        for where in TABLES
        for text in words[where].values()
    )
    for wrong, kind in wrongs(done.id.replace("-", ""), table, text.replace("'", "''")):
        found = _with(file, wrong, kills.devices)
        assert bool(found) == bool(kind), (wrong, found)
        assert not kind or getattr(found, kind), (wrong, found)


def wrongs(command: str, table: str, text: str) -> list[tuple[str, str]]:
    """What is done to the database, and what it must be found out as."""
    columns = "actor_id, command_id, kind, fingerprint, result, at"
    receipt = f"SELECT {columns} FROM core_receipt WHERE command_id = '{command}'"
    return [
        ("SELECT 1", ""),
        (f"DELETE FROM core_receipt WHERE command_id = '{command}'", "false_saved"),
        (f"UPDATE core_receipt SET command_id = '{'0' * 32}' WHERE id = 1", "broken"),
        (f"UPDATE {table} SET text = '' WHERE text = '{text}'", "lost"),
        (f"UPDATE {table} SET text = text || '!' WHERE text = '{text}'", "duplicated"),
        (f"INSERT INTO core_receipt ({columns}) {receipt}", "duplicated"),
        ("UPDATE core_audithead SET number = number + 1", "broken"),
    ]


def _with(file: Path, wrong: str, devices: Sequence[Device]) -> Found:
    """What is found in a copy of the database in which ``wrong`` has been done."""
    spoiled = file.with_name("spoiled.sqlite3")
    spoiled.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as whole:
        whole.execute(f"VACUUM INTO '{spoiled}'")
    with closing(sqlite3.connect(spoiled)) as database:
        database.executescript(f"{_WITHOUT_ITS_CONSTRAINT} {wrong};")
    with reading(f"sqlite:///{spoiled}", ended=True) as rows:
        organisation = rows.ask("SELECT organisation_id FROM core_audithead")[0][0]
        return check(devices, rows, organisation, ended=True)

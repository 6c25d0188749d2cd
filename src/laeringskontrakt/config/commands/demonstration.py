"""``laeringskontrakt demo``: a filled database to try the product with."""

from __future__ import annotations

import os
import sqlite3
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from laeringskontrakt.config import environment
from laeringskontrakt.config.commands import (
    complain,
    database,
    run_again,
    say,
    serving,
    soundness,
    stamp,
    start_django,
)
from laeringskontrakt.config.environment import Environment

#: The demo's organisation; where it is, the data has been loaded.
ORGANISATION = "Demosygehuset"


def demo_command(options: Namespace) -> int:
    """Make and fill the database once; ``--serve`` starts it, ``--reset`` begins anew."""
    os.environ["LK_DEMO"] = "1"
    chosen = environment.read()
    if options.serve:
        taken = serving.port_problem(options.host, serving.port())
        if taken:
            complain(taken)
            return 1
    if options.reset and not _reset(chosen):
        return 1
    wrong = soundness.problem(chosen)
    if wrong:
        complain(wrong)
        return 1
    if not options.serve:
        return _fill(chosen)
    if not _is_filled(chosen) and run_again("demo") != 0:
        return 1
    return serving.serve(chosen, options.host, serving.port(), options.workers)


def _is_filled(chosen: Environment) -> bool:
    """Up to date and loaded, as far as can be seen without Django."""
    file = stamp.sqlite_file(chosen)
    return file is not None and stamp.is_current(chosen) and ORGANISATION in _organisations(file)


def _fill(chosen: Environment) -> int:
    if _is_filled(chosen):
        say("The demo is loaded.")
        return 0
    database.migrate(chosen)
    start_django()
    from laeringskontrakt.config.demo import load
    from laeringskontrakt.core import clock

    made = load(now=clock.now())
    say("The demo is loaded." if made else "The demo was loaded before; nothing was changed.")
    return 0


def _reset(chosen: Environment) -> bool:
    """Delete the demo's database file. Refused where anybody else's data may be."""
    file = stamp.sqlite_file(chosen)
    if file is None:
        complain("--reset works on SQLite only. Drop and make the database with its own tools.")
        return False
    others = _organisations(file) - {ORGANISATION}
    if others:
        complain(f"{file} holds other organisations than the demo's. Nothing was deleted.")
        return False
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    stamp.remove(chosen)
    return True


def _organisations(file: Path) -> set[str]:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            return {row[0] for row in opened.execute("SELECT name FROM people_organisation")}
    except sqlite3.Error:
        return set()

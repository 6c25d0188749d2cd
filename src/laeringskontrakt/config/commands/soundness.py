"""Is the database file sound? Asked before anything is served from it (faults F19).

Nothing is mended and nothing is written: the evidence is kept as it is found. Standard
library alone, so that it costs a start almost nothing.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from laeringskontrakt.config.commands import stamp
from laeringskontrakt.config.environment import Environment

#: Written into the header of our SQLite files ("LKON"), so that another program's file is known.
APPLICATION_ID = 0x4C4B4F4E
#: Larger files are checked by ``laeringskontrakt verify`` on a schedule, not at each start.
LARGEST = 256 * 1024 * 1024

ADVICE = "Nothing was changed. Keep the file, put back a backup, and run: laeringskontrakt verify"
SIGNED = "SELECT content, sha256 FROM contracts_contractversion"


def problem(environment: Environment) -> str | None:
    """What is wrong with the database file, as a whole sentence; None when nothing is.

    A file that is not there is a problem only when one was there before: an empty database
    is never begun in its place.
    """
    file = stamp.sqlite_file(environment)
    if file is None:
        return None
    known = stamp.read(environment)
    was_here = known is not None and known.file == str(file)
    if not file.exists():
        return f"{file} was here and is gone. {ADVICE}" if was_here else None
    if file.stat().st_size == 0:
        return f"{file} is empty. {ADVICE}" if was_here else None
    try:
        found = _fault(file)
    except sqlite3.Error as error:
        found = f"cannot be read as a database ({error})"
    return f"{file} {found}. {ADVICE}" if found else None


def mark(file: Path) -> None:
    """Write our id into the header of a new file, so that it is known again as ours."""
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _fault(file: Path) -> str | None:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        application = database.execute("PRAGMA application_id").fetchone()[0]
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        unmarked = application == 0 and (not tables or "core_auditevent" in tables)
        if application != APPLICATION_ID and not unmarked:
            return "is not a database of this program"
        if file.stat().st_size > LARGEST:
            return None
        checked = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if checked != "ok":
            return f"is damaged ({checked})"
        signed = database.execute(SIGNED) if "contracts_contractversion" in tables else ()
        for content, sha256 in signed:
            if hashlib.sha256(str(content).encode("utf-8", "replace")).hexdigest() != sha256:
                return "holds a contract whose wording differs from its hash"
    return None

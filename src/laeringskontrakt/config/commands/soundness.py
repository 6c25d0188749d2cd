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
#: What people have signed, and their own copies of it.
SIGNED = ("contracts_contractversion", "contracts_contractcopy")
#: File systems on which SQLite's locks and flushes are not to be trusted.
NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "fuse.sshfs"}
)


def problem(environment: Environment) -> str | None:
    """What is wrong with the database file, as a whole sentence; None when nothing is.

    A file that is not there is a problem only when one was there before: an empty database
    is never begun in its place.
    """
    file = stamp.sqlite_file(environment)
    if file is None:
        return None
    system = file_system(file.parent)
    if system in NETWORK:
        return f"{file} is on a network file system ({system}). Use a local disk, or PostgreSQL."
    known = stamp.read(environment)
    was_here = known is not None and known.file == str(file)
    if not file.exists():
        return f"{file} was here and is gone. {ADVICE}" if was_here else None
    if file.stat().st_size == 0:
        return f"{file} is empty. {ADVICE}" if was_here else None
    try:
        found = _fault(file) or _unlike(file, known)
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
        for table in (name for name in SIGNED if name in tables):
            for content, sha256 in database.execute(f"SELECT content, sha256 FROM {table}"):  # noqa: S608
                if not has_hash(str(content), sha256):
                    return "holds a contract whose wording differs from its hash"
    return None


def has_hash(content: str, sha256: str) -> bool:
    """Whether a signed wording is the one that was signed."""
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest() == sha256


def _unlike(file: Path, known: stamp.Stamp | None) -> str | None:
    """Tables and triggers are as the last migration left them, when it is the one we know of."""
    if known is None or known.file != str(file) or known.applied != stamp.applied(file):
        return None  # put back from a backup, or not yet brought up to date
    if known.schema and known.schema != stamp.schema(file):
        return "has other tables or triggers than the last migration left"
    return None


def file_system(folder: Path) -> str:
    """The kind of file system that ``folder`` is on, as Linux names it; empty when not known."""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8").splitlines()
    except OSError:
        return ""
    whole = str(folder.resolve())
    found = [line.split(" ")[1:3] for line in mounts]
    under = [
        (point, kind)
        for point, kind in found
        if whole == point or whole.startswith(point.rstrip("/") + "/")
    ]
    return max(under, key=lambda one: len(one[0]), default=("", ""))[1]

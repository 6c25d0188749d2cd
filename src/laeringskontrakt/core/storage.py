"""Whether what is written can be kept: room on the disk, a database that is whole and answers.

A disk that is full stops writes and nothing else (faults F18). On SQLite acts stop a little
before it is, so that there is room left to sign in with.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils.translation import gettext as _

from laeringskontrakt.core.errors import LkError

#: Bytes that are left to sessions and sign-in when acts are refused.
RESERVE = 16 * 1024 * 1024

#: SQLite's primary result codes.
_CANNOT_KEEP = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
#: PostgreSQL: disk full, an error of the disk, and a server that only reads.
_CANNOT_KEEP_STATES = {"53100", "58030", "25006"}

_damaged = threading.Event()


class CannotKeep(LkError):
    """Nothing can be written for now; what is written can be read."""

    status = 503


def refuse_when_full() -> None:
    """Called before every act. Raises ``CannotKeep``."""
    if _damaged.is_set() or not _has_room():
        raise CannotKeep(message("storage"), code="storage")


def message(code: str) -> str:
    """What a person is told of it."""
    if code == "storage":
        return _("Der kan ikke gemmes på serveren lige nu. Det, du har skrevet, er her stadig.")
    return _("Serveren svarede ikke i tide. Det, du har skrevet, er her stadig.")


def is_damaged() -> bool:
    """Whether this process has met damage in the database: it writes no more (faults F19)."""
    return _damaged.is_set()


def trouble(error: BaseException | None) -> str:
    """``storage`` when nothing can be kept, ``unknown`` when it is not known, else ``""``."""
    if isinstance(error, MemoryError):
        return "unknown"
    if not isinstance(error, OperationalError | InterfaceError | DatabaseError):
        return ""
    for cause in _causes(error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code in _DAMAGED:
            _damaged.set()
        if code in _CANNOT_KEEP | _DAMAGED:
            return "storage"
        if getattr(cause, "sqlstate", "") in _CANNOT_KEEP_STATES:
            return "storage"
    return "unknown" if isinstance(error, OperationalError | InterfaceError) else ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__


def _has_room() -> bool:
    """A database server looks after its own disk, and says when it cannot."""
    if connection.vendor != "sqlite":
        return True
    folder = Path(str(connection.settings_dict["NAME"])).parent
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize >= RESERVE

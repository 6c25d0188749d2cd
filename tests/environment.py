"""What must be set before Django reads its settings: the database, a folder, the key file.

``LK_TEST_DB`` chooses ``sqlite`` (default) or ``postgresql``.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.postgres import Postgres

DATABASES = ("sqlite", "postgresql")


def prepare() -> Path:
    """Set every ``LK_*`` variable for the tests; returns the temporary folder of this run.

    Processes started by this one (pytest-xdist) find the folder and the server made here.
    """
    known = os.environ.get("LK_TEST_FOLDER")
    if known:
        return Path(known)
    kind = os.environ.get("LK_TEST_DB", "sqlite")
    if kind not in DATABASES:
        raise RuntimeError(f"LK_TEST_DB is {kind!r}; write one of {', '.join(DATABASES)}.")
    for name in [name for name in os.environ if name.startswith("LK_")]:
        del os.environ[name]
    os.environ.pop("PORT", None)
    folder = _temporary_folder()
    (folder / "data" / "static").mkdir(parents=True)
    os.environ |= {
        "LK_TEST_DB": kind,
        "LK_TEST_FOLDER": str(folder),
        "LK_DATA_DIR": str(folder / "data"),
        "LK_SECRET_KEY_FILE": str(folder / "data" / "secret_key"),
        "LK_DATABASE_URL": _database_url(kind, folder),
        "DJANGO_SETTINGS_MODULE": "laeringskontrakt.config.settings",
    }
    return folder


def sqlite_file() -> Path:
    """The test database of this process: a real file, so that its locks are the real ones."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return Path(os.environ["LK_TEST_FOLDER"]) / f"{worker}.sqlite3"


def _temporary_folder() -> Path:
    """In memory where there is room: every commit is flushed, which a disk makes slow."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    folder = Path(tempfile.mkdtemp(prefix="lk-tests-", dir=memory if roomy else None))
    folder.chmod(0o711)  # the database server runs as another user
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _database_url(kind: str, folder: Path) -> str:
    if kind == "sqlite":
        return f"sqlite:///{folder / 'unused.sqlite3'}"
    server = Postgres(folder / "postgresql")
    atexit.register(server.stop)
    return server.url

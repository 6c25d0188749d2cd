"""Whether an SQLite database is up to date, answered without loading Django.

After each migration a stamp is written beside the data: which code the database was brought
up to, and which migrations it then had. Both are looked up again at every start, so a newer
program, and an older database put back from a backup, are noticed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from laeringskontrakt.config.environment import Environment

PACKAGE = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Stamp:
    """What was true when the database ``file`` was last brought up to date."""

    file: str
    code: str
    applied: str
    schema: str = ""


def sqlite_file(environment: Environment) -> Path | None:
    """The database file, or None when the database is a server, or in memory."""
    parts = urlsplit(environment.database_url)
    path = unquote(parts.path[1:])
    return Path(path) if parts.scheme == "sqlite" and path else None


def is_current(environment: Environment) -> bool:
    """Whether the stamp still holds. False is no fault: Django then looks closer."""
    file = sqlite_file(environment)
    return file is not None and read(environment) == _now(file)


def write(environment: Environment) -> None:
    """Note that the database is up to date; of a server only that it was there."""
    file = sqlite_file(environment)
    now = _now(file) if file is not None else Stamp(server(environment), "", "")
    environment.data_dir.mkdir(parents=True, exist_ok=True)
    _path(environment).write_text(json.dumps(asdict(now)), encoding="utf-8")


def server(environment: Environment) -> str:
    """Which database of a server, without anybody's password."""
    parts = urlsplit(environment.database_url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port or 5432}{parts.path}"


def read(environment: Environment) -> Stamp | None:
    """The stamp, if there is one that can be read."""
    try:
        return Stamp(**json.loads(_path(environment).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def remove(environment: Environment) -> None:
    """Forget that there was a database here."""
    _path(environment).unlink(missing_ok=True)


def _path(environment: Environment) -> Path:
    return environment.data_dir / "database.json"


def _now(file: Path) -> Stamp:
    return Stamp(str(file), _code(), applied(file), schema(file))


def _code() -> str:
    """Our migrations and settings, and which packages are installed beside Django."""
    migrations = sorted(PACKAGE.glob("*/migrations/*.py"))
    digest = hashlib.sha256()
    for path in [*migrations, PACKAGE / "config" / "settings.py"]:
        digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    django = find_spec("django")
    if django is not None and django.origin is not None:
        packages = Path(django.origin).parent.parent
        digest.update("\0".join(sorted(p.name for p in packages.glob("*.dist-info"))).encode())
    return digest.hexdigest()


def applied(file: Path) -> str:
    """Which migrations the database has, as a hash; empty when it cannot be read."""
    return _hash(file, "SELECT app, name FROM django_migrations ORDER BY app, name")


def schema(file: Path) -> str:
    """Its tables and triggers, as a hash. An index more or less changes nothing that is kept."""
    return _hash(
        file,
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')"
        " AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
    )


def _hash(file: Path, question: str) -> str:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return hashlib.sha256(repr(database.execute(question).fetchall()).encode()).hexdigest()
    except sqlite3.Error:
        return ""

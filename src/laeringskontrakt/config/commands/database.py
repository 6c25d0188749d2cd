"""Making the database and bringing it up to date."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from laeringskontrakt.config import environment
from laeringskontrakt.config.commands import (
    complain,
    run_again,
    say,
    soundness,
    stamp,
    start_django,
)
from laeringskontrakt.config.environment import Environment

if TYPE_CHECKING:
    from django.db.migrations.loader import MigrationLoader

#: Signed wordings on a server that are read at each start.
MOST_SIGNED = 20_000


def migrate_command(options: Namespace) -> int:
    """``laeringskontrakt migrate [--check]``. Exit code 3 means: not up to date."""
    chosen = environment.read()
    wrong = soundness.problem(chosen) or _server_problem(chosen)
    if wrong:
        complain(wrong)
        return 1
    if options.check:
        return _check(chosen)
    migrate(chosen)
    say("The database is up to date.")
    return 0


def migrate(chosen: Environment) -> None:
    """Apply what is missing, make the table of the cache, and note that it is done."""
    file = stamp.sqlite_file(chosen)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        soundness.mark(file)
    chosen.data_dir.mkdir(parents=True, exist_ok=True)
    start_django()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    connection.close()
    stamp.write(chosen)


def is_ready(chosen: Environment) -> bool:
    """Whether the database is up to date. For a server a process of its own asks it."""
    if stamp.sqlite_file(chosen) is None:
        return run_again("migrate", "--check") == 0
    return stamp.is_current(chosen) or run_again("migrate", "--check") == 0


def _check(chosen: Environment) -> int:
    file = stamp.sqlite_file(chosen)
    if file is not None and not file.exists():
        complain("There is no database yet. Run: laeringskontrakt migrate")
        return 3
    start_django()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if _unknown(executor.loader):
        complain("The database was brought up to date by a newer version. Install that one.")
        return 1
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing or "cache" not in connection.introspection.table_names():
        complain("The database is not up to date. Run: laeringskontrakt migrate")
        return 3
    stamp.write(chosen)
    return 0


def _unknown(loader: MigrationLoader) -> set[tuple[str, str]]:
    """Migrations that the database has and this program has not."""
    from django.apps import apps

    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("laeringskontrakt.")}
    applied = {key for key in loader.applied_migrations if key[0] in ours}
    return applied - set(loader.disk_migrations)


def _server_problem(chosen: Environment) -> str | None:
    """What is wrong with a database on a server, as a whole sentence; None when nothing is."""
    if stamp.sqlite_file(chosen) is not None:
        return None
    start_django()
    from django.db import DatabaseError, connection

    name, known = stamp.server(chosen), stamp.read(chosen)
    try:
        tables = set(connection.introspection.table_names())
        if "core_auditevent" in tables:
            found = _forged(tables)
        elif known is not None and known.file == name:
            found = "held our tables and holds none of them now"
        else:
            found = "is another program's" if "django_migrations" in tables else None
    except DatabaseError as error:
        found = f"cannot be read ({str(error).strip()})"
    return f"{name} {found}. {soundness.ADVICE}" if found else None


def _forged(tables: set[str]) -> str | None:
    """Whether what was signed still has its hash; very many are left to ``verify``."""
    from django.db import connection

    for table in (name for name in soundness.SIGNED if name in tables):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT content, sha256 FROM {table} LIMIT {MOST_SIGNED}")  # noqa: S608
            for content, sha256 in cursor.fetchall():
                if not soundness.has_hash(content, sha256):
                    return "holds a contract whose wording differs from its hash"
    return None

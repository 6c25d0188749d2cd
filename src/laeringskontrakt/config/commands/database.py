"""Making the database and bringing it up to date."""

from __future__ import annotations

from argparse import Namespace

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


def migrate_command(options: Namespace) -> int:
    """``laeringskontrakt migrate [--check]``. Exit code 3 means: not up to date."""
    chosen = environment.read()
    wrong = soundness.problem(chosen)
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
    chosen.data_dir.mkdir(parents=True, exist_ok=True)
    file = stamp.sqlite_file(chosen)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        soundness.mark(file)
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
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing or "cache" not in connection.introspection.table_names():
        complain("The database is not up to date. Run: laeringskontrakt migrate")
        return 3
    stamp.write(chosen)
    return 0

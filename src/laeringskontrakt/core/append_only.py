"""Rows that the database itself refuses to change, on SQLite and PostgreSQL alike (faults S41).

A migration installs a ``Protection`` with ``operation``. SQLite makes a table anew when a
later migration alters it, and its triggers go with the old one: such a migration ends with
the same ``operation`` again. ``unprotected`` finds a table where that was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection as default_connection
from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: What the database answers; a test and a log line may look for it.
REFUSAL = "append-only"

_PG_FUNCTION = f"""
CREATE OR REPLACE FUNCTION lk_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}: % of %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True)
class Protection:
    """Which columns of ``table`` never change, and that its rows are never deleted.

    ``may_become_null`` are columns that may lose their value but never get another: a
    person's account that is deleted. ``deletable`` rows are held by foreign keys only.
    """

    table: str
    columns: tuple[str, ...]
    may_become_null: tuple[str, ...] = ()
    deletable: bool = False

    @property
    def triggers(self) -> tuple[str, ...]:
        """The names of its triggers in the database."""
        return tuple(f"{self.table}_keeps_{verb}" for verb in self._verbs)

    @property
    def _verbs(self) -> tuple[str, ...]:
        return ("update",) if self.deletable else ("update", "delete")

    def changed(self, vendor: str) -> str:
        """SQL over ``OLD`` and ``NEW``: a protected column differs."""
        differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        terms = [f'OLD."{name}" {differs} NEW."{name}"' for name in self.columns]
        terms += [
            f'(NEW."{name}" IS NOT NULL AND OLD."{name}" {differs} NEW."{name}")'
            for name in self.may_become_null
        ]
        return " OR ".join(terms)

    def create(self, vendor: str) -> list[str]:
        """The statements that install the protection; run twice they are the same as once."""
        sqlite = vendor == "sqlite"
        statements = self.drop(vendor) if sqlite else [*self.drop(vendor), _PG_FUNCTION]
        for verb, name in zip(self._verbs, self.triggers, strict=True):
            when = f"WHEN ({self.changed(vendor)})" if verb == "update" else ""
            refuse = (
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {verb.upper()} of {self.table}'); END"
                if sqlite
                else "EXECUTE FUNCTION lk_append_only()"
            )
            statements.append(
                f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{self.table}"'
                f" FOR EACH ROW {when} {refuse}"
            )
        return statements

    def drop(self, vendor: str) -> list[str]:
        """The statements that take the protection away."""
        on = "" if vendor == "sqlite" else f' ON "{self.table}"'
        return [f'DROP TRIGGER IF EXISTS "{name}"{on}' for name in self.triggers]


AUDIT = Protection(
    "core_auditevent",
    columns=(
        "id",
        "organisation_id",
        "number",
        "previous",
        "hash",
        "entry",
        "at",
        "kind",
        "actor_id",
        "contract_id",
    ),
)


def operation(*protections: Protection) -> migrations.RunPython:
    """A migration step that installs protections, and takes them away when undone."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        install(protections, editor.connection)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        lift(protections, editor.connection)

    return migrations.RunPython(forwards, backwards)


def install(protections: Iterable[Protection], connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse changes of these tables."""
    _run([s for p in protections for s in p.create(connection.vendor)], connection)


def lift(protections: Iterable[Protection], connection: BaseDatabaseWrapper) -> None:
    """Let the database take changes again. Only for undoing a migration and for tests."""
    _run([s for p in protections for s in p.drop(connection.vendor)], connection)


def unprotected(protections: Iterable[Protection]) -> list[str]:
    """The triggers that should be in the database and are not."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if default_connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with default_connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for p in protections for name in p.triggers if name not in present]


def _run(statements: list[str], connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

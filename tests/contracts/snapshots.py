"""The state of all contracts at one moment, and one step from a moment to the next."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from laeringskontrakt.core.clock import local_date

Row = dict[str, Any]
Table = dict[Any, Row]
Snapshot = dict[str, Table]

#: What holds people's words; the rows of each by the field that holds them.
WORDS = {
    "Subgoal": "text",
    "LearningActivity": "text",
    "FeedbackAgreement": "ask",
    "AssessmentAgreement": "criteria",
    "SupervisorMemo": "text",
    "CopyNote": "text",
    "Reflection": "text",
}


def take() -> Snapshot:
    """Every row of ``core`` and ``contracts``: table name → key → columns."""
    found: Snapshot = {}
    with connection.cursor() as cursor:
        for model in MODELS:
            names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')
            rows = [_row(model, raw) for raw in cursor.fetchall()]
            found[model.__name__] = {row[model._meta.pk.attname]: row for row in rows}
    return found


MODELS: list[Any] = [
    model
    for app in ("core", "contracts")
    for model in apps.get_app_config(app).get_models(include_auto_created=True)
]


@functools.lru_cache(maxsize=20_000)
def _row(model: Any, raw: tuple[Any, ...]) -> Row:
    """The columns by name, as Django would give them; most rows are the same as a step ago."""
    fields = model._meta.concrete_fields
    return {field.attname: _value(field, v) for field, v in zip(fields, raw, strict=True)}


def _value(field: Any, value: Any) -> Any:
    python = field.target_field.to_python(value) if field.is_relation else field.to_python(value)
    naive = (
        isinstance(python, datetime) and python.tzinfo is None
    )  # SQLite keeps UTC without saying
    return python.replace(tzinfo=UTC) if naive else python


@dataclass(frozen=True)
class Step:
    """One command that was carried out: who sent what, and all before and after it."""

    kind: str
    who: str
    actor: UUID | None
    given: Row
    contract: UUID
    now: datetime
    before: Snapshot
    after: Snapshot
    answer: Any

    @property
    def about(self) -> Row:
        """The contract's own row before the step."""
        return self.before["LearningContract"][self.contract]

    @property
    def pen(self) -> str:
        """Who writes (§4.6): on one device, in a draft, whoever's turn it is."""
        if self.about["mode"] == "shared_device" and stage(self.about, self.now) == "draft":
            return str(self.about["turn"])
        return "trainee" if self.who == "trainee" else "supervisor"

    def added(self, table: str) -> list[Row]:
        new = self.after[table]
        return [row for key, row in new.items() if key not in self.before[table]]

    def gone(self, table: str) -> list[Row]:
        old = self.before[table]
        return [row for key, row in old.items() if key not in self.after[table]]

    def changed(self, table: str, *columns: str) -> list[Row]:
        """Rows as they were of which one of ``columns`` differs; any column without names."""
        old, new = self.before[table], self.after[table]
        return [
            row
            for key, row in old.items()
            if key in new and any(row[name] != new[key][name] for name in columns or row)
        ]

    def events(self) -> list[Row]:
        return sorted(self.added("AuditEvent"), key=lambda row: row["number"])


def stage(contract: Row, now: datetime) -> str:
    """Domain §4.2 from the columns alone, without the product's own rules; days are Danish."""
    if contract["cancelled_at"]:
        return "cancelled"
    if contract["closed_at"]:
        return "closed"
    if contract["activated_at"]:
        over = local_date(now) > contract["period_to"] or contract["ended_early_at"]
        return "closing" if over else "active"
    if contract["ready_at"]:
        lapsed = now - contract["ready_at"] >= timedelta(days=30)
        return "lapsed" if lapsed else "awaiting_signatures"
    return "draft"


def of(table: Table, **columns: Any) -> list[Row]:
    """The rows in which all ``columns`` have these values."""
    return [row for row in table.values() if all(row[k] == v for k, v in columns.items())]

"""Statements that are written once (docs/adr/0011).

Django writes the SQL of a query anew each time it is run, and that takes several times as long
as the database takes to answer. Here it is written when it is first asked for; from then on only
the values are put in. Rows come back as from any other query.

A prepared function is called once with places instead of values. It may compare them, as
``filter(pk=key)`` does, but not look at them, and never gets None for one that it compares. The
types of its arguments say how values are written: UUID, date, datetime, bool, int or str; they
are given by position.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, ParamSpec, TypeVar, get_args, get_type_hints
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    QuerySet,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql import UpdateQuery

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

_FIELDS: dict[Any, models.Field[Any, Any]] = {
    UUID: models.UUIDField(),
    date: models.DateField(),
    datetime: models.DateTimeField(),
    bool: models.BooleanField(),
    int: models.BigIntegerField(),
    str: models.TextField(),
}


def query(build: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """Make a function that answers a queryset into one that answers its rows, as a list.

    The queryset is of rows or of ``values_list``, and prefetches nothing.
    """
    statement = functools.cache(lambda: _Query(_with_places(build)))

    @functools.wraps(build)
    def rows(*values: P.args, **_none: P.kwargs) -> list[R]:
        return statement().rows(values)

    return rows


def update(build: Callable[P, tuple[QuerySet[Any], Mapping[str, Any]]]) -> Callable[P, int]:
    """Make a function that answers which rows get which new values into one that gives them.

    It answers how many rows there were. A new value, unlike one that is compared, may be None.
    """
    statement = functools.cache(lambda: _Update(*_with_places(build)))

    @functools.wraps(build)
    def run(*values: P.args, **_none: P.kwargs) -> int:
        return statement().run(values)

    return run


def insert(row: models.Model, *, or_leave: bool = False) -> bool:
    """Insert a new row. With ``or_leave`` nothing happens when one like it is there: False.

    A key that the database makes is not read back.
    """
    sql, fields = _insertion(type(row), or_leave)
    with connection.cursor() as cursor:
        cursor.execute(sql, _inserted(row, fields))
        made: bool = cursor.rowcount == 1
    return made


def insert_all(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one kind."""
    if not rows:
        return
    sql, fields = _insertion(type(rows[0]), or_leave=False)
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_inserted(row, fields) for row in rows])


def _inserted(row: models.Model, fields: Sequence[Any]) -> list[Any]:
    row._state.adding, row._state.db = False, connection.alias
    return [f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields]


@functools.cache
def _insertion(model: type[models.Model], or_leave: bool) -> tuple[str, list[Any]]:
    fields = [f for f in model._meta.local_concrete_fields if not isinstance(f, models.AutoField)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join("%s" for _field in fields)
    otherwise = " ON CONFLICT DO NOTHING" if or_leave else ""
    table = quoted(model._meta.db_table)
    # Names of our own tables and columns, quoted.
    return f"INSERT INTO {table} ({columns}) VALUES ({places}){otherwise}", fields  # noqa: S608


class _Place(models.Expression):
    """Where a value goes. It stands among the parameters until there is one."""

    def __init__(self, at: int, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.at = at

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def _with_places(build: Callable[..., Any]) -> Any:
    types, names = get_type_hints(build), inspect.signature(build).parameters
    return build(*(_Place(at, _FIELDS[_kind(types[name])]) for at, name in enumerate(names)))


def _kind(annotation: Any) -> Any:
    """``datetime`` of ``datetime | None``."""
    return next((kind for kind in get_args(annotation) if kind is not type(None)), annotation)


class _Statement:
    """SQL, and what goes into it."""

    def __init__(self, query: Any) -> None:
        self.compiler: Any = query.get_compiler(connection=connection)
        self.sql, self.parameters = self.compiler.as_sql()

    def given(self, values: Sequence[Any]) -> list[Any]:
        return [
            one.output_field.get_db_prep_value(values[one.at], connection)
            if isinstance(one, _Place)
            else one
            for one in self.parameters
        ]


class _Query(_Statement):
    def __init__(self, queryset: Any) -> None:
        super().__init__(queryset.query)
        compiler = self.compiler
        self.locks = queryset.query.select_for_update
        columns = [column for column, _sql, _alias in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns)
        self.made = _maker(queryset, compiler)

    def rows(self, values: Sequence[Any]) -> list[Any]:
        if self.locks and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("a lock is held in a transaction only")
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.given(values))
            found = cursor.fetchall()
        if self.converters:
            found = self.compiler.apply_converters(found, self.converters)
        return [self.made(row) for row in found]


class _Update(_Statement):
    def __init__(self, queryset: Any, new: Mapping[str, Any]) -> None:
        changing = queryset.query.chain(UpdateQuery)
        changing.add_update_values(new)
        super().__init__(changing)

    def run(self, values: Sequence[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.given(values))
            count: int = cursor.rowcount
        return count


def _maker(queryset: Any, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes of a row of the database what the queryset would have made of it."""
    if queryset._prefetch_related_lookups:
        raise TypeError("a prepared query is one query: it prefetches nothing")
    kind = queryset._iterable_class
    if kind is ModelIterable:
        return _model_maker(compiler)
    if kind is FlatValuesListIterable:
        return itemgetter(0)
    if kind is ValuesListIterable:
        return tuple
    raise TypeError(f"a prepared query answers rows or a values_list, not {kind.__name__}")


def _model_maker(compiler: Any) -> Callable[[Sequence[Any]], models.Model]:
    info, select, alias = compiler.klass_info, compiler.select, connection.alias
    model, first, last = info["model"], info["select_fields"][0], info["select_fields"][-1]
    names = [select[position][0].target.attname for position in info["select_fields"]]
    related = get_related_populators(info, select, alias)  # type: ignore[call-arg]  # stubs of 6.1
    annotations = list(compiler.annotation_col_map.items())

    def made(row: Sequence[Any]) -> models.Model:
        one: models.Model = model.from_db(alias, names, row[first : last + 1])
        for populator in related:
            populator.populate(row, one)
        for name, position in annotations:
            setattr(one, name, row[position])
        return one

    return made

"""What an act leaves behind: every row of every table, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps

from laeringskontrakt.core.errors import LkError

APPS = ("core", "people", "curriculum", "contracts")
Rows = dict[str, list[tuple[Any, ...]]]


def everything() -> Rows:
    """All rows of the product's tables, in a fixed order."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def changed(before: Rows, after: Rows) -> set[str]:
    """The tables that differ."""
    return {name for name in before if before[name] != after[name]}


@contextmanager
def refused(
    kind: type[Exception] | tuple[type[Exception], ...] = LkError, code: str | None = None
) -> Iterator[None]:
    """What is done within is refused, with ``code`` if given, and leaves no trace."""
    before = everything()
    with pytest.raises(kind) as caught:
        yield
    assert changed(before, everything()) == set()
    assert code in (None, getattr(caught.value, "code", None))

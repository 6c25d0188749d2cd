"""Fields and constraints that several tables of the contract share."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db import models
from django.db.models import Q


def choices(kind: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """An enum as Django choices; words come from the pages, so label and code are the same."""
    return [(member.value, member.value) for member in kind]


def both_or_neither(name: str) -> models.CheckConstraint:
    """``<name>_at`` and ``<name>_by_name`` stand together or not at all.

    The name is kept beside the moment, because the person's account may be deleted later.
    """
    return models.CheckConstraint(
        condition=Q(**{f"{name}_at": None, f"{name}_by_name": ""})
        | (Q(**{f"{name}_at__isnull": False}) & ~Q(**{f"{name}_by_name": ""})),
        name=f"%(class)s_{name}_both_or_neither",
    )

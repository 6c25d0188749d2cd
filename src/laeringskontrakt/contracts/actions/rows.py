"""New rows of a sheet: where they stand, and which subgoals they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from laeringskontrakt.contracts.models import (
    AssessmentAgreement,
    FeedbackAgreement,
    LearningActivity,
    Subgoal,
)
from laeringskontrakt.core import prepared

Kind = type[Subgoal] | type[LearningActivity] | type[FeedbackAgreement] | type[AssessmentAgreement]


def next_order(kind: Kind, contract: UUID) -> int:
    """The order number after the last row of this ``kind`` in the contract."""
    last = _LAST[kind](contract)
    return (last[0] if last else 0) + 1


def _last_order(kind: Any) -> Callable[[UUID], list[int]]:
    @prepared.query
    def last(contract: UUID) -> QuerySet[Any, int]:
        rows = kind.objects.filter(contract=contract).order_by("-order")
        orders: QuerySet[Any, int] = rows.values_list("order", flat=True)[:1]
        return orders

    return last


_LAST: dict[Kind, Callable[[UUID], list[int]]] = {
    kind: _last_order(kind)
    for kind in (Subgoal, LearningActivity, FeedbackAgreement, AssessmentAgreement)
}


def about(row: LearningActivity | FeedbackAgreement, subgoals: Iterable[UUID]) -> list[Any]:
    """The pairs, to be inserted, that say which subgoals a new row is about."""
    through: Any = type(row).subgoals.through
    own = f"{row._meta.model_name}_id"
    return [through(**{own: row.pk, "subgoal_id": key}) for key in subgoals]

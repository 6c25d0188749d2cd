"""«Hvem gør hvad, hvornår»: what was agreed, by week, with the ticks of every copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from laeringskontrakt.contracts.enums import Party
from laeringskontrakt.contracts.queries.frozen import AgreedLine, FrozenSubgoal


@dataclass(frozen=True, slots=True)
class CopyTicks:
    """Whose copy, and which lines are ticked in it."""

    party: Party
    first_name: str
    ticked: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One agreed line: the reader's own tick, and who else has ticked it in their copy.

    The copies may differ; that is shown and never resolved (domain §4.5).
    """

    line: AgreedLine
    done: bool
    others: tuple[CopyTicks, ...]


@dataclass(frozen=True, slots=True)
class SubgoalRow:
    """One subgoal with the ticks of every copy."""

    subgoal: FrozenSubgoal
    done: bool
    others: tuple[CopyTicks, ...]


@dataclass(frozen=True, slots=True)
class LedgerWeek:
    """The lines whose last day lies in one ISO week; ``monday`` is None for those without."""

    monday: date | None
    is_now: bool
    rows: tuple[LedgerRow, ...]

    @property
    def done(self) -> int:
        """How many of them are ticked in the reader's own copy."""
        return sum(row.done for row in self.rows)


def weeks(
    lines: Iterable[AgreedLine],
    *,
    own: frozenset[UUID],
    others: Sequence[CopyTicks],
    today: date,
) -> list[LedgerWeek]:
    """The lines by the week of their last day, those without one at the end."""
    this_week = monday_of(today)
    return [
        LedgerWeek(
            monday=monday if monday != date.max else None,
            is_now=monday == this_week,
            rows=tuple(
                LedgerRow(line, line.id in own, ticked_by(line.id, others)) for line in group
            ),
        )
        for monday, group in groupby(sorted(lines, key=_order), key=_week)
    ]


def ticked_by(key: UUID, copies: Iterable[CopyTicks]) -> tuple[CopyTicks, ...]:
    """The copies in which ``key`` is ticked."""
    return tuple(copy for copy in copies if key in copy.ticked)


def monday_of(day: date) -> date:
    """The Monday of the ISO week that ``day`` lies in."""
    return day - timedelta(days=day.weekday())


def week_of_period(first: date, last: date, today: date) -> tuple[int, int] | None:
    """Which ISO week of how many the period is in; None before it begins and after it ends."""
    if not first <= today <= last:
        return None
    start = monday_of(first)
    return (monday_of(today) - start).days // 7 + 1, (monday_of(last) - start).days // 7 + 1


def _week(line: AgreedLine) -> date:
    return monday_of(line.latest) if line.latest else date.max


def _order(line: AgreedLine) -> tuple[date, date, str]:
    """By week, then day; within a day what has a time comes in order and the rest last."""
    return (_week(line), line.latest or date.max, line.clock or "~")

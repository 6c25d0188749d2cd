"""How long the two have sat together (domain §4.6, §4.8)."""

from __future__ import annotations

from datetime import UTC, datetime
from math import ceil
from typing import Any

from laeringskontrakt.contracts.models import LearningContract, MeetingSession


def seconds_used(contract: LearningContract, *, now: datetime) -> int:
    """Seconds of all sittings summed; an open one counts until now."""
    rows = MeetingSession.objects.filter(meeting__contract=contract)
    return sum(int(((row.over_at(now) or now) - row.started_at).total_seconds()) for row in rows)


def content(contract: LearningContract, *, now: datetime) -> dict[str, Any]:
    """The meeting as it is frozen: its sittings and the minutes together, rounded up."""
    rows = list(MeetingSession.objects.filter(meeting__contract=contract))
    total = sum(((row.over_at(now) or now) - row.started_at).total_seconds() for row in rows)
    return {
        "minutes": ceil(total / 60),
        "sessions": [
            {
                "started_at": row.started_at.astimezone(UTC).isoformat(timespec="seconds"),
                "ended_at": (row.over_at(now) or now).astimezone(UTC).isoformat(timespec="seconds"),
                "mode": row.mode,
            }
            for row in rows
        ],
    }

"""A clock that a test can set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """The product's clock, to be set."""

    def __init__(self) -> None:
        # Real time, because Django's own expiry of sessions cannot be set.
        self.now = datetime.now(UTC)

    def forward(self, **delta: float) -> None:
        self.now += timedelta(**delta)

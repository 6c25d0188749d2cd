"""How often the sheets are told to send what is being typed: less often when the server is busy.

A busy server that asks for less stays quick; one that takes everything slows for all.
"""

from __future__ import annotations

import time
from collections.abc import Callable

#: Milliseconds between two of what a sheet sends while somebody types.
QUICKEST, SLOWEST = 100, 4000
#: Seconds a request waited for its turn: above the first it is asked for less, below the last more.
BUSY, QUIET = 0.04, 0.01
#: The interval changes at most so often (seconds), so that a change can show its effect.
STEP_EVERY = 0.5
#: How much the newest wait counts.
_WEIGHT = 0.1


class Pace:
    """The interval for now, from how long requests wait. Used from several threads at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wait = 0.0
        self._interval = float(QUICKEST)
        self._changed = clock()

    @property
    def interval(self) -> int:
        """Milliseconds."""
        return round(self._interval)

    def waited(self, seconds: float) -> None:
        """A request waited so long for a thread."""
        self._wait += _WEIGHT * (seconds - self._wait)
        now = self._clock()
        if now - self._changed < STEP_EVERY:
            return
        if self._wait > BUSY:
            self._set(self._interval * 1.5, now)
        elif self._wait < QUIET:
            self._set(self._interval * 0.85, now)

    def full(self) -> None:
        """A request was turned away: there is no line to wait in."""
        self._set(SLOWEST, self._clock())

    def _set(self, interval: float, now: float) -> None:
        self._interval = min(max(interval, QUICKEST), SLOWEST)
        self._changed = now

"""Named places where a test ends the process at once, as a power cut would (faults F07).

Nothing happens at them unless ``LK_CRASH`` names one, which is refused outside the demo.
Standard library alone: the environment is read before Django is there.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: In the order in which a write passes them.
POINTS = ("before_tx", "in_tx", "before_commit", "after_commit", "after_response")


class Armed:
    """Ends the process when ``name`` is passed for the ``passes``-th time."""

    def __init__(self, name: str, passes: int) -> None:
        self._name, self._left = name, passes
        self._lock = threading.Lock()
        self._wrote = threading.local()

    def passed(self, name: str) -> None:
        """Somebody is at the place called ``name``."""
        if name == "after_commit":
            self._wrote.now = True
        if name != self._name:
            return
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def answered(self, **_signal: object) -> None:
        """A response is over; it counts when something was written for it."""
        if getattr(self._wrote, "now", False):
            self._wrote.now = False
            self.passed("after_response")


_armed: Armed | None = None
_writing = threading.local()


def point(name: str) -> None:
    """Here the process may be ended, inside a write that is not part of another."""
    if _armed is not None and _depth() == 1:
        _armed.passed(name)


@contextmanager
def write() -> Iterator[None]:
    """Round a transaction: it has not begun before, and is committed after.

    A write done inside another is committed with it, and passes no places of its own.
    """
    if _armed is None:
        yield
        return
    outermost = _depth() == 0
    if outermost:
        _armed.passed("before_tx")
    _writing.depth = _depth() + 1
    try:
        yield
    finally:
        _writing.depth -= 1
    if outermost:
        _armed.passed("after_commit")


def _depth() -> int:
    depth: int = getattr(_writing, "depth", 0)
    return depth


def read(text: str) -> tuple[str, int]:
    """``after_commit`` or ``after_commit:3`` (the third time). Raises ``ValueError``."""
    name, _colon, passes = text.partition(":")
    if name not in POINTS:
        raise ValueError(f"LK_CRASH: {name!r} is not one of {', '.join(POINTS)}")
    if not (passes or "1").isdecimal() or passes == "0":
        raise ValueError(f"LK_CRASH: {passes!r} is not a number of times")
    return name, int(passes or 1)


def arm(text: str, when_answered: Callable[[Callable[..., None]], object]) -> None:
    """Arm the place that ``text`` names; nothing when it is empty.

    ``when_answered`` takes what is to be called after each response.
    """
    global _armed  # noqa: PLW0603 -- once, when the process starts
    if text:
        _armed = Armed(*read(text))
        when_answered(_armed.answered)

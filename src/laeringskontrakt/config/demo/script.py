"""What happens in one contract of the demo, as values that ``acting`` plays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum

from laeringskontrakt.contracts.enums import Party, SupportNeed
from laeringskontrakt.contracts.moments import Moment


class Ending(IntEnum):
    """How far the two have come; each includes those before it."""

    PREPARING = 0  # the trainee alone, not shared yet
    CHOSEN = 1  # competency and period chosen
    ANALYSED = 2  # the trainee's analysis is finished
    AGREED = 3  # supplemented, activities and agreements written
    FROZEN = 4  # ready, and nobody has signed
    HALF_SIGNED = 5  # the trainee has signed
    SIGNED = 6


@dataclass(frozen=True)
class Line:
    """A subgoal; ``competency`` counts the script's codes from 0."""

    text: str
    author: Party = Party.TRAINEE
    competency: int = 0
    at: datetime | None = None


@dataclass(frozen=True)
class Doing:
    """An activity for the subgoals with these positions. ``who`` is a key of the cast."""

    text: str
    subgoals: tuple[int, ...]
    place: str = ""
    method: str = ""
    need: SupportNeed = SupportNeed.NONE
    who: str = ""
    when: Moment = field(default_factory=Moment)


@dataclass(frozen=True)
class Asking:
    """A feedback agreement; somebody without an account has a name and a role instead of a key."""

    ask: str
    subgoals: tuple[int, ...]
    who: str = ""
    name: str = ""
    role: str = ""
    form: str = "observation"
    model: str = ""
    minutes: int = 5
    when: Moment = field(default_factory=Moment)


@dataclass(frozen=True)
class Judging:
    """A planned assessment by the supervisor."""

    instrument: str
    criteria: str
    minutes: int
    when: Moment
    place: str = ""
    level: int | None = None


@dataclass(frozen=True)
class Tick:
    """The ``activity``-th activity ticked in ``party``'s own copy."""

    party: Party
    activity: int
    at: datetime


@dataclass(frozen=True)
class Script:
    """One contract, from the first press to where it ends."""

    trainee: str
    supervisor: str
    codes: tuple[str, ...]
    begins: datetime
    period: tuple[date, date]
    ending: Ending
    title: str = ""
    purpose: str = ""
    one_device: bool = False
    lines: tuple[Line, ...] = ()
    doings: tuple[Doing, ...] = ()
    askings: tuple[Asking, ...] = ()
    judging: Judging | None = None
    memos: tuple[str, ...] = ()
    signed_at: tuple[datetime, ...] = ()
    analysed_at: datetime | None = None
    ticks: tuple[Tick, ...] = ()
    notes: tuple[tuple[Party, str], ...] = ()
    reflection: str = ""

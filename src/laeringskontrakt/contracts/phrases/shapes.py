"""What quick entry is told and what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from laeringskontrakt.contracts.enums import SupportNeed, WhenType
from laeringskontrakt.core.calendar_reading import Period
from laeringskontrakt.core.calendar_words import Language, monday


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be named in an entry. ``id`` is empty for a supervisor known by name only.

    ``is_supervisor``: a supervisor in this contract, primary, co-supervisor or substitute.
    """

    id: str
    first_name: str
    last_name: str
    role: str = ""
    is_supervisor: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Setting:
    """What an entry is read against. ``period`` is the contract's, both days in it.

    ``people``: whom a name may mean. ``supervisor_name``: which of several supervisors "min
    vejleder" is, or empty. ``subgoal_count``: subgoals are numbered 1 to this.
    """

    today: dt.date
    period: Period
    language: Language
    people: tuple[Known, ...] = ()
    supervisor_name: str = ""
    subgoal_count: int = 0

    @property
    def supervisors(self) -> tuple[Known, ...]:
        """Whom "min vejleder" may be."""
        every = tuple(person for person in self.people if person.is_supervisor)
        named = tuple(person for person in every if person.name == self.supervisor_name)
        return named or every


def setting_of(
    people: Sequence[Known],
    today: dt.date,
    period: Period,
    supervisor_name: str | None,
    language: Language,
    subgoal_count: int = 0,
) -> Setting:
    """A setting in which a supervisor known by name only is one of the people too."""
    everybody = list(dict.fromkeys(people))
    name = supervisor_name or ""
    if name and not any(person.is_supervisor for person in everybody):
        first, _, last = name.partition(" ")
        everybody.append(Known("", first, last, is_supervisor=True))
    return Setting(today, period, language, tuple(everybody), name, subgoal_count)


@dataclass(frozen=True, slots=True)
class When:
    """When something is to happen (domain §0.10).

    date: ``date``. week: ``week`` and ``year`` (ISO). period: ``start`` and ``end``, kept inside
    the contract's period. event: ``text``. Whatever the type, ``text`` is how to write it
    (without the time of day; at most 200 characters) and ``latest`` the last day it can happen,
    None if nothing says so. ``limit``: it says only by when ("senest uge 50"). ``time`` is on
    the Danish clock.
    """

    type: WhenType = WhenType.NONE
    date: dt.date | None = None
    week: int | None = None
    year: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    text: str = ""
    latest: dt.date | None = None
    limit: bool = False
    time: dt.time | None = None

    @property
    def first_day(self) -> dt.date | None:
        """The date, the Monday of the week or the first day of the period."""
        if self.year is not None and self.week is not None:
            return monday(self.year, self.week)
        return self.date or self.start


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words that were taken out of the entry, as they were typed.

    ``kind``: person, own, moment, time, habit, event, minutes, giver or subgoals.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ActivityPhrase:
    """A line of step 3, read. Everything but ``text`` is only a default that people may change.

    ``text`` is what is left of the entry and empty if nothing is. ``with_person`` is one of the
    people given; ``with_name`` is also somebody else's name or function. ``ambiguous``: those who
    may be meant, for the page to ask; then ``with_person`` is None. ``method`` and ``place`` are
    vocabulary codes or None.
    """

    text: str
    support_need: SupportNeed
    with_person: Known | None
    with_name: str
    method: str | None
    place: str | None
    when: When
    ambiguous: tuple[Known, ...]
    recognised: tuple[Recognised, ...]


@dataclass(frozen=True, slots=True)
class FeedbackPhrase:
    """A line of step 4, read: who, about which subgoals, when, how long.

    ``ask`` is what is left of the entry. ``giver`` is one of the people given; ``giver_name`` is
    then that person's name, else the name typed, empty if none was understood. ``ambiguous`` as
    in ``ActivityPhrase``. ``subgoal_numbers`` ascend, each at most once. ``form`` is a code of
    the feedback forms or None.
    """

    giver: Known | None
    giver_name: str
    giver_role: str
    subgoal_numbers: tuple[int, ...]
    when: When
    minutes: int | None
    form: str | None
    ask: str
    ambiguous: tuple[Known, ...]
    recognised: tuple[Recognised, ...]

    @property
    def time(self) -> dt.time | None:
        """The time of day, on the Danish clock."""
        return self.when.time

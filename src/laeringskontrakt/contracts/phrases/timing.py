"""When an entry says that something is to happen: moment, time of day, event or habit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from laeringskontrakt.contracts.enums import WhenType
from laeringskontrakt.contracts.phrases.clock import surely_times, time_of_day
from laeringskontrakt.contracts.phrases.cutting import Span, masked, overlaps
from laeringskontrakt.contracts.phrases.moment import dated
from laeringskontrakt.contracts.phrases.occasion import event, habit
from laeringskontrakt.contracts.phrases.shapes import Setting, When
from laeringskontrakt.core.calendar_words import Language


@dataclass(frozen=True, slots=True)
class Timed:
    """The moment, the words that say it, and for how long if both ends of it were written."""

    when: When
    spans: tuple[Span, ...]
    minutes: int | None = None


def when_said(text: str, setting: Setting, *, in_feedback: bool) -> Timed:
    """The dated moment and the time of day.

    An activity has a time only on a date, and no end to it; a time that does not fit stays in
    the entry.
    """
    sure = surely_times(text, setting.language)
    when, moments = dated(masked(text, sure), setting)
    clock = time_of_day(text, setting.language, moments)
    if clock is None or overlaps(clock.span, moments):
        return Timed(when, moments)
    if not in_feedback and (when.type is not WhenType.DATE or clock.minutes is not None):
        return Timed(when, moments)
    return Timed(replace(when, time=clock.at), (*moments, clock.span), clock.minutes)


def occasion(text: str, language: Language) -> Span | None:
    """The event, else the habit, that the entry names."""
    return event(text, language) or habit(text, language)


def occasion_said(
    text: str, found: Span | None, when: When, setting: Setting
) -> tuple[When, tuple[Span, ...]]:
    """``when``, made the event or habit ``found`` if ``when`` is at most a limit.

    Beside a date or a week such words stay in the entry: when it happens is already said.
    """
    if found is None or (when.type is not WhenType.NONE and not when.limit):
        return when, ()
    latest = when.latest if when.limit else None
    said = text[found.start : found.end].strip()
    if found.kind == "event":
        return When(WhenType.EVENT, text=said, latest=latest, time=when.time), (found,)
    start, end = setting.period
    last = latest if latest and latest >= start else end
    every = When(WhenType.PERIOD, start=start, end=last, text=said, latest=last, time=when.time)
    return every, (found,)

"""When an entry says that something is to happen: moment, time of day, event or habit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from laeringskontrakt.contracts.enums import WhenType
from laeringskontrakt.contracts.phrases.clock import surely_times, time_of_day
from laeringskontrakt.contracts.phrases.cutting import Span, masked, overlaps
from laeringskontrakt.contracts.phrases.moment import dated
from laeringskontrakt.contracts.phrases.occasion import event, habit
from laeringskontrakt.contracts.phrases.shapes import Setting, When


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


def occasion_said(text: str, when: When, setting: Setting) -> tuple[When, tuple[Span, ...]]:
    """``when``, made an event or a habit if the entry has one and ``when`` is at most a limit.

    Beside a date or a week such words stay in the entry: when it happens is already said.
    """
    if when.type is not WhenType.NONE and not when.limit:
        return when, ()
    latest = when.latest if when.limit else None
    if span := event(text, setting.language):
        said = text[span.start : span.end].strip()
        return When(WhenType.EVENT, text=said, latest=latest, time=when.time), (span,)
    if span := habit(text, setting.language):
        said = text[span.start : span.end].strip()
        start, end = setting.period
        last = latest if latest and latest >= start else end
        when = replace(when, type=WhenType.PERIOD, date=None, week=None, year=None, limit=False)
        return replace(when, start=start, end=last, text=said, latest=last), (span,)
    return when, ()

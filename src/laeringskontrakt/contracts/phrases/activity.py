"""Reading a line of step 3: "Simulation i færdighedslab med Mette, uge 49"."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from laeringskontrakt.contracts.enums import SupportNeed
from laeringskontrakt.contracts.phrases.cutting import (
    Span,
    capital_kept,
    masked,
    recognised,
    without,
)
from laeringskontrakt.contracts.phrases.person import Company, company, own
from laeringskontrakt.contracts.phrases.shapes import (
    ActivityPhrase,
    Known,
    Setting,
    When,
    setting_of,
)
from laeringskontrakt.contracts.phrases.timing import occasion, occasion_said, when_said
from laeringskontrakt.contracts.phrases.vocabulary import (
    guess_method,
    guess_place,
    support_need_of,
)
from laeringskontrakt.core.calendar_reading import Period
from laeringskontrakt.core.calendar_words import Language

READ_AT_MOST = 1000
"""A longer entry is prose, not a line with a name and a week in it: it is left alone."""


@dataclass(frozen=True, slots=True)
class _Reading:
    when: When
    who: Company
    spans: tuple[Span, ...]


_NOTHING = _Reading(When(), Company(), ())


def parse_activity(
    text: str,
    *,
    people: Sequence[Known],
    today: date,
    period: Period,
    supervisor_name: str | None,
    language: Language,
) -> ActivityPhrase:
    """What an entry in step 3 says. Never raises; no word of it is lost.

    ``period`` is the contract's first and last day. ``language`` is the contract's. The
    supervisor is best given among ``people``; ``supervisor_name`` tells which of several
    "min vejleder" is.
    """
    said = unicodedata.normalize("NFC", text)
    setting = setting_of(people, today, period, supervisor_name, language)
    reading = _read(said, setting)
    rest = without(said, reading.spans)
    if reading.spans and _says_more(rest, reading, setting):
        who = replace(reading.who, spans=())
        reading, rest = _Reading(When(), who, ()), said.strip()
    return _phrase(said, capital_kept(said, rest), reading, language)


def _phrase(said: str, rest: str, reading: _Reading, language: Language) -> ActivityPhrase:
    short = said[:READ_AT_MOST]
    method = guess_method(masked(said, reading.spans)[:READ_AT_MOST], language)
    need = reading.who.need
    if need is None:
        is_own = any(span.kind == "own" for span in reading.spans)
        need = SupportNeed.NONE if is_own else support_need_of(method)
    return ActivityPhrase(
        text=rest,
        support_need=need,
        with_person=reading.who.person,
        with_name=reading.who.name,
        method=method,
        place=guess_place(short, language, method),
        when=reading.when,
        ambiguous=reading.who.ambiguous,
        recognised=recognised(said, reading.spans),
    )


def _read(text: str, setting: Setting) -> _Reading:
    if len(text) > READ_AT_MOST:
        return _NOTHING
    timed = when_said(text, setting, in_feedback=False)
    who = company(masked(text, timed.spans), setting)
    spans = timed.spans + who.spans
    alone = own(masked(text, spans), setting.language)
    spans += (alone,) if alone else ()
    free = masked(text, spans)
    seen = occasion(free, setting.language)
    when, occasions = occasion_said(free, seen, timed.when, setting)
    spans += occasions
    if seen:  # behind the event the rest may be plainer
        free = masked(free, [seen])
        later = Company() if who.spans else company(free, setting)
        who, spans = (later, spans + later.spans) if later.spans else (who, spans)
    alone = None if alone else own(masked(free, who.spans), setting.language)
    return _Reading(when, who, (*spans, alone) if alone else spans)


def _says_more(rest: str, first: _Reading, setting: Setting) -> bool:
    """Whether what is left would be read as saying yet another person or moment.

    Then the entry names several and is left whole, for people to choose.
    """
    has_moment = any(span.kind == "moment" for span in first.spans)
    again = _read(rest, setting).spans
    return any(not (has_moment and span.kind in ("habit", "event")) for span in again)

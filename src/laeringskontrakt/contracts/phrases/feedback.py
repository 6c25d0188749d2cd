"""Reading a line of step 4: "Mette om delmål 1 og 4, uge 49, 5 min"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from laeringskontrakt.contracts.phrases.activity import READ_AT_MOST
from laeringskontrakt.contracts.phrases.cutting import Span, masked, recognised, without
from laeringskontrakt.contracts.phrases.giver import Giver, giver_said
from laeringskontrakt.contracts.phrases.shapes import (
    FeedbackPhrase,
    Known,
    Setting,
    When,
    setting_of,
)
from laeringskontrakt.contracts.phrases.subgoals import subgoals_said
from laeringskontrakt.contracts.phrases.timing import occasion, occasion_said, when_said
from laeringskontrakt.contracts.phrases.vocabulary import guess_form
from laeringskontrakt.core.calendar_reading import Period
from laeringskontrakt.core.calendar_words import Language

MOST_MINUTES = 240

_MINUTES = re.compile(
    r"(?<![\w.,:/–-])(?:[0-9]{1,3}\s*[–-]\s*)?(?P<minutes>[0-9]{1,3})\s*"
    r"(?:min(?:utter|utes|s)?(?!\w|['’-]\w)\.?)"
    r"|(?<!\w)(?P<quarter>et\s+kvarter|a\s+quarter\s+of\s+an\s+hour)(?!\w)"
    r"|(?<!\w)(?P<half>en\s+halv\s+time|half\s+an\s+hour)(?!\w)",
    re.IGNORECASE,
)
_NOT_LENGTH = re.compile(r"(?<!\w)(?:efter|før|inden(?:\s+for)?|after|before|within)\s+$", re.I)


@dataclass(frozen=True, slots=True)
class _Reading:
    giver: Giver
    numbers: tuple[int, ...]
    when: When
    minutes: int | None
    spans: tuple[Span, ...]


_NOTHING = _Reading(Giver(), (), When(), None, ())


def parse_feedback(
    text: str,
    *,
    people: Sequence[Known],
    today: date,
    period: Period,
    supervisor_name: str | None,
    language: Language,
    subgoal_count: int,
) -> FeedbackPhrase:
    """What an entry in step 4 says. Never raises; no word of it is lost.

    Arguments as for ``parse_activity``; ``subgoal_count``: the subgoals are numbered 1 to this.
    """
    said = unicodedata.normalize("NFC", text)
    setting = setting_of(people, today, period, supervisor_name, language, subgoal_count)
    reading = _read(said, setting)
    rest = without(said, reading.spans)
    if reading.spans and _says_more(rest, reading, setting):
        reading, rest = _NOTHING, said.strip()
    return _phrase(said, rest, reading, language)


def _phrase(said: str, rest: str, reading: _Reading, language: Language) -> FeedbackPhrase:
    return FeedbackPhrase(
        giver=reading.giver.person,
        giver_name=reading.giver.name,
        giver_role=reading.giver.role,
        subgoal_numbers=reading.numbers,
        when=reading.when,
        minutes=reading.minutes,
        form=guess_form(said[:READ_AT_MOST], language),
        ask=rest,
        ambiguous=reading.giver.ambiguous,
        recognised=recognised(said, reading.spans),
    )


def _read(text: str, setting: Setting) -> _Reading:
    if len(text) > READ_AT_MOST:
        return _NOTHING
    language = setting.language
    length, spans = _minutes(text)
    timed = when_said(masked(text, spans), setting, in_feedback=True)
    spans += timed.spans
    giver = giver_said(masked(text, spans), setting)
    spans += (giver.span,) if giver.span else ()
    behind = giver.span.end if giver.span else None
    numbers, listed = subgoals_said(masked(text, spans), language, setting.subgoal_count, behind)
    spans += listed
    free = masked(text, spans)
    when, occasions = occasion_said(free, occasion(free, language), timed.when, setting)
    minutes = length if length is not None else timed.minutes
    return _Reading(giver, numbers, when, minutes, spans + occasions)


def _says_more(rest: str, first: _Reading, setting: Setting) -> bool:
    """Whether what is left would be read as saying yet another person, moment or number."""
    again = _read(rest, setting).spans
    has_moment = any(span.kind == "moment" for span in first.spans)
    return any(not (has_moment and span.kind in ("habit", "event")) for span in again)


def _minutes(text: str) -> tuple[int | None, tuple[Span, ...]]:
    """How long, if it is said once: "5 min", "et kvarter"; of "5-10 min" the longer."""
    found = []
    for match in _MINUTES.finditer(text):
        minutes = 15 if match["quarter"] else 30 if match["half"] else int(match["minutes"])
        if 0 < minutes <= MOST_MINUTES and not _NOT_LENGTH.search(text[: match.start()]):
            found.append((minutes, (Span(match.start(), match.end(), "minutes"),)))
    return found[0] if len(found) == 1 else (None, ())

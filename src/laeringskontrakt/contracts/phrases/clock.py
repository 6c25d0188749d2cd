"""The time of day in an entry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from laeringskontrakt.contracts.phrases.cutting import Span, has_edges
from laeringskontrakt.contracts.phrases.grammar import grammar
from laeringskontrakt.core.calendar_words import Language

KIND = "time"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written; ``minutes`` is how long, if an end was written too."""

    span: Span
    at: time
    minutes: int | None


def surely_times(text: str, language: Language) -> list[Span]:
    """Words that are a time whatever is beside them ("kl. 8.12", "2 pm"), so never a date."""
    return [
        Span(match.start(), match.end(), KIND)
        for match in grammar(language).clock.finditer(text)
        if _is_sure(match, language)
    ]


def time_of_day(text: str, language: Language, dates: Sequence[Span]) -> Clock | None:
    """The time, if the entry has exactly one.

    "13.30" needs no word when it follows the date or stands alone between punctuation.
    """
    found = []
    for match in grammar(language).clock.finditer(text):
        beside = any(_follows(text, span, match.start()) for span in dates)
        alone = bool(match["minute"]) and has_edges(text, match.start(), match.end())
        told = _is_sure(match, language) or (beside and (match["minute"] or match["lead"]))
        if told or alone:
            found.append(_clock(match))
    return found[0] if len(found) == 1 else None


def _is_sure(match: re.Match[str], language: Language) -> bool:
    if language == "da":
        return bool(match["lead"])
    return bool(match["half"] or (match["lead"] and match["minute"]))


def _follows(text: str, span: Span, start: int) -> bool:
    return span.end <= start and not text[span.end : start].strip(" ,")


def _clock(match: re.Match[str]) -> Clock:
    at = _time(match, "")
    minutes = None
    if match["hour2"]:
        until = _time(match, "2")
        minutes = (until.hour - at.hour) * 60 + until.minute - at.minute
    kept = minutes if minutes is not None and minutes > 0 else None
    return Clock(Span(match.start(), match.end(), KIND), at, kept)


def _time(match: re.Match[str], mark: str) -> time:
    hour, half = int(match[f"hour{mark}"]), (match[f"half{mark}"] or "").strip().casefold()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return time(hour, int(match[f"minute{mark}"] or 0))

"""How moments are written, as patterns for IGNORECASE, in Danish and English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from laeringskontrakt.core.calendar_reading import (
    DATE_ENDS,
    DATE_STARTS,
    RELATIVE,
    any_of,
    date_pattern,
)
from laeringskontrakt.core.calendar_words import WEEKDAYS, Language

BY: Mapping[Language, str] = {
    "da": r"(?:aller)?senest(?:\s+i)?|inden\s+(?:udgangen|slutningen)\s+af|til\s+og\s+med",
    "en": r"by(?:\s+the\s+end\s+of)?|at\s+the\s+latest(?:\s+(?:in|by|on))?|no\s+later\s+than",
}
BEFORE: Mapping[Language, str] = {"da": "inden|før", "en": "before"}

_WEEK_LEAD = {
    "da": r"i\s+løbet\s+af|mellem|fra|i",
    "en": r"in\s+the\s+course\s+of|between|from|during|in",
}
_WEEK = {"da": r"(?:ugerne\s+|uge\s*|u\.?\s?)", "en": r"(?:weeks?\s*|wk\.?\s*)"}
_JOIN = {"da": r"-|–|til(?:\s+og\s+med)?|og|eller|/", "en": r"-|–|to|and|or|/"}
_RANGE_LEAD = {"da": r"fra|mellem|i\s+perioden", "en": r"from|between"}
_RANGE_JOIN = {"da": r"-|–|til(?:\s+og\s+med)?|og", "en": r"-|–|to|until|and"}
_DATE_LEAD = {"da": r"på|pr\.", "en": "on"}
_WEEKDAY_LEAD = {"da": r"nu\s+på|på|nu", "en": "on"}
_THIS_WEEK = {
    "da": r"(?:i\s+)?(?:(?P<this>denne)|næste)\s+uge",
    "en": r"(?:(?P<this>this)|next)\s+week",
}
_NEXT = {"da": "næste", "en": "next"}
_PART = {
    "da": r"formiddag|eftermiddag|aften|morgen|nat|middag|tidlig",
    "en": "morning|afternoon|evening|night",
}
_CLOCK_LEAD = {"da": r"kl\.?|klokken", "en": "at"}
_AGAIN = {"da": "og|eller|til|samt", "en": "and|or|to"}
_BLOCKED = {
    "da": r"og|eller|samt|efter|siden|omkring|til|ca\.|cirka|hver|hver\s+anden|mellem|ikke",
    "en": "and|or|after|since|around|until|till|to|every|each|between|not",
}


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of one language. Their groups are read in ``moment`` and ``clock``."""

    week: re.Pattern[str]
    this_week: re.Pattern[str]
    dates: re.Pattern[str]
    date: re.Pattern[str]
    weekday: re.Pattern[str]
    relative: re.Pattern[str]
    clock: re.Pattern[str]
    blocked_before: re.Pattern[str]
    blocked_after: re.Pattern[str]


@cache
def grammar(language: Language) -> Grammar:
    """The patterns of a language, made once."""
    weekday = any_of({day.casefold(): number for number, day in enumerate(WEEKDAYS[language])})
    week = _WEEK[language]
    limit = rf"(?:(?P<by>{BY[language]})|(?P<before>{BEFORE[language]}))\s+"
    part = rf"(?P<part>\s+(?:i\s+)?(?:{_PART[language]})(?!\w))?"
    number = "[0-9]{1,2}"
    return Grammar(
        week=_compiled(
            rf"(?<![\w])(?:{limit}|(?P<lead>{_WEEK_LEAD[language]})\s+)?{week}(?P<first>{number})",
            rf"(?:\s*(?P<join>{_JOIN[language]})\s*(?P<again>{week})?(?P<last>{number})(?!\w|[./:][0-9]))?",
            r"(?:(?:\s+|\s*/\s*)(?P<year>20[0-9]{2}))?(?!\w|['’]|[.,:/-][0-9])",
        ),
        this_week=_compiled(rf"(?<!\w)(?:{limit})?{_THIS_WEEK[language]}(?!\w)"),
        dates=_two_dates(language),
        date=_compiled(
            rf"{DATE_STARTS}(?:{limit}|(?P<lead>{_DATE_LEAD[language]})\s+)?",
            rf"{date_pattern(language)}{DATE_ENDS}",
        ),
        weekday=_compiled(
            rf"(?<![\w-])(?:{limit}|(?P<lead>{_WEEKDAY_LEAD[language]})\s+)?",
            rf"(?:(?P<next>{_NEXT[language]})\s+)?(?P<weekday>{weekday})(?!\w|['’-])",
            rf"(?:,?\s+(?:i\s+|in\s+)?{week}(?P<week>{number})(?!\w|['’]|[.,:/-][0-9]))?{part}",
        ),
        relative=_compiled(
            rf"(?<![\w])(?:{limit})?(?P<relative>{any_of(RELATIVE[language])})(?!\w|['’-]){part}"
        ),
        clock=_clock(language),
        blocked_before=_compiled(rf"(?<!\w)(?:{_BLOCKED[language]})\s+$"),
        blocked_after=_compiled(
            rf"\s*(?:[/-]|(?<!\w)(?:{_AGAIN[language]})(?!\w))\s*(?:{week}|[0-9]|(?:{weekday})(?!\w))"
        ),
    )


def _two_dates(language: Language) -> re.Pattern[str]:
    return _compiled(
        rf"{DATE_STARTS}(?:(?P<lead>{_RANGE_LEAD[language]})\s+)?",
        rf"(?:{date_pattern(language, 'a')}",
        r"|(?:den\s+|d\.\s*)?(?P<short>[0-9]{1,2})(?P<stop>\.?))",
        rf"\s*(?P<join>{_RANGE_JOIN[language]})\s*{date_pattern(language, 'b')}{DATE_ENDS}",
    )


def _clock(language: Language) -> re.Pattern[str]:
    def hour(mark: str) -> str:
        return (
            rf"(?P<hour{mark}>2[0-3]|[01]?[0-9])(?:[.:](?P<minute{mark}>[0-5][0-9]))?"
            rf"(?P<half{mark}>\s?[ap]\.?m\b\.?)?"
        )

    lead = rf"(?P<lead>(?:{_CLOCK_LEAD[language]})\s*)?"
    until = rf"(?:\s*(?:-|–|til|to)\s*(?:kl\.?\s*)?{hour('2')})?"
    return _compiled(rf"(?<![\w.,:/-]){lead}(?<![0-9]){hour('')}{until}(?!\w|[.:/-]?[0-9])")


def _compiled(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)

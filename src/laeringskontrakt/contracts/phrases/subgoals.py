"""Which subgoals an entry is about: "delmål 1 og 4", "Jonas 6", "alle delmål"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

from laeringskontrakt.contracts.phrases.cutting import EDGE_AFTER, Span
from laeringskontrakt.contracts.phrases.vocabulary import words_pattern
from laeringskontrakt.contracts.phrases.words import FORM_WORDS
from laeringskontrakt.core.calendar_words import Language

KIND = "subgoals"

_WORD = {"da": r"delmål(?:ene|et)?", "en": r"subgoals?"}
_ABOUT = {"da": r"om|på|til|over|vedr\.?|vedrørende", "en": r"on|about|for|to"}
_ALL = {"da": r"alle\s+delmål(?:ene)?", "en": r"all\s+(?:the\s+)?subgoals"}
_AND: Mapping[Language, str] = {"da": r"og|til", "en": r"and|to"}
_THEN = {
    "da": r"og|til|på|i|ved|om|med|efter|uge|hos",
    "en": r"and|to|on|in|at|about|with|after|week",
}


@dataclass(frozen=True, slots=True)
class _Words:
    told: re.Pattern[str]
    every: re.Pattern[str]
    bare: re.Pattern[str]


@cache
def _words(language: Language) -> _Words:
    number = r"[0-9]{1,2}(?![\w/:]|\.[0-9])"
    again = rf"(?:{_WORD[language]}\s+)?"
    then = rf"(?=\s*(?:$|[,;.:)&+–-]|(?:{_THEN[language]})(?!\w)|[0-9]))"
    more = (
        rf"(?:\s*(?:[&+–-]|(?<!\w)(?:{_AND[language]})(?!\w))\s*{again}{number}"
        rf"|(?:\s*,\s*|\s+){again}{number}{then})"
    )
    listed = rf"(?P<listed>{number}{more}*)"
    doing = words_pattern(word for group in FORM_WORDS[language] for word in chain(*group.values()))
    about = rf"(?:(?:{_ABOUT[language]})\s+)?"
    return _Words(
        told=re.compile(rf"(?<!\w){about}{_WORD[language]}\s*:?\s*{listed}", re.IGNORECASE),
        every=re.compile(rf"(?<!\w){about}{_ALL[language]}(?!\w)", re.IGNORECASE),
        bare=re.compile(rf"[\s,:]*{about}{listed}(?={EDGE_AFTER}|\s+{doing})", re.IGNORECASE),
    )


def subgoals_said(
    text: str, language: Language, count: int, giver_end: int | None
) -> tuple[tuple[int, ...], tuple[Span, ...]]:
    """The numbers and the words that say them.

    Bare numbers count only right behind the giver and before punctuation, a moment or what the
    giver does, so that "Jonas 6 patienter" is no subgoal. A list with a number above ``count``
    is left alone.
    """
    words = _words(language)
    numbers: set[int] = set()
    spans: list[Span] = []
    if count > 0 and (match := words.every.search(text)):
        return tuple(range(1, count + 1)), (Span(match.start(), match.end(), KIND),)
    found = list(words.told.finditer(text))
    if not found and giver_end is not None:
        match = words.bare.match(text, giver_end)
        found = [match] if match else []
    for match in found:
        listed = _numbers(match["listed"])
        if listed and max(listed) <= count and min(listed) > 0:
            numbers |= listed
            spans.append(Span(match.start(), match.end(), KIND))
    return tuple(sorted(numbers)), tuple(spans)


def _numbers(listed: str) -> set[int]:
    """ "1, 3 og 5-7" as numbers."""
    numbers: set[int] = set()
    upto = False
    last = 0
    for part in re.findall(r"[0-9]+|[–-]|til|to", listed, re.IGNORECASE):
        if not part[0].isdigit():
            upto = True
            continue
        numbers |= set(range(last, int(part))) if upto else set()
        last, upto = int(part), False
        numbers.add(last)
    return numbers

"""Guesses at method, place and form of feedback, and what a method needs of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from laeringskontrakt.contracts.enums import SupportNeed
from laeringskontrakt.contracts.phrases.words import (
    FORM_WORDS,
    METHOD_WORDS,
    PLACE_OF_METHOD,
    PLACE_WORDS,
    Groups,
)
from laeringskontrakt.core.calendar_words import Language
from laeringskontrakt.curriculum.vocabulary import vocabulary


def word_pattern(word: str) -> str:
    """The pattern, for IGNORECASE, of one entry of the word lists."""
    written = re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    return rf"(?<!\w){written}(?!\w)"


def words_pattern(words: Iterable[str]) -> str:
    """The pattern of any of several entries of the word lists, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(word_pattern(word) for word in ordered)})"


def guess_method(text: str, language: Language) -> str | None:
    """The code of the learning method that the words suggest, or None."""
    return _guess(text, _compiled("method", language))


def guess_place(text: str, language: Language, method: str | None) -> str | None:
    """The code of the learning place that the words, or else the method, suggest, or None."""
    return _guess(text, _compiled("place", language)) or PLACE_OF_METHOD.get(method or "")


def guess_form(text: str, language: Language) -> str | None:
    """The code of the form of feedback that the words suggest, or None."""
    return _guess(text, _compiled("form", language))


def support_need_of(method: str | None) -> SupportNeed:
    """What a method needs of others unless the entry says otherwise; unknown is own activity."""
    known = vocabulary().methods.get(method or "")
    return SupportNeed(known.support_need) if known else SupportNeed.NONE


Compiled = Sequence[Sequence[tuple[re.Pattern[str], str]]]


def _guess(text: str, groups: Compiled) -> str | None:
    for group in groups:
        found = [
            (match.start(), -match.end(), code)
            for pattern, code in group
            for match in pattern.finditer(text)
        ]
        if found:
            return min(found)[2]
    return None


@cache
def _compiled(kind: str, language: Language) -> Compiled:
    tables = {"method": METHOD_WORDS, "place": PLACE_WORDS, "form": FORM_WORDS}
    groups: Groups = tables[kind][language]
    return [
        [(re.compile(words_pattern(words), re.IGNORECASE), code) for code, words in group.items()]
        for group in groups
    ]
